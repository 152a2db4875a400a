"""What happens around every request: its id, its line in the log, its count in the metrics."""

import logging
import re
import time
from secrets import token_hex
from typing import Final

from flask import Flask, Response, g, request

from service.access.asking import asker, begin, request_id
from service.operations.metrics import Metrics

_log = logging.getLogger("service.requests")
HEADER: Final = "X-Request-Id"
_ID: Final = re.compile(r"[\w.\-]{1,64}")
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def watch_requests(app: Flask, metrics: Metrics) -> None:
    """Number, log and count every request of `app`. Must come before all else that looks at requests."""

    @app.before_request
    def _begin() -> None:
        given = request.headers.get(HEADER, "")
        begin(given if _ID.fullmatch(given) else token_hex(8))
        g.plansats_began = time.perf_counter()

    @app.after_request
    def _end(response: Response) -> Response:
        # A request for a host that is not ours is turned away before it begins.
        seconds = time.perf_counter() - g.get("plansats_began", time.perf_counter())
        method = request.method if request.method in _METHODS else "other"
        route = request.url_rule.rule if request.url_rule else ""
        metrics.count(method, route, response.status_code, seconds)
        _log.log(
            logging.ERROR if response.status_code >= 500 else logging.INFO,
            "request",
            extra={
                "request": request_id(),
                "method": method,
                "route": route,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
                "organisation": asker().organisation,
                "who": asker().who if asker().id else "",
            },
        )
        response.headers[HEADER] = request_id() or token_hex(8)
        return response
