"""The tables of a spreadsheet: each sheet whose first row is a caption, with its rows as text."""

from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from assembler.checks.content import Content, TableFact
from assembler.problem import Problem, Refused


def read_workbook(content: bytes, name: str) -> Content:
    """The tables, one for each sheet; the caption is its first cell. `Refused` when it is no workbook."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]
    except (CalamineError, OSError, ValueError) as fault:
        raise Refused([Problem("checks-not-workbook")]) from fault
    tables = tuple(_table(rows) for rows in sheets if rows)
    return Content("", "", tables=tables, file_name=name)


def _table(rows: Sequence[Sequence[object]]) -> TableFact:
    texts = tuple(tuple(_text(cell) for cell in row) for row in rows)
    return TableFact(texts, 1, caption=texts[0][0] if texts[0] else "")


def _text(cell: object) -> str:
    """A cell as text; a whole number without its decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
