"""The goal tree, and indicators with baseline, target and status."""

from collections.abc import Sequence
from decimal import Decimal

from assembler.compose.cells import number_cell, row, status_cell, status_word, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Column, GoalNode, GoalTree, Row, Table
from assembler.document.inline import Inlines, StatusMark
from assembler.plan.model import Goal, Indicator


def goal_tree(situation: Situation, _options: Options) -> Blocks:
    """The tree of goals; in an area's chapter only the branches that lead to that area's goals."""
    kept = _wanted(situation)
    tops = [goal for goal in situation.plan.goals if not goal.parent and goal.id in kept]
    if not tops:
        return ()
    words = ("goals", "sub-goals", "assignments", "status")
    first, second, third, fourth = (situation.word(f"tree-{word}") for word in words)
    tree = GoalTree(
        id=f"mal-{situation.area.id}" if situation.area else "maltre",
        title=text(situation.titled("tree-title")),
        nodes=tuple(_node(situation, goal, kept) for goal in tops),
        headings=(first, second, third, fourth),
        subtitle=situation.word("tree-subtitle"),
    )
    return (tree,)


def _wanted(situation: Situation) -> set[str]:
    goals = {goal.id: goal for goal in situation.plan.goals}
    if situation.area is None:
        return set(goals)
    kept: set[str] = set()
    for goal in goals.values():
        if goal.area != situation.area.id:
            continue
        step: Goal | None = goal
        while step is not None and step.id not in kept:
            kept.add(step.id)
            step = goals.get(step.parent)
    return kept


def _node(situation: Situation, goal: Goal, kept: set[str]) -> GoalNode:
    children = [g for g in situation.plan.goals if g.parent == goal.id and g.id in kept]
    state_text = "" if goal.state is None else status_word(situation, goal.state)
    return GoalNode(
        id=f"{situation.area.id}-{goal.id}" if situation.area else goal.id,
        kind=situation.word(f"goal-kind-{goal.kind}"),
        reference=goal.id,
        title=goal.title,
        text=" ".join(part for part in (goal.text, _un_goals(situation, goal), goal.status_text) if part),
        state=goal.state,
        state_text=state_text,
        children=tuple(_node(situation, child, kept) for child in children),
    )


def _un_goals(situation: Situation, goal: Goal) -> str:
    names = [f"{number}\u00a0{situation.word(f'un-goal-{number}')}" for number in goal.un_goals]
    return situation.word("un-goals", goals=", ".join(names)) if names else ""


def indicators(situation: Situation, _options: Options) -> Blocks:
    """Indicators with baseline, latest value, target and status."""
    shown = [i for i in situation.plan.indicators if situation.area is None or i.area == situation.area.id]
    if not shown:
        return ()
    columns = (
        Column(situation.word("indicator"), "label"),
        Column(situation.word("baseline"), "number", width=Decimal(25)),
        Column(situation.word("latest"), "number", width=Decimal(18)),
        Column(situation.word("trend"), "text", width=Decimal(24)),
        Column(situation.word("target"), "number", width=Decimal(14)),
        Column(situation.word("status"), "status", width=Decimal(34)),
    )
    table = Table(
        id=f"indikatorliste-{situation.area.id}" if situation.area else "indikatorliste",
        title=text(situation.titled("indicators-title")),
        columns=columns,
        rows=tuple(_indicator_row(situation, indicator) for indicator in shown),
        subtitle=situation.word("indicators-subtitle"),
        description=situation.word("indicators-description"),
        notes=_sources(situation, shown),
    )
    return (table,)


def _indicator_row(situation: Situation, indicator: Indicator) -> Row:
    latest = indicator.values[max(indicator.values)] if indicator.values else None
    numbers = [value for value in (indicator.baseline, latest, indicator.target) if value is not None]
    decimals = max((max(0, -int(n.normalize().as_tuple().exponent)) for n in numbers), default=0)
    said = indicator.unit.casefold() in ("", indicator.title.casefold())
    name = indicator.title if said else f"{indicator.title} ({indicator.unit})"
    return row(
        (
            text_cell(name),
            number_cell(situation, indicator.baseline, decimals),
            number_cell(situation, latest, decimals),
            text_cell(_trend(situation, indicator)),
            number_cell(situation, indicator.target, decimals),
            _status(situation, indicator, latest),
        )
    )


def _trend(situation: Situation, indicator: Indicator) -> str:
    """Where the last figure went from the one before it (the baseline when there is one only): arrow and word."""
    years = sorted(indicator.values)
    if not years:
        return ""
    last = indicator.values[years[-1]]
    before = indicator.values[years[-2]] if len(years) > 1 else indicator.baseline
    if before is None:
        return ""
    if last == before:
        return situation.word("trend-same")
    way = "up" if last > before else "down"
    return situation.word(f"trend-{way}-{'better' if way == indicator.direction else 'worse'}")


def _status(situation: Situation, indicator: Indicator, latest: Decimal | None) -> Cell:
    """The reported status; where none is reported, whether the last figure has reached the target."""
    if indicator.state is not None or latest is None or indicator.target is None:
        return status_cell(situation, indicator.state)
    reached = latest >= indicator.target if indicator.direction == "up" else latest <= indicator.target
    if reached:
        return Cell((StatusMark("done", situation.word("target-reached")),))
    return Cell((StatusMark("attention", situation.word("target-ahead")),))


def _sources(situation: Situation, shown: Sequence[Indicator]) -> tuple[Inlines, ...]:
    sources = sorted({indicator.source for indicator in shown if indicator.source})
    return (text(situation.word("sources", sources="; ".join(sources))),) if sources else ()
