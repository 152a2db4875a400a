"""The first page: the municipality's plans, how each of them stands, and whose texts are late."""

from dataclasses import dataclass, replace
from typing import Final

from flask import Response, request

from assembler.messages.catalogue import Lang
from service.access.asking import asker
from service.access.principal import Role
from service.jobs.job import Status
from service.store.clock import now
from service.store.values import StoredPlan
from service.web.shell import Ports, language, page
from service.web.standing import Mark, Text, design, done_and_all, figures, owed, texts, wording
from service.web.surveys import Found, survey_of

_MOST_PLANS: Final = 200
_MOST_OWED: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A plan on the first page; the marks are empty while they are not known. `owed` are texts that are not done."""

    plan: StoredPlan
    found: Found
    marks: tuple[Mark, ...] = ()
    done: int = 0
    texts: int = 0
    owed: tuple[Text, ...] = ()
    most: int = _MOST_OWED

    @property
    def late(self) -> int:
        """How many texts are late."""
        return sum(1 for one in self.owed if one.is_late)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose texts the reader asks for, "" for everybody's, and whether for late ones only."""

    owner: str = ""
    only_late: bool = False

    @property
    def is_some(self) -> bool:
        """Whether the reader asks for some texts, and not for all."""
        return bool(self.owner) or self.only_late

    def of(self, row: Row) -> Row:
        """The row with all the texts that are asked for, and no others."""
        if not self.is_some:
            return row
        found = (one for one in row.owed if self.owner in ("", one.owner) and (one.is_late or not self.only_late))
        return replace(row, owed=tuple(found), most=_MOST_PLANS)


def overview(ports: Ports) -> Response:
    """The plans that the reader may see, the newest change first; with a filter, those that have such texts."""
    who, wanted = asker(), asked_texts()
    plans = ports.store.plans(who.organisation, who.plans(), most=_MOST_PLANS)
    every = [row(ports, plan, language()) for plan in sorted(plans, key=lambda one: one.changed_at, reverse=True)]
    rows = [one for one in map(wanted.of, every) if not wanted.is_some or one.owed or not one.found.survey]
    owners = sorted({text.owner for one in every for text in one.owed if text.owner} | ({wanted.owner} - {""}))
    return page(
        "overview.html",
        rows=rows,
        wanted=wanted,
        owners=owners,
        has_plans=bool(every),
        has_late=any(one.late for one in every),
        may_create=who.may(Role.EDITOR),
    )


def asked_texts() -> Wanted:
    """What the address asks for."""
    return Wanted(request.args.get("owner", "")[:200], "late" in request.args)


def row(ports: Ports, plan: StoredPlan, lang: Lang) -> Row:
    """How one plan stands."""
    found = survey_of(ports.desk, plan, lang)
    if found.survey is None:
        return Row(plan, found)
    marks = (figures(found.survey), design(newest_build(ports, plan)), wording(found.survey))
    every = tuple(texts(found.survey, now()[:10]))
    done, count = done_and_all(every)
    return Row(plan, found, marks, done, count, owed(every))


def newest_build(ports: Ports, plan: StoredPlan) -> Status | None:
    """The newest build of a plan; `None` when it has none."""
    jobs = ports.desk.list(plan.organisation, plan.id, most=50)
    return next((status for status in jobs if status.order.kind == "build"), None)
