"""Building: which edition, depth and form; how far it is; the files, and the report with what is new in it."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.access.asking import asked_plan
from service.api.job_answers import file_of
from service.jobs.job import Status
from service.web.jobs import job_of_plan, json_file, order_build, pictures_of
from service.web.reports import IMPACTS, OUTCOMES, Filter, chosen, findings, gone
from service.web.shell import Ports, is_part, language, page
from service.web.surveys import survey_of

FORMATS: Final = ("docx", "pdf", "html", "xlsx")
_MOST: Final = 100


def builds_page(ports: Ports) -> Response:
    """The form for a new build, and the builds there are."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language())
    return page("builds.html", plan=plan, found=found, builds=_builds(ports), formats=FORMATS)


def make_build(ports: Ports) -> AnyResponse:
    """Order what the form asks for."""
    names = ("edition", "depth", "form", "chapter")
    options = {name: request.form.get(name, "") for name in names}
    formats = [name for name in FORMATS if name in request.form.getlist("formats")]
    status = order_build(ports, options | {"formats": ",".join(formats)})
    return redirect(url_for("web.build", plan=asked_plan().id, job=status.id), 303)


def build_page(ports: Ports, job: str) -> Response:
    """One build: its steps while it goes on; then its files and its report."""
    plan, status = asked_plan(), job_of_plan(ports, job, "build")
    found = survey_of(ports.desk, plan, language())
    values: dict[str, Any] = {"plan": plan, "found": found, "job": status}
    if status.state != "done":
        return page("build.html", report=None, **values)
    report = json_file(ports, status, "report.json")
    before = _before(ports, status)
    every = findings(report, before)
    wanted = _filter()
    return page(
        "build.html",
        report=report,
        every=every,
        shown=chosen(every, wanted),
        wanted=wanted,
        settled=gone(report, before),
        has_before=before is not None,
        impacts=IMPACTS,
        outcomes=OUTCOMES,
        **values,
    )


def build_file(ports: Ports, job: str, name: str) -> Response:
    """A file of a build, to look at or to keep."""
    response = file_of(ports.desk, job_of_plan(ports, job, "build"), name)
    if "keep" in request.args:
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def stop_build(ports: Ports, job: str) -> AnyResponse:
    """Stop a build that goes on."""
    status = job_of_plan(ports, job, "build")
    if status.state in ("queued", "running"):
        ports.desk.cancel(status.id, status.order.organisation)
    return redirect(url_for("web.build", plan=asked_plan().id, job=job), 303)


def _builds(ports: Ports) -> tuple[Status, ...]:
    plan = asked_plan()
    return tuple(one for one in ports.desk.list(plan.organisation, plan.id, most=_MOST) if one.order.kind == "build")


def _before(ports: Ports, status: Status) -> Mapping[str, Any] | None:
    """The report of the finished build before, of the same edition, depth and form; `None` when there is none."""
    wanted = _kind_of(status)
    older = [one for one in _builds(ports) if one.created < status.created and one.state == "done"]
    same = next((one for one in older if _kind_of(one) == wanted), None)
    return None if same is None else json_file(ports, same, "report.json")


def _kind_of(status: Status) -> Mapping[str, str]:
    options = status.order.inputs.get("options", {})
    return {name: options.get(name, "") for name in ("edition", "depth", "form", "chapter", "formats")}


def _filter() -> Filter:
    given = request.args
    return Filter(given.get("file", ""), given.get("outcome", ""), given.get("impact", ""), "new" in given)


def build_pages(ports: Ports, job: str) -> Response:
    """The PDF's pages as small pictures, each leading to the page itself: a part of the build's page, or a page."""
    plan, status = asked_plan(), job_of_plan(ports, job, "build")
    pdf = next((file for file in status.files if file.name.endswith(".pdf")), None)
    if pdf is None:
        abort(404)
    drawn = pictures_of(ports, pdf.sha256)
    found = survey_of(ports.desk, plan, language())
    return page(
        "page_part.html" if is_part() else "build_pages.html", plan=plan, found=found, job=status, drawn=drawn, pdf=pdf
    )


def page_picture(ports: Ports, job: str, number: int) -> Response:
    """One page's picture; it never changes."""
    status = job_of_plan(ports, job, "build")
    pdf = next((file for file in status.files if file.name.endswith(".pdf")), None)
    drawn = pictures_of(ports, pdf.sha256) if pdf else None
    if drawn is None or drawn.state != "done":
        abort(404)
    response = file_of(ports.desk, drawn, f"page-{number:03}.png")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response
