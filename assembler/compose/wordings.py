"""Names and titles of a plan in the other form of Norwegian: the sheet of wordings, brought to where they stand."""

from dataclasses import replace
from typing import Any, Final

from assembler.plan.model import Area, Form, Plan

# The members that people read, of the records that have any.
_READ: Final[dict[str, tuple[str, ...]]] = {
    "units": ("name",),
    "goals": ("title", "text", "source", "status_text"),
    "measures": ("title", "text", "status_text"),
    "benefits": ("title", "unit", "points", "responsible"),
    "amendments": ("title", "reason", "proposed_by"),
    "verbal_decisions": ("text", "proposed_by"),
    "financial_targets": ("rule",),
    "frame_changes": ("title",),
    "investments": ("title", "district", "text", "status_text"),
    "financing": ("title",),
    "indicators": ("title", "unit", "source"),
    "kostra": ("title", "unit", "source", "volume_unit"),
    "reports": ("cause",),
    "adjustments": ("title",),
    "resolutions": ("title", "text"),
}


def in_form(plan: Plan, form: Form) -> Plan:
    """The plan with every text that has a wording in `form` said so; the plan itself when there are none.

    An area keeps its own name among its names in ledgers, so that its figures are found by it.
    """
    words = {one.text: one.wording for one in plan.wordings if one.form == form}
    if not words:
        return plan
    read: dict[str, Any] = {
        name: tuple(_worded(record, members, words) for record in getattr(plan, name))
        for name, members in _READ.items()
    }
    facts = {words.get(name, name): words.get(value, value) for name, value in plan.facts.items()}
    areas = tuple(_area(area, words) for area in plan.areas)
    terms = {words.get(name, name): words.get(meaning, meaning) for name, meaning in plan.terms.items()}
    hearing = None if plan.hearing is None else _worded(plan.hearing, ("respond",), words)
    title, subtitle = (words.get(text, text) for text in (plan.title, plan.subtitle))
    return replace(plan, areas=areas, facts=facts, terms=terms, hearing=hearing, title=title, subtitle=subtitle, **read)


def _area(area: Area, words: dict[str, str]) -> Area:
    own: Area = _worded(area, ("name", "short", "responsible"), words)
    return own if own.name == area.name else replace(own, sources=(area.name, *area.sources))


def _worded(record: Any, members: tuple[str, ...], words: dict[str, str]) -> Any:
    changed = {name: words[text] for name in members if (text := getattr(record, name)) in words}
    return replace(record, **changed) if changed else record
