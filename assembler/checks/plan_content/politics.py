"""The way from proposal to decision: public inspection, amendments with reasons, verbal decisions with an owner."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from assembler.checks.outcome import GOOD, Marks, judged, review
from assembler.checks.plan_content.plan_facts import PlanFacts
from assembler.plan.model import Plan
from assembler.problem import Place

_DAYS: Final = 14


def inspection_time(facts: PlanFacts) -> Marks:
    """The recommendation is public for at least fourteen days before the council decides (kommuneloven § 14-3)."""
    plan, known = facts.plan, facts.plan.hearing
    if known is None or not facts.has_duty("economy-plan", "budget"):
        return
    decided = _date_of(plan, "vedtatt")
    opens = known.opens or _date_of(plan, "innstilling")
    if decided is None or opens is None:
        yield review(days=_DAYS)
    else:
        days = (decided - opens).days
        yield judged(decided - opens >= timedelta(_DAYS), Place(), days=_DAYS, found=days)


def deadline_before(facts: PlanFacts) -> Marks:
    """The deadline for responses is before the day of the decision."""
    plan = facts.plan
    decided = _date_of(plan, "vedtatt")
    if plan.hearing is not None and decided is not None:
        yield judged(plan.hearing.deadline < decided, Place(), deadline=plan.hearing.deadline.isoformat())


def _date_of(plan: Plan, edition: str) -> date | None:
    return next((one.date for one in plan.editions if one.id == edition), None)


def amendment_reason(facts: PlanFacts) -> Marks:
    """An amendment says why (GFOA: a summary of changes from proposed to adopted)."""
    for one in facts.plan.amendments:
        yield GOOD if one.reason.strip() else review(Place(text=one.title), amendment=f"{one.number} {one.title}")


def amendments_balance(facts: PlanFacts) -> Marks:
    """The amendments of operations cost nothing together in any year, or something else pays for them."""
    own = [one for one in facts.plan.amendments if one.fund == "drift"]
    for year in sorted({year for one in own for year in one.amounts}):
        whole = sum((one.amounts.get(year, Decimal(0)) for one in own), Decimal(0))
        yield GOOD if whole == 0 else review(Place(), year=year, amount=whole)


def verbal_owner(facts: PlanFacts) -> Marks:
    """A verbal decision has an area that follows it up and a date."""
    for one in facts.plan.verbal_decisions:
        good = bool(one.area and one.due)
        yield GOOD if good else review(Place(text=one.number), number=one.number)


RULES: Final[dict[str, Callable[[PlanFacts], Marks]]] = {
    "content.inspection_time": inspection_time,
    "content.inspection_deadline": deadline_before,
    "content.amendment_reason": amendment_reason,
    "content.amendments_balance": amendments_balance,
    "content.verbal_owner": verbal_owner,
}
