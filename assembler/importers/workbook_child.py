"""Runs in a child process: an XLSX workbook to plain cells. Calamine aborts when memory runs out.

A sheet is looked through as bytes first: calamine makes the whole rectangle up to the last cell, and one stray cell in
XFD1048576 would ask for 549 GB. Formulas that were never computed are told, since calamine shows them as empty.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final, TypeAlias

from python_calamine import CalamineError, CalamineWorkbook

from assembler.ooxml.package import parse_xml
from assembler.problem import Place, Problem, Refused

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta

CELLS_END: Final = "\x1f"
ROWS_END: Final = "\x1e"
_MOST_PART: Final = 768 * 2**20
_MOST_CELLS: Final = 2_000_000
_MOST_COLUMNS: Final = 500
_SPARSE: Final = 20
_MOST_PLACES: Final = 50
_CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_EMPTY_FORMULA: Final = re.compile(
    rb'<(?:\w+:)?c\b[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}>\s*'
    rb"<(?:\w+:)?f\b[^>]{0,500}(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def read(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """Every sheet of the workbook `blobs[0]`: names, uncomputed formulas by name, and cells as one blob a sheet.

    `Refused` for what is no workbook, and for sheets with a far cell.
    """
    file = str(header["file"])
    content = blobs[0]
    uncomputed = _looked_through(file, content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = list(book.sheet_names)
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names]
    except (CalamineError, ValueError, KeyError, OSError):
        raise Refused([Problem("importers-not-a-workbook", Place(file=file))]) from None
    if not sheets:
        raise Refused([Problem("importers-not-a-workbook", Place(file=file))])
    return {"names": names, "uncomputed": uncomputed}, tuple(map(_blob, sheets))


def _blob(rows: Sequence[Sequence[Cell]]) -> bytes:
    return ROWS_END.join(CELLS_END.join(map(cell_text, row)) for row in rows).encode("utf-8", "replace")


def cell_text(cell: Cell) -> str:
    """A cell as text: whole numbers without decimals, others so that a point can only be a decimal point."""
    if isinstance(cell, str):
        return cell.replace(CELLS_END, " ").replace(ROWS_END, " ")
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return _number(cell)
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.4f}".rstrip("0") if abs(value) < 1e15 else repr(value)
    # Three digits after the point could be thousands; "1500.1250" cannot.
    return text + "0" if len(text.partition(".")[2]) == 3 else text


def _looked_through(file: str, content: bytes) -> dict[str, list[str]]:
    """Cells with formulas that were never computed, by the sheet's name; `Refused` for far cells."""
    uncomputed: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for name, data in _sheet_parts(file, content):
        far = _far_cell(data)
        if far:
            problems.append(Problem("importers-far-cell", Place(file=file, sheet=name, cell=far), {"cell": far}))
        found = _EMPTY_FORMULA.findall(data) if b"<f" in data or b":f" in data else []
        uncomputed[name] = [cell.decode() for cell in found[:_MOST_PLACES]]
    if problems:
        raise Refused(problems)
    return uncomputed


def _sheet_parts(file: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The XML of every sheet, with the name that people know it by (the part's own name if the workbook tells none)."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
            if not parts:
                raise Refused([Problem("importers-not-a-workbook", Place(file=file))])
            names = _sheet_names(archive)
            for part in parts:
                yield names.get(part, part), _unpacked(archive, part, file)
    except Refused as refused:
        raise Refused(problem.within(file) for problem in refused.problems) from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError, zlib.error):
        raise Refused([Problem("importers-not-a-workbook", Place(file=file))]) from None


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part to name: xl/workbook.xml names sheets by relationship (ECMA-376-1, 18.2.19), the parts stand in its rels."""
    relations = parse_xml(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    found: dict[str, str] = {}
    for sheet in parse_xml(archive.read("xl/workbook.xml")).iter("{*}sheet"):
        id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        target = str(targets.get(str(id), ""))
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[part] = str(sheet.get("name", ""))
    return found


def _unpacked(archive: zipfile.ZipFile, part: str, file: str) -> bytes:
    with archive.open(part) as stream:
        data = stream.read(_MOST_PART + 1)
    if len(data) > _MOST_PART:
        raise Refused([Problem("importers-too-big", Place(file=file, part=part))])
    return data


def _far_cell(data: bytes) -> str:
    """The cell that makes a nearly empty sheet enormous; "" when the sheet is as large as what stands in it."""
    last_row, last_column, count = 0, 0, 0
    far_row, far_column = "", ""
    for letters, digits in _CELL.findall(data):
        count += 1
        row = int(digits)
        column = letters[0] - 64 if len(letters) == 1 else _column(letters)
        if row > last_row:
            last_row, far_row = row, f"{letters.decode()}{row}"
        if column > last_column:
            last_column, far_column = column, f"{letters.decode()}{row}"
    cells = last_row * last_column
    if cells <= _SPARSE * count or (cells <= _MOST_CELLS and last_column <= _MOST_COLUMNS):
        return ""
    return far_column if last_column > _MOST_COLUMNS else far_row


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
