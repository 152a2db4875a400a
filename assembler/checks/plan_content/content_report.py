"""The report on a document's content: what the law and the juries ask of it, under the profile `plan-content`."""

from collections.abc import Callable, Mapping
from typing import Final

from assembler.checks.card import cards
from assembler.checks.files import profile_rules
from assembler.checks.findings import FileReport, file_report
from assembler.checks.outcome import Marks
from assembler.checks.plan_content import benefits, duties, goals, period, politics, presentation, topics
from assembler.checks.plan_content.plan_facts import PlanFacts

PROFILE: Final = "plan-content"
KIND: Final = "document"

RULES: Final[Mapping[str, Callable[[PlanFacts], Marks]]] = {
    **duties.RULES,
    **topics.RULES,
    **goals.RULES,
    **benefits.RULES,
    **politics.RULES,
    **period.RULES,
    **presentation.RULES,
}


def content_report(name: str, facts: PlanFacts) -> FileReport:
    """What the rules say of the document that is called `name`; a rule of another kind of document is inapplicable."""
    marks = {id: list(RULES[cards()[id].check](facts)) for id in profile_rules(PROFILE)}
    return file_report(name, KIND, PROFILE, marks)
