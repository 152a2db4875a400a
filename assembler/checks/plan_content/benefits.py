"""What is to come of measures: benefits that can be measured, and figures that say where one stands."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from assembler.checks.outcome import GOOD, Marks, judged, review
from assembler.checks.plan_content.plan_facts import PlanFacts
from assembler.plan.decisions import Benefit
from assembler.plan.model import Measure
from assembler.problem import Place

_OLD_KOSTRA: Final = 3


def baseline(facts: PlanFacts) -> Marks:
    """A benefit in quality or time says where one started and what is aimed at; one in cost says how many kroner."""
    for benefit in facts.plan.benefits:
        counted = bool(benefit.amounts) or (benefit.baseline is not None and benefit.target is not None)
        yield GOOD if counted else review(_at(benefit), benefit=benefit.title)


def measured(facts: PlanFacts) -> Marks:
    """A benefit says when it is measured."""
    for benefit in facts.plan.benefits:
        yield GOOD if benefit.points.strip() else review(_at(benefit), benefit=benefit.title)


def owned(facts: PlanFacts) -> Marks:
    """A benefit has somebody who is to realise it."""
    for benefit in facts.plan.benefits:
        yield GOOD if benefit.responsible.strip() else review(_at(benefit), benefit=benefit.title)


def saving(facts: PlanFacts) -> Marks:
    """A measure that is to save money is followed by a benefit, where the plan has any."""
    followed = {benefit.measure for benefit in facts.plan.benefits}
    for measure in facts.plan.measures if facts.plan.benefits else ():
        if _saves(measure):
            good = measure.id in followed
            yield GOOD if good else review(Place(text=measure.title), measure=f"{measure.id} {measure.title}")


def _saves(measure: Measure) -> bool:
    return sum(measure.amounts.values(), Decimal(0)) < 0


def area_indicator(facts: PlanFacts) -> Marks:
    """An area has an indicator, of its own or of one of its goals."""
    plan = facts.plan
    if not facts.has_duty("economy-plan") or not plan.indicators:
        return
    goals = {goal.id: goal.area for goal in plan.goals}
    measured_areas = {indicator.area or goals.get(indicator.goal, "") for indicator in plan.indicators}
    for area in plan.areas:
        yield GOOD if area.id in measured_areas else review(Place(text=area.name), area=area.name)


def area_goal(facts: PlanFacts) -> Marks:
    """An area has a goal or an assignment."""
    if facts.has_duty("economy-plan") and facts.plan.goals:
        owned_areas = {goal.area for goal in facts.plan.goals}
        owned_areas |= {measure.area for measure in facts.plan.measures if measure.goals}
        for area in facts.plan.areas:
            yield GOOD if area.id in owned_areas else review(Place(text=area.name), area=area.name)


def assignment_owner(facts: PlanFacts) -> Marks:
    """An assignment says which area carries it out."""
    for goal in facts.plan.goals:
        if goal.kind == "assignment":
            name = f"{goal.id} {goal.title}"
            yield GOOD if goal.area else review(Place(text=name), goal=name)


def indicator_value(facts: PlanFacts) -> Marks:
    """An indicator has a measured figure."""
    for indicator in facts.plan.indicators:
        good = bool(indicator.values) or indicator.baseline is not None
        yield GOOD if good else review(Place(text=indicator.title), indicator=indicator.title)


def kostra_fresh(facts: PlanFacts) -> Marks:
    """Comparisons are not older than the last three years before the budget."""
    newest: dict[str, int] = {}
    titles = {figure.id: figure.title for figure in facts.plan.kostra}
    for figure in facts.plan.kostra:
        newest[figure.id] = max(figure.year, newest.get(figure.id, 0))
    for id, year in newest.items():
        good = facts.plan.year - year <= _OLD_KOSTRA
        yield GOOD if good else review(Place(text=titles[id]), figure=titles[id], year=year)


def project_finished(facts: PlanFacts) -> Marks:
    """A project with a frame says when it is finished."""
    for project in facts.plan.investments if facts.has_duty("economy-plan", "budget") else ():
        if project.total is not None:
            yield GOOD if project.finished else review(Place(text=project.title), project=project.title)


def target_rule(facts: PlanFacts) -> Marks:
    """A financial target figure has a number to hold and a rule for holding it."""
    for aim in facts.plan.financial_targets:
        yield judged(aim.target is not None and bool(aim.rule.strip()), Place(text=aim.figure), figure=aim.figure)


def _at(benefit: Benefit) -> Place:
    return Place(text=f"{benefit.measure} {benefit.title}")


RULES: Final[dict[str, Callable[[PlanFacts], Marks]]] = {
    "content.benefit_baseline": baseline,
    "content.benefit_measured": measured,
    "content.benefit_owned": owned,
    "content.measure_saving": saving,
    "content.area_indicator": area_indicator,
    "content.area_goal": area_goal,
    "content.assignment_owner": assignment_owner,
    "content.indicator_value": indicator_value,
    "content.kostra_fresh": kostra_fresh,
    "content.project_finished": project_finished,
    "content.target_rule": target_rule,
}
