"""Goal trees and key figures as tables that read right: every cell is filled, every column has its head.

Word reads cells that span rows badly, so a goal heads its rows and is named again in each, by its short name alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assembler.charts.measure import SEMIBOLD
from assembler.document.blocks import GoalNode, GoalTree, KeyFigure, KeyFigures
from assembler.document.inline import StatusMark
from assembler.document.walk import plain_text
from assembler.messages.numbers import MISSING
from assembler.ooxml.text import bookmark, paragraph, run
from assembler.writers.docx.caption import caption
from assembler.writers.docx.inline import runs
from assembler.writers.docx.sheet import Sheet
from assembler.writers.docx.table import table_properties
from assembler.writers.docx.widths import PORTRAIT_MM, twips

_WIDTHS: Final = tuple(twips(width) for width in (19, 53, 62, 34))
# Points: a quarter of 168 mm and 2 mm, less the gutter of 20 points that the frame's table style has.
_KEY_WIDTH: Final = 104.7
_KEY_SIZE: Final = 25
_KEY_TRACK: Final = -0.4
_ROW: Final = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_HEADER: Final = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: a goal, a sub-goal and what stands under it (`None` for none), and which of the first two are new."""

    goal: GoalNode
    sub: GoalNode | None
    task: GoalNode | None
    new_goal: bool
    new_sub: bool


def goal_tree(block: GoalTree, sheet: Sheet) -> Iterator[str]:
    """The caption and the tree."""
    yield from caption(block.id, block.number, block.title, block.subtitle, sheet)
    title = f"{block.number}. {plain_text(block.title)}" if block.number else plain_text(block.title)
    heads = "".join(
        _cell(width, paragraph("TableHeadText", run(text or MISSING), keep=True))
        for text, width in zip(block.headings, _WIDTHS, strict=True)
    )
    properties = table_properties("TableGoals", list(_WIDTHS), title, "")
    lines = [line for goal in block.nodes for line in _lines(goal)]
    rows = "".join(_row(line, after, sheet) for line, after in zip(lines, [*lines[1:], None], strict=True))
    yield f"<w:tbl>{properties}{_HEADER}{heads}</w:tr>{rows}</w:tbl>"
    sheet.gap = sheet.after_table = True


def _lines(goal: GoalNode) -> Iterator[_Line]:
    new_goal = True
    for sub in goal.children or (None,):
        new_sub = True
        tasks: tuple[GoalNode | None, ...] = tuple(_below(sub))
        for task in tasks or (None,):
            yield _Line(goal, sub, task, new_goal, new_sub)
            new_goal = new_sub = False


def _below(node: GoalNode | None) -> Iterator[GoalNode]:
    """Everything under a sub-goal in reading order: strategies, and the assignments under them."""
    for child in node.children if node else ():
        yield child
        yield from _below(child)


def _row(line: _Line, after: _Line | None, sheet: Sheet) -> str:
    head = _heading(line.goal, sheet) if line.new_goal else ""
    sub = _text(MISSING)
    if line.sub:
        sub = _node(line.sub, "SubgoalTitle", sheet) if line.new_sub else _again(line.sub)
    task = _node(line.task, "TableText", sheet, stated=False) if line.task else _text(MISSING)
    status = paragraph("TableText", _state(line.task, sheet) or run(MISSING))
    begins = _edges(True, True, 4, sheet) if line.new_sub else ""
    edges = (
        _edges(False, after is None or after.new_goal, 8, sheet),
        _edges(line.new_sub, after is None or after.new_sub, 4, sheet),
        begins,
        begins,
    )
    inner = (_again(line.goal), sub, task, status)
    cells = "".join(_cell(width, text, edge) for width, text, edge in zip(_WIDTHS, inner, edges, strict=True))
    return f"{head}{_ROW}{cells}</w:tr>"


def _heading(goal: GoalNode, sheet: Sheet) -> str:
    """The row of a goal itself, over its sub-goals and on their page."""
    look = f'<w:gridSpan w:val="{len(_WIDTHS)}"/>{_edges(True, True, 8, sheet)}'
    return f"{_ROW}{_cell(sum(_WIDTHS), _node(goal, 'GoalTitle', sheet, keep=True), look)}</w:tr>"


def _edges(new: bool, ends: bool, eighths: int, sheet: Sheet) -> str:
    """A rule in the brand's colour where a branch begins, none inside it."""
    colour = sheet.tokens.brand_ink[1:]
    top = f'<w:top w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>' if new else '<w:top w:val="nil"/>'
    bottom = "" if ends else '<w:bottom w:val="nil"/>'
    return f"<w:tcBorders>{top}{bottom}</w:tcBorders>"


def _node(node: GoalNode, style: str, sheet: Sheet, *, stated: bool = True, keep: bool = False) -> str:
    name = f"{node.kind} {node.reference}".strip()
    anchored = node.id in sheet.targets
    mark = bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name(node.id), run(name)) if anchored else run(name)
    text = paragraph("GoalLabel", mark, keep=keep) if name else ""
    text += paragraph(style, run(node.title or MISSING), keep=keep)
    text += paragraph("TableText", run(node.text), keep=keep) if node.text else ""
    state = _state(node, sheet) if stated else ""
    return text + (paragraph("TableText", state, keep=keep) if state else "")


def _state(node: GoalNode | None, sheet: Sheet) -> str:
    return runs((StatusMark(node.state, node.state_text),), sheet) if node and node.state else ""


def _again(node: GoalNode) -> str:
    return paragraph("GoalLabel", run(f"{node.kind} {node.reference}".strip() or node.title or MISSING))


def _text(text: str) -> str:
    return paragraph("TableText", run(text))


def _cell(width: int, inner: str, look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{inner}</w:tc>'


def key_figures(block: KeyFigures, sheet: Sheet) -> Iterator[str]:
    """Up to four figures in a row: the labels are the head of a table, so that each number is read with its label."""
    if not block.figures:
        return
    if sheet.after_table:
        # Word joins two tables with nothing between them.
        yield sheet.paragraph("TableNote", "")
    # A table has no page break before it; the first paragraph in it may.
    due, sheet.page_break = sheet.page_break, False
    width = twips(PORTRAIT_MM / Decimal(4) + Decimal("2"))
    widths = [width] * len(block.figures)
    title = ", ".join(figure.label for figure in block.figures)
    labels = "".join(
        _cell(width, paragraph("KeyLabel", _key_label(block, index, sheet), keep=True, page_break=due and index == 0))
        for index in range(len(block.figures))
    )
    beside = all(_fits(figure, sheet) for figure in block.figures)
    values = "".join(_cell(width, _key_value(figure, beside)) for figure in block.figures)
    head = table_properties("TableKeyFigures", widths, title, "")
    yield f"<w:tbl>{head}{_HEADER}{labels}</w:tr>{_ROW}{values}</w:tr></w:tbl>"
    sheet.gap = sheet.after_table = True


def _key_label(block: KeyFigures, index: int, sheet: Sheet) -> str:
    text = run(block.figures[index].label or MISSING)
    if index or block.id not in sheet.targets:
        return text
    return bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name(block.id), text)


def _fits(figure: KeyFigure, sheet: Sheet) -> bool:
    value = sheet.face.width(figure.value, _KEY_SIZE, SEMIBOLD) + _KEY_TRACK * len(figure.value)
    return value + sheet.face.width(f" {figure.unit}", 11) < _KEY_WIDTH


def _key_value(figure: KeyFigure, beside: bool) -> str:
    """The number with its unit beside it, or below it where one of the row is too wide for its column."""
    unit = run(f" {figure.unit}", '<w:rStyle w:val="KeyUnit"/>') if figure.unit and beside else ""
    value = paragraph("KeyValue", run(figure.value or MISSING) + unit, keep=bool(figure.comparison))
    value += paragraph("KeyComparison", run(figure.unit)) if figure.unit and not beside else ""
    return value + (paragraph("KeyComparison", run(figure.comparison)) if figure.comparison else "")
