"""Any Word, PDF or HTML file against the rules: dropped here, and told about."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assembler.checks.files import KINDS, Given
from assembler.problem import Problem
from service.api.job_answers import file_of
from service.archive import archive_problems
from service.web.jobs import json_file, order, own_job
from service.web.reports import IMPACTS, OUTCOMES, Filter, chosen, findings
from service.web.shell import Ports, language, page


def check_form(problems: tuple[Problem, ...] = (), status: int = 200) -> Response:
    """The page that takes a file."""
    return page("check.html", status, problems=problems)


def take_file(ports: Ports) -> AnyResponse:
    """Order the check of what was sent; the form again when it is no such file."""
    upload = request.files.get("file")
    given = Given(upload.filename or "", upload.read()) if upload else Given("", b"")
    problems = _problems(given)
    if problems:
        return check_form(problems, 422)
    id = ports.desk.blobs.put(given.content)
    options = {"name": given.name, "profile": "", "lang": language(), "comments": given.kind == "docx"}
    status = order(ports, "check", {"content": id, "options": options}, (id,))
    return redirect(url_for("web.checked", job=status.id), 303)


def checked_page(ports: Ports, job: str) -> Response:
    """How far a check is, and then its report."""
    status = own_job(ports, job, "check")
    report = json_file(ports, status, "report.json") if status.state == "done" else None
    if report is None:
        return page("checked.html", status=200, job=status, report=None)
    every = findings(report, None, json_file(ports, status, "pictures.json") or ())
    wanted = Filter("", request.args.get("outcome", ""), request.args.get("impact", ""))
    return page(
        "checked.html",
        job=status,
        report=report,
        every=every,
        shown=chosen(every, wanted),
        wanted=wanted,
        impacts=IMPACTS,
        outcomes=OUTCOMES,
    )


def checked_file(ports: Ports, job: str, name: str) -> Response:
    """A file that a check made: the report, or the copy with comments."""
    return file_of(ports.desk, own_job(ports, job, "check"), name)


def _problems(given: Given) -> tuple[Problem, ...]:
    if not given.content:
        return (Problem("service-job-no-file"),)
    if given.kind not in KINDS.values():
        return (Problem("service-job-no-document"),)
    return archive_problems(given.content) if given.kind == "docx" else ()
