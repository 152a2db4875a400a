"""Ledgers and the schedules made of them: uploaded, reported on, read on the screen down to the ledger line."""

from pathlib import PurePosixPath
from typing import Any, Final

from flask import Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from assembler.importers.source import Source
from assembler.plan.model import Version
from assembler.problem import Problem, Refused
from service.access.asking import asked_plan, asker
from service.access.principal import Role
from service.api.at_once import answered
from service.api.ledger_saving import LedgerFile, keep_ledger
from service.archive import packed
from service.judging import read_ledger
from service.store.account_list import ledgers_of
from service.store.names import is_file_name
from service.store.values import HEAD, Changed
from service.web.jobs import survey_file
from service.web.shell import Ports, language, page
from service.web.surveys import survey_of

VERSIONS: Final[tuple[Version, ...]] = ("accounts", "original", "adjusted", "proposal", "adopted", "plan", "forecast")
_FOLDER: Final = "ledgers/"


def ledgers_page(ports: Ports, report: Any = None, problems: tuple[Problem, ...] = (), status: int = 200) -> Response:
    """The ledgers of a plan, what the import of them had to interpret, and the form for one more."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language())
    head = ports.store.read(plan.id, HEAD)
    there = {state.file: state for state in ports.store.files(plan.id)}
    return page(
        "ledgers.html",
        status,
        plan=plan,
        found=found,
        ledgers=[(one, there.get(one["file"])) for one in ledgers_of(head[1] if head else b"")],
        imported=(survey_file(ports, found, "schedules.json") or {}).get("import") if found.survey else None,
        report=report,
        problems=problems,
        versions=VERSIONS,
        may_edit=asker().may(Role.EDITOR, plan.id),
    )


def take_ledger(ports: Ports) -> AnyResponse:
    """Keep an uploaded ledger and show what its import had to interpret; the form again when it has faults."""
    plan, upload = asked_plan(), request.files.get("ledger")
    name = PurePosixPath((upload.filename or "").replace("\\", "/")).name if upload else ""
    content = upload.read() if upload else b""
    if not content or not is_file_name(_FOLDER + name):
        return ledgers_page(ports, problems=(Problem("web-ledger-missing"),), status=422)
    year = request.form.get("year", type=int)
    version = next((one for one in VERSIONS if one == request.form.get("version")), None)
    try:
        report = read_ledger(Source(name, content, year, version))
        before = ports.store.read(plan.id, _FOLDER + name)
        ledger = LedgerFile(_FOLDER + name, content, year, version)
        keep_ledger(ports.store, plan, before[0] if before else None, ledger)
    except Refused as refused:
        return ledgers_page(ports, problems=tuple(refused.problems), status=422)
    except Changed:
        return ledgers_page(ports, problems=(Problem("service-changed-meanwhile"),), status=409)
    return ledgers_page(ports, report=(name, report))


def schedules_page(ports: Ports) -> Response:
    """The statutory schedules of the plan; every cell leads to its ledger lines."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language(), edition=request.args.get("edition", ""))
    shown = survey_file(ports, found, "schedules.json")
    wanted = request.args.get("schedule", "")
    schedules = shown["schedules"] if shown else []
    chosen = next((one for one in schedules if one["id"] == wanted), schedules[0] if schedules else None)
    about = found.survey["plan"] if found.survey else {}
    years = "–".join(dict.fromkeys(str(about[name]) for name in ("first_year", "last_year") if name in about))
    lines = found.survey["ledger_lines"] if found.survey else 0
    return page("schedules.html", plan=plan, found=found, shown=shown, chosen=chosen, ledger_lines=lines, years=years)


def trace_page(ports: Ports, schedule: str, nr: str, column: int) -> AnyResponse:
    """The ledger lines behind one cell."""
    plan = asked_plan()
    found = survey_of(ports.desk, plan, language())
    edition = request.args.get("edition", "")
    options = {"edition": edition}
    header = {"kind": "folder", "options": options, "schedule": schedule, "nr": nr, "column": column}
    cell = answered("assembler.assemble.child:trace_in_child", header, [packed(ports.store.folder(plan.id))])
    if isinstance(cell, Response):
        abort(404)
    return page("trace.html", plan=plan, found=found, cell=cell, schedule=schedule, edition=edition)
