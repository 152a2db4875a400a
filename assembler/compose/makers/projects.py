"""Investments and measures: what the plan will build and do, in kroner."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, amount_column, detail, row, status_cell, text, text_cell, total
from assembler.compose.maker import Options
from assembler.compose.periods import plan_years, year_columns
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Column, Row, Table
from assembler.messages.numbers import month_text, years_text
from assembler.plan.model import Investment, Measure


def project_status(situation: Situation, _options: Options) -> Blocks:
    """How investment projects go: frame, used, forecast, deviation, finish and status (period report)."""
    shown = [i for i in situation.plan.investments if situation.area is None or i.area == situation.area.id]
    if not shown:
        return ()
    columns = (
        Column(situation.word("project"), "label"),
        amount_column(situation.word("frame"), "16.5"),
        amount_column(situation.word("used"), "16.5"),
        amount_column(situation.word("final-forecast"), "16.5", emphasis=True),
        amount_column(situation.word("deviation"), "16", emphasis=True),
        Column(situation.word("finished"), "text", width=Decimal(29)),
        Column(situation.word("status"), "status", width=Decimal(34)),
    )
    rows = [part for project in shown for part in _status_rows(situation, project)]
    rows.append(_status_sum(situation, shown))
    table = Table(
        id=f"prosjekt-{situation.area.id}" if situation.area else "prosjekt",
        title=text(situation.word("projects-title")),
        columns=columns,
        rows=tuple(rows),
        subtitle=situation.word("projects-subtitle", unit=situation.unit_text),
        description=situation.word("projects-description"),
        layout="measures",
    )
    return (table,)


def _deviation(project: Investment) -> Decimal | None:
    return None if project.total is None or project.forecast is None else project.total - project.forecast


def _status_rows(situation: Situation, project: Investment) -> Iterable[Row]:
    yield row(
        (
            text_cell(project.title),
            amount_cell(situation, project.total),
            amount_cell(situation, project.used),
            amount_cell(situation, project.forecast),
            amount_cell(situation, _deviation(project), sign=True),
            text_cell(month_text(project.finished, situation.form)),
            status_cell(situation, project.state),
        )
    )
    yield from detail(project.status_text or project.text)


def _status_sum(situation: Situation, shown: Sequence[Investment]) -> Row:
    return row(
        (
            text_cell(situation.word("sum")),
            amount_cell(situation, total([project.total for project in shown])),
            amount_cell(situation, total([project.used for project in shown])),
            amount_cell(situation, total([project.forecast for project in shown])),
            amount_cell(situation, total([_deviation(project) for project in shown]), sign=True),
            text_cell(""),
            text_cell(""),
        ),
        "result",
    )


def investments(situation: Situation, _options: Options) -> Blocks:
    """Investment projects with their frame and the amount of each year."""
    shown = [i for i in situation.plan.investments if situation.area is None or i.area == situation.area.id]
    if not shown:
        return ()
    years = plan_years(situation)
    columns = (
        Column(situation.word("project"), "label"),
        Column(situation.word("finished"), "text", width=Decimal(24)),
        amount_column(situation.word("frame"), "18"),
        *year_columns(situation),
    )
    rows = [part for project in shown for part in _investment_rows(situation, project)]
    sums = [total([project.amounts.get(year) for project in shown]) for year in years]
    cells = [text_cell(situation.word("sum")), text_cell(""), amount_cell(situation, total([p.total for p in shown]))]
    rows.append(row((*cells, *(amount_cell(situation, value) for value in sums)), "result"))
    table = Table(
        id=f"investeringsliste-{situation.area.id}" if situation.area else "investeringsliste",
        title=text(situation.word("investments-title", years=years_text(years[0], years[-1]))),
        columns=columns,
        rows=tuple(rows),
        subtitle=situation.word("investments-subtitle", unit=situation.unit_text),
        description=situation.word("investments-description"),
        layout="measures",
    )
    return (table,)


def _investment_rows(situation: Situation, project: Investment) -> Iterable[Row]:
    amounts = [amount_cell(situation, project.amounts.get(year, Decimal(0))) for year in plan_years(situation)]
    yield row(
        (
            text_cell(project.title),
            text_cell(month_text(project.finished, situation.form)),
            amount_cell(situation, project.total),
            *amounts,
        )
    )
    yield from detail(project.text)


def measures(situation: Situation, _options: Options) -> Blocks:
    """Measures with what they change in each year and the text that explains each."""
    shown = [m for m in situation.plan.measures if situation.area is None or m.area == situation.area.id]
    if not shown:
        return ()
    years = plan_years(situation)
    columns = (
        Column(situation.word("number"), "line-number", width=Decimal(13)),
        Column(situation.word("measure"), "label"),
        *year_columns(situation),
    )
    rows = [part for measure in shown for part in _measure_rows(situation, measure)]
    sums = [total([measure.amounts.get(year) for measure in shown]) for year in years]
    cells = [text_cell(situation.word("sum")), text_cell(situation.word("measures-all"))]
    rows.append(row((*cells, *(amount_cell(situation, value, sign=True) for value in sums)), "result"))
    table = Table(
        id=f"tiltak-{situation.area.id}" if situation.area else "tiltak",
        title=text(situation.word("measures-title")),
        columns=columns,
        rows=tuple(rows),
        subtitle=situation.word("measures-subtitle", unit=situation.unit_text),
        description=situation.word("measures-description"),
        layout="measures",
    )
    return (table,)


def _measure_rows(situation: Situation, measure: Measure) -> Iterable[Row]:
    amounts = [amount_cell(situation, measure.amounts.get(year), sign=True) for year in plan_years(situation)]
    yield row((text_cell(measure.id), text_cell(measure.title), *amounts))
    yield from detail(measure.text)
