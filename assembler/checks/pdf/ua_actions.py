"""The actions of a PDF, wherever they are started from (ISO 32000-1, 12.6)."""

from collections.abc import Iterator

from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.plain import Entries, Plain
from assembler.problem import Place


def actions(facts: UaFacts) -> Iterator[tuple[Place, Entries]]:
    """Every action with the place that it is started from, and those that follow it."""
    seen: set[str] = set()
    for place, starter in _starters(facts):
        waiting = [starter.get("/A"), *facts.objects.entries(starter.get("/AA")).values()]
        while waiting:
            held = waiting.pop(0)
            action = facts.objects.entries(held)
            if not action or (isinstance(held, str) and held in seen):
                continue
            seen.update({held} if isinstance(held, str) else ())
            waiting += facts.objects.several(action.get("/Next"))
            yield place, action


def _starters(facts: UaFacts) -> Iterator[tuple[Place, Entries]]:
    """What has actions: `A` for those when it is chosen, `AA` for those at other moments."""
    opening: dict[str, Plain] = {"/A": facts.root.get("/OpenAction"), "/AA": facts.root.get("/AA")}
    yield Place(), opening
    for number, page in enumerate(facts.page_entries, 1):
        yield Place(page=number), {"/AA": page.get("/AA")}
    for one in facts.annotations:
        yield one.place(), one.entries
    for reference, entries in facts.fields:
        yield Place(object=reference), {"/AA": entries.get("/AA")}
    for entries in facts.outline:
        yield Place(), entries
