"""Tables: one header row that repeats, rows that never break, no empty cell, and no merged cell but group heads.

A group row spans all columns, since the other way out would be empty cells in every column: a screen reader then says
the name of the group once. The text of a detail row is a second paragraph in the title cell of the row above it; where
that is narrow, a row of its own without a rule above.
Formats that a cell has by its column and row kind are made once for a table; a cell is then three strings.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assembler.brand.model import Tokens
from assembler.document.blocks import Cell, Column, Row, RowKind, Table, TableLayout
from assembler.document.inline import Footnote, Inlines, Text
from assembler.document.walk import plain_text
from assembler.messages.catalogue import label
from assembler.messages.numbers import MISSING
from assembler.ooxml.text import are_plain, attribute, content, paragraph
from assembler.writers.docx.caption import caption
from assembler.writers.docx.fitting import fitted
from assembler.writers.docx.heading import page_number
from assembler.writers.docx.headings import heading_label
from assembler.writers.docx.inline import runs
from assembler.writers.docx.marks import basis_mark
from assembler.writers.docx.sheet import Sheet
from assembler.writers.docx.widths import LANDSCAPE_MM, PORTRAIT_MM, column_widths, needs_landscape
from assembler.writers.listing import listed

_STYLES: Final[dict[TableLayout, str]] = {
    "plain": "TablePlain",
    "schedule": "TableSchedule",
    "measures": "TableMeasures",
}
# So many rows at the end of a table stand on one page.
_LAST_KEPT: Final = 3
# Rows that surely fit on one page together: a schedule of single lines, a table of rows with some text.
_MOST_KEPT: Final[dict[TableLayout, int]] = {"schedule": 48, "plain": 16, "measures": 8}
_FIGURES: Final = ("amount", "number")
_PAGE_MM: Final = Decimal(16)
# A title narrower than 55 mm has its text beneath the row, as far as 28 mm from the right edge.
_WIDE_LABEL: Final = 3118
_DETAIL_RIGHT: Final = 1588
_OPEN: Final = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'
_BENEATH: Final = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders><w:tcMar><w:top w:w="0" w:type="dxa"/></w:tcMar>'
_BETWEEN: Final = 70
_AFTER_FIGURES: Final = 200
_EMPTY: Final = Cell((Text(MISSING),))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with the detail that belongs to it, whether it must stand on the page of the next row, and whether that
    is the text of this one.
    """

    row: Row
    detail: Inlines = ()
    keep: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    """What stands before and after the runs of a cell."""

    cell: str
    style: str
    keep: str

    def opened(self) -> str:
        """All that stands before the runs."""
        return f'{self.cell}<w:p><w:pPr><w:pStyle w:val="{self.style}"/>{self.keep}</w:pPr>'


def table(block: Table, sheet: Sheet) -> Iterator[str]:
    """The caption, the table and its notes."""
    yield from caption(block.id, block.number, block.title, block.subtitle, sheet)
    yield from grid(block, sheet, LANDSCAPE_MM if is_turned(block, sheet) else PORTRAIT_MM)
    for index, note in enumerate(block.notes):
        style = "TableEnd" if index == len(block.notes) - 1 else "TableNote"
        yield sheet.paragraph(style, runs(note, sheet), properties='<w:spacing w:before="60"/>' if not index else "")


def is_turned(block: Table, sheet: Sheet) -> bool:
    """Whether the table stands on a turned page of its own; never among the paragraphs of an editor."""
    return needs_landscape(block) and not sheet.seams.within_text


def grid(block: Table, sheet: Sheet, available: Decimal = PORTRAIT_MM) -> Iterator[str]:
    """The table alone, in pieces."""
    targets = () if sheet.seams.shown else listed(block, _label(block), sheet.targets)
    if targets:
        block = replace(block, columns=(*block.columns, _page_column(sheet)))
    widths = fitted(block, column_widths(block, available), sheet)
    if apart := _tells_apart(block, widths, sheet):
        # A tinted column would be in patches.
        block = replace(block, columns=tuple(replace(column, emphasis=False) for column in block.columns))
    setter = _Setter(block, sheet, widths, targets, apart=apart)
    if sheet.after_table:
        # Word joins two tables with nothing between them.
        yield sheet.paragraph("TableNote", "")
    yield setter.opened()
    yield from setter.rows()
    yield "</w:tbl>"
    sheet.gap = sheet.after_table = True


def table_properties(style: str, widths: list[int], title: str, description: str) -> str:
    """`w:tblPr` and `w:tblGrid`: first row and first column are headers, for eye and ear (17.4.60, 17.4.56)."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    named += f'<w:tblDescription w:val="{attribute(description)}"/>' if description else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06E0" w:firstRow="1" w:lastRow="1" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _tells_apart(block: Table, widths: list[int], sheet: Sheet) -> bool:
    """Whether texts beneath rows run across the columns, since the titles that they belong to have a narrow one."""
    is_narrow = widths[max(_label(block), 0)] < _WIDE_LABEL
    return is_narrow and not sheet.seams.shown and any(row.kind == "detail" for row in block.rows)


def _lines(block: Table, apart: bool) -> list[_Line]:
    held: list[tuple[Row, Inlines]] = []
    for row in block.rows:
        if apart:
            held.append((row, ()))
        elif row.kind == "detail" and held and not held[-1][1] and held[-1][0].kind not in ("group", "detail"):
            held[-1] = (held[-1][0], row.cells[0].children if row.cells else ())
        else:
            held.append((row, ()))
    whole = len(held) <= _MOST_KEPT[block.layout]
    last = len(held) - 1
    lines = []
    for at, (row, detail) in enumerate(held):
        told = at < last and held[at + 1][0].kind == "detail" and row.kind not in ("group", "detail")
        kept = whole or told or at == 0 or last - at < _LAST_KEPT
        lines.append(_Line(row, detail, at < last and (kept or _holds(row, held[at + 1][0])), told))
    return lines


def _holds(row: Row, following: Row) -> bool:
    return row.kind == "group" or (following.kind in ("sum", "result") and row.kind != "result")


class _Setter:
    """Sets the rows of one table; remembers the formats of cells.

    A list of tables or figures has the page of each row's `targets` in its last column.
    """

    def __init__(
        self, block: Table, sheet: Sheet, widths: list[int], targets: tuple[str, ...] = (), *, apart: bool = False
    ) -> None:
        self._block = block
        self._targets = targets
        self._titled = any(row.kind == "detail" for row in block.rows)
        self._sheet = sheet
        self._widths = widths
        self._lines = _lines(block, apart)
        self._title = max(_label(block), 0)
        self._slots: dict[tuple[RowKind, bool, bool], list[tuple[str, str]]] = {}
        self._patterns: dict[tuple[RowKind, bool], str] = {}

    def opened(self) -> str:
        """The table's start with its header row, which stays with the first row."""
        block = self._block
        title = f"{block.number}. {plain_text(block.title)}" if block.number else plain_text(block.title)
        head = table_properties(_STYLES[block.layout], self._widths, title, block.description)
        cells = "".join(self._header_cell(c, w) for c, w in zip(block.columns, self._widths, strict=True))
        return f"<w:tbl>{head}<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def rows(self) -> Iterator[str]:
        """The rows of the body."""
        for at, line in enumerate(self._lines):
            match line.row.kind:
                case "group" | "detail":
                    cells = self._spanning(line)
                case _:
                    cells = self._any_cells(line, self._targets[at]) if self._targets else self._cells(line)
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _header_cell(self, column: Column, width: int) -> str:
        figure = column.kind in _FIGURES
        text = heading_label(column, self._sheet.lang)
        style = "TableHeadNumber" if figure and column.year else "TableHeadRight" if figure else "TableHeadText"
        inner = paragraph(style, f"<w:r>{content(text)}</w:r>", keep=True) if text else ""
        if column.year:
            inner += paragraph("TableYear", f"<w:r>{content(column.year)}</w:r>", keep=True)
        if column.basis in ("accounts", "budget", "plan"):
            inner += paragraph("TableMark", basis_mark(column.basis, self._sheet), keep=True)
        shade = _shade(self._sheet.tokens.tint_1) if column.emphasis else ""
        shade += self._margin(column)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="bottom"/></w:tcPr>{inner}</w:tc>'
        )

    def _margin(self, column: Column) -> str:
        """Space before a column: enough between figures, more where text follows a figure flush right."""
        at = next(index for index, one in enumerate(self._block.columns) if one is column)
        if at == 0:
            return ""
        before = self._block.columns[at - 1].kind in _FIGURES
        twips = _BETWEEN if column.kind in _FIGURES or not before else _AFTER_FIGURES
        return f'<w:tcMar><w:left w:w="{twips}" w:type="dxa"/></w:tcMar>'

    def _spanning(self, line: _Line) -> str:
        inner = runs(line.row.cells[0].children if line.row.cells else _EMPTY.children, self._sheet)
        span = f'<w:tcW w:w="{sum(self._widths)}" w:type="dxa"/><w:gridSpan w:val="{len(self._widths)}"/>'
        if line.row.kind == "group":
            return f"<w:tc><w:tcPr>{span}</w:tcPr>{paragraph('TableGroup', inner, keep=line.keep)}</w:tc>"
        indent = f'<w:ind w:left="{sum(self._widths[: self._title])}" w:right="{_DETAIL_RIGHT}"/>'
        text = paragraph("TableDetail", inner, keep=line.keep, properties=indent)
        return f"<w:tc><w:tcPr>{span}{_BENEATH}</w:tcPr>{text}</w:tc>"

    def _cells(self, line: _Line) -> str:
        """The cells of a row. Nearly all rows of a long table hold one plain text a cell: they are set in one go."""
        texts = () if line.detail or line.told else _plain_texts(line.row)
        if texts and len(texts) == len(self._widths):
            return self._pattern(line.row.kind, line.keep) % texts
        return self._any_cells(line)

    def _any_cells(self, line: _Line, target: str = "") -> str:
        row, kind, sheet = line.row, line.row.kind, self._sheet
        cells, first = row.cells, 0
        parts: list[str] = []
        if len(cells) > 1 and not plain_text(cells[0].children) and not _noted(cells[0]):
            parts.append(self._joined(line))
            first = 2
        slots = self._formats(kind, line.keep, line.told)
        for index in range(first, len(slots)):
            before, after = slots[index]
            detailed = line.detail and index == self._title
            children = cells[index].children if index < len(cells) else ()
            inner = runs(children, sheet) or f"<w:r>{content(MISSING)}</w:r>"
            if target and index == len(slots) - 1:
                inner = page_number(target, sheet)
            if detailed:
                after = "</w:p>" + paragraph("TableDetail", runs(line.detail, sheet), keep=line.keep) + "</w:tc>"
            parts.append(f"{before}{inner}{after}")
        return "".join(parts)

    def _joined(self, line: _Line) -> str:
        """A sum has no line number of its own: its label starts at the left edge, over two columns."""
        width = f'<w:tcW w:w="{sum(self._widths[:2])}" w:type="dxa"/><w:gridSpan w:val="2"/>'
        look = _cell_look(line.row.kind, False, self._sheet.tokens, "", self._block.layout)
        style = self._style(self._block.columns[1], line.row.kind)
        inner = runs(line.row.cells[1].children, self._sheet) or f"<w:r>{content(MISSING)}</w:r>"
        return f"<w:tc><w:tcPr>{width}{look}</w:tcPr>{paragraph(style, inner, keep=line.keep)}</w:tc>"

    def _pattern(self, kind: RowKind, keep: bool) -> str:
        """The cells of a row with a %s for each text."""
        if (kind, keep) not in self._patterns:
            cells = (f"{before}<w:r><w:t>\0</w:t></w:r>{after}" for before, after in self._formats(kind, keep))
            self._patterns[kind, keep] = "".join(cells).replace("%", "%%").replace("\0", "%s")
        return self._patterns[kind, keep]

    def _formats(self, kind: RowKind, keep: bool, told: bool = False) -> list[tuple[str, str]]:
        if (kind, keep, told) not in self._slots:
            self._slots[kind, keep, told] = [
                (self._slot(column, width, kind, keep, told).opened(), "</w:p></w:tc>")
                for column, width in zip(self._block.columns, self._widths, strict=True)
            ]
        return self._slots[kind, keep, told]

    def _slot(self, column: Column, width: int, kind: RowKind, keep: bool, told: bool) -> _Slot:
        look = _cell_look(kind, column.emphasis, self._sheet.tokens, self._margin(column), self._block.layout)
        look = _OPEN + look if told and kind == "body" else look
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>'
        return _Slot(cell, self._style(column, kind), "<w:keepNext/>" if keep else "")

    def _style(self, column: Column, kind: RowKind) -> str:
        return self._sheet.seams.row(_style(column, kind, titled=self._titled), kind)


def _label(table: Table) -> int:
    """The column whose cells head their rows, -1 for none."""
    return next((at for at, column in enumerate(table.columns) if column.kind == "label"), -1)


def _page_column(sheet: Sheet) -> Column:
    return Column(label("writers-page", sheet.lang), "number", width=_PAGE_MM)


def _noted(cell: Cell) -> bool:
    return any(isinstance(inline, Footnote) for inline in cell.children)


def _plain_texts(row: Row) -> tuple[str, ...]:
    """The texts of the cells; none unless each is a single text that may stand in a `w:t` as it is."""
    texts = tuple(
        cell.children[0].text for cell in row.cells if len(cell.children) == 1 and type(cell.children[0]) is Text
    )
    return texts if len(texts) == len(row.cells) and are_plain(texts) else ()


def _style(column: Column, kind: RowKind, *, titled: bool) -> str:
    """The paragraph style of a cell; in a `titled` table each row is the heading of the text beneath it."""
    strong = kind in ("sum", "result")
    if column.kind == "line-number":
        return "TableLine"
    if column.kind in _FIGURES:
        return "TableSum" if strong or titled else "TableNumber"
    return "TableTitle" if strong or (titled and column.kind == "label") else "TableText"


def _cell_look(kind: RowKind, emphasis: bool, tokens: Tokens, margin: str, layout: TableLayout) -> str:
    """Borders, shading, margins and alignment of a cell, in the order of `w:tcPr` (17.4.69)."""
    ink = tokens.ink[1:]
    borders = {
        "sum": f'<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="{ink}"/></w:tcBorders>',
        "result": f'<w:tcBorders><w:top w:val="single" w:sz="7" w:space="0" w:color="{ink}"/>'
        f'<w:bottom w:val="single" w:sz="7" w:space="0" w:color="{ink}"/></w:tcBorders>',
    }.get(kind, "")
    fill = tokens.tint_2 if kind == "result" else tokens.tint_1 if emphasis else ""
    aligned = "" if layout == "measures" else '<w:vAlign w:val="bottom"/>'
    return borders + (_shade(fill) if fill else "") + margin + aligned


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>'
