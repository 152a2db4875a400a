"""What kommuneloven §§ 14-2 to 14-4 and the forskrift §§ 5-4 to 5-6 ask of an economy plan and a budget."""

from collections.abc import Callable, Iterator
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed, judged, review
from assembler.checks.plan_content.plan_facts import PlanFacts, has_text, place_of
from assembler.checks.words import word_list
from assembler.document.blocks import Table
from assembler.finance.result import Check
from assembler.problem import Place

_YEARS: Final = 4
_SCHEDULES: Final = ("5-4-1", "5-4-2", "5-5-1", "5-5-2", "5-6")
_IN_BALANCE: Final = frozenset({"drift_zero", "inv_zero", "transfer", "balanced"})


def four_years(facts: PlanFacts) -> Marks:
    """An economy plan covers at least four years; one for a single year is a budget, whose plan stands elsewhere."""
    if not facts.has_duty("economy-plan"):
        return
    plan = facts.plan
    years = plan.last_year - plan.first_year + 1
    if years == 1 and facts.has_duty("budget"):
        yield review(year=plan.year)
    else:
        yield judged(years >= _YEARS, Place(), year=plan.year, found=years, least=_YEARS)


def years_shown(facts: PlanFacts) -> Marks:
    """The appropriations show each year of the plan."""
    if facts.has_duty("economy-plan"):
        wanted = [str(year) for year in range(facts.plan.first_year, facts.plan.last_year + 1)]
        for id in ("5-4-1", "5-5-1"):
            for table in _schedule(facts, id):
                there = {column.year for column in table.columns}
                missing = [year for year in wanted if year not in there]
                place = Place(block=table.id)
                yield judged(not missing, place, schedule=_paragraph(id), years=", ".join(missing))


def balanced(facts: PlanFacts) -> Marks:
    """Operations and investments are in balance; of what is not yet adopted, a person judges the draft."""
    if not facts.has_duty("budget", "economy-plan"):
        return
    for check in facts.statement.checks:
        if check.id in _IN_BALANCE and check.holds is not None and _is_planned(facts, check):
            if check.holds:
                yield GOOD
            else:
                say = failed if facts.binding else review
                yield say(year=check.column.year, difference=abs(check.difference))


def _is_planned(facts: PlanFacts, check: Check) -> bool:
    """Whether a column is what this edition asks the council for, or has from it."""
    versions = {"adopted", "plan"} if facts.binding else {"proposal", "adopted", "plan"}
    return check.column.version in versions and check.column.year >= facts.plan.first_year


def schedules(facts: PlanFacts) -> Marks:
    """The schedules of the forskrift are printed; a budget in brief points at the whole one."""
    if facts.full and facts.has_duty("budget"):
        for id in _SCHEDULES:
            found = any(True for _ in _schedule(facts, id))
            yield judged(found, Place(), schedule=_paragraph(id))


def decision(facts: PlanFacts) -> Marks:
    """The decision, or what is proposed as one, is printed."""
    if facts.duties:
        section = facts.section(word_list("decision-headings"))
        if section is None:
            yield review()
        else:
            yield judged(has_text(section), place_of(section))


def _schedule(facts: PlanFacts, id: str) -> Iterator[Table]:
    """The tables that show a schedule: its own id, with the year's wording of the schedule after it."""
    for table in facts.tables:
        if table.id == f"skjema-{id}" or table.id.startswith(f"skjema-{id}-"):
            yield table


def _paragraph(id: str) -> str:
    """How the forskrift names a schedule: "§ 5-4" with its paragraph where there are two."""
    parts = id.split("-")
    return f"§ {parts[0]}-{parts[1]}" + (f" ({parts[2]})" if len(parts) > 2 else "")


RULES: Final[dict[str, Callable[[PlanFacts], Marks]]] = {
    "content.four_years": four_years,
    "content.years_shown": years_shown,
    "content.balanced": balanced,
    "content.schedules": schedules,
    "content.decision": decision,
}
