"""A check as a job: the file is looked at in one child under the watch of the job, the report is written here."""

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

from assembler.checks.beside import PAIR, pair
from assembler.checks.card import RULES_VERSION
from assembler.checks.commented import commented_copy
from assembler.checks.files import LIMITS, Given, kinds_of, plan_of, report_of_said
from assembler.checks.findings import FileReport
from assembler.checks.pictures import pictures_json, pictures_of
from assembler.checks.report_page import check_page
from assembler.checks.statement import statement
from assembler.checks.statement_table import statement_html
from assembler.isolate import Reply, Stopped
from assembler.messages.catalogue import Lang
from assembler.problem import Place, Problem, Refused
from service.jobs.bench import Bench

_TARGET: Final = "assembler.checks.run:check_several"


def checked(bench: Bench, given: Given, profile: str) -> FileReport:
    """The report that `assembler.checks.files.check_files` gives on one file. `Refused` for a profile of others."""
    if profile and given.kind not in kinds_of(profile):
        raise Refused([Problem("checks-other-kind", Place(file=given.name), {"profile": profile})])
    name, checks = plan_of(given, profile)
    header = [{"name": PurePath(given.name).name, "kind": given.kind, "checks": checks}]
    alone = {id: list(pair(given.name, given.kind, [given.name])) for id, check in checks if check == PAIR}
    outcome: Reply | Refused | Stopped
    try:
        outcome = Reply(bench.call(_TARGET, header, [given.content], LIMITS).header[0])
    except (Refused, Stopped) as ended:
        outcome = ended
    return report_of_said(given.name, given.kind, name, outcome, alone)


def report_files(given: Given, report: FileReport, lang: Lang, *, comments: bool) -> Mapping[str, bytes]:
    """The report as JSON and as a page with pictures, the draft of the statement, and a Word file with comments."""
    said: dict[str, Any] = {"rules": RULES_VERSION, "files": [report.as_json(lang)]}
    pictures = pictures_of([given], [report])
    files = {
        "report.json": json.dumps(said, ensure_ascii=False, indent=1).encode(),
        "report.html": check_page([report], lang, pictures).encode(),
        "statement.html": statement_html(statement([report]), lang).encode(),
    }
    if pictures:
        files["pictures.json"] = json.dumps(pictures_json(pictures)).encode()
    return files | ({"commented.docx": commented_copy(given, report, lang)} if comments else {})
