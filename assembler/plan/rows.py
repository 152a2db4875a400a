"""A sheet's rows as records: columns are found by their headings, in any language and in any order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assembler.plan.fields import Entity, Field, declarations, folded
from assembler.plan.grid import Grid, GridCell
from assembler.plan.located import Located, Scalar
from assembler.plan.quantities import heading_and_factor, read_number
from assembler.problem import Problem, Severity

HEADER_ROWS: Final = 20
_YEAR_HEADING: Final = re.compile(r"(?:(.+?)\s*)?((?:19|20|21)\d\d)")
_SCALED: Final = {"amount", "amounts"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that is read. `part` is the year or name of a wide column, "" otherwise."""

    index: int
    field: Field
    heading: str
    part: str = ""
    factor: int = 1


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    columns: tuple[_Column, ...]
    unknown: tuple[int, ...]


def read_records(grid: Grid, of: Entity) -> tuple[Located, tuple[Problem, ...]]:
    """The records of a sheet as a located list, and what is wrong with its columns and cells.

    The heading is the row with most known columns among the first twenty. Rows with nothing in them are passed over;
    a column that is not known but holds something is warned about, never dropped in silence.
    """
    header = _header(grid, of)
    start = grid.place(0, 0)
    if header is None:
        return Located((), start), (Problem("plan-no-header", start, {"columns": _required(of)}),)
    problems = [*_column_faults(grid, header, of), *_cell_faults(grid, header)]
    absent = {field.name for field in of.fields if field.required} - {column.field.name for column in header.columns}
    if absent:
        return Located((), grid.place(header.row, 0)), tuple(problems)
    rows = range(header.row + 1, len(grid.rows))
    records = tuple(_record(grid, row, header) for row in rows if _holds(grid, row, header))
    return Located(records, grid.place(header.row, 0)), tuple(problems)


def split_year(heading: str) -> tuple[str, str]:
    """A table's column heading in label and year: "Budsjett 2026" → ("Budsjett", "2026"); a bare year is the label."""
    found = _YEAR_HEADING.fullmatch(heading.strip())
    return (found.group(1), found.group(2)) if found and found.group(1) else (heading.strip(), "")


def _required(of: Entity) -> str:
    return ", ".join(field.headings["nb"] for field in of.fields if field.required)


def _header(grid: Grid, of: Entity) -> _Header | None:
    found = [_read_header(grid, row, of) for row in range(min(HEADER_ROWS, len(grid.rows)))]
    best = max(found, key=lambda header: (len(header.columns), -header.row), default=None)
    least = min(2, len(of.fields))
    return best if best and len(best.columns) >= least else None


def _read_header(grid: Grid, row: int, of: Entity) -> _Header:
    columns: list[_Column] = []
    unknown: list[int] = []
    for index, cell in enumerate(grid.rows[row]):
        if cell is None or cell.kind == "error":
            continue
        column = _column(index, cell.text, of)
        if column:
            columns.append(column)
        else:
            unknown.append(index)
    return _Header(row, tuple(columns), tuple(unknown))


def _column(index: int, heading: str, of: Entity) -> _Column | None:
    named = next((field for field in of.fields if folded(heading) in field.aliases()), None)
    if named and named.kind not in ("amounts", "named-numbers"):
        return _Column(index, named, heading)
    bare, factor = heading_and_factor(folded(heading))
    named = next((field for field in of.fields if folded(bare) in field.aliases()), None)
    if named and named.kind in _SCALED - {"amounts"}:
        return _Column(index, named, heading, factor=factor)
    wide = of.field_of_kind("amounts")
    found = _YEAR_HEADING.fullmatch(bare.strip())
    if wide and found and folded(found.group(1) or "år") in declarations().year_words | wide.aliases():
        return _Column(index, wide, heading, found.group(2), factor)
    values = of.field_of_kind("named-numbers")
    first, colon, name = heading.partition(":")
    if values and colon and name.strip() and folded(first) in declarations().name_words | values.aliases():
        return _Column(index, values, heading, " ".join(name.split()))
    return None


def _column_faults(grid: Grid, header: _Header, of: Entity) -> Iterator[Problem]:
    seen: dict[tuple[str, str], _Column] = {}
    for column in header.columns:
        first = seen.setdefault((column.field.name, column.part), column)
        if first is not column:
            place = grid.place(header.row, column.index)
            yield Problem("plan-column-twice", place, {"heading": column.heading, "first": first.heading})
    lang = _language(header)
    for field in of.fields:
        if field.required and all(column.field is not field for column in header.columns):
            yield Problem("plan-column-missing", grid.place(header.row, 0), {"heading": field.headings[lang]})
    for index in header.unknown:
        if any(index < len(row) and row[index] for row in grid.rows[header.row + 1 :]):
            cell = grid.rows[header.row][index]
            heading = cell.text if cell else ""
            place = grid.place(header.row, index)
            yield Problem("plan-column-unknown", place, {"heading": heading}, Severity.WARNING)


def _language(header: _Header) -> str:
    """The language that most headings are written in; nb when they tell nothing."""
    headings = [(column.field, folded(column.heading)) for column in header.columns]
    return max(
        ("nb", "nn", "en"), key=lambda lang: sum(folded(field.headings[lang]) == name for field, name in headings)
    )


def _cell_faults(grid: Grid, header: _Header) -> Iterator[Problem]:
    """Error cells, and cells without a heading (whose meaning nobody can tell)."""
    headed = {column.index for column in header.columns} | set(header.unknown)
    bare: set[int] = set()
    for row in range(header.row + 1, len(grid.rows)):
        for index, cell in enumerate(grid.rows[row]):
            if cell is None:
                continue
            if cell.kind == "error":
                yield Problem("plan-cell-error", grid.place(row, index))
            elif index not in headed and index not in bare:
                bare.add(index)
                yield Problem("plan-cell-without-heading", grid.place(row, index), {}, Severity.WARNING)


def _holds(grid: Grid, row: int, header: _Header) -> bool:
    cells = grid.rows[row]
    return any(column.index < len(cells) and cells[column.index] for column in header.columns)


def _record(grid: Grid, row: int, header: _Header) -> Located:
    members: dict[str, Located] = {}
    gaps: dict[str, Located] = {}
    for column in header.columns:
        place = grid.place(row, column.index)
        cell = grid.rows[row][column.index] if column.index < len(grid.rows[row]) else None
        if cell is None or cell.kind == "error":
            gaps.setdefault(column.field.name, Located(column.heading, place))
        elif column.part:
            inner = members.setdefault(column.field.name, Located({}, place)).fields()
            inner.setdefault(column.part, Located(_value(cell, column), place))
        else:
            members.setdefault(column.field.name, Located(_value(cell, column), place))
    return Located(members, grid.place(row, header.columns[0].index), gaps)


def _value(cell: GridCell, column: _Column) -> Scalar:
    value = cell.value()
    if column.factor == 1:
        return value
    number = read_number(value) if isinstance(value, str) else value
    if number is None:
        return value
    scaled = Decimal(number) * column.factor
    return int(scaled) if scaled == scaled.to_integral_value() else scaled
