"""Editions from the same plan: the folder holds the proposal, and each edition adds the amendments up to it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from assembler.compose.doctype import DocumentType
from assembler.plan.decisions import Amendment
from assembler.plan.model import Amounts, Investment, Measure, Plan
from assembler.problem import Place, Problem, Refused


def of_edition(plan: Plan, type: DocumentType, edition: str) -> Plan:
    """The plan as `edition` has it: its date, its ledgers, and the amendments that are made by then.

    `amendments` of the plan that comes back are those in effect; their amounts have been added to measures and
    projects. A measure that they take back whole is gone, and so are its benefits. `Refused` for an
    amendment or a date of an edition that the type does not have.
    """
    order = [one.id for one in type.editions]
    _refuse_unknown(plan, order)
    last = next((one.id for one in reversed(type.editions) if one.binding), order[-1])
    reached = order[: order.index(edition) + 1]
    effective = tuple(one for one in plan.amendments if (one.edition or last) in reached)
    measures = tuple(_measures(plan.measures, effective))
    kept = {one.id for one in measures}
    return replace(
        plan,
        date=next((one.date for one in plan.editions if one.id == edition), plan.date),
        accounts=tuple(one for one in plan.accounts if edition in (one.editions or (edition,))),
        amendments=effective,
        measures=measures,
        benefits=tuple(one for one in plan.benefits if one.measure in kept),
        investments=tuple(_investments(plan.investments, effective)),
    )


def _refuse_unknown(plan: Plan, known: list[str]) -> None:
    named = [one.edition for one in plan.amendments if one.edition]
    named += [one.id for one in plan.editions]
    named += [name for account in plan.accounts for name in account.editions]
    unknown = dict.fromkeys(name for name in named if name not in known)
    if unknown:
        values = {"known": ", ".join(known)}
        raise Refused([Problem("compose-edition-unknown", Place(), {"found": name, **values}) for name in unknown])


def _measures(measures: Iterable[Measure], amendments: Iterable[Amendment]) -> Iterator[Measure]:
    own = [one for one in amendments if one.fund == "drift"]
    for measure in measures:
        changes = [one.amounts for one in own if one.measure == measure.id]
        amounts = _sum([measure.amounts, *changes])
        if not changes:
            yield measure
        elif any(amounts.values()):
            yield replace(measure, amounts=amounts)
    for one in own:
        if not one.measure:
            yield Measure(one.number, one.title, one.area, one.amounts, one.reason, goals=one.goals)


def _investments(projects: Iterable[Investment], amendments: Iterable[Amendment]) -> Iterator[Investment]:
    own = [one for one in amendments if one.fund == "investering"]
    for project in projects:
        changes = [one.amounts for one in own if one.investment == project.id]
        yield _changed(project, changes) if changes else project
    for one in own:
        if not one.investment:
            total = sum(one.amounts.values(), Decimal(0))
            yield Investment(one.number, one.title, one.area, total, one.amounts, text=one.reason, goals=one.goals)


def _changed(project: Investment, changes: list[Amounts]) -> Investment:
    """The project with its new amounts; its frame follows them."""
    added = sum((amount for change in changes for amount in change.values()), Decimal(0))
    total = None if project.total is None else project.total + added
    return replace(project, amounts=_sum([project.amounts, *changes]), total=total)


def _sum(parts: list[Amounts]) -> Amounts:
    years = sorted({year for part in parts for year in part})
    return {year: sum((part.get(year, Decimal(0)) for part in parts), Decimal(0)) for year in years}
