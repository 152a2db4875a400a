"""The spreadsheet: every table of the edition as a sheet, with numbers as numbers and a list of contents first."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assembler.document.blocks import Cell, Document, RowKind
from assembler.document.walk import plain_text
from assembler.messages.catalogue import label
from assembler.writers.written import Materials, Written
from assembler.writers.xlsx.sheets import SheetContent, heading, sheets

_HEAD_ROW = 3
_WIDEST = 60
# A column whose rows have a text beneath them is at least so wide; points of a line of 10 pt type.
_TOLD = 44
_LINE = 13.5
_GROUPED_FROM = 1000
_SPACES = ("\u00a0", "\u202f", " ")
_NUMBERED = ("amount", "number")
_ONE_CELL: tuple[RowKind, ...] = ("group", "detail")
_STRONG: tuple[RowKind, ...] = ("group", "sum", "result")


def write_xlsx(document: Document, materials: Materials) -> Written:
    """The workbook; the same document gives the same bytes."""
    stream = BytesIO()
    # Text is never read as formula, link or number: a cell that begins with "=" is text (CSV injection).
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(stream, options)
    book.set_properties(
        {
            "title": document.title,
            "subject": document.subject,
            "author": document.author,
            "keywords": ", ".join(document.keywords),
            "created": datetime.fromisoformat(document.date),
        }
    )
    looks = _Looks(book, materials)
    contents = sheets(document.blocks, document.lang)
    _list(book, document, contents, looks)
    for content in contents:
        _sheet(book, content, looks)
    book.close()
    return Written(stream.getvalue())


class _Looks:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook, materials: Materials) -> None:
        self._book = book
        self._tokens = materials.brand.tokens
        self._made: dict[str, Format] = {}
        self._font = {"font_name": materials.brand.family, "font_size": 10}

    def get(self, name: str, **properties: object) -> Format:
        """The format `name`, made of `properties` the first time."""
        if name not in self._made:
            self._made[name] = self._book.add_format({**self._font, **properties})
        return self._made[name]

    def title(self) -> Format:
        """The sheet's title."""
        return self.get("title", bold=True, font_size=14, font_color=self._tokens.brand_ink)

    def small(self) -> Format:
        """Subtitle and notes."""
        return self.get("small", font_color=self._tokens.ink_2)

    def head(self, *, right: bool, apart: bool) -> Format:
        """A column header."""
        look = {"align": "right" if right else "left", "indent": int(apart and not right)}
        return self.get(f"head-{right}-{apart}", bold=True, text_wrap=True, bottom=1, valign="bottom", **look)

    def text(self, kind: RowKind, *, right: bool = False, apart: bool = False) -> Format:
        """A cell of text in a row of `kind`, `apart` from a figure before it; a group's name runs on beside it."""
        name = f"text-{kind}-{right}-{apart}"
        look = {"align": "right" if right else "left", "indent": int(apart and not right)}
        return self.get(name, bold=kind in _STRONG, text_wrap=kind != "group", valign="top", **look, **self._row(kind))

    def note(self) -> Format:
        """A note beneath the table, as wide as that."""
        return self.get("note", font_color=self._tokens.ink_2, text_wrap=True, valign="top")

    def number(self, kind: RowKind, decimals: int, *, sign: bool, grouped: bool) -> Format:
        """A cell with a number; a minus is U+2212, a change has its plus, and a year has no thousands."""
        places = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")
        pattern = f"{'+' if sign else ''}{places};\u2212{places};{places.replace('#,##0', '0')}"
        strong = kind in _STRONG
        name = f"number-{kind if strong else 'body'}-{pattern}"
        return self.get(name, bold=strong, num_format=pattern, valign="top", **self._row(kind))

    def _row(self, kind: RowKind) -> dict[str, object]:
        """What a whole row shares: a rule above a sum, two rules and a tint for a result, brand ink for a group."""
        match kind:
            case "sum":
                return {"top": 1}
            case "result":
                return {"top": 1, "bottom": 1, "bg_color": self._tokens.tint_2}
            case "group":
                return {"font_color": self._tokens.brand_ink}
            case "body" | "detail":
                return {}

    def link(self) -> Format:
        """A link in the list of contents."""
        return self.get("link", font_color=self._tokens.brand_shape, underline=1)


def _list(book: Workbook, document: Document, contents: tuple[SheetContent, ...], looks: _Looks) -> None:
    name = label("writers-contents", document.lang)
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, document.title, looks.title())
    sheet.write_string(1, 0, document.running, looks.small())
    for at, content in enumerate(contents, _HEAD_ROW):
        sheet.write_url(at, 0, f"internal:'{content.name}'!A1", looks.link(), content.name)
        sheet.write_string(at, 1, content.title, looks.text("body"))
    _paper(sheet)


def _sheet(book: Workbook, content: SheetContent, looks: _Looks) -> None:
    sheet = book.add_worksheet(content.name)
    sheet.write_string(0, 0, content.title, looks.title())
    if content.subtitle:
        sheet.write_string(1, 0, content.subtitle, looks.small())
    widths = _widths(content)
    for at, (column, width) in enumerate(zip(content.table.columns, widths, strict=True)):
        sheet.set_column(at, at, width)
        look = looks.head(right=column.kind in _NUMBERED, apart=_is_apart(content, at))
        sheet.write_string(_HEAD_ROW, at, heading(column), look)
    last = _rows(sheet, content, widths, looks)
    for at, note in enumerate(content.notes, last + 1):
        _note(sheet, at, note, widths, looks)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    _paper(sheet)
    # Screen readers announce column headers from a name that begins so (JAWS and NVDA).
    book.define_name(f"'{content.name}'!ColumnTitle", f"='{content.name}'!$A${_HEAD_ROW + 1}")


def _paper(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _rows(sheet: Worksheet, content: SheetContent, widths: Sequence[int], looks: _Looks) -> int:
    """Write the rows; the number of the first free row."""
    first = _label(content)
    at = _HEAD_ROW + 1
    for row in content.table.rows:
        start = first if row.kind in _ONE_CELL else 0
        for column, cell in enumerate(row.cells, start):
            look = _look(cell, row.kind, content, column, looks)
            if cell.value is None:
                sheet.write_string(at, column, plain_text(cell.children), look)
            else:
                sheet.write_number(at, column, cell.value, look)
        if row.kind != "group":
            texts = (plain_text(cell.children) for cell in row.cells)
            _make_room(sheet, at, max(map(_lines, texts, widths[start:]), default=1))
        at += 1
    return at


def _label(content: SheetContent) -> int:
    """The column that heads the rows; the first when none does."""
    return next((at for at, column in enumerate(content.table.columns) if column.kind == "label"), 0)


def _is_apart(content: SheetContent, at: int) -> bool:
    """Whether a column follows one of figures, which end at its edge."""
    return at > 0 and content.table.columns[at - 1].kind in _NUMBERED


def _look(cell: Cell, row: RowKind, content: SheetContent, at: int, looks: _Looks) -> Format:
    if cell.value is None:
        right = content.table.columns[at].kind in _NUMBERED and row not in _ONE_CELL
        return looks.text(row, right=right, apart=_is_apart(content, at))
    text = plain_text(cell.children)
    grouped = abs(cell.value) < _GROUPED_FROM or any(space in text for space in _SPACES)
    return looks.number(row, cell.decimals, sign=text.startswith("+"), grouped=grouped)


def _note(sheet: Worksheet, at: int, note: str, widths: Sequence[int], looks: _Looks) -> None:
    """A note over all columns: on paper it would make the table smaller if it ran on beyond them."""
    if len(widths) > 1:
        sheet.merge_range(at, 0, at, len(widths) - 1, "", looks.note())
    sheet.write_string(at, 0, note, looks.note())
    _make_room(sheet, at, _lines(note, sum(widths)))


def _lines(text: str, width: int) -> int:
    """How many lines `text` takes in a column `width` digits wide; words are not parted, so lines are never full."""
    return 1 if len(text) <= width else -(-len(text) * 20 // (width * 19))


def _make_room(sheet: Worksheet, at: int, lines: int) -> None:
    """Not every program makes a row as high as its text when the file is opened."""
    if lines > 1:
        sheet.set_row(at, lines * _LINE)


def _widths(content: SheetContent) -> list[int]:
    """The width of each column in digits: that of its longest text, within reason."""
    widths = []
    for at, column in enumerate(content.table.columns):
        cells = [row.cells[at] for row in content.table.rows if row.kind not in _ONE_CELL]
        longest = max((len(plain_text(cell.children)) for cell in cells), default=0)
        words = max((len(word) for word in heading(column).split()), default=0)
        widths.append(min(_WIDEST, max(longest, words) + 4))
    if any(row.kind == "detail" for row in content.table.rows):
        widths[_label(content)] = max(_TOLD, widths[_label(content)])
    return widths
