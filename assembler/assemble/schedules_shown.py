"""The schedules of a plan for a screen: printed values by cell, and the ledger lines behind any one of them."""

from decimal import Decimal
from typing import Any, Final

from assembler.compose.situation import Situation
from assembler.finance.ledger import LedgerLine
from assembler.finance.mapping import Placement
from assembler.finance.presentation import in_unit, printed_value
from assembler.finance.result import Schedule, ScheduleLine
from assembler.finance.statement_json import import_json
from assembler.finance.trace import Trace
from assembler.messages.numbers import amount_text
from assembler.problem import Problem, Refused

_MOST_LINES: Final = 2000


def schedules_shown(situation: Situation) -> dict[str, Any]:
    """Every schedule by rows of printed text in the plan's unit, and what the import had to interpret."""
    return {
        "unit": situation.unit_text,
        "schedules": [_schedule(schedule, situation) for schedule in situation.statement.schedules],
        "import": import_json(situation.ledger, []) if situation.ledger.lines else None,
    }


def lines_behind(situation: Situation, schedule: str, nr: str, column: int) -> dict[str, Any]:
    """The ledger lines of a cell with their sum in raw sign, in kroner; at most 2,000 are listed.

    `Refused` for a cell that does not exist.
    """
    found = next((one for one in situation.statement.schedules if one.id == schedule), None)
    line = next((one for one in found.lines if str(one.nr) == nr), None) if found else None
    if found is None or line is None or line.nr is None or not 0 <= column < len(found.columns):
        raise Refused([Problem("assemble-no-such-cell", values={"schedule": schedule, "line": nr})])
    placements = tuple(Placement(1 if one.account_class else 0, one.art, one.line) for one in situation.plan.placements)
    lines = Trace(situation.ledger.lines, placements).lines(found, line.nr, found.columns[column])
    return {
        "schedule": found.title,
        "line": _label(line),
        "column": _column(found, column, situation),
        "value": _value(found, line, column, situation),
        "unit": situation.unit_text,
        "sum": amount_text(sum((one.amount for one in lines), Decimal(0)), situation.form),
        "count": len(lines),
        "lines": [_line(one, situation) for one in lines[:_MOST_LINES]],
    }


def _schedule(schedule: Schedule, situation: Situation) -> dict[str, Any]:
    columns = range(len(schedule.columns))
    return {
        "id": schedule.id,
        "title": schedule.title,
        "columns": [_column(schedule, column, situation) for column in columns],
        "lines": [
            {
                "nr": None if line.nr is None else str(line.nr),
                "label": line.label,
                "kind": line.kind,
                "values": [_value(schedule, line, column, situation) for column in columns] if line.values else [],
            }
            for line in schedule.lines
        ],
    }


def _value(schedule: Schedule, line: ScheduleLine, column: int, situation: Situation) -> str | None:
    value = printed_value(schedule, line, column, situation.plan.signs)
    return None if value is None else amount_text(in_unit(value, situation.plan.unit), situation.form)


def _column(schedule: Schedule, column: int, situation: Situation) -> str:
    key = schedule.columns[column]
    return f"{situation.word(f'column-{key.version}')} {key.year}"


def _label(line: ScheduleLine) -> str:
    return f"{line.nr} {line.label}"


def _line(line: LedgerLine, situation: Situation) -> dict[str, Any]:
    return {
        "file": line.file,
        "row": line.row,
        "account": f"{line.account} {line.account_text}".strip(),
        "unit": f"{line.unit} {line.unit_text}".strip(),
        "function": f"{line.function} {line.function_text}".strip(),
        "amount": amount_text(line.amount, situation.form),
    }
