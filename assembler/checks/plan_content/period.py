"""What kommuneloven § 14-5 asks of a report on a part of the year, and what follows from it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from assembler.checks.outcome import GOOD, Marks, judged, review
from assembler.checks.plan_content.plan_facts import PlanFacts
from assembler.plan.model import AreaReport, Plan
from assembler.problem import Place


def period_named(facts: PlanFacts) -> Marks:
    """The report says which part of the year it covers."""
    if facts.has_duty("period-report"):
        yield judged(facts.plan.period > 0, Place())


def every_area(facts: PlanFacts) -> Marks:
    """Every area has its figures and its forecast."""
    if facts.has_duty("period-report"):
        told = {report.area for report in facts.plan.reports}
        for area in facts.plan.areas:
            yield judged(area.id in told, Place(text=area.name), area=area.name)


def cause(facts: PlanFacts) -> Marks:
    """A deviation past the limit has its cause."""
    if facts.has_duty("period-report"):
        plan = facts.plan
        percent = plan.deviation_limit * 100
        for report in plan.reports:
            if _is_past(report, plan.deviation_limit):
                name = _name(plan, report.area)
                deviation = abs(report.budget - report.forecast)
                yield judged(bool(report.cause.strip()), Place(text=name), area=name, amount=deviation, limit=percent)


def proposal(facts: PlanFacts) -> Marks:
    """When the year is expected to end past the limit, changes of the budget are proposed."""
    plan = facts.plan
    if not facts.has_duty("period-report") or not plan.reports:
        return
    budget = sum((report.budget for report in plan.reports), Decimal(0))
    missing = sum((report.forecast for report in plan.reports), Decimal(0)) - budget
    if missing > plan.deviation_limit * abs(budget):
        yield GOOD if plan.adjustments else review(amount=missing)


def adjustments(facts: PlanFacts) -> Marks:
    """Proposed adjustments of operations, and of investments, sum to nought."""
    for fund in ("drift", "investering"):
        lines = [line.amount for line in facts.plan.adjustments if line.fund == fund]
        if lines:
            total = sum(lines, Decimal(0))
            yield judged(total == 0, Place(text=fund), fund=fund, amount=total)


def project_cause(facts: PlanFacts) -> Marks:
    """A project that costs more than its frame, or is delayed, says why."""
    if facts.has_duty("period-report"):
        for project in facts.plan.investments:
            if _over(project.forecast, project.total) or project.state == "delayed":
                told = bool(project.text.strip() or project.status_text.strip())
                yield GOOD if told else review(Place(text=project.title), project=project.title)


def state_text(facts: PlanFacts) -> Marks:
    """A goal that is behind says why, in words."""
    for goal in facts.plan.goals if facts.has_duty("period-report", "annual-report") else ():
        if goal.state in ("attention", "delayed"):
            name = f"{goal.id} {goal.title}"
            yield GOOD if goal.status_text.strip() else review(Place(text=name), goal=name)


def _is_past(report: AreaReport, limit: Decimal) -> bool:
    return abs(report.budget - report.forecast) > limit * abs(report.budget)


def _over(forecast: Decimal | None, total: Decimal | None) -> bool:
    return forecast is not None and total is not None and forecast > total


def _name(plan: Plan, id: str) -> str:
    return next((area.name for area in plan.areas if area.id == id), id)


RULES: Final[dict[str, Callable[[PlanFacts], Marks]]] = {
    "content.period_named": period_named,
    "content.area_reports": every_area,
    "content.deviation_cause": cause,
    "content.deviation_adjusted": proposal,
    "content.adjustments_sum": adjustments,
    "content.project_cause": project_cause,
    "content.state_text": state_text,
}
