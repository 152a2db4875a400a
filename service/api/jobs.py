"""`/v1/jobs`: watch a job, fetch its files and its report, stop it, begin it again."""

from typing import Any

from flask import Response, request, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.problem import Problem
from service.access.asking import asker
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.job_answers import file_of, found, is_shown, shown
from service.api.job_shapes import Job, JobFilePath, JobList, JobPath, JobQuery
from service.api.schemas import Lang, refusals
from service.faults import Turned
from service.jobs.desk import Desk


def jobs_api(desk: Desk) -> APIBlueprint:
    """The routes of jobs of every kind, kept at `desk`."""
    tag = Tag(name="jobs", description="Work that takes longer than an answer: it outlives every process.")
    api = APIBlueprint("jobs", __name__, url_prefix="/v1/jobs", abp_tags=[tag])

    @api.get("", responses={200: JobList, **refusals(401, 403)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def list_jobs(query: JobQuery) -> Any:
        """A page of the jobs that you may see, the newest first."""
        return _listed(desk, query)

    @api.get("/<id>", responses={200: Job, **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def show_job(path: JobPath, query: Lang) -> Any:
        """How far a job is, and what came of it."""
        return shown(found(desk, path.id))

    @api.delete("/<id>", responses={204: None, **refusals(401, 403, 404)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def cancel_job(path: JobPath, query: Lang) -> Any:
        """Stop a job that has not ended, or forget one that has."""
        found(desk, path.id, Role.EDITOR)
        desk.cancel(path.id, asker().organisation)
        return Response(status=204)

    @api.post("/<id>/resume", responses={202: Job, **refusals(401, 403, 404, 409)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def resume_job(path: JobPath, query: Lang) -> Any:
        """Begin a job again that failed or was cancelled."""
        state = found(desk, path.id, Role.EDITOR).state
        if not desk.resume(path.id, asker().organisation):
            raise Turned(409, Problem("service-job-not-failed", values={"state": state}))
        return shown(found(desk, path.id)), 202, {"Location": url_for("jobs.show_job", id=path.id)}

    _add_results(api, desk)
    return api


def _add_results(api: APIBlueprint, desk: Desk) -> None:
    @api.get("/<id>/files/<name>", responses={200: None, **refusals(401, 403, 404, 409)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def fetch_file(path: JobFilePath, query: Lang) -> Any:
        """A finished file."""
        return file_of(desk, found(desk, path.id), path.name)

    @api.get("/<id>/report", responses={200: None, **refusals(401, 403, 404, 409)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def fetch_report(path: JobPath, query: Lang) -> Any:
        """The report: as a page for readers who ask for HTML, else as JSON."""
        best = request.accept_mimetypes.best_match(["application/json", "text/html"], "application/json")
        return file_of(desk, found(desk, path.id), "report.html" if best == "text/html" else "report.json")


def _listed(desk: Desk, query: JobQuery) -> dict[str, Any]:
    page = desk.list(asker().organisation, query.plan, query.after, query.limit)
    following = None
    if len(page) == query.limit:
        following = url_for("jobs.list_jobs", plan=query.plan, after=page[-1].id, limit=query.limit)
    return {"items": [shown(status) for status in page if is_shown(status)], "next": following}
