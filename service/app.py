"""The application factory: the engine's second door, over HTTP, on this machine only."""

import weakref
from importlib.metadata import version
from urllib.parse import urlsplit

from flask import Response, abort, request
from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from service.api.builds import builds_api
from service.api.health import health_api
from service.api.plans import plans_api
from service.api.schemas import ProblemDocument
from service.faults import on_http_exception, on_invalid_parameters
from service.jobs.build_queue import BuildQueue
from service.settings import LOOPBACK, Settings


def create_app(settings: Settings) -> OpenAPI:
    """The WSGI application. Its builds end with it, or with the process."""
    queue = BuildQueue(settings)
    app = OpenAPI(
        "service",
        info=Info(title="Plansats", version=version("plansats")),
        doc_ui=False,
        validation_error_model=ProblemDocument,
        validation_error_callback=on_invalid_parameters,
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config["MAX_CONTENT_LENGTH"] = settings.upload_bytes
    # A page of somebody else that names this machine by a name of its own (DNS rebinding) is not answered.
    app.config["TRUSTED_HOSTS"] = [f"[{name}]" if ":" in name else name for name in LOOPBACK]
    weakref.finalize(app, queue.close)
    for api in (health_api(queue), plans_api, builds_api(queue)):
        app.register_api(api)
    app.register_error_handler(HTTPException, on_http_exception)
    app.register_error_handler(ValidationError, on_invalid_parameters)
    app.before_request(_refuse_foreign_pages)
    app.after_request(_guard)
    return app


def _refuse_foreign_pages() -> None:
    """A browser says which page asks; a page from elsewhere may not use a service that trusts this machine."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        abort(403)


def _guard(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
