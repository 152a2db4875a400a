"""What both markups say of a table in the same way: columns, rows, cells, and the faults of each."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from assembler.document.blocks import Cell, Column, ColumnKind, Row, RowKind, TableLayout
from assembler.document.chart import Basis
from assembler.document.inline import Inlines
from assembler.document.walk import plain_text
from assembler.markup.attributes import Attributes
from assembler.markup.desk import Desk
from assembler.markup.numerals import number_in

_Name = TypeVar("_Name", bound=str)

COLUMN_KEYS = ("kind", "year", "basis", "width")
EMPHASIS = ("uthevet", "emphasis")
CAPTION_KEYS = ("subtitle", "description", "layout")
ROW_KINDS: dict[str, RowKind] = {
    "gruppe": "group", "sum": "sum", "resultat": "result", "detalj": "detail",
    "group": "group", "result": "result", "detail": "detail",
}  # fmt: skip
ROW_MARKS: dict[RowKind, str] = {"body": "", "group": "gruppe", "sum": "sum", "result": "resultat", "detail": "detalj"}
_KINDS: tuple[ColumnKind, ...] = ("line-number", "label", "text", "amount", "number", "status")
_BASES: tuple[Basis, ...] = ("accounts", "budget", "plan", "projection", "own", "group", "country", "change", "")
_LAYOUTS: tuple[TableLayout, ...] = ("plain", "schedule", "measures")


def implied_kind(right: bool, before: Sequence[ColumnKind]) -> ColumnKind:
    """The kind of a column that names none: figures stand right, the first other column is the label."""
    return "number" if right else "text" if "label" in before else "label"


def make_column(desk: Desk, label: str, right: bool, found: Attributes, before: Sequence[ColumnKind]) -> Column:
    """A column of its header and attributes; an unknown kind or basis and a bad width are reported."""
    if not label:
        desk.fault("markup-table-header-empty", column=len(before) + 1)
    kind = _named(desk, found.value("kind"), _KINDS, implied_kind(right, before))
    basis = _named(desk, found.value("basis"), _BASES, "")
    width = _width(desk, found.value("width"))
    return Column(label, kind, found.value("year"), basis, found.one_of(*EMPHASIS), width)


def make_layout(desk: Desk, found: str) -> TableLayout:
    """The layout of the name `found`, "plain" for none."""
    return _named(desk, found, _LAYOUTS, "plain")


def _named(desk: Desk, found: str, known: Sequence[_Name], otherwise: _Name) -> _Name:
    for name in known:
        if found and name == found:
            return name
    if found:
        desk.fault("markup-table-unknown", found=found)
    return otherwise


def _width(desk: Desk, found: str) -> Decimal | None:
    try:
        width = Decimal(found) if found else None
    except InvalidOperation:
        width = Decimal(0)
    if width is not None and not 0 < width <= 168:
        desk.fault("markup-table-unknown", found=found)
        return None
    return width


def make_cell(children: Inlines, kind: ColumnKind) -> Cell:
    """A cell; in a column of figures with the number that its text is."""
    number = number_in(plain_text(children)) if kind in ("amount", "number") else None
    return Cell(children) if number is None else Cell(children, *number)


def make_row(desk: Desk, cells: Sequence[Inlines], kind: RowKind, columns: Sequence[Column], number: int) -> Row:
    """Row `number` (from 1); empty cells are reported, and text in a row that has room for one cell only."""
    if kind in ("group", "detail"):
        if not cells[0] or any(cells[1:]):
            desk.fault("markup-table-wide-row", row=number)
        return Row((Cell(cells[0]),), kind)
    for position, children in enumerate(cells, 1):
        if not children:
            desk.fault("markup-table-cell-empty", row=number, column=position)
    made = (make_cell(children, column.kind) for children, column in zip(cells, columns, strict=False))
    return Row(tuple(made), kind)
