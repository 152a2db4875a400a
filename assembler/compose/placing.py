"""Placing narrative blocks: ids become unique in the document, since two owners may both have a note 1."""

from dataclasses import replace
from typing import Final

from assembler.document.blocks import Block, Blocks, Chart, FactBox, Figure, GoalTree, Narrative, Section, Table
from assembler.document.identity import free_id, ids, repeated_ids
from assembler.document.inline import Footnote, Inline
from assembler.document.walk import block_id, map_inlines, rebuild, walk
from assembler.problem import Place, Problem

# How a reference names a chapter, and a table or figure, whatever else has the same name.
CHAPTER: Final = "kapittel-"
TABLE: Final = "tabell-"


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


def unique(blocks: Blocks) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks with every repeated section id made free, and a problem for any other id that stands twice.

    Two narratives may well have the same heading, whose id is made of its words; so may a heading and a table that
    compose makes. A table or figure keeps its id, and of headings the first that stands. A chapter that has the id of
    a table becomes "kapittel-<id>", the name by which a reference reaches any chapter.
    """
    taken = set(ids(blocks))
    seen = {block_id(block) for block, _ in walk(blocks) if not isinstance(block, Section | Narrative)}
    chapters = {id(block) for block in blocks}
    renamed: dict[int, str] = {}
    for block, _ in walk(blocks):
        if isinstance(block, Section) and block.id in seen:
            wanted = f"{CHAPTER}{block.id}" if id(block) in chapters else block.id
            renamed[id(block)] = free_id(wanted, taken)
            taken.add(renamed[id(block)])
        if isinstance(block, Section):
            seen.add(block.id)
    done = _renamed(blocks, renamed)
    return done, tuple(Problem("compose-id-twice", Place(block=name)) for name in repeated_ids(done))


def _renamed(blocks: Blocks, names: dict[int, str]) -> Blocks:
    done: list[Block] = []
    for block in blocks:
        match block:
            case Section():
                name = names.get(id(block), block.id)
                done.append(replace(block, id=name, blocks=_renamed(block.blocks, names)))
            case Narrative():
                done.append(replace(block, blocks=_renamed(block.blocks, names)))
            case _:
                done.append(block)
    return tuple(done)
