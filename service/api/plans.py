"""`/v1/plans`: create a plan, list and fetch plans, judge one as a whole, take it home as a zip, delete it."""

from typing import Any, Final

from flask import Response, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem, Refused, errors
from service.access.asking import asked_plan, asker, author
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.plan_shapes import (
    Before,
    ChangeList,
    CreateHeaders,
    FaultList,
    IfMatch,
    Page,
    PlanList,
    PlanPath,
    StoredPlanShape,
)
from service.api.preconditions import demand_match, quoted
from service.api.schemas import Lang, binary, refusals
from service.api.shown import faults_shown, file_shown, next_page, plan_shown
from service.api.uploads import FORM, MEDIA_TYPES, UnknownMediaType, read_upload
from service.archive import packed
from service.faults import Turned, answer
from service.jobs.desk import Desk
from service.judging import judge_folder, judge_json, judge_zip
from service.store.files import changes, digest
from service.store.plans import KeyReused, PlanStore, RequestKey
from service.store.values import Changed, StoredPlan

_SCHEMAS: Final = {
    "application/zip": {"type": "string"},
    "application/json": {"type": "object"},
    FORM: {
        "type": "object",
        "properties": {"plan": {"type": "string", "format": "binary", "contentMediaType": "application/zip"}},
        "required": ["plan"],
    },
}
_UPLOAD: Final[dict[str, Any]] = {
    "required": True,
    "description": "A zipped plan folder, a plan as JSON, or a form with either as its file `plan`.",
    "content": {media_type: {"schema": _SCHEMAS[media_type]} for media_type in MEDIA_TYPES},
}


def plans_api(store: PlanStore, desk: Desk) -> APIBlueprint:
    """The routes of plans, kept in `store`; what is made of them lies at `desk`."""
    api = APIBlueprint("plans", __name__, abp_tags=[Tag(name="plans", description="Plans that the service keeps.")])

    @api.get("/v1/plans", responses={200: PlanList, **refusals(401, 403)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def list_plans(query: Page) -> Any:
        """A page of the plans that you may read."""
        return _listed(store, query)

    @api.post("/v1/plans", request_body=_UPLOAD, responses={201: StoredPlanShape, **refusals(401, 403, 413, 415, 507)})
    @needs(Role.EDITOR, Reach.ORGANISATION)
    def create_plan(query: Lang, header: CreateHeaders) -> Any:
        """Keep a new plan. One that has faults is refused with all of them."""
        return _created(store, header.idempotency_key or "")

    @api.get("/v1/plans/<plan>", responses={200: StoredPlanShape, **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.PART)
    def show_plan(path: PlanPath, query: Lang) -> Any:
        """A plan."""
        return plan_shown(asked_plan()), 200, {"ETag": quoted(asked_plan().etag)}

    @api.delete("/v1/plans/<plan>", responses={204: None, **refusals(401, 403, 404, 412, 428)})
    @needs(Role.OWNER, Reach.PLAN)
    def delete_plan(path: PlanPath, query: Lang, header: IfMatch) -> Any:
        """Remove a plan with all its revisions, and what was made of it. If-Match must have the plan's ETag."""
        return _deleted(store, desk, header.if_match)

    _wholes(api, store)
    return api


def _wholes(api: APIBlueprint, store: PlanStore) -> None:
    """The routes of a plan as a whole: its folder, what is wrong with it, what has changed."""

    @api.get("/v1/plans/<plan>/archive", responses={**binary("application/zip"), **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.PLAN)
    def fetch_archive(path: PlanPath, query: Lang) -> Any:
        """The plan folder as a zip: what `plansats build` takes, and what creates the same plan anew."""
        return _zipped(store, asked_plan())

    @api.get("/v1/plans/<plan>/faults", responses={200: FaultList, **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.PLAN)
    def list_faults(path: PlanPath, query: Lang) -> Any:
        """Everything that there is to say about the plan as a whole, ledgers included."""
        plan = asked_plan()
        problems = judge_folder(store.folder(plan.id, plan.sequence))
        return {"sequence": plan.sequence, "buildable": not errors(problems), "faults": faults_shown(problems)}

    @api.get("/v1/plans/<plan>/changes", responses={200: ChangeList, **refusals(401, 403, 404)})
    @needs(Role.REVIEWER, Reach.PLAN)
    def list_changes(path: PlanPath, query: Before) -> Any:
        """The changes of every file of the plan, the newest first."""
        return _changes(store, asked_plan(), query)


def _listed(store: PlanStore, query: Page) -> dict[str, Any]:
    principal = asker()
    found = store.plans(principal.organisation, principal.plans(), query.after, query.limit + 1)
    shown = found[: query.limit]
    following = next_page({"after": shown[-1].id}) if len(found) > query.limit else None
    return {"items": [plan_shown(plan) for plan in shown], "next": following}


def _created(store: PlanStore, key: str) -> Any:
    try:
        kind, content = read_upload()
        request = RequestKey(key, digest(content) if key else "")
        # A key that names another content is told before that is judged.
        store.made_by(author(), request)
        judged = judge_zip(content) if kind == "folder" else judge_json(content)
        plan = store.create(judged.files, author(), request)
    except UnknownMediaType as fault:
        raise Turned(415, Problem("service-media-type")) from fault
    except KeyReused as fault:
        raise Turned(422, Problem("service-key-reused")) from fault
    except Refused as refused:
        return answer(422, Problem("service-plan-refused"), refused.problems)
    headers = {"Location": plan_shown(plan)["href"], "ETag": quoted(plan.etag)}
    return plan_shown(plan) | {"warnings": faults_shown(judged.warnings)}, 201, headers


def _deleted(store: PlanStore, desk: Desk, if_match: str | None) -> Response:
    plan = asked_plan()
    demand_match(if_match, plan.etag, plan_shown(plan))
    try:
        store.delete(plan.id, author(), plan.sequence)
    except Changed:
        now = store.plan(plan.organisation, plan.id)
        demand_match("", now.etag if now else None, plan_shown(now) if now else None)
    desk.forget_plan(plan.organisation, plan.id)
    return Response(status=204)


def _zipped(store: PlanStore, plan: StoredPlan) -> Response:
    response = Response(packed(store.folder(plan.id, plan.sequence)), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{plan.id}.zip"'
    response.headers["ETag"] = quoted(plan.etag)
    response.make_conditional(request)
    return response


def _changes(store: PlanStore, plan: StoredPlan, query: Before) -> dict[str, Any]:
    """A page has whole changes, so it may have more items than asked for."""
    with store.database.reading() as connection:
        found = changes(connection, plan.id, query.before, query.limit)
    items = [file_shown(plan, state) | {"sequence": state.sequence} for state in found]
    following = next_page({"before": found[-1].sequence}) if found and found[-1].sequence > 1 else None
    return {"items": items, "next": following}
