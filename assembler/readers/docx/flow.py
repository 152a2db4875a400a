"""The body of a file as a row of paragraphs and tables, each with the controls that it stands in.

Joining paragraphs whose mark was deleted goes across controls, so the row is made before a view is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from assembler.readers.docx.tree import Anchor, Block, Control, Paragraph, Table


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
                yield Spot(block, around, before)
