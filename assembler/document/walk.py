"""Ways through a Document: plain text, blocks in reading order, sections with their heading level, rebuilding."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from assembler.document.blocks import (
    Block,
    Blocks,
    Chart,
    Contents,
    FactBox,
    Figure,
    GoalTree,
    ItemList,
    KeyFigures,
    ListItem,
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.document.inline import (
    STATUS_SHAPES,
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    StatusMark,
    Strong,
    Text,
)


def plain_text(inlines: Inlines) -> str:
    """What is read aloud in a run of inlines: status marks as shape and word, footnote marks left out."""
    return "".join(_inline_text(inline) for inline in inlines)


def _inline_text(inline: Inline) -> str:
    match inline:
        case Text(text) | CrossReference(text=text) | BoundFigure(text=text):
            return text
        case Strong(children) | Emphasis(children) | Foreign(children=children) | Link(children=children):
            return plain_text(children)
        case StatusMark(state, text):
            return f"{STATUS_SHAPES[state]} {text}"
        case LineBreak():
            return "\n"
        case Footnote():
            return ""
        case _:
            assert_never(inline)


def inlines_within(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, outer before inner, the text of footnotes included."""
    for inline in inlines:
        yield inline
        match inline:
            case (
                Strong(children)
                | Emphasis(children)
                | Foreign(children=children)
                | Link(children=children)
                | Footnote(children=children)
            ):
                yield from inlines_within(children)
            case _:
                pass


def walk(blocks: Blocks, level: int = 1) -> Iterator[tuple[Block, int]]:
    """Every block in reading order with the heading level that a section has (or would have) there."""
    for block in blocks:
        yield block, level
        for inner, deeper in _children(block):
            yield from walk(inner, level + deeper)


def _children(block: Block) -> tuple[tuple[Blocks, int], ...]:
    match block:
        case Section(blocks=blocks):
            return ((blocks, 1),)
        case Quote(blocks) | FactBox(blocks=blocks) | MarginNote(blocks) | Narrative(blocks=blocks):
            return ((blocks, 0),)
        case ItemList(items=items):
            return tuple((item.blocks, 0) for item in items)
        case Paragraph() | Table() | Figure() | Chart() | KeyFigures() | GoalTree() | Contents():
            return ()
        case _:
            assert_never(block)


def own_inlines(block: Block) -> tuple[Inlines, ...]:
    """The runs of inlines that stand directly in `block` (not in the blocks inside it), in reading order."""
    match block:
        case Section(title=title, summary=summary):
            return (title, summary)
        case Paragraph(children=children):
            return (children,)
        case Table(title=title, rows=rows, notes=notes):
            return (title, *(cell.children for row in rows for cell in row.cells), *notes)
        case Figure(title=title) | Chart(title=title) | FactBox(title=title) | GoalTree(title=title):
            return (title,)
        case ItemList() | Quote() | MarginNote() | KeyFigures() | Contents() | Narrative():
            return ()
        case _:
            assert_never(block)


def every_inline(blocks: Blocks) -> Iterator[Inline]:
    """Every inline of the blocks and of all blocks inside them, in reading order."""
    for block, _ in walk(blocks):
        for inlines in own_inlines(block):
            yield from inlines_within(inlines)


def block_id(block: Block) -> str:
    """The id of a block, "" for those that have none."""
    return getattr(block, "id", "")


def rebuild(blocks: Blocks, change: Callable[[Block], Block]) -> Blocks:
    """The same tree with `change` applied to every block, inner blocks first."""
    return tuple(change(_with_children(block, change)) for block in blocks)


def _with_children(block: Block, change: Callable[[Block], Block]) -> Block:
    match block:
        case Section() | Quote() | FactBox() | MarginNote() | Narrative():
            return replace(block, blocks=rebuild(block.blocks, change))
        case ItemList():
            return replace(block, items=tuple(ListItem(rebuild(item.blocks, change)) for item in block.items))
        case _:
            return block


def rebuild_inlines(inlines: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    """The same run with `change` applied to every inline, inner ones first."""
    return tuple(change(_inline_with_children(inline, change)) for inline in inlines)


def _inline_with_children(inline: Inline, change: Callable[[Inline], Inline]) -> Inline:
    match inline:
        case Strong() | Emphasis() | Foreign() | Link() | Footnote():
            return replace(inline, children=rebuild_inlines(inline.children, change))
        case _:
            return inline


def map_inlines(block: Block, change: Callable[[Inline], Inline]) -> Block:
    """`block` with `change` applied to every inline that stands directly in it."""
    match block:
        case Section():
            title, summary = rebuild_inlines(block.title, change), rebuild_inlines(block.summary, change)
            return replace(block, title=title, summary=summary)
        case Paragraph():
            return replace(block, children=rebuild_inlines(block.children, change))
        case Table():
            return _map_table(block, change)
        case Figure() | Chart() | FactBox() | GoalTree():
            return replace(block, title=rebuild_inlines(block.title, change))
        case _:
            return block


def _map_table(table: Table, change: Callable[[Inline], Inline]) -> Table:
    rows = tuple(
        replace(row, cells=tuple(replace(cell, children=rebuild_inlines(cell.children, change)) for cell in row.cells))
        for row in table.rows
    )
    notes = tuple(rebuild_inlines(note, change) for note in table.notes)
    return replace(table, title=rebuild_inlines(table.title, change), rows=rows, notes=notes)
