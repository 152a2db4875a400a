"""Word there and back: an editing copy of a plan that is kept, an edited one brought back, its conflicts settled."""

import json
from typing import Any, Final

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem
from service.access.asking import asked_plan, asker
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.job_answers import found, ordered
from service.api.job_shapes import Job, JobHeaders
from service.api.plan_shapes import PlanPath
from service.api.schemas import Lang, refusals
from service.api.uploads import body as upload
from service.api.word_shapes import ConflictList, ExportOrder, ImportOptions, ImportPath, Settling
from service.archive import archive_problems
from service.faults import Turned, answer, asked_language, language
from service.jobs.desk import Desk
from service.jobs.job import Kind, Order, Status

_FILE: Final[dict[str, Any]] = {
    "required": True,
    "description": "The edited Word file, as it is.",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


def word_api(desk: Desk) -> APIBlueprint:
    """The routes of Word there and back, ordered at `desk`."""
    tag = Tag(name="word", description="Texts edited in Word, and brought back without losing anybody's.")
    api = APIBlueprint("word", __name__, url_prefix="/v1/plans/<plan>/word", abp_tags=[tag])

    @api.post("/exports", responses={202: Job, **refusals(401, 403, 404, 413, 415, 429, 507)})
    @needs(Role.REVIEWER, Reach.PLAN)
    def order_export(path: PlanPath, query: Lang, header: JobHeaders, body: ExportOrder) -> Any:
        """Make the editing copy; the Location names the job, whose one file it is."""
        chosen = body.model_dump(include={"edition", "depth", "form"}, exclude_none=True)
        inputs = {
            "sequence": asked_plan().sequence,
            "options": chosen | {"lang": asked_language() or ""},
            "chapters": list(dict.fromkeys(body.chapters)),
            "comments": body.comments,
        }
        return ordered(desk, _order("word-export", inputs, header, body.callback))

    @api.post("/imports", request_body=_FILE, responses={202: Job, **refusals(401, 403, 404, 413, 415, 429, 507)})
    @needs(Role.EDITOR, Reach.PLAN)
    def order_import(path: PlanPath, query: ImportOptions, header: JobHeaders) -> Any:
        """Bring an edited copy back; the Location names the job, whose report says what becomes of each text."""
        return _brought(desk, query, header)

    _add_settling(api, desk)
    return api


def _add_settling(api: APIBlueprint, desk: Desk) -> None:
    @api.get("/imports/<id>/conflicts", responses={200: ConflictList, **refusals(401, 403, 404, 409)})
    @needs(Role.READER, Reach.PLAN)
    def list_conflicts(path: ImportPath, query: Lang) -> Any:
        """The conflicts that an import waits for somebody to settle."""
        return {"items": _conflicts(desk, _import(desk, path.id)), "next": None}

    @api.post("/imports/<id>/settle", responses={202: Job, **refusals(401, 403, 404, 409, 413, 415, 429, 507)})
    @needs(Role.EDITOR, Reach.PLAN)
    def settle_import(path: ImportPath, query: Lang, header: JobHeaders, body: Settling) -> Any:
        """Bring the same copy back once more with these choices; the Location names the new job."""
        before = _import(desk, path.id)
        choices = {block: [_as_json(choice) for choice in each] for block, each in body.choices.items()}
        inputs = dict(before.order.inputs) | {
            "sequence": asked_plan().sequence,
            "apply": body.apply,
            "choices": choices,
            "lang": language(),
        }
        return ordered(desk, _order("word-import", inputs, header, body.callback))


def _brought(desk: Desk, query: ImportOptions, header: JobHeaders) -> Any:
    content = upload(may_be_empty=True)
    problems = archive_problems(content) if content else (Problem("service-job-no-file"),)
    if problems:
        return answer(422, Problem("service-faulty-request"), problems)
    id = desk.blobs.put(content)
    inputs = {
        "sequence": asked_plan().sequence,
        "upload": id,
        "name": query.name,
        "lang": language(),
        "apply": query.apply,
        "choices": {},
    }
    return ordered(desk, _order("word-import", inputs, header, query.callback))


def _order(kind: Kind, inputs: dict[str, Any], header: JobHeaders, callback: str | None) -> Order:
    return Order(
        kind,
        inputs,
        contents=(inputs["upload"],) if "upload" in inputs else (),
        organisation=asker().organisation,
        owner=asker().who,
        plan=asked_plan().id,
        key=header.idempotency_key or "",
        callback=callback or "",
    )


def _import(desk: Desk, id: str) -> Status:
    """An import into the plan that the address names, whose report is there. 404 for any other job."""
    status = found(desk, id)
    if status.order.kind != "word-import" or status.order.plan != asked_plan().id:
        raise Turned(404, Problem("service-no-such-job"))
    if status.state != "done":
        raise Turned(409, Problem("service-not-done", values={"state": status.state}))
    return status


def _conflicts(desk: Desk, status: Status) -> list[dict[str, Any]]:
    report = next(file.sha256 for file in status.files if file.name == "report.json")
    blocks = json.loads(desk.blobs.get(report))["blocks"]
    return [
        {"block": block["id"], "title": block.get("title", ""), "conflicts": block["conflicts"]}
        for block in blocks
        if block.get("conflicts")
    ]


def _as_json(choice: Any) -> Any:
    return choice if isinstance(choice, str) else {"text": choice.text}
