"""Prose out of blocks: what the language rules read, and where each piece of it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
from assembler.language.passage import Passage, Role
from assembler.problem import Place

_UNKNOWN_FIGURE = "0"
"""What stands for a figure that compose has not filled in, so that the sentence around it is whole."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Prose that is read together: a heading with what stands under it, of one narrative block or file.

    `chapter` is the heading of the chapter that it belongs to, `owner` who wrote it; "" when unknown. `ignored` are
    the rules that its author has switched off.
    """

    passages: tuple[Passage, ...]
    place: Place = field(default_factory=Place)
    chapter: str = ""
    owner: str = ""
    ignored: frozenset[str] = frozenset()


def passages_by_heading(blocks: Blocks) -> Iterator[tuple[Passage, ...]]:
    """The passages of `blocks`, parted at headings; tables, charts and quotations are none."""
    gathered: list[Passage] = []
    for passage in _passages(blocks, "paragraph"):
        if passage.role == "heading" and gathered:
            yield tuple(gathered)
            gathered = []
        gathered.append(passage)
    if gathered:
        yield tuple(gathered)


def heading_of(passages: Sequence[Passage]) -> str:
    """The heading that a unit begins with, "" for none."""
    return passages[0].text if passages and passages[0].role == "heading" else ""


def _passages(blocks: Blocks, role: Role) -> Iterator[Passage]:
    for block in blocks:
        yield from _of_block(block, role)


def _of_block(block: Block, role: Role) -> Iterator[Passage]:
    match block:
        case Section():
            yield from _text(block.title, "heading")
            yield from _text(block.summary, "paragraph")
            yield from _passages(block.blocks, "paragraph")
        case Paragraph():
            yield from _text(block.children, role)
        case ItemList():
            for item in block.items:
                yield from _passages(item.blocks, "item")
        case FactBox():
            yield from _text(block.title, "heading")
            yield from _passages(block.blocks, "paragraph")
        case MarginNote() | Narrative():
            yield from _passages(block.blocks, "paragraph")
        case Figure() | Chart():
            yield from _text(block.title, "item")
        case Quote() | Table() | KeyFigures() | GoalTree() | Contents():
            return
        case _:
            assert_never(block)


def _text(inlines: Inlines, role: Role) -> Iterator[Passage]:
    """The run as a passage, and each of its footnotes as one more."""
    gathered = _Gathered()
    for inline in inlines:
        gathered.take(inline)
    if gathered.text.strip():
        yield Passage(gathered.text, role, tuple(gathered.locked))
    for note in gathered.notes:
        yield from _text(note.children, "paragraph")


class _Gathered:
    """A run of inlines being turned into text."""

    def __init__(self) -> None:
        self.text = ""
        self.locked: list[tuple[int, int]] = []
        self.notes: list[Footnote] = []

    def take(self, inline: Inline) -> None:
        """Add one inline."""
        match inline:
            case Text(text):
                self.text += text
            case Strong(children) | Emphasis(children) | Link(children=children):
                for child in children:
                    self.take(child)
            case Foreign(children=children):
                self._lock(children)
            case BoundFigure(text=text) | CrossReference(text=text):
                self._lock((Text(text or _UNKNOWN_FIGURE),))
            case StatusMark(text=text):
                self._lock((Text(text),))
            case Footnote():
                self.notes.append(inline)
            case LineBreak():
                self.text += "\n"
            case _:
                assert_never(inline)

    def _lock(self, children: Inlines) -> None:
        start = len(self.text)
        for child in children:
            self.take(child)
        self.locked.append((start, len(self.text)))
