"""Goal trees and key figures as tables that read right: every cell is filled, every column has its head.

Word reads merged cells badly, so a goal that spans several rows is named again in each, by its short name alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

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

_WIDTHS: Final = tuple(twips(width) for width in (37, 46, 51, 34))
_ROW: Final = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_HEADER: Final = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"


@dataclass(frozen=True, slots=True)
class _Branch:
    """One row: a goal, what lies between, the assignment (`None` for none), and which of them are new here."""

    goal: GoalNode
    middle: tuple[GoalNode, ...]
    leaf: GoalNode | None
    new_goal: bool
    new_middle: bool


def goal_tree(block: GoalTree, sheet: Sheet) -> Iterator[str]:
    """The caption and the tree."""
    yield from caption(block.id, block.number, block.title, block.subtitle, sheet)
    title = f"{block.number}. {plain_text(block.title)}" if block.number else plain_text(block.title)
    heads = "".join(
        _cell(width, paragraph("TableHeadText", run(text or MISSING), keep=True))
        for text, width in zip(block.headings, _WIDTHS, strict=True)
    )
    properties = table_properties("TableGoals", list(_WIDTHS), title, "")
    rows = "".join(_row(branch, sheet) for goal in block.nodes for branch in _branches(goal))
    yield f"<w:tbl>{properties}{_HEADER}{heads}</w:tr>{rows}</w:tbl>"
    sheet.gap = sheet.after_table = True


def _branches(goal: GoalNode) -> Iterator[_Branch]:
    new_goal = True
    for middle, leaf, new_middle in _paths(goal, ()):
        yield _Branch(goal, middle, leaf, new_goal, new_middle)
        new_goal = False


def _paths(node: GoalNode, above: tuple[GoalNode, ...]) -> Iterator[tuple[tuple[GoalNode, ...], GoalNode | None, bool]]:
    """Every way down from `node`: what lies between, the leaf, and whether what lies between is new."""
    leaves = [child for child in node.children if above and not child.children]
    for index, leaf in enumerate(leaves):
        yield above, leaf, index == 0
    for child in node.children:
        if child not in leaves:
            yield from _paths(child, (*above, child))
    if not node.children:
        yield above, None, True


def _row(branch: _Branch, sheet: Sheet) -> str:
    goal = _node(branch.goal, "GoalTitle", sheet) if branch.new_goal else _again((branch.goal,))
    middle = "".join(_node(node, "SubgoalTitle", sheet) for node in branch.middle) or _text(MISSING)
    if branch.middle and not branch.new_middle:
        middle = _again(branch.middle[-1:])
    leaf = _node(branch.leaf, "TableText", sheet) if branch.leaf else _text(MISSING)
    held = branch.leaf or (branch.middle[-1] if branch.middle else branch.goal)
    mark = runs((StatusMark(held.state, held.state_text),), sheet) if held.state else run(MISSING)
    edges = (_edge(branch.new_goal, sheet, 8), _edge(branch.new_middle or branch.new_goal, sheet, 4), "", "")
    if branch.new_goal:
        edges = (edges[0],) * 4
    elif branch.new_middle:
        edges = (edges[0], edges[1], edges[1], edges[1])
    inner = (goal, middle, leaf, paragraph("TableText", mark))
    return _ROW + "".join(_cell(w, text, edge) for w, text, edge in zip(_WIDTHS, inner, edges, strict=True)) + "</w:tr>"


def _edge(new: bool, sheet: Sheet, eighths: int) -> str:
    if not new:
        return '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'
    colour = sheet.tokens.brand_ink[1:]
    return f'<w:tcBorders><w:top w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/></w:tcBorders>'


def _node(node: GoalNode, style: str, sheet: Sheet) -> str:
    name = f"{node.kind} {node.reference}".strip()
    anchored = node.id in sheet.targets
    mark = bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name(node.id), run(name)) if anchored else run(name)
    text = paragraph("GoalLabel", mark) if name else ""
    text += paragraph(style, run(node.title))
    return text + (_text(node.text) if node.text else "")


def _again(nodes: tuple[GoalNode, ...]) -> str:
    return "".join(paragraph("GoalLabel", run(f"{node.kind} {node.reference}".strip() or node.title)) for node in nodes)


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
    width = twips(PORTRAIT_MM / Decimal(4) + Decimal("2"))
    widths = [width] * len(block.figures)
    title = ", ".join(figure.label for figure in block.figures)
    labels = "".join(
        _cell(width, paragraph("KeyLabel", _key_label(block, index, sheet), keep=True))
        for index in range(len(block.figures))
    )
    values = "".join(_cell(width, _key_value(figure)) for figure in block.figures)
    head = table_properties("TableKeyFigures", widths, title, "")
    yield f"<w:tbl>{head}{_HEADER}{labels}</w:tr>{_ROW}{values}</w:tr></w:tbl>"
    sheet.gap = sheet.after_table = True


def _key_label(block: KeyFigures, index: int, sheet: Sheet) -> str:
    text = run(block.figures[index].label or MISSING)
    if index or block.id not in sheet.targets:
        return text
    return bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name(block.id), text)


def _key_value(figure: KeyFigure) -> str:
    unit = run(f" {figure.unit}", '<w:rStyle w:val="KeyUnit"/>') if figure.unit else ""
    value = paragraph("KeyValue", run(figure.value or MISSING) + unit, keep=bool(figure.comparison))
    return value + (paragraph("KeyComparison", run(figure.comparison)) if figure.comparison else "")
