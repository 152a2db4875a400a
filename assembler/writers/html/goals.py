"""Goal trees as tables with row spans (each goal a row group of its own), and key figures as a list of terms."""

from collections.abc import Iterator
from html import escape

from assembler.document.blocks import GoalNode, GoalTree, KeyFigures
from assembler.document.inline import StatusMark
from assembler.messages.numbers import MISSING
from assembler.writers.html.folio import Folio, anchor, joined
from assembler.writers.html.inlines import caption, figure_text, plain_caption, run


def goal_tree(tree: GoalTree, folio: Folio) -> str:
    """The tree: a goal heads all its rows, a sub-goal those of its assignments."""
    name = plain_caption(tree.number, tree.title)
    subtitle = f'<span class="subtitle">{escape(tree.subtitle)}</span>' if tree.subtitle else ""
    title = f'<span class="title">{caption(tree.number, tree.title, folio)}</span>'
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in tree.headings)
    return joined(
        (
            f'<div class="table"{anchor(tree.id)}>',
            f'<div class="scroll" role="group" aria-label="{name}" tabindex="0">',
            f'<table class="goals wide"><caption><span class="caption">{title}{subtitle}</span></caption>',
            f"<thead><tr>{heads}</tr></thead>",
            *(f"<tbody>{joined(_rows(goal, folio))}</tbody>" for goal in tree.nodes),
            "</table></div></div>",
        )
    )


def _rows(goal: GoalNode, folio: Folio) -> Iterator[str]:
    subs: tuple[GoalNode | None, ...] = goal.children or (None,)
    tasks = [list(_below(sub)) if sub else [] for sub in subs]
    height = sum(max(1, len(below)) for below in tasks)
    first = _head(goal, "goal", height, "rowgroup", folio)
    for sub, below in zip(subs, tasks, strict=True):
        span = max(1, len(below))
        head = _head(sub, "sub", span, "row", folio) if sub else f"<td>{figure_text(MISSING, folio)}</td>"
        shown: list[GoalNode | None] = [*below] or [None]
        for task in shown:
            yield f"<tr>{first}{head}{_task(task, folio)}</tr>"
            first = head = ""


def _below(node: GoalNode) -> Iterator[GoalNode]:
    """Everything under a sub-goal in reading order: strategies, and the assignments under them."""
    for child in node.children:
        yield child
        yield from _below(child)


def _head(node: GoalNode, name: str, span: int, scope: str, folio: Folio) -> str:
    rows = f' rowspan="{span}"' if span > 1 else ""
    return f'<th scope="{scope}"{rows} class="{name}"{anchor(node.id)}>{_node(node)}{_state(node, folio)}</th>'


def _node(node: GoalNode) -> str:
    label = f"{node.kind} {node.reference}".strip()
    kind = f'<span class="kind">{escape(label)}</span> ' if label else ""
    text = f' <span class="text">{escape(node.text)}</span>' if node.text else ""
    return f"{kind}{escape(node.title or MISSING)}{text}"


def _state(node: GoalNode, folio: Folio) -> str:
    return f' <span class="text">{_mark(node, folio)}</span>' if node.state else ""


def _mark(node: GoalNode, folio: Folio) -> str:
    return run((StatusMark(node.state, node.state_text),), folio) if node.state else ""


def _task(task: GoalNode | None, folio: Folio) -> str:
    missing = figure_text(MISSING, folio)
    if task is None:
        return f'<td class="task">{missing}</td><td>{missing}</td>'
    return f'<td class="task"{anchor(task.id)}>{_node(task)}</td><td>{_mark(task, folio) or missing}</td>'


def key_figures(block: KeyFigures) -> str:
    """Key figures: each label a term, its number and comparison what is said of it."""
    figures = []
    for figure in block.figures:
        unit = f' <span class="unit">{escape(figure.unit)}</span>' if figure.unit else ""
        comparison = f"<dd>{escape(figure.comparison)}</dd>" if figure.comparison else ""
        value = f'<dd class="value">{escape(figure.value or MISSING)}{unit}</dd>'
        figures.append(f"<div><dt>{escape(figure.label)}</dt>{value}{comparison}</div>")
    return joined((f'<dl class="figures"{anchor(block.id)}>', *figures, "</dl>")) if figures else ""
