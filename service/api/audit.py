"""`/v1/audit`: who changed what in the municipality, for its owners."""

from typing import Annotated, Any

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from pydantic import Field

from service.access.asking import asker
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.people_shapes import AuditList
from service.api.plan_shapes import EXAMPLE, Before
from service.api.schemas import refusals
from service.api.shown import next_page
from service.store.audit import Line, lines
from service.store.engine import Database


class AuditQuery(Before):
    """Which page, and of which plan."""

    plan: Annotated[str, Field(pattern=r"^[0-9a-f]{0,32}$", examples=[EXAMPLE])] = ""


def audit_api(database: Database) -> APIBlueprint:
    """The route of the audit log."""
    tag = Tag(name="audit", description="Who did what; lines are only ever added.")
    api = APIBlueprint("audit", __name__, abp_tags=[tag])

    @api.get("/v1/audit", responses={200: AuditList, **refusals(401, 403)})
    @needs(Role.OWNER, Reach.ORGANISATION)
    def list_audit(query: AuditQuery) -> Any:
        """A page of the audit log, the newest line first."""
        with database.reading() as connection:
            found = lines(connection, asker().organisation, query.before, query.limit + 1, query.plan)
        shown = found[: query.limit]
        following = next_page({"before": shown[-1].number}) if len(found) > query.limit else None
        return {"items": [_shown(line) for line in shown], "next": following}

    return api


def _shown(line: Line) -> dict[str, Any]:
    act = line.act
    return {
        "number": line.number,
        "at": line.at,
        "who": act.who,
        "action": act.action,
        "plan": act.plan,
        "subject": act.subject,
        "request": act.request,
    }
