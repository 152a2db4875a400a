"""The rows and cells of a Word table, and how it is built."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assembler.checks.docx.layout import TableLayout
from assembler.checks.docx.markup import VAL, Element, W, child, is_on, value
from assembler.problem import Place

_HOLDERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its cells, the columns that each covers, and what its properties say."""

    cells: tuple[Element, ...]
    spans: tuple[int, ...]
    down: tuple[bool, ...]
    header: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of Word."""

    rows: tuple[GridRow, ...]
    style: str
    title: str
    described: bool
    look_first_row: bool
    width: int

    @property
    def headers(self) -> int:
        """How many rows at the top are marked as headers (ECMA-376 17.4.78)."""
        return next((index for index, row in enumerate(self.rows) if not row.header), len(self.rows))

    def layout(self, name: str, place: Place) -> TableLayout:
        """How it is built."""
        head, body = self.rows[: self.headers], self.rows[self.headers :]
        return TableLayout(
            name,
            place,
            len(self.rows),
            max((len(row.cells) for row in self.rows), default=0),
            len(head),
            sum(self._merged(row) for row in head),
            sum(self._merged(row) for row in body),
            sum(row.header for row in body),
            sum(not row.whole for row in self.rows),
            any(next(cell.iter(W + "tbl"), None) is not None for row in self.rows for cell in row.cells),
            self.look_first_row,
            self.described,
        )

    def _merged(self, row: GridRow) -> int:
        """Cells that cover more than one column or row; one that is the whole row does not count."""
        if len(row.cells) == 1:
            return 0
        return sum(span > 1 or down for span, down in zip(row.spans, row.down, strict=True))


def read_grid(table: Element) -> Grid:
    """The grid of a `w:tbl`."""
    properties = table.find(W + "tblPr")
    rows = tuple(_row(row) for row in _children(table, W + "tr"))
    look = None if properties is None else properties.find(W + "tblLook")
    return Grid(
        rows,
        "" if properties is None else value(properties.find(W + "tblStyle")),
        "" if properties is None else value(properties.find(W + "tblCaption")),
        properties is not None and any(value(properties.find(W + n)) for n in ("tblCaption", "tblDescription")),
        _first_row(look),
        max((sum(row.spans) for row in rows), default=0),
    )


def _first_row(look: Element | None) -> bool:
    """Whether the table style treats the first row as a header (bit 0x0020 in files of Word 2007)."""
    if look is None:
        return False
    said = look.get(W + "firstRow")
    if said is not None:
        return said in {"1", "true", "on"}
    try:
        return bool(int(look.get(VAL, "0"), 16) & 0x0020)
    except ValueError:
        return False


def _row(row: Element) -> GridRow:
    cells = tuple(_children(row, W + "tc"))
    properties = row.find(W + "trPr")
    of_cells = [child(cell, W + "tcPr") for cell in cells]
    return GridRow(
        cells,
        tuple(map(_span, of_cells)),
        tuple(child(one, W + "vMerge") is not None for one in of_cells),
        properties is not None and is_on(properties.find(W + "tblHeader")),
        properties is not None and is_on(properties.find(W + "cantSplit")),
    )


def _span(properties: Element | None) -> int:
    number = value(child(properties, W + "gridSpan"))
    return int(number) if number.isdecimal() else 1


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Children with `tag`, also inside content controls and accepted insertions."""
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag in _HOLDERS:
            yield from _children(one, tag)
