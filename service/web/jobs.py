"""Jobs on the pages: ordered, found again by those who may see them, and read when they are done."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import abort

from assembler.problem import Problem
from service.access.asking import asked_plan, asker
from service.api.job_answers import found
from service.faults import Turned
from service.jobs.blobs import Blobs
from service.jobs.job import Kind, MadeFile, Order, QueueFull, Status
from service.web.shell import Ports, language
from service.web.surveys import Found


def order(
    ports: Ports, kind: Kind, inputs: Mapping[str, Any], contents: tuple[str, ...] = (), plan: str = ""
) -> Status:
    """A new job of the asker's; 429 when too many are waiting."""
    who = asker()
    try:
        return ports.desk.enqueue(
            Order(kind, inputs, contents, organisation=who.organisation, owner=who.who, plan=plan)
        )
    except QueueFull:
        raise Turned(429, Problem("service-busy", values={"seconds": 10}), {"Retry-After": "10"}) from None


def pictures_of(ports: Ports, pdf: str) -> Status:
    """The job that draws the pages of a PDF of the plan, ordered when nobody has; `pdf` is its SHA-256."""
    plan = asked_plan()
    wanted = Order(
        "pictures",
        {"content": pdf},
        (pdf,),
        organisation=plan.organisation,
        owner="pictures",
        plan=plan.id,
        key=f"pictures:{plan.id}:{pdf}",
    )
    try:
        return ports.desk.enqueue(wanted)
    except QueueFull:
        raise Turned(429, Problem("service-busy", values={"seconds": 10}), {"Retry-After": "10"}) from None


def order_build(ports: Ports, options: Mapping[str, str]) -> Status:
    """A build of the present state of the plan that the address names."""
    plan = asked_plan()
    given = {name: value for name, value in options.items() if value} | {"lang": language()}
    return order(ports, "build", {"sequence": plan.sequence, "options": given}, plan=plan.id)


def job_of_plan(ports: Ports, id: str, *kinds: Kind) -> Status:
    """A job of one of these kinds that belongs to the plan in the address; 404 for any other."""
    status = found(ports.desk, id)
    if status.order.plan != asked_plan().id or status.order.kind not in kinds:
        abort(404)
    return status


def own_job(ports: Ports, id: str, kind: Kind) -> Status:
    """A job of that kind that the asker may see; 404 for any other."""
    status = found(ports.desk, id)
    if status.order.kind != kind:
        abort(404)
    return status


def json_file(ports: Ports, status: Status, name: str) -> Any:
    """The JSON value in a file that a job made, not to be changed; `None` when it made none of that name."""
    return _json(ports, status.files, name)


def survey_file(ports: Ports, found: Found, name: str) -> Any:
    """The JSON value in a file of a survey, not to be changed; `None` while there is none."""
    return _json(ports, found.files, name)


def _json(ports: Ports, files: tuple[MadeFile, ...], name: str) -> Any:
    digest = next((file.sha256 for file in files if file.name == name), "")
    try:
        return _parsed(ports.desk.blobs, digest) if digest else None
    except FileNotFoundError:
        # The job was swept away since it was looked up.
        return None


# A content never changes: what was read once need not be read again for every page and every search.
@lru_cache(maxsize=24)
def _parsed(blobs: Blobs, digest: str) -> Any:
    return json.loads(blobs.get(digest))
