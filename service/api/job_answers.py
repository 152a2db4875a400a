"""How orders of jobs are taken, and how jobs and their files are shown: the same for every kind."""

from typing import Any, Final

from flask import Response, send_file, url_for

from assembler.problem import Place, Problem
from service.access.asking import asker
from service.access.principal import Role
from service.callbacks.address import is_allowed
from service.faults import Turned, answer, document
from service.jobs.desk import Desk
from service.jobs.job import Order, OtherOrder, QueueFull, Status

_RETRY_SECONDS: Final = 10
# The rest, faults of what was sent and limits that it met, is 422.
_STATUSES: Final = {"isolate-cancelled": 409, "isolate-crash": 500, "service-job-tries": 500, "service-storage": 507}
_MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html",
    "json": "application/json",
    "zip": "application/zip",
}
# A page made of somebody's text is shown, but runs nothing here.
_SANDBOX: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def ordered(desk: Desk, order: Order) -> tuple[Any, int, dict[str, str]]:
    """The answer to an order: 202 and the job. Turned away: 422 for an address that may not be called, or for a key
    that names another order; 429 when too many are waiting."""
    if order.callback and not is_allowed(order.callback, desk.settings.callbacks):
        raise Turned(422, Problem("service-job-callback", Place(pointer="/callback")))
    try:
        status = desk.enqueue(order)
    except OtherOrder:
        raise Turned(422, Problem("service-key-reused")) from None
    except QueueFull:
        busy = Problem("service-busy", values={"seconds": _RETRY_SECONDS})
        raise Turned(429, busy, {"Retry-After": str(_RETRY_SECONDS)}) from None
    return shown(status), 202, {"Location": url_for("jobs.show_job", id=status.id)}


def found(desk: Desk, id: str, role: Role = Role.READER) -> Status:
    """A job that the asker may see; with a higher role, change. 404 for any other: it must not tell that it is."""
    status = desk.status(id, asker().organisation)
    if status is None or not is_shown(status):
        raise Turned(404, Problem("service-no-such-job"))
    if not _may(status, role):
        raise Turned(403, Problem("service-not-allowed", values={"role": role.word}))
    return status


def shown(status: Status) -> dict[str, Any]:
    """A job as the API shows it."""
    has_report = any(file.name == "report.json" for file in status.files)
    return {
        "id": status.id,
        "href": url_for("jobs.show_job", id=status.id),
        "kind": status.order.kind,
        "plan": status.order.plan or None,
        "state": status.state,
        "steps": list(status.steps),
        "outcome": status.end.outcome or None,
        "problem": _problem(status),
        "files": [
            {
                "name": file.name,
                "href": url_for("jobs.fetch_file", id=status.id, name=file.name),
                "bytes": file.bytes,
                "sha256": file.sha256,
                "media_type": media_type(file.name),
            }
            for file in status.files
        ],
        "report": url_for("jobs.fetch_report", id=status.id) if has_report else None,
        "detail": status.end.detail,
        "created_at": status.created,
        "started_at": status.started or None,
        "ended_at": status.ended or None,
        "runs": status.runs,
        "callback": status.called,
    }


def file_of(desk: Desk, status: Status, name: str) -> Response:
    """A finished file; 409 until the job is done, 404 when it made no such file."""
    if status.state != "done":
        return answer(409, Problem("service-not-done", values={"state": status.state}))
    digests = [file.sha256 for file in status.files if file.name == name]
    path = desk.blobs.path(digests[0]) if digests else None
    if path is None or not path.is_file():
        return answer(404, Problem("service-no-such-file", values={"name": name[:200]}))
    response = send_file(path, media_type(name), download_name=name, etag=False, conditional=False)
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.set_etag(digests[0])
    return response


def media_type(name: str) -> str:
    """The media type of a file that we made, by its name."""
    return _MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def is_shown(status: Status) -> bool:
    """Whether the asker may see the job and what it made."""
    return _may(status, Role.READER)


def _may(status: Status, role: Role) -> bool:
    """Whether the asker has a role for the job: for the whole of its plan; without one, who ordered it has every role.

    What a job makes is the whole plan, so a role in a chapter of it is not enough.
    """
    who, order = asker(), status.order
    if order.plan:
        return who.may(role, order.plan)
    return order.owner == who.who or who.may(role)


def _problem(status: Status) -> dict[str, Any] | None:
    """What a job ended badly with, as a problem document; None for any other."""
    match status.state:
        case "refused":
            main = Problem("service-refused")
        case "failed" | "cancelled":
            main = next(iter(status.end.problems), Problem("isolate-cancelled"))
        case _:
            return None
    return document(_STATUSES.get(main.code, 422), main, status.end.problems)
