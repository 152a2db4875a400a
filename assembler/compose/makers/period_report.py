"""Tables of a period report (tertialrapport): results and forecast, sick leave, adjustments, political decisions."""

from collections.abc import Iterable
from decimal import Decimal

from assembler.compose.cells import (
    amount_cell,
    amount_column,
    detail,
    number_cell,
    row,
    status_cell,
    text,
    text_cell,
    total,
)
from assembler.compose.maker import Options
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Column, Row, Table
from assembler.messages.numbers import NO_BREAK_SPACE, long_date
from assembler.plan.model import Adjustment, AreaReport, Presence


def area_reports(situation: Situation, options: Options) -> Blocks:
    """Accounts to date against the period's budget, and the year's forecast, for each area with the cause beneath."""
    reports = [r for r in situation.plan.reports if situation.area is None or r.area == situation.area.id]
    if not reports:
        return ()
    columns = (
        Column(situation.word("area"), "label"),
        amount_column(situation.word("actual-to-date")),
        amount_column(situation.word("budget-to-date")),
        amount_column(situation.word("deviation-to-date")),
        amount_column(situation.word("year-budget")),
        amount_column(situation.word("year-forecast"), emphasis=True),
        amount_column(situation.word("year-deviation"), emphasis=True),
    )
    rows = [part for report in reports for part in _report_rows(situation, report, options)]
    if len(reports) > 1:
        rows.append(_report_sum(situation, reports))
    table = Table(
        id=_id("resultat", situation),
        title=text(situation.word("reports-title")),
        columns=columns,
        rows=tuple(rows),
        subtitle=situation.word("reports-subtitle", unit=situation.unit_text),
        description=situation.word("reports-description"),
        layout="measures" if options.get("causes") else "plain",
    )
    return (table,)


def _report_rows(situation: Situation, report: AreaReport, options: Options) -> Iterable[Row]:
    name = next(area.name for area in situation.plan.areas if area.id == report.area)
    yield row((text_cell(name), *_report_cells(situation, [report])))
    if options.get("causes"):
        yield from detail(report.cause)


def _report_sum(situation: Situation, reports: list[AreaReport]) -> Row:
    return row((text_cell(situation.word("sum")), *_report_cells(situation, reports)), "result")


def _report_cells(situation: Situation, reports: list[AreaReport]) -> tuple[Cell, ...]:
    actual, period, budget, forecast = (
        sum((getattr(report, field) for report in reports), Decimal(0))
        for field in ("actual", "period_budget", "budget", "forecast")
    )
    return (
        amount_cell(situation, actual),
        amount_cell(situation, period),
        amount_cell(situation, period - actual, sign=True),
        amount_cell(situation, budget),
        amount_cell(situation, forecast),
        amount_cell(situation, budget - forecast, sign=True),
    )


def presence(situation: Situation, _options: Options) -> Blocks:
    """Sick leave in per cent for each area against last year and target."""
    people = [p for p in situation.plan.presence if situation.area is None or p.area == situation.area.id]
    if not people:
        return ()
    before = "last-year" if situation.plan.period else "year-before"
    labels = ("short-term", "long-term", "total", before, "target")
    columns = (
        Column(situation.word("area"), "label"),
        *(Column(situation.word(f"presence-{name}"), "number", width=Decimal(20)) for name in labels),
        Column(situation.word("man-years"), "number", width=Decimal(20)),
    )
    table = Table(
        id=_id("sjukefravaer", situation),
        title=text(situation.word("presence-title")),
        columns=columns,
        rows=tuple(_presence_row(situation, person) for person in people),
        subtitle=situation.word("presence-subtitle"),
        description=situation.word("presence-description"),
    )
    return (table,)


def _presence_row(situation: Situation, person: Presence) -> Row:
    name = next((area.name for area in situation.plan.areas if area.id == person.area), situation.word("whole"))
    values = (person.short_term, person.long_term, person.total, person.total_last_year, person.target)
    return row(
        (
            text_cell(name),
            *(number_cell(situation, value, 1) for value in values),
            number_cell(situation, person.man_years, 1),
        )
    )


def adjustments(situation: Situation, _options: Options) -> Blocks:
    """Proposed budget adjustments, operating and investment apart, each with a sum of nought."""
    lines = situation.plan.adjustments
    if not lines:
        return ()
    columns = (
        Column(situation.word("number"), "line-number", width=Decimal(12)),
        Column(situation.word("adjustment"), "label"),
        Column(situation.word("area"), "text", width=Decimal(42)),
        Column(situation.word("posting"), "text", width=Decimal(38)),
        amount_column(situation.word("amount"), "20"),
    )
    funds = [fund for fund in ("drift", "investering") if any(line.fund == fund for line in lines)]
    rows = [part for fund in funds for part in _fund_rows(situation, fund)]
    table = Table(
        id="justeringar",
        title=text(situation.word("adjustments-title")),
        columns=columns,
        rows=tuple(rows),
        subtitle=situation.word("adjustments-subtitle", unit=situation.unit_text),
        description=situation.word("adjustments-description"),
    )
    return (table,)


def _fund_rows(situation: Situation, fund: str) -> Iterable[Row]:
    lines = [line for line in situation.plan.adjustments if line.fund == fund]
    yield row((text_cell(situation.word(f"fund-{fund}")),), "group")
    for line in lines:
        yield _adjustment_row(situation, line)
    label = [text_cell(situation.word("sum")), text_cell(situation.word(f"fund-{fund}"))]
    cells = [*label, text_cell(situation.word("all-areas")), text_cell("")]
    yield row((*cells, amount_cell(situation, total([line.amount for line in lines]))), "sum")


def _adjustment_row(situation: Situation, line: Adjustment) -> Row:
    area = next((area.short or area.name for area in situation.plan.areas if area.id == line.area), line.area)
    posting = ".".join(part for part in (line.account, line.unit, line.function, line.project) if part)
    return row(
        (
            text_cell(line.number),
            text_cell(line.title),
            text_cell(area),
            text_cell(posting),
            amount_cell(situation, line.amount, sign=True),
        )
    )


def resolutions(situation: Situation, _options: Options) -> Blocks:
    """Political decisions with what has been done, and status as shape and word."""
    decided = [r for r in situation.plan.resolutions if situation.area is None or r.area == situation.area.id]
    if not decided:
        return ()
    columns = (
        Column(situation.word("case"), "line-number", width=Decimal(20)),
        Column(situation.word("resolution"), "label"),
        Column(situation.word("decided"), "text", width=Decimal(34)),
        Column(situation.word("status"), "status", width=Decimal(38)),
    )
    rows: list[Row] = []
    for resolution in decided:
        day = long_date(resolution.decided, situation.form).replace(" ", NO_BREAK_SPACE)
        rows.append(
            row(
                (
                    text_cell(resolution.case),
                    text_cell(resolution.title),
                    text_cell(day),
                    status_cell(situation, resolution.state),
                )
            )
        )
        rows.extend(detail(resolution.text))
    table = Table(
        id=_id("vedtaksliste", situation),
        title=text(situation.word("resolutions-title")),
        columns=columns,
        rows=tuple(rows),
        subtitle=situation.word("resolutions-subtitle"),
        description=situation.word("resolutions-description"),
        layout="measures",
    )
    return (table,)


def _id(name: str, situation: Situation) -> str:
    return f"{name}-{situation.area.id}" if situation.area else name
