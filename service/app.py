"""The application factory: the engine's second door, over HTTP."""

import logging
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from flask import request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from assembler.problem import Refused
from service.access.asking import PROXIES, request_id
from service.access.gate import Gate
from service.access.passwords import Busy
from service.api.archives import archives_api
from service.api.audit import audit_api
from service.api.blocks import blocks_api
from service.api.builds import builds_api
from service.api.checks import checks_api
from service.api.description import SCHEMES
from service.api.files import files_api
from service.api.health import health_api
from service.api.jobs import jobs_api
from service.api.keys import keys_api
from service.api.language import language_api
from service.api.ledgers import ledgers_api
from service.api.members import members_api
from service.api.plans import plans_api
from service.api.schedules import schedules_api
from service.api.schemas import ProblemDocument
from service.api.session import Doorkeeper, session_api
from service.api.types import types_api
from service.api.word import word_api
from service.faults import (
    Turned,
    on_busy,
    on_database_fault,
    on_http_exception,
    on_missing,
    on_moved,
    on_refused,
    on_system_fault,
    on_turned,
)
from service.jobs.desk import Desk
from service.json_reading import Json
from service.operations.guard import guard_requests
from service.operations.metrics import Metrics
from service.operations.watch import watch_requests
from service.parameters import on_invalid_parameters
from service.settings import LOOPBACK, Settings
from service.store.engine import Moved
from service.store.plans import PlanStore
from service.store.schema import is_current, opened
from service.store.values import Missing
from service.web.blueprint import web_pages
from service.web.shell import Ports
from service.web.welcome import welcome_page

_log = logging.getLogger(__name__)


class Service(OpenAPI):
    """The framework's application, whose logs tell the route of a fault, and not the address: that names people."""

    def log_exception(self, exc_info: Any) -> None:
        """A fault that nobody expected, with its class and the lines that it went through."""
        route = request.url_rule.rule if request.url_rule else ""
        _log.error("a fault of the program", exc_info=exc_info, extra={"request": request_id(), "route": route})


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes stand on."""

    settings: Settings
    store: PlanStore
    desk: Desk
    doorkeeper: Doorkeeper
    metrics: Metrics

    def is_ready(self) -> bool:
        """Whether plans are kept and orders taken."""
        try:
            return is_current(self.store.database) and self.desk.ready()
        except (OperationalError, Moved):
            return False

    def close(self) -> None:
        """Let go of the databases."""
        self.desk.close()
        self.store.database.close()


def create_app(settings: Settings) -> OpenAPI:
    """The WSGI application, its tables brought up to date. Jobs are done by workers of their own (`jobs.crew`)."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = opened(settings.url, settings.most_pages)
    doorkeeper = Doorkeeper(database, settings)
    parts = Parts(settings, PlanStore(database), Desk(settings.jobs), doorkeeper, Metrics())
    app = Service(
        "service",
        info=Info(title="Plansats", version=version("plansats")),
        doc_ui=False,
        validation_error_model=ProblemDocument,
        validation_error_callback=on_invalid_parameters,
        security_schemes=SCHEMES,
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    # An address with an empty part is nobody's; it is not led to another one.
    app.url_map.merge_slashes = False
    app.json = Json(app)
    app.config["MAX_CONTENT_LENGTH"] = settings.upload_bytes
    # A page of somebody else that names this service by a name of its own (DNS rebinding) is not answered.
    app.config["TRUSTED_HOSTS"] = settings.trusted_hosts
    app.config[PROXIES] = frozenset((*LOOPBACK, *settings.proxies))
    weakref.finalize(app, parts.close)
    watch_requests(app, parts.metrics)
    guard_requests(app, settings, Gate(parts.store))
    for api in _apis(parts):
        app.register_api(api)
    app.register_blueprint(welcome_page(database, doorkeeper))
    app.register_blueprint(web_pages(app, Ports(parts.store, parts.desk), doorkeeper, settings.public_url))
    _answer_faults(app)
    return app


def _apis(parts: Parts) -> Iterator[APIBlueprint]:
    store, desk, database = parts.store, parts.desk, parts.store.database
    yield health_api(parts.is_ready, parts.metrics)
    yield from (plans_api(store, desk), blocks_api(store), files_api(store), ledgers_api(store))
    yield from (builds_api(desk), jobs_api(desk), checks_api(desk), archives_api(desk))
    yield from (word_api(desk), language_api(), schedules_api(store), types_api())
    yield from (members_api(database, parts.settings.public_url), keys_api(database), audit_api(database))
    yield session_api(database, parts.doorkeeper)


def _answer_faults(app: OpenAPI) -> None:
    """Every fault in the one form."""
    app.register_error_handler(HTTPException, on_http_exception)
    app.register_error_handler(ValidationError, on_invalid_parameters)
    app.register_error_handler(Turned, on_turned)
    app.register_error_handler(Refused, on_refused)
    app.register_error_handler(Missing, on_missing)
    app.register_error_handler(Busy, on_busy)
    app.register_error_handler(OperationalError, on_database_fault)
    app.register_error_handler(Moved, on_moved)
    app.register_error_handler(OSError, on_system_fault)
