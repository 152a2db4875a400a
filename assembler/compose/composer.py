"""Compose: document type + plan + figures → Document. Every text is final when it leaves here; writers only set it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assembler.compose.at_hand import at_hand
from assembler.compose.cells import text
from assembler.compose.cover import cover
from assembler.compose.doctype import Chapter, Slot
from assembler.compose.figures import Figures, bind
from assembler.compose.numbering import numbered
from assembler.compose.paragraphs import cited
from assembler.compose.placing import placed, unique
from assembler.compose.situation import Situation
from assembler.compose.slots import MAKERS
from assembler.compose.typed_figures import TypedFigures
from assembler.document.blocks import Block, Blocks, Contents, Document, KeyFigures, Narrative, Paragraph, Section
from assembler.document.inline import Inlines
from assembler.document.walk import walk
from assembler.plan.model import NarrativeBlock
from assembler.problem import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Composed:
    """A Document with what was noticed on the way; an error among `problems` refuses the build."""

    document: Document
    problems: tuple[Problem, ...]


class _Desk:
    """What every chapter of one document is made with, and the problems gathered on the way."""

    def __init__(self, situation: Situation) -> None:
        self.figures = Figures(situation)
        self.typed = TypedFigures(situation, self.figures)
        self.problems: list[Problem] = list(_unplaced(situation))


def compose(situation: Situation, only: str = "") -> Composed:
    """The document of an edition. `only` names one chapter (its id, or an area's) for a quick look at it."""
    desk = _Desk(situation)
    problems = desk.problems
    chapters = _made(situation, desk)
    if only:
        chapters = _only(chapters, only, problems)
    front = [chapter for chapter in chapters if chapter.role == "front"]
    body = [chapter for chapter in chapters if chapter.role != "front"]
    contents: Blocks = () if only else (Contents(situation.word("contents"), situation.type.contents),)
    named, twice = unique((*front, *contents, *body))
    blocks, faults = numbered(at_hand(named, situation), situation)
    if situation.edition.hearing and not situation.editing:
        blocks = cited(blocks)
    problems.extend((*twice, *faults))
    return Composed(_document(situation, blocks), tuple(problems))


def _made(situation: Situation, desk: _Desk) -> list[Section]:
    """Every chapter that something fills; each may know those that stand before it."""
    made: list[Section] = []
    for chapter, own in _chapters(situation):
        section = _chapter(chapter, own.after(tuple(made)), desk)
        if section is not None:
            made.append(section)
    return made


def _document(situation: Situation, blocks: Blocks) -> Document:
    plan = situation.plan
    edition = situation.words(situation.edition.name)
    own = plan.title or situation.words(situation.type.cover.title).replace("\n", " ")
    years = situation.words(situation.type.cover.years)
    title = own if years in own else f"{own} {years}"
    running = " · ".join(part for part in (plan.municipality.name, title, edition) if part)
    return Document(
        id=plan.id,
        lang=situation.form,
        title=f"{title} – {plan.municipality.name}",
        author=plan.municipality.name,
        date=plan.date.isoformat(),
        running=running,
        cover=cover(situation),
        blocks=blocks,
        subject=edition,
        keywords=(plan.municipality.name, situation.words(situation.type.name), str(plan.year)),
    )


def _chapters(situation: Situation) -> Iterator[tuple[Chapter, Situation]]:
    for chapter in situation.type.chapters:
        if applies(chapter.depths, chapter.editions, situation):
            yield from ((chapter, own) for own in situations(chapter, situation))


def situations(part: Chapter | Slot, situation: Situation) -> tuple[Situation, ...]:
    """The situation once, or once for each area in a chapter or section that is made for each."""
    if part.for_each == "area":
        return tuple(situation.within(area) for area in situation.plan.areas)
    return (situation,)


def applies(depths: tuple[str, ...], editions: tuple[str, ...], situation: Situation) -> bool:
    """Whether a part for these depths and editions (empty: all) belongs in the document."""
    return (not depths or situation.depth in depths) and (not editions or situation.edition.id in editions)


def _chapter(chapter: Chapter, own: Situation, desk: _Desk) -> Section | None:
    """The chapter, or `None` when nothing fills it: an empty heading helps nobody."""
    blocks = tuple(_fill(chapter.slots, own, desk))
    title = own.words(chapter.title) or (own.area.name if own.area else "")
    if not any(_fills(block, own) for block in blocks):
        return None
    # A copy that goes out to be edited has no opening pages: the lead stays in the text that it is the beginning of.
    opener = chapter.opener and not own.editing
    lead, rest = _lead(blocks) if opener else ((), blocks)
    return Section(
        id=own.fill(chapter.id),
        title=text(title),
        blocks=rest,
        role="section" if _is_open(blocks, own) else chapter.role,
        opener=opener,
        summary=lead,
    )


def _is_open(blocks: Blocks, own: Situation) -> bool:
    """Whether there are only places that no text fills: no edition has such a chapter, so it takes no number."""
    known = {block.id for block in own.plan.narratives}
    found = [block for block, _ in walk(blocks) if not isinstance(block, Section)]
    return own.editing and all(isinstance(block, Narrative) and block.id not in known for block in found)


def _fills(block: Block, own: Situation) -> bool:
    """Whether a block makes a chapter: an empty section does not, nor an area's key figures, which only open one."""
    if isinstance(block, Section):
        return bool(block.blocks)
    return own.area is None or not isinstance(block, KeyFigures)


def _lead(blocks: Blocks) -> tuple[Inlines, Blocks]:
    """The lead paragraph that opens the chapter's first narrative, for the opening page, and the rest."""
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Narrative) and block.blocks), -1)
    first = blocks[at]
    if at >= 0 and isinstance(first, Narrative):
        lead = first.blocks[0]
        if isinstance(lead, Paragraph) and lead.role == "lead":
            rest = replace(first, blocks=first.blocks[1:])
            return lead.children, (*blocks[:at], *((rest,) if rest.blocks else ()), *blocks[at + 1 :])
    return (), blocks


def _fill(slots: tuple[Slot, ...], own: Situation, desk: _Desk) -> Iterator[Block]:
    for slot in slots:
        if not applies(slot.depths, slot.editions, own):
            continue
        if slot.narrative:
            yield from _narratives(slot, own, desk)
        elif slot.section is not None:
            for each in situations(slot, own):
                inner = tuple(_fill(slot.slots, each, desk))
                if inner:
                    yield Section(each.fill(slot.id), text(each.words(slot.section)), inner)
        else:
            yield from MAKERS[slot.make](own, slot.options)


def _narratives(slot: Slot, own: Situation, desk: _Desk) -> Iterator[Block]:
    name = own.fill(slot.narrative)
    found = [block for block in own.plan.narratives if block.slot == name and _printed(block, own)]
    if not found and slot.required:
        desk.problems.append(Problem("compose-narrative-missing", values={"slot": name}, severity=Severity.WARNING))
    if own.editing and not found and not _has_text(name, own):
        yield Narrative(name, ())
    for block in found:
        place = Place(file=block.file, block=block.id)
        bound, faults = bind(block.blocks, own, desk.figures, place)
        desk.problems.extend((*faults, *desk.typed.remarks(block.blocks, place)))
        yield Narrative(block.id, placed(bound, block.id))


def _has_text(name: str, own: Situation) -> bool:
    """Whether the plan has a text for this slot (in another depth or edition), or another text of this name."""
    return any(name in (block.slot, block.id) for block in own.plan.narratives if block.form == own.form)


def _printed(block: NarrativeBlock, own: Situation) -> bool:
    return block.form == own.form and applies(block.depths, block.editions, own)


def _unplaced(situation: Situation) -> Iterator[Problem]:
    """Narrative blocks that no slot of the type names, in any edition or depth: they would vanish in silence."""
    slots = {
        name
        for chapter in situation.type.chapters
        for own in situations(chapter, situation)
        for name in _slot_names(chapter.slots, own)
    }
    for block in situation.plan.narratives:
        if block.slot not in slots and _printed(block, situation):
            place = Place(file=block.file, block=block.id)
            known = ", ".join(sorted(slots))
            yield Problem("compose-slot-unknown", place, {"slot": block.slot, "known": known}, Severity.WARNING)


def _slot_names(slots: tuple[Slot, ...], own: Situation) -> Iterator[str]:
    for slot in slots:
        if slot.narrative:
            yield own.fill(slot.narrative)
        for each in situations(slot, own):
            yield from _slot_names(slot.slots, each)


def _only(chapters: list[Section], only: str, problems: list[Problem]) -> list[Section]:
    chosen = [chapter for chapter in chapters if only == chapter.id or chapter.id.endswith(f"-{only}")]
    if not chosen:
        known = ", ".join(chapter.id for chapter in chapters)
        problems.append(Problem("compose-chapter-unknown", values={"found": only, "known": known}))
    return chosen
