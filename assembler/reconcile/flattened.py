"""What LibreOffice flattens, made whole from what went out.

It writes each item of a list with a numbering of its own, drops the names of notes, and turns the first paragraph of a
control into plain text. None of this is an editor's doing, and it is taken back only where the words are the same; an
edit of the words keeps what the file has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from assembler.document.blocks import Block, Blocks, FactBox, ItemList, ListItem, MarginNote, Paragraph, Quote, Section
from assembler.document.inline import BoundFigure, CrossReference, Footnote, Inline, Inlines, LineBreak, Text
from assembler.document.walk import every_inline, map_inlines, own_inlines, plain_text, rebuild, walk

_FLAT = Text | BoundFigure | CrossReference | Footnote | LineBreak


def made_whole(found: Blocks, base: Blocks) -> Blocks:
    """The blocks of a file that LibreOffice wrote, beside those that went out."""
    joined = found if _has_neighbours(base) else _joined(found)
    runs = _marked_runs(base)
    notes = _names(joined, base)

    def note(inline: Inline) -> Inline:
        return replace(inline, id=notes[inline.id]) if isinstance(inline, Footnote) and inline.id in notes else inline

    def change(block: Block) -> Block:
        block = map_inlines(block, note)
        match block:
            case Paragraph(children) if _is_flat(children):
                return replace(block, children=runs.get(plain_text(children), children))
            case Section(title=title) | FactBox(title=title) if _is_flat(title):
                return replace(block, title=runs.get(plain_text(title), title))
            case _:
                return block

    return rebuild(joined, change)


def _is_flat(inlines: Inlines) -> bool:
    return all(isinstance(inline, _FLAT) for inline in inlines)


def _marked_runs(base: Blocks) -> dict[str, Inlines]:
    """The runs that went out with strength, stress, languages or links in them, by what they say."""
    runs = (run for block, _ in walk(base) for run in own_inlines(block))
    return {plain_text(run): run for run in runs if not _is_flat(run)}


def _names(found: Blocks, base: Blocks) -> dict[str, str]:
    """The names of notes that were lost, by those that they have now: a note is known by its text."""
    there = {note.id for note in _notes(found)}
    lost = {plain_text(note.children): note.id for note in _notes(base) if note.id not in there}
    own = {note.id for note in _notes(base)}
    new = [note for note in _notes(found) if note.id not in own]
    names: dict[str, str] = {}
    for note in new:
        name = lost.pop(plain_text(note.children), "")
        names |= {note.id: name} if name else {}
    return names


def _notes(blocks: Blocks) -> Iterator[Footnote]:
    return (inline for inline in every_inline(blocks) if isinstance(inline, Footnote))


def _has_neighbours(blocks: Blocks) -> bool:
    """Whether two lists of a kind stand one after the other anywhere."""
    return any(_is_same_kind(one, other) for row in _rows(blocks) for one, other in pairwise(row))


def _rows(blocks: Blocks) -> Iterator[Blocks]:
    yield blocks
    for block, _ in walk(blocks):
        match block:
            case Section() | Quote() | FactBox() | MarginNote():
                yield block.blocks
            case ItemList(items=items):
                yield from (item.blocks for item in items)
            case _:
                pass


def _is_same_kind(one: Block, other: Block) -> bool:
    return isinstance(one, ItemList) and isinstance(other, ItemList) and one.ordered == other.ordered


def _joined(blocks: Blocks) -> Blocks:
    def change(block: Block) -> Block:
        match block:
            case Section() | Quote() | FactBox() | MarginNote():
                return replace(block, blocks=_row(block.blocks))
            case ItemList(items=items):
                return replace(block, items=tuple(ListItem(_row(item.blocks)) for item in items))
            case _:
                return block

    return _row(rebuild(blocks, change))


def _row(blocks: Iterable[Block]) -> Blocks:
    """The blocks with neighbouring lists of a kind as one."""
    row: list[Block] = []
    for block in blocks:
        last = row[-1] if row else None
        if isinstance(last, ItemList) and isinstance(block, ItemList) and last.ordered == block.ordered:
            row[-1] = replace(last, items=(*last.items, *block.items))
        else:
            row.append(block)
    return tuple(row)
