"""What juries and GFOA ask of the document as something to be read."""

from collections.abc import Callable
from typing import Final

from assembler.checks.outcome import GOOD, Marks, review
from assembler.checks.plan_content.plan_facts import PlanFacts, has_text, place_of
from assembler.checks.words import word_list
from assembler.document.blocks import Section, Table
from assembler.document.walk import plain_text, walk
from assembler.problem import Place


def contents(facts: PlanFacts) -> Marks:
    """There is a table of contents."""
    if facts.duties and len(facts.chapters) > 1:
        yield GOOD if facts.has_contents else review()


def summary_first(facts: PlanFacts) -> Marks:
    """A summary stands before the chapters with tables; the decision, which an adopted edition has first, apart."""
    if facts.duties:
        titles = [plain_text(chapter.title).lower() for chapter in facts.chapters]
        at = next((n for n, title in enumerate(titles) if any(w in title for w in word_list("summary-headings"))), -1)
        decision = facts.section(word_list("decision-headings"))
        others = [n for n, chapter in enumerate(facts.chapters) if chapter is not decision and _has_table(chapter)]
        tables = next(iter(others), len(titles))
        if at < 0:
            yield review()
        else:
            first = at <= tables and has_text(facts.chapters[at])
            yield GOOD if first else review(place_of(facts.chapters[at]))


def changes(facts: PlanFacts) -> Marks:
    """The adopted edition says what was changed since the proposal."""
    if facts.binding and facts.has_duty("economy-plan", "budget"):
        section = facts.section(word_list("changes-headings"))
        yield GOOD if section is not None and has_text(section) else review()


def areas(facts: PlanFacts) -> Marks:
    """Every area has a text of its own."""
    if facts.full and facts.has_duty("economy-plan", "period-report"):
        there = {section.id: section for section in facts.sections}
        for area in facts.plan.areas:
            section = there.get(f"omrade-{area.id}")
            yield GOOD if section and has_text(section) else review(Place(text=area.name), area=area.name)


def units(facts: PlanFacts) -> Marks:
    """A table of amounts says in what unit they are."""
    for table in facts.tables:
        if any(column.kind == "amount" for column in table.columns):
            said = f"{table.subtitle} {plain_text(table.title)}".strip()
            good = any(word in said.lower() for word in word_list("amount-units"))
            yield GOOD if good else review(Place(block=table.id), table=_caption(table))


def comparison(facts: PlanFacts) -> Marks:
    """Figures are compared with those of other municipalities."""
    if facts.full and facts.has_duty("economy-plan"):
        yield GOOD if facts.plan.kostra else review()


def development(facts: PlanFacts) -> Marks:
    """The schedules show other years than the budget's, so that a development can be seen."""
    if facts.has_duty("economy-plan", "budget"):
        years = {column.year for column in facts.statement.schedules[0].columns} if facts.statement.schedules else set()
        yield GOOD if len(years) > 1 else review(year=facts.plan.year)


def terms(facts: PlanFacts) -> Marks:
    """The words of the trade are explained."""
    if facts.full and facts.duties:
        yield GOOD if facts.plan.terms else review()


def _has_table(chapter: Section) -> bool:
    return any(isinstance(block, Table) for block, _ in walk(chapter.blocks))


def _caption(table: Table) -> str:
    return f"{table.number}. {plain_text(table.title)}" if table.number else plain_text(table.title)


RULES: Final[dict[str, Callable[[PlanFacts], Marks]]] = {
    "content.contents": contents,
    "content.summary_first": summary_first,
    "content.changes": changes,
    "content.areas": areas,
    "content.units": units,
    "content.comparison": comparison,
    "content.development": development,
    "content.terms": terms,
}
