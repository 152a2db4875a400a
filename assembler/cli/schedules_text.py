"""What `plansats schedules` prints for people: aligned columns, Norwegian numbers, and what needed interpretation."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assembler.cli.command import Terminal
from assembler.finance.changes import ChangeList, InvestmentList, by_group, by_kind
from assembler.finance.ledger import ColumnKey, Ledger
from assembler.finance.presentation import Signs, in_unit, off_by_rounding, printed_value
from assembler.finance.result import Check, Schedule, ScheduleLine, Statement
from assembler.finance.verify import Verdict
from assembler.messages.catalogue import label
from assembler.messages.numbers import MISSING, Form, amount_text

_LABEL_WIDTH = 66
_GAP = "  "


def print_statement(terminal: Terminal, statement: Statement, ledger: Ledger, look: tuple[Signs, int]) -> None:
    """The schedules in the signs and the unit of `look`, the reconciliation, and the import report."""
    for schedule in statement.schedules:
        _print_schedule(terminal, schedule, look)
    if statement.checks:
        _print_checks(terminal, statement.checks)
    _print_import(terminal, ledger)


def print_lists(terminal: Terminal, lists: Sequence[ChangeList | InvestmentList], unit: int) -> None:
    """Files without accounts, summed by group of change or main group."""
    for found in lists:
        groups = by_group(found) if isinstance(found, ChangeList) else by_kind(found)
        kind = "changes" if isinstance(found, ChangeList) else "investments"
        terminal.line(label(f"cli-schedules-list-{kind}", terminal.lang, file=found.file))
        heads = ["", "", *(column_text(column, terminal) for column in found.columns)]
        rows = [
            [one.key, one.text, *(_text(in_unit(value, unit), terminal) for value in one.amounts)] for one in groups
        ]
        _print_rows(terminal, heads, rows, left=2)
        terminal.line()


def print_verdicts(terminal: Terminal, verdicts: Sequence[Verdict], schedule: str) -> None:
    """Each table's wrong cells, and how the table was read."""
    for verdict in verdicts:
        name = " ".join(part for part in (schedule, verdict.table.name) if part)
        count = len(verdict.findings)
        code = "cli-schedules-adds-up" if not count else "cli-schedules-does-not-add-up"
        terminal.line(label(code, terminal.lang, table=name, judged=verdict.judged, wrong=count))
        if verdict.reading is not None:
            terminal.line(_GAP + label(f"finance-signs-{verdict.reading.convention.replace('_', '-')}", terminal.lang))
        if verdict.wording != "current":
            terminal.line(_GAP + label("finance-wording-2020", terminal.lang))
        _print_findings(terminal, verdict)


def column_text(column: ColumnKey, terminal: Terminal) -> str:
    """ "Regnskap 2024", "Vedtatt budsjett 2026"; without the year when it is not known."""
    version = label(f"finance-version-{column.version}", terminal.lang)
    return f"{version} {column.year}" if column.year else version


def _print_findings(terminal: Terminal, verdict: Verdict) -> None:
    words = [label(f"cli-schedules-{word}", terminal.lang) for word in ("line", "column", "printed", "computed")]
    rows = [
        [str(found.nr), found.column, _text(found.printed, terminal), _text(found.computed, terminal)]
        for found in verdict.findings
    ]
    if rows:
        _print_rows(terminal, words, rows, left=2)
    for one in verdict.unjudged:
        missing = ", ".join(map(str, one.missing))
        values = {"line": str(one.nr), "column": one.column, "missing": missing}
        terminal.line(_GAP + label("cli-schedules-unjudged", terminal.lang, **values))
    terminal.line()


def _print_schedule(terminal: Terminal, schedule: Schedule, look: tuple[Signs, int]) -> None:
    unit = label(f"finance-unit-{look[1]}", terminal.lang)
    terminal.line(f"{schedule.title} ({unit})")
    heads = ["", "", *(column_text(column, terminal) for column in schedule.columns)]
    rows = [_schedule_row(terminal, schedule, line, look) for line in schedule.lines]
    _print_rows(terminal, heads, rows, left=2)
    if off_by_rounding(schedule, look[1]):
        terminal.line(_GAP + label("finance-rounding-note", terminal.lang))
    terminal.line()


def _schedule_row(terminal: Terminal, schedule: Schedule, line: ScheduleLine, look: tuple[Signs, int]) -> list[str]:
    values = (printed_value(schedule, line, column, look[0]) for column in range(len(line.values)))
    amounts = [MISSING if value is None else _text(in_unit(value, look[1]), terminal) for value in values]
    number = "" if line.nr is None or line.kind == "row" or line.nr == "sum" else str(line.nr)
    return [number, line.label[:_LABEL_WIDTH], *amounts]


def _print_checks(terminal: Terminal, checks: Iterable[Check]) -> None:
    terminal.line(label("cli-schedules-reconciliation", terminal.lang))
    verdicts = {True: "holds", False: "fails", None: "not-applicable"}
    rows = [
        [
            label(f"finance-check-{check.id.replace('_', '-')}", terminal.lang),
            column_text(check.column, terminal),
            label(f"cli-schedules-{verdicts[check.holds]}", terminal.lang),
            "" if check.holds is None else _text(check.difference, terminal),
        ]
        for check in checks
    ]
    _print_rows(terminal, ["", "", "", label("cli-schedules-difference", terminal.lang)], rows, left=3)
    terminal.line()


def _print_import(terminal: Terminal, ledger: Ledger) -> None:
    total = sum((line.amount for line in ledger.lines), Decimal(0))
    values = {"lines": amount_text(Decimal(len(ledger.lines))), "amount": _text(total, terminal)}
    terminal.line(label("cli-schedules-imported", terminal.lang, **values))
    for kind in dict.fromkeys(one.kind for one in ledger.interpretations):
        terminal.line(_GAP + label(f"finance-kind-{kind}", terminal.lang))
        rows = [
            [
                _GAP + one.key,
                one.text[:_LABEL_WIDTH],
                one.meaning[:_LABEL_WIDTH],
                str(one.lines),
                _text(one.amount, terminal),
            ]
            for one in ledger.interpretations
            if one.kind == kind
        ]
        _print_rows(terminal, [""] * 5, rows, left=3)


def _print_rows(terminal: Terminal, heads: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> None:
    """Columns as wide as their widest cell; the first `left` to the left, the others to the right."""
    table = [heads, *rows] if any(heads) else list(rows)
    widths = [max((len(row[n]) for row in table if n < len(row)), default=0) for n in range(len(heads))]
    for row in table:
        cells = (cell.ljust(widths[n]) if n < left else cell.rjust(widths[n]) for n, cell in enumerate(row))
        terminal.line((_GAP + _GAP.join(cells)).rstrip())


def _text(value: Decimal, terminal: Terminal) -> str:
    form: Form = "nn" if terminal.lang == "nn" else "nb"
    decimals = 0 if value == value.to_integral_value() else None
    return amount_text(value, form, decimals)
