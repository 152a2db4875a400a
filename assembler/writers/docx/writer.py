"""A Document as a Word file that office people can edit."""

from collections.abc import Iterator
from itertools import chain

from assembler.document.blocks import (
    Blocks,
    Chart,
    Document,
    FactBox,
    Figure,
    GoalNode,
    GoalTree,
    KeyFigures,
    Section,
    Table,
)
from assembler.document.walk import walk
from assembler.ooxml.text import paragraph
from assembler.writers.docx.blocks import Writer
from assembler.writers.docx.finish import finished
from assembler.writers.docx.frame import rendered_frame
from assembler.writers.docx.sheet import Sheet
from assembler.writers.written import Materials, Written


def write_docx(document: Document, materials: Materials) -> Written:
    """`document` as .docx in the frame that `materials` names. `Refused` carries all faults of the frame."""
    sheet = Sheet(
        brand=materials.brand,
        lang=document.lang,
        images=materials.images,
        targets=targets(document.blocks),
        pages=materials.pages,
        shares=document.cover.shares,
    )
    frame = rendered_frame(materials.frame, document, materials.brand, sheet)
    writer = Writer(document.blocks, materials.brand, sheet)
    body = chain(writer.blocks(document.blocks), closing(sheet))
    content = finished(frame, body, sheet, document, materials.brand)
    return Written(content, tuple(sheet.problems))


def closing(sheet: Sheet) -> Iterator[str]:
    """Word wants a paragraph after a table that ends the document."""
    if sheet.after_table:
        yield paragraph("TableNote", "")


def targets(blocks: Blocks) -> dict[str, str]:
    """The printed number of all that can be referred to, "" for what has none. A table without a caption cannot be."""
    found: dict[str, str] = {}
    for block, _ in walk(blocks):
        match block:
            case Section() | Figure() | Chart():
                found[block.id] = block.number
            case Table() | GoalTree() if block.number or block.title:
                found[block.id] = block.number
            case FactBox() | KeyFigures():
                found[block.id] = ""
            case _:
                pass
        if isinstance(block, GoalTree):
            found.update((node.id, node.reference) for node in _nodes(block.nodes))
    return found


def _nodes(nodes: tuple[GoalNode, ...]) -> Iterator[GoalNode]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)
