"""What changed, and what it comes to: from proposal to adopted, how investments are paid for, financial key figures."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, amount_column, number_cell, period_column, row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.makers.charts import alternative_text, millions
from assembler.compose.periods import shown
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Chart, Column, Row, Table
from assembler.document.chart import ChartData, Point, Series
from assembler.finance.comparison import AreaChange, Change, LineChange, area_changes, line_changes
from assembler.finance.financing import Financing, financing
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule
from assembler.messages.catalogue import label
from assembler.messages.numbers import rounded

_MOST_BARS = 12


def _pair(situation: Situation) -> tuple[Schedule, ColumnKey, ColumnKey] | None:
    """§ 5-4 second paragraph with the columns of proposal and adopted of the budget year; `None` without both."""
    areas = situation.statement.schedule("5-4-2")
    year = situation.plan.year
    proposal, adopted = ColumnKey(year, "proposal"), ColumnKey(year, "adopted")
    if areas is None or not {proposal, adopted} <= set(areas.columns):
        return None
    return areas, proposal, adopted


def area_change_table(situation: Situation, _options: Options) -> Blocks:
    """The areas whose frame changed from proposal to adopted, the largest change first."""
    pair = _pair(situation)
    if pair is None:
        return ()
    every = line_changes(*pair)
    changed = _by_size(one for one in every if one.change.amount and one.key != "sum")
    total = next(one for one in reversed(every))
    table = Table(
        id="endringsliste",
        title=text(situation.word("changes-title")),
        columns=(
            Column(situation.word("area"), "label"),
            *(period_column(situation, key, Decimal(22)) for key in pair[1:]),
            amount_column(situation.word("change"), "20"),
            Column(situation.word("change-per-cent"), "number", width=Decimal(20)),
        ),
        rows=(
            *(_change_row(situation, one) for one in changed if one is not total),
            row((text_cell(total.label), *_change_cells(situation, total.change)), "result"),
        ),
        subtitle=situation.word("changes-subtitle", unit=situation.unit_text),
        description=situation.word("changes-description"),
    )
    return (table,)


def _by_size(changes: Iterable[LineChange]) -> list[LineChange]:
    return sorted(changes, key=lambda one: -abs(one.change.amount))


def _change_row(situation: Situation, one: LineChange) -> Row:
    return row((text_cell(one.label), *_change_cells(situation, one.change)))


def _change_cells(situation: Situation, change: Change) -> tuple[Cell, ...]:
    return (
        amount_cell(situation, change.before),
        amount_cell(situation, change.after),
        amount_cell(situation, change.amount, sign=True),
        number_cell(situation, change.per_cent, 1, sign=True),
    )


def area_change_chart(situation: Situation, _options: Options) -> Blocks:
    """The largest changes from proposal to adopted, in million kroner."""
    pair = _pair(situation)
    changed = [] if pair is None else _by_size(line_changes(*pair)[:-1])[:_MOST_BARS]
    shown = [one for one in changed if one.change.amount]
    if len(shown) < 2:
        return ()
    points = tuple(_point(situation, one.change.amount) for one in shown)
    series = (Series(situation.word("change"), points),)
    data = ChartData("change", tuple(one.label for one in shown), series)
    top = millions(situation, shown[0].change.amount, sign=True)
    return (
        Chart(
            id="figur-endringer",
            title=text(situation.word("changes-chart-title", area=shown[0].label, amount=top)),
            data=data,
            alt=alternative_text(situation.word("changes-chart-alt"), data),
            subtitle=situation.word("changes-chart-subtitle"),
            table="endringsliste",
        ),
    )


def _point(situation: Situation, kroner: Decimal) -> Point:
    return Point(rounded(kroner / 1_000_000, 1), millions(situation, kroner, sign=True), "change")


def line_change_table(situation: Situation, _options: Options) -> Blocks:
    """Every line of § 5-6 that changed in each area: the detail behind the table of changes."""
    pair = _pair(situation)
    if pair is None:
        return ()
    _, before, after = pair
    changes = area_changes(situation.ledger, before, after)
    areas = dict.fromkeys(one.area for one in changes)
    rows = [part for area in areas for part in _area_rows(situation, area, changes)]
    table = Table(
        id="endringer-linjer",
        title=text(situation.word("line-changes-title")),
        columns=(
            Column(situation.word("line"), "line-number", width=Decimal(8)),
            Column(situation.word("line-and-post"), "label"),
            *(period_column(situation, key, Decimal(22)) for key in (before, after)),
            amount_column(situation.word("change"), "20"),
            Column(situation.word("change-per-cent"), "number", width=Decimal(20)),
        ),
        rows=tuple(rows),
        subtitle=situation.unit_text,
        description=situation.word("line-changes-description"),
    )
    return (table,) if rows else ()


def _area_rows(situation: Situation, area: str, changes: Sequence[AreaChange]) -> Iterable[Row]:
    yield row((text_cell(area or situation.word("unnamed-area")),), "group")
    for one in changes:
        if one.area == area:
            name = one.labels[situation.form]
            yield row((text_cell(str(one.nr)), text_cell(name), *_change_cells(situation, one.change)))


def financing_table(situation: Situation, _options: Options) -> Blocks:
    """How the investments are paid for, tied to § 5-5 first paragraph."""
    schedule = situation.statement.schedule("5-5-1")
    if schedule is None:
        return ()
    found = financing(schedule)
    columns = shown(situation, schedule)
    table = Table(
        id="finansiering",
        title=text(situation.word("financing-title")),
        columns=(
            Column(situation.word("financing-source"), "label"),
            *(period_column(situation, schedule.columns[at]) for at in columns),
        ),
        rows=tuple(_financing_rows(situation, found, columns)),
        subtitle=situation.unit_text,
        description=situation.word("financing-description"),
    )
    return (table,)


def _financing_rows(situation: Situation, found: Financing, columns: Sequence[int]) -> Iterable[Row]:
    def cells(values: Sequence[Decimal]) -> list[Cell]:
        return [amount_cell(situation, values[at]) for at in columns]

    yield row((text_cell(situation.word("financing-need")), *cells(found.need)), "sum")
    yield row((text_cell(situation.word("financing-sources")),), "group")
    for source, values in found.sources:
        if any(values[at] for at in columns):
            yield row((text_cell(label(f"finance-financing-{source}", situation.form)), *cells(values)))
    whole = [need + carried for need, carried in zip(found.need, found.carried, strict=True)]
    if any(found.carried[at] for at in columns):
        yield row((text_cell(situation.word("financing-carried")), *cells([-one for one in found.carried])))
        whole = list(found.need)
    yield row((text_cell(situation.word("financing-sum")), *cells(whole)), "result")
