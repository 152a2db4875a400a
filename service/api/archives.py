"""`/v1/plans/<plan>/archive-packages`: what a case and archive system takes over, of one edition of a plan."""

from typing import Any

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from service.access.asking import asked_plan, asker
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.job_answers import ordered
from service.api.job_shapes import ArchiveOrder, Job, JobHeaders
from service.api.plan_shapes import PlanPath
from service.api.schemas import Lang, refusals
from service.faults import asked_language
from service.jobs.desk import Desk
from service.jobs.job import Order


def archives_api(desk: Desk) -> APIBlueprint:
    """The route of archive packages, ordered at `desk`."""
    tag = Tag(name="archive", description="PDF/A, Word, metadata and checksums, for the case and archive system.")
    api = APIBlueprint("archives", __name__, abp_tags=[tag])

    @api.post("/v1/plans/<plan>/archive-packages", responses={202: Job, **refusals(401, 403, 404, 413, 415, 429, 507)})
    @needs(Role.READER, Reach.PLAN)
    def order_package(path: PlanPath, query: Lang, header: JobHeaders, body: ArchiveOrder) -> Any:
        """Pack one edition of a plan that is kept; the Location names the job."""
        plan = asked_plan()
        chosen = body.model_dump(include={"edition", "depth", "form"}, exclude_none=True)
        options = chosen | {"formats": "docx,pdf", "lang": asked_language() or ""}
        journal = body.journal.model_dump(exclude_none=True)
        return ordered(
            desk,
            Order(
                "archive",
                {"sequence": plan.sequence, "options": options, "journal": journal},
                organisation=asker().organisation,
                owner=asker().who,
                plan=plan.id,
                key=header.idempotency_key or "",
                callback=body.callback or "",
            ),
        )

    return api
