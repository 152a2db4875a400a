"""`/v1/checks`: any Word, PDF or HTML file against the rules."""

from typing import Any, Final

from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from assembler.checks.files import KINDS, Given, kinds_of
from assembler.problem import Problem, Refused
from service.access.asking import asker
from service.access.permission import Reach, needs
from service.access.principal import Role
from service.api.job_answers import ordered
from service.api.job_shapes import CheckOptions, Job, JobHeaders
from service.api.schemas import refusals
from service.api.uploads import body
from service.archive import archive_problems
from service.faults import Turned, answer, language
from service.jobs.desk import Desk
from service.jobs.job import Order

_FILE: Final[dict[str, Any]] = {
    "required": True,
    "description": "The file, as it is.",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


def checks_api(desk: Desk) -> APIBlueprint:
    """The routes of checks, ordered at `desk`."""
    tag = Tag(name="checks", description="Universal design and soundness of any Word, PDF or HTML file.")
    api = APIBlueprint("checks", __name__, abp_tags=[tag])

    @api.post("/v1/checks", request_body=_FILE, responses={202: Job, **refusals(401, 403, 413, 415, 429, 507)})
    @needs(Role.READER, Reach.FRESH_MEMBER)
    def order_check(query: CheckOptions, header: JobHeaders) -> Any:
        """Check a file; the Location names the job, whose report has the findings."""
        return _ordered(desk, query, header.idempotency_key or "")

    return api


def _ordered(desk: Desk, query: CheckOptions, key: str) -> Any:
    given = Given(query.name, body(may_be_empty=True))
    problems = _problems(given, query.profile)
    if problems:
        return answer(422, Problem("service-faulty-request"), problems)
    if given.kind not in KINDS.values():
        raise Turned(415, Problem("service-job-no-document"))
    id = desk.blobs.put(given.content)
    options = {"name": query.name, "profile": query.profile, "lang": language(), "comments": query.comments}
    return ordered(
        desk,
        Order(
            "check",
            {"content": id, "options": options},
            contents=(id,),
            organisation=asker().organisation,
            owner=asker().who,
            key=key,
            callback=query.callback or "",
        ),
    )


def _problems(given: Given, profile: str) -> tuple[Problem, ...]:
    """What can be said at once: nothing came, no such profile, or an archive that may not be unpacked."""
    if not given.content:
        return (Problem("service-job-no-file"),)
    try:
        kinds_of(profile)
    except Refused as refused:
        return refused.problems
    return archive_problems(given.content) if given.kind == "docx" else ()
