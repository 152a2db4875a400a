"""Financial key figures and targets (kommuneloven § 14-2 c): the figures through the years, and what is aimed at."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from assembler.compose.cells import number_cell, period_column, row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.makers.charts import alternative_text
from assembler.compose.periods import BASIS, budget_column, by_year, shown, version_of
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Chart, Column, Row, Table
from assembler.document.chart import ChartData, Point, Series, Target
from assembler.document.inline import Inlines, State, StatusMark
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule
from assembler.finance.targets import TargetFigure, target_figures
from assembler.messages.numbers import amount_text, rounded
from assembler.plan.decisions import FinancialFigure, FinancialTarget

_FORMULA = re.compile(r"100\*\((?P<part>.*)\)/\((?P<whole>.*)\) \((?P<one>\S+), (?P<other>\S+)\)")
_KEYS: dict[FinancialFigure, str] = {
    "result": "netto_driftsresultat_prosent",
    "debt": "gjeldsgrad_prosent",
    "reserve": "disposisjonsfond_prosent",
}
_SUPPLIED: dict[FinancialFigure, str] = {"debt": "lanegjeld", "reserve": "disposisjonsfond"}


def financial_figures(situation: Situation) -> dict[FinancialFigure, TargetFigure]:
    """The figures that the ledgers, or the plan's own amounts, can tell."""
    statement = situation.statement
    columns = statement.schedules[0].columns if statement.schedules else ()
    supplied = {
        _SUPPLIED[one.figure]: {key: one.amounts[key.year] for key in columns if key.year in one.amounts}
        for one in situation.plan.financial_targets
        if one.figure in _SUPPLIED
    }
    made = {one.key: one for one in target_figures(statement, situation.form, supplied)}
    return {figure: made[key] for figure, key in _KEYS.items() if key in made and _is_known(made[key])}


def _is_known(figure: TargetFigure) -> bool:
    return any(value is not None for value in figure.values)


def result_chart(situation: Situation, _options: Options) -> Blocks:
    """Net operating result in per cent of income, year by year, with its target."""
    return _chart(situation, "result")


def target_charts(situation: Situation, _options: Options) -> Blocks:
    """Debt and reserve in per cent of income, year by year, with their targets."""
    return (*_chart(situation, "debt"), *_chart(situation, "reserve"))


def _chart(situation: Situation, which: FinancialFigure) -> Blocks:
    figure = financial_figures(situation).get(which)
    operating = situation.statement.schedule("5-6")
    years = [] if figure is None or operating is None else _years(figure, operating)
    if figure is None or len(years) < 2:
        return ()
    aim = next((one for one in situation.plan.financial_targets if one.figure == which), None)
    points = tuple(_point(situation, key, value) for key, value in years)
    data = ChartData(
        "columns", tuple(str(key.year) for key, _ in years), (Series(figure.label, points),), _target(situation, aim)
    )
    return (
        Chart(
            id=f"figur-{which}",
            title=text(_finding(situation, which, years, aim)),
            data=data,
            alt=alternative_text(figure.label, data),
            subtitle=situation.word("target-chart-subtitle", figure=figure.label, first=years[0][0].year,
                                    last=years[-1][0].year),
            table="nokkeltall",
        ),
    )  # fmt: skip


def _years(figure: TargetFigure, operating: Schedule) -> list[tuple[ColumnKey, Decimal]]:
    wanted = {operating.columns[at] for at in by_year(operating)}
    pairs = zip(figure.columns, figure.values, strict=True)
    return [(key, value) for key, value in pairs if value is not None and key in wanted]


def _point(situation: Situation, key: ColumnKey, value: Decimal) -> Point:
    own = key.year == situation.plan.year
    return Point(
        rounded(value, 1),
        amount_text(value, situation.form, 1, group_four=False),
        BASIS[version_of(situation, key)],
        own,
    )


def _target(situation: Situation, aim: FinancialTarget | None) -> Target | None:
    if aim is None or aim.target is None:
        return None
    words = amount_text(aim.target, situation.form, group_four=False)
    return Target(aim.target, situation.word("target-named", value=words))


def _finding(
    situation: Situation, which: FinancialFigure, years: list[tuple[ColumnKey, Decimal]], aim: FinancialTarget | None
) -> str:
    own = [(key, value) for key, value in years if key.year == situation.plan.year]
    key, value = (own or years)[-1]
    year = key.year
    number = amount_text(value, situation.form, 1, group_four=False)
    if aim is None or aim.target is None:
        return situation.word(f"finding-{which}", year=year, value=number)
    verdict = "met" if _is_met(aim, value) else "missed"
    return situation.word(f"finding-{which}-{verdict}", year=year, value=number)


def _is_met(aim: FinancialTarget, value: Decimal) -> bool:
    """Whether a figure, as it is printed, is at least (or at most) the target."""
    wanted = aim.target or Decimal(0)
    decimals = max(1, -int(wanted.as_tuple().exponent))
    known = rounded(value, decimals)
    return known >= wanted if aim.direction == "up" else known <= wanted


def target_table(situation: Situation, _options: Options) -> Blocks:
    """The financial key figures through the years; those that nothing can tell are left out."""
    figures = financial_figures(situation)
    operating = situation.statement.schedule("5-6")
    if not figures or operating is None:
        return ()
    columns = [operating.columns[at] for at in shown(situation, operating)]
    aims = {one.figure: one.target for one in situation.plan.financial_targets if one.target is not None}
    table = Table(
        id="nokkeltall",
        title=text(situation.word("targets-title")),
        columns=(
            Column(situation.word("targets-figure"), "label"),
            *((Column(situation.word("target"), "number", width=Decimal(14)),) if aims else ()),
            *(period_column(situation, key, Decimal("15.8")) for key in columns),
        ),
        rows=tuple(
            _target_row(situation, one, columns, aims.get(which), aimed=bool(aims)) for which, one in figures.items()
        ),
        subtitle=situation.word("targets-subtitle"),
        description=situation.word("targets-description"),
        notes=_formulas(situation, figures.values()),
    )
    return (table,)


def _target_row(
    situation: Situation, one: TargetFigure, columns: list[ColumnKey], aim: Decimal | None, *, aimed: bool
) -> Row:
    values = dict(zip(one.columns, one.values, strict=True))
    name = one.label.split(" i prosent")[0]
    decimals = 0 if aim is None else max(0, -int(aim.as_tuple().exponent))
    own: tuple[Cell, ...] = (number_cell(situation, aim, decimals),) if aimed else ()
    return row((text_cell(name), *own, *(number_cell(situation, values.get(key), 1) for key in columns)))


def _formulas(situation: Situation, figures: Iterable[TargetFigure]) -> tuple[Inlines, ...]:
    """How each figure is made, as a reader of the schedules would say it: "linje 24 / linje 9 (§ 5-6)"."""
    made = []
    for one in figures:
        match = _FORMULA.fullmatch(one.formula)
        if match is not None and situation.statement.schedule(match["one"]) is not None:
            paragraphs = " / ".join(f"§ {id}" for id in dict.fromkeys((match["one"], match["other"])))
            lines = situation.word("targets-lines", part=match["part"], whole=match["whole"], paragraphs=paragraphs)
            made.append(text(f"{one.label}: {lines}."))
    return tuple(made)


def target_rules(situation: Situation, _options: Options) -> Blocks:
    """The targets with the budget year's figure, whether it is met as symbol and word, and the rule of action."""
    aims = situation.plan.financial_targets
    figures = financial_figures(situation)
    if not aims:
        return ()
    rows = [part for aim in aims for part in _rule_rows(situation, aim, figures.get(aim.figure))]
    table = Table(
        id="maltall-regler",
        title=text(situation.word("rules-title")),
        columns=(
            Column(situation.word("targets-figure"), "label"),
            Column(situation.word("target"), "text", width=Decimal(34)),
            Column(situation.word("column-budget"), "number", year=str(situation.plan.year), basis="budget",
                   emphasis=True, width=Decimal(20)),
            Column(situation.word("status"), "status", width=Decimal(40)),
        ),
        rows=tuple(rows),
        subtitle=situation.word("targets-subtitle"),
        description=situation.word("rules-description"),
        layout="measures",
    )  # fmt: skip
    return (table,)


def _rule_rows(situation: Situation, aim: FinancialTarget, figure: TargetFigure | None) -> Iterator[Row]:
    operating = situation.statement.schedule("5-6")
    value = None
    if figure is not None and operating is not None:
        key = operating.columns[budget_column(situation, operating)]
        value = dict(zip(figure.columns, figure.values, strict=True)).get(key)
    bound = ""
    if aim.target is not None:
        least = "at-least" if aim.direction == "up" else "at-most"
        bound = situation.word(f"target-{least}", value=amount_text(aim.target, situation.form, group_four=False))
    name = situation.word(f"figure-{aim.figure}")
    yield row((text_cell(name), text_cell(bound), number_cell(situation, value, 1), _verdict(situation, aim, value)))
    if aim.rule:
        yield Row((Cell(text(aim.rule)),), "detail")


def _verdict(situation: Situation, aim: FinancialTarget, value: Decimal | None) -> Cell:
    if aim.target is None or value is None:
        return text_cell(situation.word("target-unknown"))
    state: State = "on-track" if _is_met(aim, value) else "attention"
    return Cell((StatusMark(state, situation.word(f"target-{'met' if state == 'on-track' else 'not-met'}")),))
