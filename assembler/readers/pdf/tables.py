"""A table of a PDF's tag tree as a grid of cells, spans laid out (ISO 32000-1, 14.8.5.7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from assembler.pdf.structure import Element


@dataclass(frozen=True, slots=True)
class Grid:
    """`cells` by row and column, header rows included; a cell that spans stands in every place that it covers.

    `headers` are the column headers, those of several header rows joined.
    """

    title: str
    cells: tuple[tuple[Element | None, ...], ...]
    headers: tuple[str, ...]

    @property
    def height(self) -> int:
        """Rows, header rows included."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """Columns."""
        return max((len(row) for row in self.cells), default=0)

    def row_of(self, line: str) -> int | None:
        """The first row that a cell `line` or a row header beginning with `line` stands in; `None` for none."""
        for number, row in enumerate(self.cells):
            heads = [plain(cell) for cell in row if cell is not None and _is_head(cell)]
            first = plain(row[0]) if row and row[0] is not None else ""
            if any(cell is not None and cell.scope == "Column" for cell in row):
                continue
            if first == line or any(len(line) > 2 and head.casefold().startswith(line.casefold()) for head in heads):
                return number
        return None

    def row_header(self, row: int) -> str:
        """Line number and row header as they are read out."""
        return " ".join(plain(cell) for column, cell in self._each(row) if not self._is_value(row, column))

    def values(self, row: int) -> Iterator[tuple[int, str]]:
        """Column and text of the cells beside the row header."""
        return ((column, plain(cell)) for column, cell in self._each(row) if self._is_value(row, column))

    def _each(self, row: int) -> Iterator[tuple[int, Element]]:
        before: Element | None = None
        for column, cell in enumerate(self.cells[row]):
            if cell is not None and cell is not before:
                yield column, cell
            before = cell

    def _is_value(self, row: int, column: int) -> bool:
        """Whether a cell stands beside the last row header of its row."""
        heads = [number for number, cell in enumerate(self.cells[row]) if cell is not None and _is_head(cell)]
        return column > max(heads, default=0)


def grid(table: Element) -> Grid:
    """The grid of a `Table` element; rows that are too short stay short."""
    rows = [element for element in table.walk() if element.role == "TR"]
    laid: list[list[Element | None]] = []
    hanging: dict[int, tuple[Element, int]] = {}
    for row in rows:
        laid.append(_laid(row, hanging))
    caption = next((element for element in table.walk() if element.role == "Caption"), None)
    cells = tuple(tuple(row) for row in laid)
    return Grid(plain(caption) if caption else "", cells, _headers(cells))


def plain(cell: Element) -> str:
    """The text of an element on one line."""
    return " ".join(cell.text.split())


def _laid(row: Element, hanging: dict[int, tuple[Element, int]]) -> list[Element | None]:
    """A row with the cells that hang into it from above; `hanging` is brought up to date."""
    line: list[Element | None] = []

    def fill() -> None:
        while (place := len(line)) in hanging:
            cell, left = hanging.pop(place)
            line.append(cell)
            if left > 1:
                below[place] = cell, left - 1

    below: dict[int, tuple[Element, int]] = {}
    for cell in row.children:
        if not isinstance(cell, Element) or cell.role not in ("TH", "TD"):
            continue
        fill()
        for _ in range(min(cell.col_span, 200)):
            if cell.row_span > 1:
                below[len(line)] = cell, cell.row_span - 1
            line.append(cell)
    fill()
    hanging.update(below)
    return line


def _headers(cells: tuple[tuple[Element | None, ...], ...]) -> tuple[str, ...]:
    width = max((len(row) for row in cells), default=0)
    found: list[list[str]] = [[] for _ in range(width)]
    for row in cells:
        for column, cell in enumerate(row):
            text = plain(cell) if cell is not None and cell.scope == "Column" else ""
            if text and text not in found[column]:
                found[column].append(text)
    return tuple(" ".join(texts) for texts in found)


def _is_head(cell: Element) -> bool:
    return cell.role == "TH" and cell.scope in ("Row", "Both")
