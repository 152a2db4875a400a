"""XLSX into grids of cells, in a child process: calamine aborts its process when a file asks for too much memory.

What calamine does not tell is read from the package beforehand: cells far away (a single cell at XFD1048576 makes it
ask for 549 GB), error cells (it gives an empty text) and the per cent format (a shown "6,8 %" is stored as 0.068).
ECMA-376-1: 18.3.1.4 c (cell), 18.18.11 ST_CellType, 18.8.30 numFmt, 18.8.10 cellXfs.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any, Final

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from assembler.problem import Place, Problem, Refused

MOST_CELLS: Final = 200_000
MOST_PARTS: Final = 2_000
MOST_PART_BYTES: Final = 64 * 2**20
MOST_BYTES: Final = 256 * 2**20
MOST_RATIO: Final = 100
_RATIO_COUNTS_FROM: Final = 2**20
# ECMA-376-1 18.8.30: built-in formats 9 and 10 are per cent.
_PERCENT_FORMATS: Final = {9, 10}


@dataclass(slots=True)
class _SheetScan:
    """What the package says about a sheet: kinds of cells by (row, column) from 0, and the corner farthest away."""

    last: tuple[int, int] = (0, 0)
    cells: int = 0
    errors: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)


def read_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """All sheets of one workbook: [{"name", "hidden", "rows": [[cell, …]]}]; raises `Refused`.

    A cell is `None` or [kind, text]: "n" number, "p" number in per cent as shown, "t" text, "b" truth value,
    "d" ISO date, "e" an error or a time of day, which no field takes.
    """
    file = str(header["file"])
    scans = _scan(blobs[0], file)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(blobs[0]))
        visible = {meta.name: str(meta.visible).endswith("Visible") for meta in workbook.sheets_metadata}
        sheets = [
            {
                "name": name,
                "hidden": not visible.get(name, True),
                "rows": list(_rows(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), scans.get(name))),
            }
            for name in workbook.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as fault:
        raise Refused([Problem("plan-sheet-unreadable", Place(file=file))]) from fault
    return sheets, ()


def _rows(rows: list[list[Any]], scan: _SheetScan | None) -> Iterator[list[list[str] | None]]:
    scan = scan or _SheetScan()
    height = max(len(rows), max((row for row, _ in scan.errors), default=-1) + 1)
    width = max((len(row) for row in rows), default=0)
    width = max(width, max((column for _, column in scan.errors), default=-1) + 1)
    for r in range(height):
        row = rows[r] if r < len(rows) else []
        yield [_cell(row[c] if c < len(row) else "", (r, c), scan) for c in range(width)]


def _cell(value: Any, at: tuple[int, int], scan: _SheetScan) -> list[str] | None:
    if at in scan.errors:
        return ["e", "#"]
    match value:
        case "":
            said = None
        case bool():
            said = ["b", "true" if value else "false"]
        case int() | float():
            said = _number(value, at in scan.percents)
        case datetime():
            said = ["d", value.date().isoformat() if value.time() == time() else value.isoformat()]
        case date():
            said = ["d", value.isoformat()]
        case time() | timedelta():
            said = ["e", str(value)]
        case _:
            said = ["t", str(value)]
    return said


def _number(value: float, percent: bool) -> list[str]:
    """Fifteen significant digits, as the spreadsheet shows and stores them; beyond lies binary noise."""
    number = Decimal(f"{value:.15g}")
    return ["p", f"{number * 100:f}"] if percent else ["n", f"{number:f}"]


def _scan(content: bytes, file: str) -> dict[str, _SheetScan]:
    """The scans by sheet name; `Refused` for a package or a sheet that asks for too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _weigh(package, file)
            parts = _sheet_parts(package)
            percents = _percent_styles(package)
            _tree(package, "xl/sharedStrings.xml")
            every = {name: _scan_part(package, name, percents, file) for name in _worksheets(package, parts)}
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, NotImplementedError, OSError, EOFError):
        raise Refused([Problem("plan-sheet-unreadable", Place(file=file))]) from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise Refused([Problem("plan-sheet-unreadable", Place(file=file))]) from None
    return {sheet: every[part] for sheet, part in parts.items() if part in every}


def _weigh(package: zipfile.ZipFile, file: str) -> None:
    entries = package.infolist()
    sizes = [entry.file_size for entry in entries]
    packed = sum(entry.compress_size for entry in entries) or 1
    swollen = sum(sizes) > _RATIO_COUNTS_FROM and sum(sizes) / packed > MOST_RATIO
    names = {entry.filename.lower() for entry in entries}
    if (
        len(entries) > MOST_PARTS
        or max(sizes, default=0) > MOST_PART_BYTES
        or sum(sizes) > MOST_BYTES
        or swollen
        or len(names) < len(entries)
        or any(entry.flag_bits & 1 for entry in entries)
    ):
        raise Refused([Problem("plan-sheet-package", Place(file=file))])


def _worksheets(package: zipfile.ZipFile, parts: dict[str, str]) -> list[str]:
    """Every part that may be read as a sheet, by name or because the workbook says so."""
    named = {n for n in package.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")}
    return sorted(named | {part for part in parts.values() if part in package.namelist()})


def _events(stream: IO[bytes]) -> Iterator[etree._Element]:
    """Elements as they begin, in bounded memory; no entities are expanded and nothing is fetched."""
    parser = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    for event, element in parser:
        if event == "start" and element.getparent() is None:
            _refuse_doctype(element)
        if event == "start":
            yield element
        elif etree.QName(element).localname == "row":
            element.clear()


def _scan_part(package: zipfile.ZipFile, part: str, percents: set[int], file: str) -> _SheetScan:
    scan, row, column = _SheetScan(), -1, -1
    with package.open(part) as stream:
        for element in _events(stream):
            kind = etree.QName(element).localname
            if kind == "row":
                row, column = int(element.get("r") or row + 2) - 1, -1
            elif kind == "c":
                row, column = _reference(element.get("r"), row, column + 1)
                _note(scan, (row, column), element, percents)
                if scan.cells > MOST_CELLS or (scan.last[0] + 1) * (scan.last[1] + 1) > MOST_CELLS:
                    place = Place(file=file, part=part, cell=cell_name(row, column))
                    raise Refused([Problem("plan-sheet-far-cell", place, {"limit": MOST_CELLS})])
    return scan


def _note(scan: _SheetScan, at: tuple[int, int], cell: etree._Element, percents: set[int]) -> None:
    scan.cells += 1
    scan.last = (max(scan.last[0], at[0]), max(scan.last[1], at[1]))
    if cell.get("t") == "e":
        scan.errors.add(at)
    if int(cell.get("s") or 0) in percents:
        scan.percents.add(at)


def _reference(reference: str | None, row: int, column: int) -> tuple[int, int]:
    if not reference:
        return max(row, 0), column
    letters = reference.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        raise ValueError(reference)
    return int(reference[len(letters) :]) - 1, column_number(letters)


def column_number(letters: str) -> int:
    """A column's number from 0: "A" → 0, "AA" → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """The name of a cell whose row and column count from 0: (13, 3) → "D14"."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _tree(package: zipfile.ZipFile, part: str) -> etree._Element | None:
    if part not in package.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(package.read(part), parser)
    _refuse_doctype(root)
    return root


def _refuse_doctype(root: etree._Element) -> None:
    """No spreadsheet program writes one, and what stands behind its entities would be lost."""
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise ValueError("a document type declaration")


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by the sheet's name (ECMA-376-1 18.2.19, ECMA-376-2 6.5)."""
    workbook, relations = _tree(package, "xl/workbook.xml"), _tree(package, "xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        return {}
    targets = {
        str(relation.get("Id")): posixpath.normpath(posixpath.join("/xl", str(relation.get("Target")))).lstrip("/")
        for relation in relations
    }
    found = {}
    for sheet in workbook.iter("{*}sheet"):
        identity = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        found[str(sheet.get("name"))] = targets.get(identity, "")
    return found


def _percent_styles(package: zipfile.ZipFile) -> set[int]:
    """The cell styles whose number format shows per cent."""
    styles = _tree(package, "xl/styles.xml")
    if styles is None:
        return set()
    own = {int(str(entry.get("numFmtId"))) for entry in styles.iter("{*}numFmt") if "%" in str(entry.get("formatCode"))}
    cells = next(styles.iter("{*}cellXfs"), None)
    formats = [] if cells is None else [int(entry.get("numFmtId") or 0) for entry in cells]
    return {index for index, number in enumerate(formats) if number in own | _PERCENT_FORMATS}
