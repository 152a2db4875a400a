"""Numbers that a response to a hearing can cite: each paragraph of the texts of a chapter, "3-12"."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from assembler.document.blocks import Block, Blocks, Narrative, Paragraph, Section
from assembler.document.inline import Inlines, Strong, Text
from assembler.messages.numbers import NO_BREAK_SPACE


def cited(blocks: Blocks) -> Blocks:
    """The blocks with a number before every paragraph of text in chapters and appendices that have a number.

    Chapter 3 has "3-1", "3-2"; appendix 1 has "V1-1". What stands in boxes, lists, tables and margin notes has none.
    """
    return tuple(_chapter(block) for block in blocks)


def _chapter(block: Block) -> Block:
    if not isinstance(block, Section) or not block.number:
        return block
    number = block.number.rpartition(NO_BREAK_SPACE)[2]
    prefix = f"V{number}" if block.role == "appendix" else number
    numbers = (f"{prefix}-{at}" for at in count(1))
    summary = _numbered(block.summary, numbers) if block.summary else ()
    return replace(block, summary=summary, blocks=_inside(block.blocks, numbers))


def _inside(blocks: Blocks, numbers: Iterator[str]) -> Blocks:
    done: list[Block] = []
    for block in blocks:
        match block:
            case Section() | Narrative():
                done.append(replace(block, blocks=_inside(block.blocks, numbers)))
            case Paragraph(role="body" | "lead"):
                done.append(replace(block, children=_numbered(block.children, numbers)))
            case _:
                done.append(block)
    return tuple(done)


def _numbered(children: Inlines, numbers: Iterator[str]) -> Inlines:
    return (Strong((Text(next(numbers)),)), Text(NO_BREAK_SPACE * 2), *children)
