"""A goal tree as a table with row spans: goal, sub-goal, assignment, status."""

from collections.abc import Iterator
from dataclasses import dataclass

from assembler.document.blocks import GoalNode, GoalTree
from assembler.document.inline import STATUS_SHAPES
from assembler.messages.catalogue import label
from assembler.messages.numbers import MISSING
from assembler.writers.pdf.galley import Galley, Json
from assembler.writers.pdf.inlines import inlines_json
from assembler.writers.pdf.tables import caption


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: each of the first two is `None` where the cell above spans on; with the number of rows it spans."""

    goal: GoalNode | None
    goal_rows: int
    sub: GoalNode | None
    sub_rows: int
    task: GoalNode | None
    new_sub: bool


def goal_tree_json(tree: GoalTree, galley: Galley) -> Json:
    """The tree; its structure is added to `galley.tables`."""
    lines = [line for node in tree.nodes for line in _lines(node)]
    galley.tables.append({"rows": [_headers(line) for line in lines], "summary": ""})
    return {
        "k": "g",
        "id": galley.label(tree.id),
        "cap": caption(tree.number, inlines_json(tree.title, galley)),
        "sub": tree.subtitle,
        "heads": list(tree.headings),
        "more": label("writers-continued", galley.lang),
        "rows": [_row(line) for line in lines],
    }


def _lines(goal: GoalNode) -> Iterator[_Line]:
    subs = goal.children or (None,)
    spans = [max(1, sum(1 for _ in _below(sub))) if sub else 1 for sub in subs]
    first = True
    for sub, span in zip(subs, spans, strict=True):
        tasks = list(_below(sub)) if sub else []
        for at, task in enumerate(tasks or [None]):
            yield _Line(goal if first else None, sum(spans), sub if at == 0 else None, span, task, at == 0)
            first = False


def _below(node: GoalNode) -> Iterator[GoalNode]:
    """Everything under a sub-goal in reading order: strategies, and the assignments under them."""
    for child in node.children:
        yield child
        yield from _below(child)


def _headers(line: _Line) -> list[int]:
    """The positions of the row headers among the cells of this TR: goal and sub-goal, where they begin."""
    count = int(line.goal is not None) + int(line.sub is not None)
    return list(range(count))


def _row(line: _Line) -> Json:
    row: Json = {"t": _node(line.task), "s": _state(line.task) or MISSING}
    if line.goal:
        row["g"], row["gn"] = {**_node(line.goal), "s": _state(line.goal)}, line.goal_rows
    if line.sub:
        row["u"], row["un"] = {**_node(line.sub), "s": _state(line.sub)}, line.sub_rows
    elif line.new_sub:
        row["u"], row["un"] = {"r": "", "c": MISSING, "x": "", "s": None}, 1
    return row


def _node(node: GoalNode | None) -> Json:
    if node is None:
        return {"r": "", "c": MISSING, "x": ""}
    return {"r": f"{node.kind} {node.reference}".strip(), "c": node.title, "x": node.text}


def _state(node: GoalNode | None) -> Json | None:
    return {"m": STATUS_SHAPES[node.state], "x": node.state_text} if node and node.state else None
