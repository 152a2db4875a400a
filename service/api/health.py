"""`/livez` and `/readyz`, for whoever starts and restarts the service, and the API's own description."""

from typing import Any

from flask import current_app
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem
from service.api.schemas import Health, refusals
from service.faults import answer
from service.jobs.build_queue import BuildQueue


def health_api(queue: BuildQueue) -> APIBlueprint:
    """The routes that tell about the service itself."""
    api = APIBlueprint("health", __name__, abp_tags=[Tag(name="service", description="The service itself.")])

    @api.get("/livez", responses={200: Health, **refusals()})
    def alive() -> Any:
        """The process answers."""
        return {"status": "alive"}

    @api.get("/readyz", responses={200: Health, **refusals(503)})
    def ready() -> Any:
        """Builds are taken and worked on."""
        return {"status": "ready"} if queue.ready() else answer(503, Problem("service-not-ready"))

    @api.get("/v1/openapi.json", responses={200: None, **refusals()})
    def openapi() -> Any:
        """This description."""
        return current_app.api_doc  # type: ignore[attr-defined]

    return api
