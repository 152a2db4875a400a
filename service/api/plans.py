"""`/v1/plans`: the plans that the service keeps. Without a store it keeps none, and says so with an empty page."""

from typing import Any

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from service.api.schemas import Lang, PlanPage, refusals

plans_api = APIBlueprint("plans", __name__, abp_tags=[Tag(name="plans", description="Plans that the service keeps.")])


@plans_api.get("/v1/plans", responses={200: PlanPage, **refusals()})
def list_plans(query: Lang) -> Any:
    """A page of the plans that are kept."""
    return {"items": [], "next": None}
