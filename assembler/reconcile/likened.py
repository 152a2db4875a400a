"""The names of headings: one that was reworded keeps the id of its old words only where something points there."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assembler.document.blocks import Block, Blocks, Section
from assembler.document.identity import ids, slug
from assembler.document.inline import CrossReference
from assembler.document.walk import every_inline, plain_text, rebuild, walk

_POINTER = re.compile(r"\]\(#([^)\s]+)\)")


def pointed_at(blocks: Iterable[Blocks], texts: Iterable[str]) -> frozenset[str]:
    """The ids that a reference in the blocks, or in texts of Markdown, points at."""
    inlines = (inline for each in blocks for inline in every_inline(each))
    found = {inline.target for inline in inlines if isinstance(inline, CrossReference)}
    return frozenset(found.union(*(_POINTER.findall(text) for text in texts)))


def likened(found: Blocks, base: Blocks, pointed: frozenset[str]) -> Blocks:
    """The blocks of the file; a reworded heading whose id was made of its words has one of its new words."""
    own = {block.id for block, _ in walk(base) if isinstance(block, Section) and block.id == _made(block)}
    free = own - pointed
    taken = set(ids(found))

    def change(block: Block) -> Block:
        if not isinstance(block, Section) or block.id not in free or _made(block) in {"", *taken}:
            return block
        taken.add(_made(block))
        return replace(block, id=_made(block))

    return rebuild(found, change) if free else found


def _made(section: Section) -> str:
    return slug(plain_text(section.title))
