"""THE WAY OUT to an editor: a plan in, a Word file to write in and the base of what comes back out."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from assembler.assemble.build import materials_of
from assembler.assemble.editing_base import base_of, deepest_list, locked_parts, own_part
from assembler.assemble.gates import form_faults
from assembler.assemble.order import Order, Settled, settle
from assembler.assemble.situation import situation_of
from assembler.assemble.supply import Supply
from assembler.checks.language_comments import with_language_comments
from assembler.checks.language_rules import language_findings
from assembler.compose.composer import compose
from assembler.compose.outline import outline
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Document, Narrative, Section
from assembler.document.codec import block_to_json, to_json
from assembler.document.exported import Exported, ExportedBlock
from assembler.document.identity import content_hash
from assembler.document.walk import plain_text, walk
from assembler.plan.model import NarrativeBlock
from assembler.problem import Place, Problem, Refused, Severity, errors
from assembler.writers.docx.blocks import DEEPEST_LIST
from assembler.writers.docx.copy import Copy, CopyText
from assembler.writers.docx.copy_writer import write_copy

_ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class EditingCopy:
    """A finished copy: the Word file, what has to be kept to merge it back, and what was only warned of."""

    content: bytes
    exported: Exported
    problems: tuple[Problem, ...]


def editing_copy(supply: Supply, order: Order, chapters: tuple[str, ...] = (), *, comments: bool = True) -> EditingCopy:
    """The editing copy of the edition that `order` asks for, or of `chapters` of it (ids, or those of areas).

    `comments` are the remarks of the plain-language rules. `Refused` with every fault of the input. A copy need not
    balance: texts are written before the figures are final.
    """
    settled = settle(supply.loaded.plan, order)
    situation = replace(situation_of(supply, settled), editing=True)
    composed = compose(situation)
    document, unknown = _chosen(composed.document, chapters)
    faults = [*form_faults(settled), *errors(composed.problems), *unknown]
    if faults:
        raise Refused(faults)
    exported, copy = _described(document, situation, settled, chapters)
    written = write_copy(document, materials_of(supply, settled), copy)
    content = written.content
    if comments:
        report = language_findings(document, settled.plan, settled.depth)
        content = with_language_comments(content, report, settled.lang)
    exported = replace(exported, locked=locked_parts(written.content, exported.blocks))
    exported = replace(exported, described=own_part(written.content))
    problems = (*supply.loaded.warnings, *composed.problems, *written.problems, *_locked_texts(document, settled))
    return EditingCopy(content, exported, problems)


def _chosen(document: Document, chapters: tuple[str, ...]) -> tuple[Document, list[Problem]]:
    """The document with the chapters asked for alone, and a problem for each that there is not."""
    if not chapters:
        return document, []
    there = [block for block in document.blocks if isinstance(block, Section)]
    known = ", ".join(chapter.id for chapter in there)
    lacking = [wanted for wanted in chapters if not any(_is(chapter, wanted) for chapter in there)]
    problems = [Problem("compose-chapter-unknown", values={"found": wanted, "known": known}) for wanted in lacking]
    chosen = tuple(chapter for chapter in there if any(_is(chapter, wanted) for wanted in chapters))
    return replace(document, blocks=chosen), problems


def _is(chapter: Section, wanted: str) -> bool:
    return wanted == chapter.id or chapter.id.endswith(f"-{wanted}")


def _described(
    document: Document, situation: Situation, settled: Settled, chapters: tuple[str, ...]
) -> tuple[Exported, Copy]:
    """What is kept of the copy, and what the writer is told of it."""
    own = {block.id: block for block in settled.plan.narratives if block.form == settled.form}
    guidance = {place.slot: place.guidance for chapter in outline(situation) for place in chapter.places}
    titles = _titles(document.blocks)
    blocks: list[ExportedBlock] = []
    texts: dict[str, CopyText] = {}
    for narrative in (block for block, _ in walk(document.blocks) if isinstance(block, Narrative)):
        if narrative.id in texts or deepest_list(narrative.blocks) > DEEPEST_LIST:
            continue
        source = own.get(narrative.id) or NarrativeBlock(narrative.id, narrative.id, settled.form, ())
        base, names = base_of(source, narrative, document.lang)
        text = CopyText(
            id=narrative.id,
            title=titles[narrative.id],
            hash=content_hash(Narrative(narrative.id, base)),
            owner=source.owner,
            status=source.status,
            guidance=_paragraphs(source.guidance or guidance.get(source.slot, "")),
            names=names,
        )
        texts[narrative.id] = text
        blocks.append(ExportedBlock(narrative.id, text.alias, base, source.file, source.slot))
    exported = Exported(
        "", document.id, settled.edition.id, settled.depth, settled.form, tuple(blocks), chapters=chapters
    )
    exported = replace(exported, id=_id(exported, document))
    copy = Copy(exported.id, exported.plan, exported.edition, exported.depth, exported.form, chapters, texts)
    return exported, copy


def _locked_texts(document: Document, settled: Settled) -> Iterator[Problem]:
    """A warning for each text that Word cannot hold, and that is locked therefore."""
    files = {block.id: block.file for block in settled.plan.narratives if block.form == settled.form}
    for block, _ in walk(document.blocks):
        if isinstance(block, Narrative) and deepest_list(block.blocks) > DEEPEST_LIST:
            place = Place(file=files.get(block.id, ""), block=block.id)
            yield Problem("assemble-list-deep", place, {"most": DEEPEST_LIST}, Severity.WARNING)


def _titles(blocks: Blocks) -> dict[str, str]:
    """What each text is called: its own first heading, else the one that it stands under.

    Texts of the same name are told apart by their chapters, and the later ones of a chapter by their ids.
    """
    headings = {
        narrative.id: (plain_text(chapter.title), _first_heading(narrative.blocks) or above)
        for chapter in blocks
        if isinstance(chapter, Section)
        for narrative, above in _narratives(chapter.blocks, plain_text(chapter.title))
    }
    times = Counter(own for _, own in headings.values())
    names: dict[str, str] = {}
    for id, (chapter, own) in headings.items():
        name = own if times[own] == 1 or own == chapter else f"{chapter}: {own}"
        names[id] = name if name not in names.values() else f"{name} ({id})"
    return names


def _narratives(blocks: Blocks, above: str) -> Iterator[tuple[Narrative, str]]:
    """Every narrative with the heading that it stands under."""
    for block in blocks:
        match block:
            case Narrative():
                yield block, above
            case Section():
                yield from _narratives(block.blocks, plain_text(block.title))
            case _:
                pass


def _first_heading(blocks: Blocks) -> str:
    """The heading that a text begins with, "" when it begins with something else."""
    first = blocks[0] if blocks else None
    return plain_text(first.title) if isinstance(first, Section) else ""


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for part in text.split("\n") if (line := " ".join(part.split())))


def _id(exported: Exported, document: Document) -> str:
    """The name of an export: the same content has the same one."""
    said: Mapping[str, object] = {"base": block_to_json(exported), "document": to_json(document)}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:_ID_DIGITS]
