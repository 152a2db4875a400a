"""How investment projects go, in a period report."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, amount_column, detail, row, status_cell, text, text_cell, total
from assembler.compose.maker import Options
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Column, Row, Table
from assembler.messages.numbers import month_text
from assembler.plan.model import Investment


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
