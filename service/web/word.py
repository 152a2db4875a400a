"""Word there and back on the page: an editing copy out, an edited one in, differences read, conflicts settled."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assembler.plan.model import Form
from assembler.problem import Problem
from assembler.reconcile.differences import differences
from service.access.asking import asked_plan, asker
from service.access.principal import Role
from service.api.job_answers import file_of
from service.archive import archive_problems
from service.web.jobs import job_of_plan, json_file, order
from service.web.shell import Ports, language, page
from service.web.surveys import survey_of

_MOST: Final = 60
_KINDS: Final = ("word-export", "word-import")


def word_page(ports: Ports, problems: tuple[Problem, ...] = (), status: int = 200) -> Response:
    """Take out, bring back, and what was taken out and brought back before."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language())
    jobs = [job for job in ports.desk.list(plan.organisation, plan.id, most=_MOST) if job.order.kind in _KINDS]
    return page(
        "word.html",
        status,
        plan=plan,
        found=found,
        jobs=jobs,
        problems=problems,
        may_export=asker().may(Role.REVIEWER, plan.id),
        may_edit=asker().may(Role.EDITOR, plan.id),
    )


def take_out(ports: Ports) -> AnyResponse:
    """Order the editing copy that the form asks for."""
    plan, given = asked_plan(), request.form
    chosen = {name: given[name] for name in ("edition", "depth") if given.get(name)}
    inputs = {
        "sequence": plan.sequence,
        "options": chosen | {"lang": language()},
        "chapters": list(dict.fromkeys(given.getlist("chapters"))),
        "comments": "comments" in given,
    }
    status = order(ports, "word-export", inputs, plan=plan.id)
    return redirect(url_for("web.word_job", plan=plan.id, job=status.id), 303)


def bring_in(ports: Ports) -> AnyResponse:
    """Order the reading of an edited copy: nothing is written before somebody has seen what it means."""
    plan, upload = asked_plan(), request.files.get("file")
    content = upload.read() if upload else b""
    problems = archive_problems(content) if content else (Problem("web-word-missing"),)
    if problems:
        return word_page(ports, tuple(problems), 422)
    id = ports.desk.blobs.put(content)
    name = (upload.filename or "kopi.docx")[:200] if upload else ""
    inputs = {"sequence": plan.sequence, "upload": id, "name": name, "lang": language(), "apply": False, "choices": {}}
    status = order(ports, "word-import", inputs, (id,), plan.id)
    return redirect(url_for("web.word_job", plan=plan.id, job=status.id), 303)


def word_job_page(ports: Ports, job: str) -> Response:
    """How far it is; then the copy to fetch, or what the edited copy means for the plan."""
    plan, status = asked_plan(), job_of_plan(ports, job, *_KINDS)
    found = survey_of(ports.desk, plan, language())
    values: dict[str, Any] = {"plan": plan, "found": found, "job": status}
    if status.order.kind == "word-export" or status.state != "done":
        return page("word_job.html", report=None, **values)
    report = json_file(ports, status, "report.json")
    blocks = [_shown(block, _form()) for block in report["blocks"] if block["state"] != "unchanged"]
    same = sum(1 for block in report["blocks"] if block["state"] == "unchanged")
    return page(
        "word_import.html",
        report=report,
        blocks=blocks,
        same=same,
        open=sum(len(block.get("conflicts", ())) for block in report["blocks"]),
        may_edit=asker().may(Role.EDITOR, plan.id),
        **values,
    )


def word_file(ports: Ports, job: str, name: str) -> Response:
    """The editing copy, or the report of an import."""
    response = file_of(ports.desk, job_of_plan(ports, job, *_KINDS), name)
    if name.endswith(".docx"):
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def settle(ports: Ports, job: str) -> AnyResponse:
    """Bring the same copy in once more with the choices of the form, and write it into the plan if asked to."""
    plan, before = asked_plan(), job_of_plan(ports, job, "word-import")
    report = json_file(ports, before, "report.json") or {"blocks": []}
    choices = {
        block["id"]: [_choice(block["id"], at) for at in range(len(block["conflicts"]))]
        for block in report["blocks"]
        if block.get("conflicts")
    }
    inputs = dict(before.order.inputs) | {
        "sequence": plan.sequence,
        "apply": True,
        "choices": choices,
        "lang": language(),
    }
    status = order(ports, "word-import", inputs, before.order.contents, plan.id)
    return redirect(url_for("web.word_job", plan=plan.id, job=status.id), 303)


def _choice(block: str, at: int) -> Any:
    """What the form says of a conflict; "open", and marked in the text, where it says nothing."""
    match request.form.get(f"choice-{block}-{at}"):
        case "ours" | "theirs" as side:
            return side
        case "own":
            return {"text": request.form.get(f"text-{block}-{at}", "").replace("\r\n", "\n")}
        case _:
            return "open"


def _shown(block: Mapping[str, Any], form: Form) -> Mapping[str, Any]:
    """A block with what the file changed in it, as passages; beside conflicts, everything that it changed."""
    before, after = block.get("ours") or block.get("base") or "", block.get("text") or block.get("theirs") or ""
    same = block["state"] in ("conflict", "refused", "deletion-proposed", "move-proposed")
    everything = differences(block.get("base") or "", block.get("theirs") or "", form) if block.get("conflicts") else ()
    return {**block, "passages": () if same else differences(before, after, form), "everything": everything}


def _form() -> Form:
    return "nn" if asked_plan().head.form == "nn" else "nb"
