"""Goals, indicators and measures: what hangs together, what hangs loose."""

from collections.abc import Callable, Iterator
from typing import Final

from assembler.checks.outcome import GOOD, Mark, Marks, judged, review
from assembler.checks.plan_content.plan_facts import PlanFacts
from assembler.plan.model import Goal, Plan
from assembler.problem import Place


def orphan(facts: PlanFacts) -> Marks:
    """A sub-goal belongs to a goal; what else hangs loose, a person may have meant so."""
    for goal in facts.plan.goals:
        if goal.kind == "sub-goal":
            yield judged(bool(goal.parent), _at(goal), goal=_named(goal))
        elif goal.kind != "goal":
            yield GOOD if goal.parent else review(_at(goal), goal=_named(goal))


def without_indicator(facts: PlanFacts) -> Marks:
    """A goal, or something under it, or the goal above a sub-goal, has an indicator."""
    plan = facts.plan
    measured = {indicator.goal for indicator in plan.indicators if indicator.goal}
    parents = {goal.id: goal.parent for goal in plan.goals}
    for goal in plan.goals:
        if goal.kind in ("goal", "sub-goal"):
            known = {*_below(plan, goal.id), parents.get(goal.id, "")} & measured
            yield GOOD if known else review(_at(goal), goal=_named(goal))


def not_followed_up(facts: PlanFacts) -> Marks:
    """A top goal has sub-goals, assignments or measures."""
    plan = facts.plan
    served = {goal for measure in plan.measures for goal in measure.goals}
    for goal in plan.goals:
        if goal.kind == "goal":
            below = _below(plan, goal.id)
            yield GOOD if len(below) > 1 or below & served else review(_at(goal), goal=_named(goal))


def without_source(facts: PlanFacts) -> Marks:
    """A top goal says which plan it comes from."""
    for goal in facts.plan.goals:
        if goal.kind == "goal":
            yield GOOD if goal.source else review(_at(goal), goal=_named(goal))


def measure_without_goal(facts: PlanFacts) -> Marks:
    """A measure serves a goal, where the plan has goals."""
    for measure in facts.plan.measures if facts.plan.goals else ():
        yield GOOD if measure.goals else review(Place(text=measure.title), measure=measure.title)


def measure_without_text(facts: PlanFacts) -> Marks:
    """A measure is explained."""
    for measure in facts.plan.measures:
        yield GOOD if measure.text.strip() else review(Place(text=measure.title), measure=measure.title)


def indicator_baseline(facts: PlanFacts) -> Marks:
    """An indicator says where one started."""
    for indicator in facts.plan.indicators:
        good = indicator.baseline is not None
        yield GOOD if good else review(Place(text=indicator.title), indicator=indicator.title)


def indicator_target(facts: PlanFacts) -> Marks:
    """An indicator says where one wants to be."""
    for indicator in facts.plan.indicators:
        good = indicator.target is not None
        yield GOOD if good else review(Place(text=indicator.title), indicator=indicator.title)


def no_goals(facts: PlanFacts) -> Marks:
    """A plan has goals, and indicators that measure them."""
    if facts.has_duty("economy-plan"):
        yield from _there(bool(facts.plan.goals))


def _there(good: bool) -> Iterator[Mark]:
    yield GOOD if good else review()


def _below(plan: Plan, id: str) -> set[str]:
    """The goal and everything under it."""
    found = {id}
    while True:
        more = {goal.id for goal in plan.goals if goal.parent in found} - found
        if not more:
            return found
        found |= more


def _named(goal: Goal) -> str:
    return f"{goal.id} {goal.title}"


def _at(goal: Goal) -> Place:
    return Place(text=_named(goal))


RULES: Final[dict[str, Callable[[PlanFacts], Marks]]] = {
    "content.goal_orphan": orphan,
    "content.goal_without_indicator": without_indicator,
    "content.goal_not_followed_up": not_followed_up,
    "content.goal_without_source": without_source,
    "content.goals_missing": no_goals,
    "content.measure_without_goal": measure_without_goal,
    "content.measure_without_text": measure_without_text,
    "content.indicator_baseline": indicator_baseline,
    "content.indicator_target": indicator_target,
}
