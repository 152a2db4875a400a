"""Every route that stands on the jobs, or does small work at once: one list for the application."""

from flask_openapi.blueprint import APIBlueprint

from service.api.archives import archives_api
from service.api.builds import builds_api
from service.api.checks import checks_api
from service.api.jobs import jobs_api
from service.api.language import language_api
from service.api.schedules import schedules_api
from service.api.types import types_api
from service.jobs.desk import Desk
from service.store.plans import PlanStore


def job_apis(desk: Desk, store: PlanStore) -> tuple[APIBlueprint, ...]:
    """The blueprints; jobs are kept at `desk`, plans in `store`."""
    return (
        jobs_api(desk),
        builds_api(desk),
        checks_api(desk),
        archives_api(desk),
        language_api(),
        schedules_api(store),
        types_api(),
    )
