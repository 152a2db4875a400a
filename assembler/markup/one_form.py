"""The one form of narrative: blocks that look the same to a reader are equal, whatever editor they come from.

Marks can be nested in many ways. Here every piece of text has a link, a language, strength and stress, nested in this
order, each around as much as it can be. `docs/word-editing.md` says what else is made one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, assert_never

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
from assembler.document.languages import without_region
from assembler.markup.normal import tidy

_LINE: Final = re.compile("(\u2028)")


@dataclass(frozen=True, slots=True)
class _Marks:
    """`lang` is "" where it is that of the surroundings."""

    href: str = ""
    lang: str = ""
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    inline: Inline
    marks: _Marks

    @property
    def takes(self) -> bool:
        """Whether it takes the marks of its neighbours: a mark on it shows nothing."""
        return isinstance(self.inline, LineBreak | Footnote | StatusMark)


def one_form(blocks: Blocks, lang: str) -> Blocks:
    """`blocks` in the one form; `lang` is the language of their surroundings. Empty paragraphs are gone.

    Bringing what has the form into it changes nothing.
    """
    formed = (_block(block, without_region(lang)) for block in blocks)
    return tuple(block for block in formed if not isinstance(block, Paragraph) or block.children)


def one_run(inlines: Inlines, lang: str) -> Inlines:
    """A run of inlines in the one form, as it stands in text of the language `lang`."""
    pieces = _settled(list(_pieces(inlines, _Marks(), without_region(lang))))
    return tidy(_nested(pieces, _NESTING))


def _block(block: Block, lang: str) -> Block:  # noqa: PLR0911 -- one case a block
    match block:
        case Section():
            return _section(block, lang)
        case Paragraph():
            own = without_region(block.lang) or lang
            return replace(block, children=one_run(block.children, own), lang="" if own == lang else own)
        case ItemList():
            items = tuple(_item(item, lang) for item in block.items)
            return replace(block, items=items, start=block.start if block.ordered else 1)
        case Quote() | MarginNote() | Narrative():
            return replace(block, blocks=one_form(block.blocks, lang))
        case FactBox():
            return replace(block, title=one_run(block.title, lang), blocks=one_form(block.blocks, lang))
        case Table():
            return _table(block, lang)
        case Figure() | Chart() | GoalTree():
            return replace(block, title=one_run(block.title, lang), number="")
        case KeyFigures() | Contents():
            return block
        case _:
            assert_never(block)


def _section(block: Section, lang: str) -> Section:
    own = without_region(block.lang) or lang
    return replace(
        block,
        title=one_run(block.title, own),
        summary=one_run(block.summary, own),
        blocks=one_form(block.blocks, own),
        lang="" if own == lang else own,
        number="",
    )


def _item(item: ListItem, lang: str) -> ListItem:
    """An item keeps its first paragraph, even an empty one: it has the item's number."""
    first = tuple(_block(block, lang) for block in item.blocks[:1])
    return ListItem((*first, *one_form(item.blocks[1:], lang)))


def _table(table: Table, lang: str) -> Table:
    rows = tuple(
        replace(row, cells=tuple(replace(cell, children=one_run(cell.children, lang)) for cell in row.cells))
        for row in table.rows
    )
    notes = tuple(one_run(note, lang) for note in table.notes)
    return replace(table, title=one_run(table.title, lang), rows=rows, notes=notes, number="")


def _pieces(inlines: Inlines, marks: _Marks, lang: str) -> Iterator[_Piece]:
    for inline in inlines:
        match inline:
            case Strong(children):
                yield from _pieces(children, replace(marks, strong=True), lang)
            case Emphasis(children):
                yield from _pieces(children, replace(marks, emphasis=True), lang)
            case Foreign(own, children):
                short = without_region(own)
                yield from _pieces(children, replace(marks, lang="" if short == lang else short), lang)
            case Link(href, children):
                yield from _pieces(children, replace(marks, href=href), lang)
            case Text(text):
                parts = (LineBreak() if part == "\u2028" else Text(part) for part in _LINE.split(text) if part)
                yield from (_Piece(part, marks) for part in parts)
            case Footnote(children=children):
                yield _Piece(replace(inline, children=one_run(children, lang), number=0), marks)
            case CrossReference() | BoundFigure() | StatusMark() | LineBreak():
                yield _Piece(inline, marks)
            case _:
                assert_never(inline)


def _settled(pieces: list[_Piece]) -> list[_Piece]:
    """What takes the marks of its neighbours has those that both have; its link is its own."""
    before = _nearest(pieces)
    after = _nearest(pieces[::-1])[::-1]
    return [
        replace(piece, marks=_both(one, other, piece.marks.href)) if piece.takes else piece
        for piece, one, other in zip(pieces, before, after, strict=True)
    ]


def _nearest(pieces: list[_Piece]) -> list[_Marks]:
    """The marks of the nearest piece before each one that has marks of its own; none before the first."""
    found: list[_Marks] = []
    last = _Marks()
    for piece in pieces:
        found.append(last)
        last = last if piece.takes else piece.marks
    return found


def _both(one: _Marks, other: _Marks, href: str) -> _Marks:
    lang = one.lang if one.lang == other.lang else ""
    return _Marks(href, lang, one.strong and other.strong, one.emphasis and other.emphasis)


@dataclass(frozen=True, slots=True)
class _Level:
    """A mark: what tells it of a piece, and how it is put around inlines."""

    key: Callable[[_Marks], str | bool]
    around: Callable[[Inlines, _Marks], Inline]


_NESTING: Final = (
    _Level(lambda marks: marks.href, lambda inner, marks: Link(marks.href, inner)),
    _Level(lambda marks: marks.lang, lambda inner, marks: Foreign(marks.lang, inner)),
    _Level(lambda marks: marks.strong, lambda inner, marks: Strong(inner)),
    _Level(lambda marks: marks.emphasis, lambda inner, marks: Emphasis(inner)),
)


def _nested(pieces: list[_Piece], levels: tuple[_Level, ...]) -> Inlines:
    if not levels:
        return tuple(piece.inline for piece in pieces)
    level, *deeper = levels
    done: list[Inline] = []
    for marked, group in groupby(pieces, lambda piece: level.key(piece.marks)):
        inside = list(group)
        inner = _nested(inside, tuple(deeper))
        done.extend([level.around(inner, inside[0].marks)] if marked else inner)
    return tuple(done)
