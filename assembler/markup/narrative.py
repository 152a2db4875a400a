"""What a narrative can hold: the blocks that both markups write, judged before they are written."""

from typing import assert_never

from assembler.document.blocks import (
    Block,
    Blocks,
    Chart,
    Contents,
    FactBox,
    Figure,
    GoalTree,
    ItemList,
    KeyFigures,
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.document.identity import repeated_ids
from assembler.document.inline import Footnote, Inlines, Link
from assembler.document.walk import every_inline, inlines_within, plain_text, walk
from assembler.markup.numerals import number_in
from assembler.problem import Place, Problem, Refused

DEEPEST_HEADING = 6


def judge(blocks: Blocks) -> None:
    """Raises `Refused` with every reason why `blocks` cannot be written as narrative; else nothing."""
    problems = [Problem("markup-id-twice", values={"found": name}) for name in repeated_ids(blocks)]
    problems += _order(blocks)
    for block, level in walk(blocks):
        problems += _block(block, level)
    problems += _notes(blocks)
    if problems:
        raise Refused(problems)


def _order(blocks: Blocks) -> list[Problem]:
    """A heading takes all that follows it, so nothing but sections may follow a section."""
    problems: list[Problem] = []
    seen = False
    for block in blocks:
        if isinstance(block, Section):
            seen = True
            problems += _order(block.blocks)
        elif seen:
            problems.append(_unwritable(block, "markup-after-section"))
    return problems


def _unwritable(block: Block, code: str = "markup-unwritable") -> Problem:
    return Problem(code, Place(block=getattr(block, "id", "")), {"found": type(block).__name__})


def _block(block: Block, level: int) -> list[Problem]:  # noqa: PLR0911
    match block:
        case Section(role="section", summary=(), opener=False):
            return [] if level <= DEEPEST_HEADING else [_unwritable(block)]
        case Chart() | KeyFigures() | GoalTree() | Contents() | Narrative() | Section():
            return [_unwritable(block)]
        case Quote(blocks) | MarginNote(blocks) | FactBox(blocks=blocks):
            return _no_sections(blocks) + ([] if blocks else [_unwritable(block)])
        case ItemList(items=items):
            bad = not items or any(not item.blocks or not isinstance(item.blocks[0], Paragraph) for item in items)
            return [_unwritable(block)] * bad + [each for item in items for each in _no_sections(item.blocks)]
        case Table():
            return _table(block)
        case Paragraph(children):
            return [] if children else [_unwritable(block)]
        case Figure():
            return []
        case _:
            assert_never(block)


def _no_sections(blocks: Blocks) -> list[Problem]:
    return [_unwritable(block) for block in blocks if isinstance(block, Section)]


def _table(table: Table) -> list[Problem]:
    problems = [] if table.title and table.columns else [_unwritable(table)]
    for row in table.rows:
        columns = table.columns[:1] if row.kind in ("group", "detail") else table.columns
        if len(row.cells) != len(columns) or not all(cell.children for cell in row.cells):
            problems.append(_unwritable(table))
            continue
        for cell, column in zip(row.cells, columns, strict=True):
            figures = column.kind in ("amount", "number") and row.kind not in ("group", "detail")
            said = number_in(plain_text(cell.children)) if figures else None
            if (cell.value, cell.decimals) != (said or (None, 0)):
                problems.append(
                    Problem("markup-cell-value", Place(block=table.id), {"found": plain_text(cell.children)})
                )
    return problems


def _notes(blocks: Blocks) -> list[Problem]:
    problems = []
    for inline in every_inline(blocks):
        if isinstance(inline, Footnote | Link) and _holds_its_like(inline.children, type(inline)):
            problems.append(Problem("markup-unwritable", values={"found": type(inline).__name__}))
    return problems


def _holds_its_like(children: Inlines, kind: type) -> bool:
    return any(isinstance(inline, kind) for inline in inlines_within(children))
