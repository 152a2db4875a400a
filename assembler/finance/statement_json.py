"""Statutory schedules as JSON, for `plansats schedules --json` and the service: fixed names, and more beside them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from assembler.finance.changes import ChangeList, GroupSum, InvestmentList, by_group, by_kind
from assembler.finance.ledger import ColumnKey, Interpretation, Ledger, LedgerLine
from assembler.finance.result import Check, Schedule, ScheduleLine, Statement
from assembler.finance.trace import Trace
from assembler.finance.verify import Finding, Verdict

Json: TypeAlias = dict[str, Any]
_KINDS = {
    "unmapped": "unmapped",
    "legacy": "legacy",
    "floored": "floored",
    "unknown_units": "unknown-unit",
    "invalid_codes": "invalid-code",
    "repeated_units": "repeated-unit",
    "padded": "padded",
    "ignored": "ignored",
}


def statement_json(
    statement: Statement, ledger: Ledger, lists: Sequence[ChangeList | InvestmentList], trace: Trace | None = None
) -> Json:
    """Schedules in kroner with the values of the formulas, the checks, and what the import had to interpret.

    `lists` are files without accounts: they count as imported, and stand beside the schedules with their sums.
    With `trace` every cell says which ledger lines it came from.
    """
    return {
        "schedules": [_schedule(schedule, trace) for schedule in statement.schedules],
        "reconciliation": [_check(check) for check in statement.checks],
        "import": import_json(ledger, lists),
    } | (lists_json(lists) if lists else {})


def import_json(ledger: Ledger, lists: Sequence[ChangeList | InvestmentList]) -> Json:
    """How many rows were read with which amount in raw sign, and every kind of interpretation."""
    groups = [group for found in lists for group in _groups(found)]
    amounts = [line.amount for line in ledger.lines] + [value for group in groups for value in group.amounts]
    found: Json = {
        "lines": len({(line.file, line.sheet, line.row) for line in ledger.lines}) + sum(one.lines for one in groups),
        "amount": number(sum(amounts, Decimal(0))),
    }
    for name, kind in _KINDS.items():
        found[name] = [_interpretation(one) for one in ledger.interpretations if one.kind == kind]
    return found


def lists_json(lists: Sequence[ChangeList | InvestmentList]) -> Json:
    """Files without accounts, each with its sums by group."""
    return {"lists": [_list(found) for found in lists]}


def verdicts_json(verdicts: Sequence[Verdict]) -> Json:
    """The wrong cells of all tables; how each table was read stands beside them."""
    return {
        "findings": [_finding(finding, verdict) for verdict in verdicts for finding in verdict.findings],
        "tables": [_reading(verdict) for verdict in verdicts],
    }


def number(value: Decimal | None) -> int | str | None:
    """Whole kroner as a number, others as text with a decimal point; `None` for a missing value."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"


def _list(found: ChangeList | InvestmentList) -> Json:
    changes = isinstance(found, ChangeList)
    groups = _groups(found)
    return {
        "file": found.file,
        "kind": "budget-changes" if changes else "investments",
        "columns": [_column(column) for column in found.columns],
        "lines": sum(group.lines for group in groups),
        "groups": [
            {"code": one.key, "text": one.text, "lines": one.lines, "values": [number(value) for value in one.amounts]}
            for one in groups
        ],
    }


def _groups(found: ChangeList | InvestmentList) -> tuple[GroupSum, ...]:
    return by_group(found) if isinstance(found, ChangeList) else by_kind(found)


def _schedule(schedule: Schedule, tracer: Trace | None) -> Json:
    lines = [_line(line) | _traced(schedule, line, tracer) for line in schedule.lines]
    columns = [_column(column) for column in schedule.columns]
    return {"id": schedule.id, "title": schedule.title, "unit": "kr", "columns": columns, "lines": lines}


def _column(column: ColumnKey) -> Json:
    return {"year": column.year or None, "version": column.version}


def _line(line: ScheduleLine) -> Json:
    return {
        "nr": line.nr,
        "key": line.key,
        "label": line.label,
        "kind": line.kind,
        "values": [number(value) for value in line.values],
    }


def _traced(schedule: Schedule, line: ScheduleLine, tracer: Trace | None) -> Json:
    if tracer is None or line.nr is None:
        return {}
    cells = (tracer.lines(schedule, line.nr, column) for column in schedule.columns)
    return {"trace": [[_source(found) for found in cell] for cell in cells]}


def _source(line: LedgerLine) -> Json:
    found = {
        "file": line.file,
        "sheet": line.sheet,
        "row": line.row,
        "account": line.account,
        "unit": line.unit,
        "function": line.function,
        "project": line.project,
        "amount": number(line.amount),
    }
    return {name: value for name, value in found.items() if value != ""}


def _check(check: Check) -> Json:
    difference = number(check.difference)
    return {"id": check.id, "holds": check.holds, "difference": difference} | _column(check.column)


def _interpretation(one: Interpretation) -> Json:
    found = {"code": one.key, "text": one.text, "lines": one.lines, "amount": number(one.amount)}
    return found | ({"meaning": one.meaning} if one.meaning else {})


def _finding(finding: Finding, verdict: Verdict) -> Json:
    found: Json = {
        "nr": finding.nr,
        "column": finding.column,
        "printed": number(finding.printed),
        "computed": number(finding.computed),
    }
    return found | ({"table": verdict.table.name} if verdict.table.name else {})


def _reading(verdict: Verdict) -> Json:
    return {
        "table": verdict.table.name,
        "signs": verdict.reading.convention if verdict.reading else None,
        "turned": list(verdict.reading.turned) if verdict.reading else [],
        "wording": verdict.wording,
        "judged": verdict.judged,
        "unjudged": [{"nr": one.nr, "column": one.column, "missing": list(one.missing)} for one in verdict.unjudged],
    }
