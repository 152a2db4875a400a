"""The first page: the municipality's plans and how each of them stands."""

from dataclasses import dataclass
from typing import Final

from flask import Response

from assembler.messages.catalogue import Lang
from service.access.asking import asker
from service.access.principal import Role
from service.jobs.job import Status
from service.store.clock import now
from service.store.values import StoredPlan
from service.web.shell import Ports, language, page
from service.web.standing import Mark, Owed, design, figures, owed, texts, wording
from service.web.surveys import Found, survey_of

_MOST_PLANS: Final = 200
_MOST_OWED: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A plan on the first page; the marks are `None` while they are not known."""

    plan: StoredPlan
    found: Found
    marks: tuple[Mark, ...]
    done: int
    texts: int
    owed: tuple[Owed, ...]
    more: int

    @property
    def late(self) -> int:
        """How many texts are late."""
        return sum(1 for one in self.owed if one.is_late)


def overview(ports: Ports) -> Response:
    """The plans that the reader may see, the newest change first."""
    who = asker()
    plans = ports.store.plans(who.organisation, who.plans(), most=_MOST_PLANS)
    rows = [row(ports, plan, language()) for plan in sorted(plans, key=lambda one: one.changed_at, reverse=True)]
    return page("overview.html", rows=rows, may_create=who.may(Role.EDITOR))


def row(ports: Ports, plan: StoredPlan, lang: Lang) -> Row:
    """How one plan stands."""
    found = survey_of(ports.desk, plan, lang)
    if found.survey is None:
        return Row(plan, found, (), 0, 0, (), 0)
    marks = (figures(found.survey), design(newest_build(ports, plan)), wording(found.survey))
    done, count = texts(found.survey)
    waiting = owed(found.survey, now()[:10])
    return Row(plan, found, marks, done, count, waiting[:_MOST_OWED], max(0, len(waiting) - _MOST_OWED))


def newest_build(ports: Ports, plan: StoredPlan) -> Status | None:
    """The newest build of a plan; `None` when it has none."""
    jobs = ports.desk.list(plan.organisation, plan.id, most=50)
    return next((status for status in jobs if status.order.kind == "build"), None)
