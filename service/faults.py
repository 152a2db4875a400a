"""The one form of every error answer: a problem document (RFC 9457) with all faults, in the reader's language.

A document has `type`, `title`, `status`, `detail` and `code`, and `faults`: each with its own code, place, message
and remedy. `title` says what is wrong, `detail` what to do about it.
"""

import errno
import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from assembler.messages.catalogue import Lang, wording
from assembler.problem import Problem, Refused
from service.store.engine import Moved, is_full
from service.store.values import Missing

_log = logging.getLogger(__name__)
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MOMENTS: Final = 3
MEDIA_TYPE: Final = "application/problem+json"
_CODES: Final = {
    403: "service-foreign-origin",
    404: "service-not-found",
    405: "service-method",
    413: "service-too-large",
    415: "service-media-type",
    500: "service-internal",
}


class Turned(Exception):
    """A request that is turned away: the status and the problem of its answer, and headers that it needs."""

    def __init__(self, status: int, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        """`headers` are those that the status calls for (WWW-Authenticate, Retry-After, ETag)."""
        self.status, self.problem, self.headers = status, problem, dict(headers or {})
        super().__init__(problem.code)


class TurnedByConflict(Turned):
    """412: somebody else was first. The answer's `current` has what is there now, `None` for nothing."""

    def __init__(self, problem: Problem, current: Any, etag: str) -> None:
        """`etag` is that of `current`, in quotes, "" for nothing."""
        self.current = current
        super().__init__(412, problem, {"ETag": etag} if etag else {})


def on_turned(turned: Turned) -> Response:
    """The answer to a request that was turned away."""
    said = document(turned.status, turned.problem)
    if isinstance(turned, TurnedByConflict):
        said["current"] = turned.current
    response = _response(said, turned.status)
    response.headers.extend(turned.headers)
    return response


def on_database_fault(fault: OperationalError) -> Response:
    """507 when the disk is full: what was there stays, and can be read; 503 when the database cannot be had now."""
    if is_full(fault):
        return answer(507, Problem("service-storage", values={"reason": "ENOSPC"}))
    _log.error("the database does not answer", exc_info=fault)
    response = answer(503, Problem("service-not-ready"))
    response.headers["Retry-After"] = "2"
    return response


def on_system_fault(fault: OSError) -> Response:
    """507 when the disk is full, else 500."""
    if fault.errno in _FULL:
        return answer(507, Problem("service-storage", values={"reason": fault.strerror or ""}))
    _log.error("the system refuses", exc_info=fault)
    return answer(500, Problem("service-internal"))


def on_moved(moved: Moved) -> Response:
    """503: the data folder was taken away under the service."""
    _log.error("the folder of the data is not the one that was opened")
    return answer(503, Problem("service-data-moved"))


def on_refused(refused: Refused) -> Response:
    """422 with everything that is wrong with what was sent, or with what was asked to be shown."""
    return answer(422, Problem("service-faulty-request"), refused.problems)


def on_busy(busy: Exception) -> Response:
    """429: others are being served, and this takes only moments."""
    response = answer(429, Problem("service-too-often", values={"seconds": _MOMENTS}))
    response.headers["Retry-After"] = str(_MOMENTS)
    return response


def on_missing(missing: Missing) -> Response:
    """404: the plan was deleted while the request was being answered."""
    return answer(404, Problem("service-no-such-plan"))


def language() -> Lang:
    """The language of the answer: the one asked for, else nb."""
    return asked_language() or "nb"


def asked_language() -> Lang | None:
    """`lang` in the address, else the first known one of Accept-Language; `None` when none is asked for."""
    wanted = [request.args.get("lang", ""), *request.accept_languages.values()]
    for tag in wanted:
        # "nn-NO" asks for nn; "no" is what browsers say for nb.
        match tag.lower().partition("-")[0]:
            case "nb" | "nn" | "en" as lang:
                return lang
            case "no":
                return "nb"
    return None


def fault(problem: Problem, lang: Lang) -> dict[str, Any]:
    """One problem as JSON. `place` has only the parts that apply; `where` says them in words."""
    words = wording(problem, lang)
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "place": problem.place.as_json(),
        "where": words.place,
        "message": words.message,
        "remedy": words.remedy,
    }


def document(status: int, problem: Problem, faults: Iterable[Problem] = ()) -> dict[str, Any]:
    """The problem document; without `faults`, `problem` itself is the only one."""
    lang = language()
    words = wording(problem, lang)
    return {
        "type": f"urn:plansats:problem:{problem.code}",
        "title": words.message,
        "status": status,
        "detail": words.remedy,
        "code": problem.code,
        "faults": [fault(each, lang) for each in (tuple(faults) or (problem,))],
    }


def answer(status: int, problem: Problem, faults: Iterable[Problem] = ()) -> Response:
    """The problem document as a response."""
    return _response(document(status, problem, faults), status)


def _response(said: Any, status: int) -> Response:
    """JSON with letters as they are; half a surrogate pair, which no encoding has, as the escape that JSON knows."""
    content = json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(content, status, {"Content-Language": language()}, mimetype=MEDIA_TYPE)


def on_http_exception(exception: HTTPException) -> Response:
    """Every refusal by the framework (404, 405, 413, 415 …) in the one form."""
    if isinstance(exception.response, Response):
        # One of ours, on its way out.
        return exception.response
    status = exception.code or 500
    most = int(current_app.config["MAX_CONTENT_LENGTH"]) // 2**20
    values: dict[str, str | int] = {"most": most} if status == 413 else {}
    usual = "service-foreign-host" if isinstance(exception, SecurityError) else "service-bad-request"
    response = answer(status, Problem(_CODES.get(status, usual), values=values))
    # A 405 must name the methods that are allowed (RFC 9110, 15.5.6).
    kept = [(name, value) for name, value in exception.get_headers() if name in ("Allow", "Retry-After")]
    response.headers.extend(kept)
    return response
