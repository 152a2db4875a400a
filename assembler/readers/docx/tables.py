"""A table with its caption and notes → a table of ours: columns by the head, kinds of rows by their styles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from assembler.document.blocks import Cell, Column, ColumnKind, Row, RowKind, Table
from assembler.document.inline import Inlines, LineBreak, Text
from assembler.markup.numerals import number_in
from assembler.markup.one_form import one_run
from assembler.markup.tables import make_cell
from assembler.messages.catalogue import label
from assembler.messages.numbers import MISSING
from assembler.ooxml.copy_names import TABLE
from assembler.readers.docx import tree
from assembler.readers.docx.copy_part import CopyPart
from assembler.readers.docx.figures import anchored, captioned, plain_label
from assembler.readers.docx.line import Line
from assembler.readers.docx.pieces import one_line
from assembler.readers.docx.reading import Reading
from assembler.readers.docx.text import lines

_EMPTY: Final[Inlines] = (Text(MISSING),)


@dataclass(frozen=True, slots=True)
class MadeTable:
    """The table, and the lines that stand beside it without belonging to it."""

    table: Table
    rest: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell as it stands: its lines, and how many columns it takes."""

    lines: tuple[Line, ...]
    span: int = 1

    @property
    def text(self) -> str:
        return one_line(" ".join(line.text for line in self.lines))

    def is_all(self, kind: str) -> bool:
        return bool(self.lines) and all(line.kind == kind for line in self.lines)


def built_table(reading: Reading, leaf: tree.Table, around: Sequence[Line], wanted: str) -> MadeTable:
    """The table of `leaf` and of the lines `around` it. `wanted` is its id, "" when nothing says it."""
    caption = next((line for line in around if line.kind == "caption"), None)
    under = next((line for line in around if line.kind == "caption-sub"), None)
    notes = [one_run(line.inlines, reading.lang) for line in around if line.kind == "table-note"]
    rest = [line for line in around if line.kind != "table-note" and line is not caption and line is not under]
    name = wanted or anchored(reading, caption)
    part = reading.reader.facts.parts.get(TABLE + name)
    rows = _Rows(reading, leaf, part)
    columns = rows.columns()
    subtitle = plain_label(under, reading.remarks, notes) if under else ""
    title = captioned(caption, reading.lang) or rows.title()
    known = part.block if part and isinstance(part.block, Table) else None
    if known is None and caption and leaf.title and leaf.title not in caption.text:
        reading.remarks.lost("readers-edit-table-alt", leaf.title)
    table = Table(
        id=name,
        title=title,
        columns=columns,
        rows=tuple(row for read in rows.body() for row in rows.made(read, columns)),
        subtitle=subtitle,
        description=known.description if known else leaf.description,
        notes=tuple(note for note in (*notes, *rows.notes) if note),
        layout=known.layout if known else "plain",
    )
    return MadeTable(table, tuple(rest))


class _Rows:
    """The rows of one table of a file."""

    def __init__(self, reading: Reading, leaf: tree.Table, part: CopyPart | None) -> None:
        self._reader = reading.reader
        self._remarks = reading.remarks
        self._lang = reading.lang
        self._leaf = leaf
        self._part = part
        self._rows = [self._row(row) for row in leaf.rows]
        self._excerpt = " | ".join(read.text for read in self._rows[0]) if self._rows else ""
        self.notes: list[Inlines] = []
        self._width = max((sum(cell.span for cell in row) for row in self._rows), default=1)

    def title(self) -> Inlines:
        """What a table without a caption is called: its own alternative title, or that it has none."""
        self._remarks.warn("readers-edit-table-title", self._excerpt)
        return (Text(self._leaf.title or label("readers-table-untitled", self._lang)),)

    def columns(self) -> tuple[Column, ...]:
        """The columns: as they were exported where their number is the same, with the labels of the head."""
        known = self._part.block if self._part else None
        is_joined = bool(self._rows) and self._leaf.rows[0].header and not self._is_full(0)
        if not isinstance(known, Table) or len(known.columns) != self._width or is_joined:
            if isinstance(known, Table):
                self._remarks.warn("readers-edit-table-columns", self._excerpt)
            return tuple(self._new_columns(self._rows.pop(0) if self._rows else []))
        place = self._head(known.columns)
        if place is None:
            self._remarks.warn("readers-edit-table-head", self._excerpt)
            return known.columns
        head = self._rows.pop(place)
        named = zip(known.columns, self._printed(known.columns), head, strict=True)
        return tuple(self._column(*each) for each in named)

    def _head(self, columns: Sequence[Column]) -> int | None:
        """Where the head is: it may have rows above it now; `None` when it was deleted."""
        printed = self._printed(columns)
        alike = [
            sum(bool(said) and _label(read) == one_line(said) for said, read in zip(printed, row, strict=False))
            for row in self._rows
        ]
        best = max(range(len(alike)), key=lambda place: alike[place], default=0)
        if self._is_full(0) and alike[0] == 0 and 2 * alike[best] > self._width and self._is_full(best):
            return best
        first = self._leaf.rows[0]
        return 0 if self._is_full(0) and (alike[0] or first.header) else None

    def _is_full(self, place: int) -> bool:
        return len(self._rows[place]) == self._width

    def _printed(self, columns: Sequence[Column]) -> list[str]:
        """The labels of the columns as they went out."""
        printed = self._part.printed if self._part else ()
        return [said or column.label for said, column in zip_longest(printed[: len(columns)], columns)]

    def _column(self, column: Column, printed: str, read: _Read) -> Column:
        said = _label(read)
        year = one_line(" ".join(line.text for line in read.lines if line.kind == "table-year"))
        for line in read.lines:
            plain_label(line, self._remarks, self.notes)
        return replace(column, label=column.label if said == one_line(printed) else said or MISSING, year=year)

    def body(self) -> list[list[_Read]]:
        """All rows but the head."""
        return self._rows

    def made(self, row: list[_Read], columns: Sequence[Column]) -> list[Row]:
        """The row; a detail that stands in one of its cells comes after it."""
        whole = _spanning(row[0], self._width) if len(row) == 1 else None
        if whole:
            return [Row((Cell(self._inlines(row[0].lines)),), whole)]
        details = [line for read in row for line in read.lines if line.kind == "table-detail"]
        kind: RowKind = next((line.marked for read in row for line in read.lines if line.marked), "body")
        cells = [cell for read in row for cell in self._cells(read)]
        cells += [_EMPTY] * (len(columns) - len(cells))
        made = tuple(make_cell(inlines, column.kind) for inlines, column in zip(cells, columns, strict=False))
        return [Row(made, kind), *([Row((Cell(self._inlines(details)),), "detail")] if details else [])]

    def _row(self, row: tree.Row) -> list[_Read]:
        return [self._read(cell) for cell in row.cells]

    def _read(self, cell: tree.Cell) -> _Read:
        found: list[Line] = []
        waiting = list(reversed(cell.blocks))
        while waiting:
            block = waiting.pop()
            if isinstance(block, tree.Paragraph):
                line = self._reader.line(block, self._remarks)
                found += [line] if line.pieces else []
            elif isinstance(block, tree.Control):
                waiting.extend(reversed(block.blocks))
            elif isinstance(block, tree.Table):
                self._remarks.warn("readers-edit-table-nested", " ".join(lines((block,))))
                if block.title or block.description:
                    self._remarks.lost("readers-edit-table-alt", f"{block.title} {block.description}")
                inside = [inner for row in block.rows for one in row.cells for inner in one.blocks]
                waiting.extend(reversed(inside))
        if cell.merged:
            self._remarks.note("readers-edit-table-merged", " ".join(line.text for line in found))
        return _Read(tuple(found), cell.span)

    def _cells(self, read: _Read) -> list[Inlines]:
        """The cell, and an empty one for each further column that it takes."""
        said = [line for line in read.lines if line.kind != "table-detail"]
        if read.span > 1:
            self._remarks.note("readers-edit-table-merged", read.text)
        return [self._inlines(said), *([_EMPTY] * (read.span - 1))]

    def _inlines(self, said: Sequence[Line]) -> Inlines:
        inlines: Inlines = ()
        for line in said:
            inlines = (*inlines, *((LineBreak(),) if inlines else ()), *line.inlines)
            if line.list:
                self._remarks.note("readers-edit-table-list", line.text)
        return one_run(inlines, self._lang) or _EMPTY

    def _new_columns(self, head: list[_Read]) -> list[Column]:
        for line in (line for read in head for line in read.lines):
            plain_label(line, self._remarks, self.notes)
        texts = [text for read in head for text in (read.text, *([""] * (read.span - 1)))]
        texts += [""] * (self._width - len(texts))
        kinds: list[ColumnKind] = []
        for at in range(self._width):
            figures = self._is_of_figures(at)
            kinds.append("number" if figures else "text" if "label" in kinds else "label")
        return [Column(text or MISSING, kind) for text, kind in zip(texts, kinds, strict=False)]

    def _is_of_figures(self, at: int) -> bool:
        said = [row[at].text for row in self._rows if len(row) > at and all(read.span == 1 for read in row)]
        said = [text for text in said if text not in ("", MISSING)]
        return bool(said) and all(number_in(text) for text in said)


def _label(read: _Read) -> str:
    return one_line(" ".join(line.text for line in read.lines if line.kind != "table-year"))


def _spanning(read: _Read, width: int) -> RowKind | None:
    """What a row of one cell is; `None` for the rows of a table of one column that have no such style."""
    if read.is_all("table-detail"):
        return "detail"
    if read.is_all("table-group") or (width > 1 and read.span >= width):
        return "group"
    return None
