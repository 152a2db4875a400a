"""The base of an editing copy: its texts as their own files say them, with figures as printed, and what is locked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assembler.document.blocks import Block, Blocks, FactBox, ItemList, MarginNote, Narrative, Quote, Section
from assembler.document.exported import ExportedBlock, LockedPart
from assembler.document.inline import BoundFigure, Footnote, Inline
from assembler.document.walk import block_id, every_inline, map_inlines, rebuild, walk
from assembler.markup.one_form import one_form
from assembler.ooxml.copy_names import COPY_PART, FIGURE, LOCKED
from assembler.ooxml.package import read_package
from assembler.plan.model import NarrativeBlock
from assembler.readers.docx.copy_part import copy_facts
from assembler.readers.docx.note_texts import note_texts
from assembler.readers.docx.parts import word_parts
from assembler.readers.docx.read import opened
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import Control
from assembler.readers.docx.views import seen


def base_of(source: NarrativeBlock, printed: Narrative, lang: str) -> tuple[Blocks, dict[str, str]]:
    """The text in its one form with the ids of its file; and those ids by the ids that compose gave.

    Compose makes ids unique in the document; what comes back is merged with the file. Notes are named "note:<id>".
    """
    names: dict[str, str] = {}
    for (own, _), (block, _) in zip(walk(source.blocks), walk(printed.blocks), strict=True):
        if block_id(block):
            names[block_id(block)] = block_id(own)
    for note, placed in zip(_notes(source.blocks), _notes(printed.blocks), strict=True):
        names[f"note:{placed.id}"] = note.id

    def named(inline: Inline) -> Inline:
        return replace(inline, id=names[f"note:{inline.id}"]) if isinstance(inline, Footnote) else inline

    def change(block: Block) -> Block:
        block = map_inlines(block, named)
        old: Any = block
        return replace(old, id=names[old.id]) if block_id(block) in names else block

    return one_form(rebuild(printed.blocks, change), lang), names


def _notes(blocks: Blocks) -> Iterator[Footnote]:
    return (inline for inline in every_inline(blocks) if isinstance(inline, Footnote))


def deepest_list(blocks: Blocks) -> int:
    """How many lists the innermost item stands in, counted anew in every box and quotation; 0 without lists."""
    return max((_lists(block, 0) for block in blocks), default=0)


def _lists(block: Block, around: int) -> int:
    match block:
        case ItemList(items=items):
            inner = (_lists(one, around + 1) for item in items for one in item.blocks)
            return max((around + 1, *inner))
        case Section() | Quote() | FactBox() | MarginNote() | Narrative():
            return deepest_list(block.blocks)
        case _:
            return 0


def locked_parts(content: bytes, blocks: tuple[ExportedBlock, ...]) -> tuple[LockedPart, ...]:
    """What may not change in the copy `content`: the texts of each locked block and its notes, and each figure."""
    file = opened(content)
    facts, parts = copy_facts(file.package, None), word_parts(file.package, file.main)
    said: dict[str, dict[str, None]] = {}
    notes: dict[str, dict[str, None]] = {}
    for control in _controls(file.document.body):
        tag = facts.full(control.tag)
        if tag.startswith(LOCKED):
            shown = seen(control.blocks, "current")
            said.setdefault(tag, {})["\n".join(lines(shown))] = None
            notes.setdefault(tag, {}).update(dict.fromkeys(note_texts(shown, parts)))
    for inline in every_inline(tuple(each for block in blocks for each in block.blocks)):
        if isinstance(inline, BoundFigure):
            tag = FIGURE + inline.reference + (f"|{inline.form}" if inline.form else "")
            said.setdefault(tag, {})[inline.text] = None
    noted = (LockedPart("note", tag.removeprefix(LOCKED), tuple(texts)) for tag, texts in notes.items() if texts)
    return (*(_part(tag, tuple(texts)) for tag, texts in said.items()), *noted)


def own_part(content: bytes) -> str:
    """What the copy says of itself, as XML on one line, so that it can be kept as any other text."""
    part = read_package(content).parts[COPY_PART].decode("utf-8")
    return part.partition("?>")[2].strip().replace("\t", "&#9;").replace("\n", "&#10;")


def _part(tag: str, texts: tuple[str, ...]) -> LockedPart:
    if tag.startswith(LOCKED):
        return LockedPart("block", tag.removeprefix(LOCKED), texts)
    return LockedPart("figure", tag.removeprefix(FIGURE), texts)


def _controls(blocks: tuple[Any, ...]) -> Iterator[Control]:
    """The controls of the body; what is locked stands in no other control."""
    return (block for block in blocks if isinstance(block, Control))
