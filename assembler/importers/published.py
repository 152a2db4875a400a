"""Schedules that somebody already has, as CSV, XLSX or JSON: line number, label, then amounts."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assembler.finance.printed import PrintedLine, PrintedTable
from assembler.importers.amounts import Ambiguous, NotAnAmount, amount, decimal_sign
from assembler.importers.columns import plain, words_of
from assembler.importers.reading import read_sheets
from assembler.importers.source import Row, Sheet, Source
from assembler.importers.table import column_letters
from assembler.problem import Place, Problem, Refused

_NUMBER = re.compile(r"(?:\d{1,2}|[A-F](?:\.[IVX]{1,4}(?:\.\d{1,2})?)?|SE|SG)\.?")
_NO_AMOUNTS = ("note", "notehenvisning", "notenr", "noter")
_SHARES = {"%", "prosent", "pst"}


def read_tables(source: Source, schedule: str) -> tuple[PrintedTable, ...]:
    """The tables in the file: one in CSV, XLSX and a JSON fixture; those of `schedule` in a collection of fixtures.

    `Refused` with every cell that is no amount.
    """
    start = source.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if source.name.casefold().endswith(".json") or start in (b"{", b"["):
        return _from_json(source, schedule)
    problems: list[Problem] = []
    for sheet in read_sheets(source):
        found = _from_sheet(sheet, problems)
        if found is not None:
            return (found,)
    raise Refused(problems or [Problem("importers-no-schedule", Place(file=source.name))])


def _from_json(source: Source, schedule: str) -> tuple[PrintedTable, ...]:
    place = Place(file=source.name)
    try:
        data = json.loads(source.content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Refused([Problem("importers-not-json", place)]) from None
    if isinstance(data, Mapping) and isinstance(data.get("fixtures"), list):
        chosen = [entry for entry in data["fixtures"] if _is_of(entry, schedule)]
        if not chosen:
            raise Refused([Problem("importers-no-such-schedule", place, {"schedule": schedule})])
    else:
        chosen = [data]
    problems: list[Problem] = []
    tables = [_fixture(entry, place, problems, named=len(chosen) > 1) for entry in chosen]
    if problems:
        raise Refused(problems)
    return tuple(tables)


def _is_of(entry: Any, schedule: str) -> bool:
    if not isinstance(entry, Mapping):
        return False
    return str(entry.get("schedule", "")).split(" ")[0] == schedule or entry.get("id") == schedule


def _fixture(entry: Any, place: Place, problems: list[Problem], *, named: bool) -> PrintedTable:
    lines = entry.get("lines") if isinstance(entry, Mapping) else None
    columns = entry.get("columns") if isinstance(entry, Mapping) else None
    if not isinstance(lines, Mapping) or not isinstance(columns, list) or not lines or not columns:
        problems.append(Problem("importers-no-schedule", place))
        return PrintedTable((), ())
    kept = [n for n, column in enumerate(columns) if _holds_amounts(str(column))]
    made: list[PrintedLine] = []
    for key, values in lines.items():
        if not isinstance(values, list) or len(values) != len(columns):
            problems.append(Problem("importers-line-width", place, {"line": str(key)[:40], "expected": len(columns)}))
            continue
        amounts = tuple(_json_amount(values[n], key, place, problems) for n in kept)
        made.append(PrintedLine(int(key) if key.isdecimal() and len(key) < 4 else key, key, amounts))
    name = str(entry.get("id", "")) if named else ""
    return PrintedTable(tuple(str(columns[n]) for n in kept), tuple(made), name)


def _json_amount(value: Any, key: str, place: Place, problems: list[Problem]) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and abs(Decimal(value)) < Decimal("1e18"):
        return Decimal(value)
    try:
        if isinstance(value, str):
            return amount(value, ",")
    except NotAnAmount:
        pass
    problems.append(Problem("importers-not-an-amount", place, {"found": f"{key}: {value}"[:60]}))
    return None


def _from_sheet(sheet: Sheet, problems: list[Problem]) -> PrintedTable | None:
    first = next((n for n, row in enumerate(sheet.rows) if _is_numbered(row)), None)
    label = 0 if first is None else 1
    header = _header(sheet, first)
    if header is None:
        return None
    columns = _amount_columns(sheet, header, label + 1)
    rows = [(n, row) for n, row in enumerate(sheet.rows) if n > header]
    sign = decimal_sign(_cell(row, n) for _, row in rows for n, _ in columns)
    lines: list[PrintedLine] = []
    for number, row in rows:
        values = tuple(_sheet_amount(sheet, number, n, sign, problems) for n, _ in columns)
        if any(value is not None for value in values):
            lines.append(PrintedLine(_line_number(_cell(row, 0), _cell(row, label)), _cell(row, label), values))
    if problems or not lines:
        return None
    return PrintedTable(tuple(name for _, name in columns), tuple(lines))


def _is_numbered(row: Row) -> bool:
    """Whether a row is a line with its number, a label and an amount."""
    return bool(_NUMBER.fullmatch(_cell(row, 0))) and any(_is_figure(_cell(row, n)) for n in range(2, len(row)))


def _header(sheet: Sheet, first: int | None) -> int | None:
    """The row of column names: the nearest above the first line that names one of its amounts.

    Without line numbers it is the first row that has a name over figures.
    """
    if first is None:
        return next((n for n, row in enumerate(sheet.rows[:20]) if _is_header(row, sheet.rows[n + 1 :])), None)
    figures = [n for n in range(2, len(sheet.rows[first])) if _is_figure(_cell(sheet.rows[first], n))]
    above = (n for n in range(first - 1, -1, -1) if not _NUMBER.fullmatch(_cell(sheet.rows[n], 0)))
    return next((n for n in above if any(_cell(sheet.rows[n], column) for column in figures)), None)


def _is_header(row: Row, below: Sequence[Row]) -> bool:
    named = [n for n in range(1, len(row)) if _cell(row, n)]
    return bool(named) and any(_is_figure(_cell(other, named[-1])) for other in below)


def _is_figure(text: str) -> bool:
    try:
        return amount(text, ",") is not None
    except NotAnAmount:
        return False


def _amount_columns(sheet: Sheet, header: int, first: int) -> list[tuple[int, str]]:
    names = sheet.rows[header]
    width = max((len(row) for row in sheet.rows[header:]), default=0)
    found: list[tuple[int, str]] = []
    for n in range(first, width):
        name = _cell(names, n)
        if _holds_amounts(name) and (name or any(_is_figure(_cell(row, n)) for row in sheet.rows[header + 1 :])):
            found.append((n, name or column_letters(n)))
    return found


def _holds_amounts(header: str) -> bool:
    """Whether sums can be asked of a column: not of notes, and not of per cent."""
    return plain(header) not in _NO_AMOUNTS and not _SHARES & set(words_of(header))


def _sheet_amount(sheet: Sheet, row: int, column: int, sign: Any, problems: list[Problem]) -> Decimal | None:
    text = _cell(sheet.rows[row], column)
    place = Place(file=sheet.file, line=row + 1, column=column + 1)
    if sheet.name:
        place = Place(file=sheet.file, sheet=sheet.name, cell=f"{column_letters(column)}{row + 1}")
    try:
        return amount(text, sign)
    except Ambiguous:
        problems.append(Problem("importers-ambiguous-amount", place, {"found": text[:40]}))
    except NotAnAmount:
        problems.append(Problem("importers-not-an-amount", place, {"found": text[:40]}))
    return None


def _line_number(cell: str, label: str) -> int | str:
    if _NUMBER.fullmatch(cell):
        bare = cell.rstrip(".")
        return int(bare) if bare.isdecimal() else bare
    return cell or label


def _cell(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""
