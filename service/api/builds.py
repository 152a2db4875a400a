"""`/v1/builds`: order a build, watch it, fetch its files and its report, stop it."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request, send_file, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem, Refused
from service.api.schemas import Build, BuildOptions, BuildPath, FilePath, Lang, refusals
from service.api.uploads import FORM, MEDIA_TYPES, UnknownMediaType, read_upload
from service.faults import answer, asked_language, document
from service.jobs.build_queue import BuildQueue
from service.jobs.order import Order, QueueFull, Status

_RETRY_SECONDS: Final = 10
# The rest, faults of the plan and limits that it met, is 422.
_STATUSES: Final = {"isolate-cancelled": 409, "isolate-crash": 500, "service-storage": 507}
_MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html",
    "json": "application/json",
}
_UPLOAD: Final[dict[str, Any]] = {
    "required": True,
    "description": "A zipped plan folder, a plan as JSON, or a form with either as its file `plan`.",
    "content": {
        media_type: {"schema": {"type": "object"} if media_type == "application/json" else {"type": "string"}}
        for media_type in MEDIA_TYPES
        if media_type != FORM
    }
    | {
        FORM: {
            "schema": {
                "type": "object",
                "properties": {
                    "plan": {"type": "string", "contentMediaType": "application/zip"},
                    **{name: {"type": "string"} for name in BuildOptions.model_fields},
                },
                "required": ["plan"],
            }
        }
    },
}


def _shown(status: Status) -> dict[str, Any]:
    """A build's status as the API shows it."""
    has_report = any(file.name == "report.json" for file in status.files)
    return {
        "id": status.id,
        "href": url_for("builds.show_build", id=status.id),
        "state": status.state,
        "steps": list(status.steps),
        "outcome": status.outcome or None,
        "problem": _problem(status),
        "files": [
            {
                "name": file.name,
                "href": url_for("builds.fetch_file", id=status.id, name=file.name),
                "bytes": file.bytes,
                "sha256": file.sha256,
                "media_type": _media_type(file.name),
            }
            for file in status.files
        ],
        "report": url_for("builds.fetch_report", id=status.id) if has_report else None,
    }


def _problem(status: Status) -> dict[str, Any] | None:
    """What a build ended badly with, as a problem document; None for any other."""
    match status.state:
        case "refused":
            main = Problem("service-refused")
        case "failed" | "cancelled":
            main = next(iter(status.problems), Problem("isolate-cancelled"))
        case _:
            return None
    return document(_STATUSES.get(main.code, 422), main, status.problems)


def _media_type(name: str) -> str:
    return _MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def builds_api(queue: BuildQueue) -> APIBlueprint:
    """The routes of builds, worked on by `queue`."""
    tag = Tag(name="builds", description="From a plan to Word, PDF, HTML, a spreadsheet and a report.")
    api = APIBlueprint("builds", __name__, url_prefix="/v1/builds", abp_tags=[tag])

    @api.post(
        "",
        request_body=_UPLOAD,
        responses={202: Build, **refusals(413, 415, 429)},
    )
    def order_build(query: BuildOptions) -> Any:
        """Order a build; the Location names it."""
        return _ordered(queue, query.given())

    @api.get("/<id>", responses={200: Build, **refusals(404)})
    def show_build(path: BuildPath, query: Lang) -> Any:
        """How far a build is, and what came of it."""
        status = queue.status(path.id)
        return _shown(status) if status else _no_such_build()

    @api.delete("/<id>", responses={204: None, **refusals(404)})
    def cancel_build(path: BuildPath, query: Lang) -> Any:
        """Stop a build that is not finished, or forget a finished one."""
        return Response(status=204) if queue.cancel(path.id) else _no_such_build()

    @api.get("/<id>/files/<name>", responses={200: None, **refusals(404, 409)})
    def fetch_file(path: FilePath, query: Lang) -> Any:
        """A finished file."""
        return _file(queue, path.id, path.name)

    @api.get("/<id>/report", responses={200: None, **refusals(404, 409)})
    def fetch_report(path: BuildPath, query: Lang) -> Any:
        """The report: as a page for readers who ask for HTML, else as JSON."""
        best = request.accept_mimetypes.best_match(["application/json", "text/html"], "application/json")
        return _file(queue, path.id, "report.html" if best == "text/html" else "report.json")

    return api


def _ordered(queue: BuildQueue, options: Mapping[str, str]) -> Response | tuple[Any, int, dict[str, str]]:
    try:
        form = BuildOptions.model_validate(request.form.to_dict()).given()
        kind, content = read_upload()
        status = queue.enqueue(Order(kind, content, {**options, **form, "lang": asked_language() or ""}))
    except UnknownMediaType:
        return answer(415, Problem("service-media-type"))
    except Refused as refused:
        return answer(422, Problem("service-faulty-request"), refused.problems)
    except QueueFull:
        response = answer(429, Problem("service-busy", values={"seconds": _RETRY_SECONDS}))
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
        return response
    return _shown(status), 202, {"Location": url_for("builds.show_build", id=status.id)}


def _file(queue: BuildQueue, id: str, name: str) -> Response:
    status = queue.status(id)
    if status is None:
        return _no_such_build()
    if status.state != "done":
        return answer(409, Problem("service-not-done", values={"state": status.state}))
    path = queue.file(id, name)
    if path is None or not path.is_file():
        return answer(404, Problem("service-no-such-file", values={"name": name[:200]}))
    response = send_file(path, _media_type(name), download_name=name, etag=False, conditional=False)
    # A page made of somebody's text is shown, but runs nothing here.
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
    )
    return response


def _no_such_build() -> Response:
    return answer(404, Problem("service-no-such-build"))
