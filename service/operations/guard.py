"""What protects the service and the people who use it, whatever route they ask for."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from assembler.problem import Problem
from service.access.gate import Gate
from service.access.rates import Rates
from service.access.secrets import prefix_of
from service.faults import Turned
from service.settings import Settings

_OPEN = ("/livez", "/readyz")


def guard_requests(app: Flask, settings: Settings, gate: Gate) -> None:
    """Bound how often somebody asks, turn foreign pages away, ask the gate, and set the headers of every answer."""
    rates = Rates(settings.requests_a_minute, settings.burst)
    own = urlsplit(settings.public_url).netloc

    @app.before_request
    def _check() -> None:
        wait = 0 if request.path in _OPEN else rates.wait(_who())
        if wait:
            raise Turned(429, Problem("service-too-often", values={"seconds": wait}), {"Retry-After": str(wait)})
        _refuse_foreign_pages(own)
        gate.check()

    @app.after_request
    def _set(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def _who() -> str:
    """Whose requests are counted together: the key's, else those of the address."""
    key = prefix_of(request.headers.get("Authorization", "").partition(" ")[2].strip())
    return f"key:{key}" if key else f"address:{request.remote_addr}"


def _refuse_foreign_pages(own: str) -> None:
    """A browser says which page asks; a page from elsewhere may not use this service on somebody's behalf."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc not in (request.host, own):
        abort(403)
