"""What LibreOffice flattens, made whole from what went out.

It writes each item of a list with a numbering of its own, drops the names of notes, gives one note the text of another
(7.4 does, in long files), and turns the first paragraph of a control into plain text. None of this is an editor's
doing, and it is taken back only where the words are the same; an edit of the words keeps what the file has.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from assembler.document.blocks import Block, Blocks, FactBox, ItemList, ListItem, MarginNote, Paragraph, Quote, Section
from assembler.document.inline import BoundFigure, CrossReference, Footnote, Inline, Inlines, LineBreak, Text
from assembler.document.walk import (
    every_inline,
    inlines_within,
    map_inlines,
    own_inlines,
    plain_text,
    rebuild,
    rebuild_inlines,
    walk,
)

_FLAT = Text | BoundFigure | CrossReference | Footnote | LineBreak


def made_whole(found: Blocks, base: Blocks, strangers: AbstractSet[str] = frozenset()) -> Blocks:
    """The blocks of a file that LibreOffice wrote, beside those that went out. `strangers` are the notes of others."""
    joined = found if _has_neighbours(base) else _joined(found)
    runs = _marked_runs(base)
    names = _names(joined, base)
    mixed = {note.id: note for note in _notes(base)} if strangers else {}

    def note(inline: Inline) -> Inline:
        if not isinstance(inline, Footnote):
            return inline
        inline = replace(inline, id=names.get(inline.id, inline.id))
        return mixed.get(inline.id, inline) if plain_text(inline.children) in strangers else inline

    def change(block: Block) -> Block:
        block = map_inlines(block, note)
        match block:
            case Paragraph(children) if _is_flat(children):
                return replace(block, children=_as_it_went_out(children, runs))
            case Section(title=title) | FactBox(title=title) if _is_flat(title):
                return replace(block, title=_as_it_went_out(title, runs))
            case _:
                return block

    return rebuild(joined, change)


def with_roles(found: Blocks, base: Blocks) -> Blocks:
    """The blocks of a file that lost all styles: a paragraph that says what one of another role said has that role."""
    roles = {plain_text(block.children): block.role for block, _ in walk(base) if isinstance(block, Paragraph)}

    def change(block: Block) -> Block:
        if isinstance(block, Paragraph) and block.role == "body":
            return replace(block, role=roles.get(plain_text(block.children), "body"))
        return block

    return rebuild(found, change)


def _as_it_went_out(run: Inlines, runs: Mapping[str, Inlines]) -> Inlines:
    """The run that went out with the same words and the notes that the file has; as it is where those are others."""
    went_out = runs.get(plain_text(run), run)
    notes = {inline.id: inline for inline in run if isinstance(inline, Footnote)}
    if {inline.id for inline in inlines_within(went_out) if isinstance(inline, Footnote)} != notes.keys():
        return run

    def noted(inline: Inline) -> Inline:
        return notes[inline.id] if isinstance(inline, Footnote) else inline

    return rebuild_inlines(went_out, noted)


def note_texts(blocks: Blocks) -> frozenset[str]:
    """What the notes of the blocks say."""
    return frozenset(plain_text(note.children) for note in _notes(blocks))


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
