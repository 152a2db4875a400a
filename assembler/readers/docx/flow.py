"""The body of a file as a row of paragraphs and tables, each with the controls that it stands in.

Joining paragraphs whose mark was deleted goes across controls, so the row is made before a view is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import assert_never

from assembler.ooxml.copy_names import TEXT
from assembler.readers.docx.text import pictures_in
from assembler.readers.docx.tree import (
    Anchor,
    Block,
    Cell,
    Control,
    Inline,
    InlineControl,
    Link,
    NoteMark,
    Paragraph,
    Row,
    Table,
)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A control around blocks; `number` tells it from all others in the file."""

    tag: str
    alias: str
    gallery: str
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph or table, the controls around it (outermost first), and the anchors just before it."""

    leaf: Paragraph | Table
    around: tuple[Enclosure, ...] = ()
    before: tuple[Anchor, ...] = ()


@dataclass(slots=True)
class _Walk:
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    waiting: list[Anchor] = field(default_factory=list)


def spots(body: Sequence[Block]) -> tuple[Spot, ...]:
    """The paragraphs and tables of a body. An empty paragraph at the end has the anchors that stand after all."""
    walk = _Walk()
    found = [*_spots(body, (), walk)]
    if walk.waiting:
        found.append(Spot(Paragraph(()), (), tuple(walk.waiting)))
    return tuple(found)


def _spots(blocks: Sequence[Block], around: tuple[Enclosure, ...], walk: _Walk) -> Iterator[Spot]:
    for block in blocks:
        match block:
            case Control():
                inside = Enclosure(block.tag, block.alias, block.gallery, next(walk.numbers))
                yield from _spots(block.blocks, (*around, inside), walk)
            case Anchor():
                walk.waiting.append(block)
            case Paragraph() | Table():
                before, walk.waiting = tuple(walk.waiting), []
                dragged: list[Control] = []
                yield Spot(_without_texts(block, dragged) if isinstance(block, Table) else block, around, before)
                yield from _spots(dragged, (), walk)
            case _:
                assert_never(block)


def _without_texts(table: Table, dragged: list[Control]) -> Table:
    """The table without the narrative blocks that somebody dragged into its cells: they stand after it."""
    if not any(_is_text(block) for row in table.rows for cell in row.cells for block in cell.blocks):
        return table

    def left(cell: Cell) -> Cell:
        dragged.extend(block for block in cell.blocks if isinstance(block, Control) and _is_text(block))
        return replace(cell, blocks=tuple(block for block in cell.blocks if not _is_text(block)))

    rows = tuple(Row(tuple(map(left, row.cells)), row.presence, row.header) for row in table.rows)
    return replace(table, rows=rows)


def _is_text(block: Block) -> bool:
    return isinstance(block, Control) and block.tag.startswith(TEXT)


def paragraphs_within(blocks: Sequence[Block], *, boxes: bool = True) -> Iterator[Paragraph]:
    """Every paragraph in reading order, also those in controls, cells and (unless told not to) text boxes."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
                for picture in pictures_in(block.content) if boxes else ():
                    for box in picture.boxes:
                        yield from paragraphs_within(box)
            case Control():
                yield from paragraphs_within(block.blocks, boxes=boxes)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from paragraphs_within(cell.blocks, boxes=boxes)
            case Anchor():
                pass
            case _:
                assert_never(block)


def note_marks(content: Sequence[Inline]) -> Iterator[NoteMark]:
    """Where a paragraph refers to a note."""
    for inline in content:
        if isinstance(inline, NoteMark):
            yield inline
        elif isinstance(inline, Link | InlineControl):
            yield from note_marks(inline.content)
