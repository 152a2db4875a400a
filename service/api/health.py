"""`/livez`, `/readyz` and `/metrics` for whoever runs the service, and the API's own description."""

from collections.abc import Callable
from typing import Any, cast

from flask import Response, current_app
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from flask_openapi.openapi import OpenAPI

from assembler.problem import Problem
from service.access.permission import Reach, is_open, needs
from service.access.principal import Role
from service.api.description import described
from service.api.schemas import Health, Lang, binary, refusals
from service.faults import answer
from service.operations.metrics import MEDIA_TYPE, Metrics


def health_api(is_ready: Callable[[], bool], metrics: Metrics) -> APIBlueprint:
    """The routes that tell about the service itself."""
    api = APIBlueprint("health", __name__, abp_tags=[Tag(name="service", description="The service itself.")])

    @api.get("/livez", responses={200: Health, **refusals()})
    @is_open
    def alive(query: Lang) -> Any:
        """The process answers."""
        return {"status": "alive"}

    @api.get("/readyz", responses={200: Health, **refusals(503)})
    @is_open
    def ready(query: Lang) -> Any:
        """Plans are kept, orders are taken and worked on."""
        return {"status": "ready"} if is_ready() else answer(503, Problem("service-not-ready"))

    @api.get("/metrics", responses={**binary("text/plain"), **refusals(401, 403)})
    @needs(Role.OWNER, Reach.MACHINE)
    def show_metrics(query: Lang) -> Any:
        """Counters in the text format of Prometheus: for this machine itself, or for an owner's key."""
        return Response(metrics.text(), content_type=MEDIA_TYPE)

    @api.get("/v1/openapi.json", responses={200: None, **refusals()})
    @is_open
    def openapi(query: Lang) -> Any:
        """This description."""
        return described(cast(OpenAPI, current_app))

    return api
