"""Placing a narrative block: its own ids become unique in the document, since two owners may both have a note 1."""

from dataclasses import replace

from assembler.document.blocks import Block, Blocks, Chart, FactBox, Figure, GoalTree, Section, Table
from assembler.document.inline import Footnote, Inline
from assembler.document.walk import map_inlines, rebuild


def placed(blocks: Blocks, narrative: str) -> Blocks:
    """The blocks with footnotes named after `narrative`, and a name for every block that lacks one."""
    counter = iter(range(1, 1_000_000))

    def note(inline: Inline) -> Inline:
        return replace(inline, id=f"{narrative}-{inline.id}") if isinstance(inline, Footnote) else inline

    def change(block: Block) -> Block:
        block = map_inlines(block, note)
        match block:
            case Section() | Table() | Figure() | Chart() | FactBox() | GoalTree() if not block.id:
                return replace(block, id=f"{narrative}-{next(counter)}")
            case _:
                return block

    return rebuild(blocks, change)
