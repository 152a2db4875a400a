"""A plan's own page: its chapters with every text, whose it is and how far it has come; faults; what may be done."""

from typing import Any

from flask import Response

from service.access.asking import asked_plan, asker
from service.access.principal import Role
from service.store.clock import now
from service.web.overview import newest_build
from service.web.shell import Ports, language, page
from service.web.standing import design, figures, is_done, owed, wording
from service.web.surveys import survey_of


def plan_page(ports: Ports, edition: str, depth: str) -> Response:
    """The chapters of one edition and depth; without a choice, the plan's own."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language(), edition=edition, depth=depth)
    values: dict[str, Any] = {"plan": plan, "found": found, "may_edit": asker().may_in_part(Role.EDITOR, plan.id)}
    if found.survey is None:
        return page("plan.html", marks=(), late=(), **values)
    marks = (figures(found.survey), design(newest_build(ports, plan)), wording(found.survey))
    late = [one for one in owed(found.survey, now()[:10]) if one.is_late]
    return page("plan.html", marks=marks, late=late, is_done=is_done, today=now()[:10], **values)
