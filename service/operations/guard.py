"""What protects the service and the people who use it, whatever route they ask for."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request

from assembler.problem import Problem
from service.access.asking import asker, caller
from service.access.gate import Gate
from service.access.permission import Reach, permission_of
from service.access.rates import Rates
from service.faults import Turned
from service.operations.doorway import UPLOAD
from service.settings import Settings

_RETRY_SECONDS: Final = 10


def guard_requests(app: Flask, settings: Settings, gate: Gate) -> None:
    """Bound how often somebody asks, turn foreign pages away, ask the gate, and set the headers of every answer."""
    rates = Rates(settings.requests_a_minute, settings.burst)
    own = {netloc for netloc in (urlsplit(settings.public_url).netloc,) if netloc}

    @app.before_request
    def _check() -> None:
        _refuse_unfinished(request.environ.get(UPLOAD, ""))
        _refuse_foreign_pages(own)
        try:
            gate.check()
        finally:
            # Who is known is counted as that; who is not, or is turned away, by the address.
            if not _is_open_to_read():
                _count(rates, asker().who if asker().id else f"address:{caller()}")

    @app.after_request
    def _set(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        response.headers["X-Content-Type-Options"] = "nosniff"
        # Nobody else learns an address. To ourselves it is told: without, a browser sends forms with the origin "null".
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def _is_open_to_read() -> bool:
    """Whether the request only reads what everybody may: pictures and styles of pages, the API's description."""
    permission = permission_of(current_app.view_functions.get(request.endpoint or "", _count))
    return permission is not None and permission.reach is Reach.OPEN and request.method in ("GET", "HEAD")


def _count(rates: Rates, who: str) -> None:
    wait = rates.wait(who)
    if wait:
        raise Turned(429, Problem("service-too-often", values={"seconds": wait}), {"Retry-After": str(wait)})


def _refuse_unfinished(upload: str) -> None:
    """What was sent did not come in time, or came when there was too much already."""
    if upload == "late":
        raise Turned(408, Problem("service-too-slow"), {"Connection": "close"})
    if upload == "unmeasured":
        raise Turned(411, Problem("service-length"), {"Connection": "close"})
    if upload == "full":
        busy = Problem("service-busy", values={"seconds": _RETRY_SECONDS})
        raise Turned(429, busy, {"Retry-After": str(_RETRY_SECONDS), "Connection": "close"})


def _refuse_foreign_pages(own: Collection[str]) -> None:
    """A browser says which page asks; a page from elsewhere may not use this service on somebody's behalf.

    "null" is the origin of a page that has none, such as one in a sandbox: anybody can make one.
    """
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc not in {request.host, *own}:
        abort(403)
