"""The investment list: every project with its frame and years, by area or district, and figures that sum it up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, amount_column, detail, row, text, text_cell, total
from assembler.compose.maker import Options
from assembler.compose.makers.charts import alternative_text, millions
from assembler.compose.periods import plan_years, year_columns
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Chart, Column, Row, RowKind, Table
from assembler.document.chart import ChartData, Point, Series
from assembler.messages.numbers import amount_text, month_text, rounded, years_text
from assembler.plan.model import Investment

_MILLION = 1_000_000
_MOST_BARS = 15


def investments(situation: Situation, options: Options) -> Blocks:
    """Investment projects with their frame and the amount of each year.

    `group` ("area" or "district") gathers them under headings with sums; `texts` false leaves out the explanations;
    `most` keeps the largest projects of the period, and says how many there are in all.
    """
    own = [i for i in situation.plan.investments if situation.area is None or i.area == situation.area.id]
    if options.get("group") == "district" and not any(project.district for project in own):
        return ()
    chosen = _largest(situation, own, options.get("most"))
    if not chosen:
        return ()
    years = plan_years(situation)
    table = Table(
        id="investeringer-storste" if len(chosen) < len(own) else _id(situation, options),
        title=text(situation.titled(_title(options, own, chosen), years=years_text(years[0], years[-1]))),
        columns=(
            Column(situation.word("project"), "label"),
            Column(situation.word("finished"), "text", width=Decimal(27)),
            amount_column(situation.word("frame"), "18"),
            *year_columns(situation),
        ),
        rows=(
            *_rows(situation, chosen, options),
            _sum_row(situation, _sum_word(situation, own, chosen), own, "result"),
        ),
        subtitle=situation.word("investments-subtitle", unit=situation.unit_text),
        description=situation.word("investments-description"),
        layout="measures",
    )
    return (table,)


def _id(situation: Situation, options: Options) -> str:
    if situation.area:
        return f"investeringsliste-{situation.area.id}"
    return "investeringer-bydeler" if options.get("group") == "district" else "investeringsliste"


def _title(options: Options, own: Sequence[Investment], chosen: Sequence[Investment]) -> str:
    if len(chosen) < len(own):
        return "investments-largest"
    return "investments-districts" if options.get("group") == "district" else "investments-title"


def _sum_word(situation: Situation, own: Sequence[Investment], chosen: Sequence[Investment]) -> str:
    return situation.word("investments-all", count=len(own)) if len(chosen) < len(own) else situation.word("sum")


def _largest(situation: Situation, own: Sequence[Investment], most: int | None) -> list[Investment]:
    if most is None or len(own) <= most:
        return list(own)
    return sorted(own, key=lambda project: -_whole(situation, project))[:most]


def _whole(situation: Situation, project: Investment) -> Decimal:
    return total([project.amounts.get(year) for year in plan_years(situation)]) or Decimal(0)


def _rows(situation: Situation, chosen: Sequence[Investment], options: Options) -> Iterator[Row]:
    texts = options.get("texts", True)
    if options.get("group") is None:
        yield from (part for project in chosen for part in _project_rows(situation, project, texts=texts))
        return
    for name, group in _grouped(situation, chosen, options["group"]):
        yield row((text_cell(name),), "group")
        yield from (part for project in group for part in _project_rows(situation, project, texts=texts))
        if len(group) > 1:
            yield _sum_row(situation, f"{situation.word('sum')} {name}", group, "sum")


def _grouped(situation: Situation, chosen: Iterable[Investment], group: str) -> list[tuple[str, list[Investment]]]:
    """The projects by area in the order of the plan, or by district in the order in which they first occur."""
    names = {area.id: area.name for area in situation.plan.areas}
    key: Callable[[Investment], str] = _district(situation) if group == "district" else lambda one: names[one.area]
    found: dict[str, list[Investment]] = {name: [] for name in names.values()} if group == "area" else {}
    for project in chosen:
        found.setdefault(key(project), []).append(project)
    return [(name, projects) for name, projects in found.items() if projects]


def _district(situation: Situation) -> Callable[[Investment], str]:
    return lambda project: project.district or situation.word("whole")


def _project_rows(situation: Situation, project: Investment, *, texts: bool) -> Iterator[Row]:
    amounts = (amount_cell(situation, project.amounts.get(year, Decimal(0))) for year in plan_years(situation))
    finished = month_text(project.finished, situation.form)
    yield row((text_cell(project.title), text_cell(finished), amount_cell(situation, project.total), *amounts))
    if texts:
        yield from detail(project.text)


def _sum_row(situation: Situation, name: str, group: Sequence[Investment], kind: RowKind) -> Row:
    sums: list[Cell] = [amount_cell(situation, total([project.total for project in group]))]
    for year in plan_years(situation):
        sums.append(amount_cell(situation, total([project.amounts.get(year) for project in group])))
    return row((text_cell(name), text_cell(""), *sums), kind)


def investment_bars(situation: Situation, _options: Options) -> Blocks:
    """What is invested in each area in the period, largest first, in million kroner."""
    return _bars(situation, "area", "figur-investeringer", "investeringsliste")


def district_bars(situation: Situation, _options: Options) -> Blocks:
    """What is invested in each district in the period, largest first, with the number of projects."""
    if not any(project.district for project in situation.plan.investments):
        return ()
    return _bars(situation, "district", "figur-bydeler", "investeringer-bydeler")


def _bars(situation: Situation, group: str, id: str, table: str) -> Blocks:
    made = [
        (name, sum((_whole(situation, project) for project in projects), Decimal(0)), len(projects))
        for name, projects in _grouped(situation, situation.plan.investments, group)
    ]
    found = sorted(((name, amount, count) for name, amount, count in made if amount > 0), key=lambda one: -one[1])
    if len(found) < 2:
        return ()
    whole = sum((amount for _, amount, _ in found), Decimal(0))
    kept = found[:_MOST_BARS]
    points = tuple(Point(rounded(amount / _MILLION, 1), millions(situation, amount), "plan") for _, amount, _ in kept)
    names = tuple(situation.word("bar-projects", name=name, count=count) for name, _, count in kept)
    data = ChartData("bars", names, (Series(situation.word("column-plan"), points),))
    years = plan_years(situation)
    share = amount_text(100 * kept[0][1] / whole, situation.form, 0)
    return (
        Chart(
            id=id,
            title=text(situation.word(f"investments-{group}-finding", name=kept[0][0], share=share)),
            data=data,
            alt=alternative_text(situation.word(f"investments-{group}-alt"), data),
            subtitle=situation.word("investments-chart-subtitle", years=years_text(years[0], years[-1])),
            table=table,
        ),
    )
