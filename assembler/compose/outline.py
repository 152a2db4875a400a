"""The chapters of an edition with the texts that belong in them, written or not: what a desk shows its writers."""

from collections.abc import Iterator
from dataclasses import dataclass

from assembler.compose.composer import applies, situations
from assembler.compose.doctype import Chapter, Slot
from assembler.compose.situation import Situation
from assembler.plan.model import NarrativeBlock


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a text. `texts` are what stands there, in order; empty when nobody has written it.

    `heading` is the section that it stands in, "" directly under the chapter; `guidance` is that of the document type.
    """

    slot: str
    heading: str
    guidance: str
    required: bool
    texts: tuple[NarrativeBlock, ...]


@dataclass(frozen=True, slots=True)
class ChapterOutline:
    """A chapter and its places for texts; `area` is the area that it is made for, "" for none."""

    id: str
    title: str
    area: str
    places: tuple[Place, ...]


def outline(situation: Situation) -> tuple[ChapterOutline, ...]:
    """Every chapter that the edition may have, also those that nothing fills yet."""
    return tuple(
        _chapter(chapter, own)
        for chapter in situation.type.chapters
        if applies(chapter.depths, chapter.editions, situation)
        for own in situations(chapter, situation)
    )


def _chapter(chapter: Chapter, own: Situation) -> ChapterOutline:
    title = own.words(chapter.title) or (own.area.name if own.area else "")
    area = own.area.id if own.area else ""
    return ChapterOutline(own.fill(chapter.id), title, area, tuple(_places(chapter.slots, own, "")))


def _places(slots: tuple[Slot, ...], own: Situation, heading: str) -> Iterator[Place]:
    for slot in slots:
        if not applies(slot.depths, slot.editions, own):
            continue
        if slot.narrative:
            name = own.fill(slot.narrative)
            texts = (block for block in own.plan.narratives if block.slot == name and _is_meant(block, own))
            yield Place(name, heading, own.words(slot.guidance), slot.required, tuple(texts))
        elif slot.section is not None:
            for each in situations(slot, own):
                yield from _places(slot.slots, each, each.words(slot.section))


def _is_meant(block: NarrativeBlock, own: Situation) -> bool:
    return block.form == own.form and applies(block.depths, block.editions, own)
