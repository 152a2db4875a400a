"""What a document of each kind must say something of: found by its words, and left to a person where none is found.

The words lie in `templates/checks/words.yaml`. That a word stands there proves little, so a topic that is not found is
never a failure: it may be called something else, or stand in a paper of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from assembler.checks.outcome import GOOD, Marks, review
from assembler.checks.plan_content.plan_facts import Duty, PlanFacts, texts_of
from assembler.checks.words import word_list


@dataclass(frozen=True, slots=True)
class Topic:
    """`words` names the list, `duties` the documents that it concerns.

    `within` names the words of the heading under which it must stand, "" for anywhere; `edition` the one edition that
    it concerns, "" for all; `full` leaves out the short depth.
    """

    words: str
    duties: tuple[Duty, ...]
    within: str = ""
    edition: str = ""
    full: bool = False


def _said(topic: Topic, facts: PlanFacts) -> Marks:
    if not facts.has_duty(*topic.duties) or (topic.edition not in ("", facts.edition)):
        return
    if topic.full and not facts.full:
        return
    where = facts.words
    if topic.within:
        section = facts.section(word_list(topic.within))
        if section is None:
            return
        where = " ".join(texts_of(section.blocks)).lower()
    yield GOOD if any(word in where for word in word_list(topic.words)) else review()


_PLANS: Final[tuple[Duty, ...]] = ("economy-plan", "budget")
_TOPICS: Final[dict[str, Topic]] = {
    "content.targets": Topic("topic-targets", _PLANS),
    "content.debt": Topic("topic-debt", (*_PLANS, "annual-report")),
    "content.premises": Topic("topic-premises", _PLANS),
    "content.decision_loan": Topic("topic-loan", _PLANS, within="decision-headings"),
    "content.decision_tax": Topic("topic-tax", _PLANS, within="decision-headings"),
    "content.decision_frame": Topic("topic-frame", _PLANS, within="decision-headings", full=True),
    "content.decision_investment": Topic("topic-investment", _PLANS, within="decision-headings", full=True),
    "content.decision_property_tax": Topic("topic-property-tax", _PLANS, within="decision-headings", full=True),
    "content.decision_targets": Topic("topic-targets", _PLANS, within="decision-headings", full=True),
    "content.decision_repayment": Topic("topic-repayment", _PLANS, within="decision-headings", full=True),
    "content.public_inspection": Topic("topic-inspection", _PLANS, edition="innstilling"),
    "content.population": Topic("topic-population", ("economy-plan", "annual-report"), full=True),
    "content.process": Topic("topic-process", ("economy-plan",), full=True),
    "content.staff": Topic("topic-staff", ("economy-plan", "period-report", "annual-report"), full=True),
    "content.internal_control": Topic("topic-internal-control", ("annual-report",)),
    "content.ethics": Topic("topic-ethics", ("annual-report",)),
    "content.equality": Topic("topic-equality", ("annual-report",)),
}

RULES: Final[dict[str, Callable[[PlanFacts], Marks]]] = {name: partial(_said, topic) for name, topic in _TOPICS.items()}
