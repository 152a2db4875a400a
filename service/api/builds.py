"""`/v1/builds` and `/v1/plans/<plan>/builds`: order a build of a plan that is sent along, or of one that is kept."""

from typing import Any, Final

from flask import request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem, Refused
from service.access.asking import asked_plan, asker
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.job_answers import ordered
from service.api.job_shapes import Job, JobHeaders, Ordered
from service.api.plan_shapes import PlanPath
from service.api.schemas import refusals
from service.api.uploads import FORM, MEDIA_TYPES, UnknownMediaType, read_upload
from service.faults import Turned, answer, asked_language
from service.jobs.desk import Desk
from service.jobs.job import Order

_FORM_SCHEMA: Final = {
    "type": "object",
    "properties": {
        "plan": {"type": "string", "format": "binary", "contentMediaType": "application/zip"},
        **{name: {"type": "string"} for name in Ordered.model_fields},
    },
    "required": ["plan"],
}
_SCHEMAS: Final = {"application/json": {"type": "object"}, FORM: _FORM_SCHEMA}
_UPLOAD: Final[dict[str, Any]] = {
    "required": True,
    "description": "A zipped plan folder, a plan as JSON, or a form with either as its file `plan`.",
    "content": {media_type: {"schema": _SCHEMAS.get(media_type, {"type": "string"})} for media_type in MEDIA_TYPES},
}


def builds_api(desk: Desk) -> APIBlueprint:
    """The routes of builds, ordered at `desk`."""
    tag = Tag(name="builds", description="From a plan to Word, PDF, HTML, a spreadsheet and a report.")
    api = APIBlueprint("builds", __name__, abp_tags=[tag])

    @api.post("/v1/builds", request_body=_UPLOAD, responses={202: Job, **refusals(401, 403, 413, 415, 429, 507)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def order_build(query: Ordered, header: JobHeaders) -> Any:
        """Build a plan that is sent along; the Location names the job."""
        return _sent(desk, query, header.idempotency_key or "")

    @api.post("/v1/plans/<plan>/builds", responses={202: Job, **refusals(401, 403, 404, 429, 507)})
    @needs(Role.READER, Reach.PLAN)
    def build_plan(path: PlanPath, query: Ordered, header: JobHeaders) -> Any:
        """Build a plan that is kept, as it is now; the Location names the job."""
        plan = asked_plan()
        options = query.options() | {"lang": asked_language() or ""}
        return ordered(
            desk,
            Order(
                "build",
                {"sequence": plan.sequence, "options": options},
                organisation=asker().organisation,
                owner=asker().who,
                plan=plan.id,
                key=header.idempotency_key or "",
                callback=query.callback or "",
            ),
        )

    return api


def _sent(desk: Desk, query: Ordered, key: str) -> Any:
    form = Ordered.model_validate(request.form.to_dict())
    try:
        kind, content = read_upload()
    except UnknownMediaType:
        raise Turned(415, Problem("service-media-type")) from None
    except Refused as refused:
        return answer(422, Problem("service-faulty-request"), refused.problems)
    id = desk.blobs.put(content)
    options = {**query.options(), **form.options(), "lang": asked_language() or ""}
    return ordered(
        desk,
        Order(
            "build",
            {"content": id, "form": kind, "options": options},
            contents=(id,),
            organisation=asker().organisation,
            owner=asker().who,
            key=key,
            callback=form.callback or query.callback or "",
        ),
    )
