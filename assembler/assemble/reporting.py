"""What is known of a build: every file checked, the figures reconciled, the language read, the steps counted."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assembler.assemble.order import Settled
from assembler.checks.beside import PROFILE as ARCHIVE
from assembler.checks.build_report import BuildReport, Imported, Reconciled, Step
from assembler.checks.fidelity import check_made
from assembler.checks.files import Given
from assembler.checks.findings import FileReport
from assembler.checks.language_rules import LanguageReport, language_findings
from assembler.checks.pictures import pictures_of
from assembler.checks.plan_content.content_report import content_report
from assembler.checks.plan_content.plan_facts import PlanFacts
from assembler.compose.makers.schedules import check_name
from assembler.compose.situation import Situation
from assembler.document.blocks import Contents, Document
from assembler.document.walk import walk
from assembler.messages.catalogue import label
from assembler.messages.numbers import amount_text
from assembler.plan.model import Form
from assembler.problem import Place, Problem, Severity
from assembler.writers.written import Written


def report_of(
    situation: Situation, settled: Settled, document: Document, made: Mapping[str, Written], problems: Iterable[Problem]
) -> BuildReport:
    """The report on what one build made, by the names of its files; what was only warned of on the way is in it."""
    files = {name: each.content for name, each in made.items()}
    pages = sum(each.page_count for each in made.values())
    language = _language(settled, document)
    return BuildReport(
        title=f"{document.title}, {document.subject}",
        files=(*_content(situation, settled, document), *_checked(document, files)),
        reconciliation=tuple(_reconciled(situation)),
        language=language.notes(settled.lang),
        readability=language.table(),
        worst=language.hard_sentences(settled.lang),
        steps=tuple(_steps(settled, document, files, pages)),
        warnings=(*problems, *_page_budget(settled, pages), *_provisional(document, files)),
        imported=_imported(situation),
        engine_version=situation.engine_version,
    )


def report_files(report: BuildReport, settled: Settled, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`report.json` and `report.html`; `made` are the files of the build, of which the page shows faulty places."""
    text = json.dumps(report.as_json(settled.lang), ensure_ascii=False, indent=1)
    given = [Given(name, content) for name, content in made.items()]
    pictures = pictures_of(given, report.files)
    return {"report.json": text.encode() + b"\n", "report.html": report.as_html(settled.lang, pictures).encode()}


def _content(situation: Situation, settled: Settled, document: Document) -> tuple[FileReport, ...]:
    """What the law and the juries ask of the document itself; nothing for a chapter alone."""
    if settled.chapter:
        return ()
    facts = PlanFacts(
        document,
        settled.plan,
        situation.statement,
        settled.type.duties,
        settled.edition.id,
        settled.edition.binding,
        full=settled.depth != "kort",
    )
    return (content_report(settled.stem, facts),)


def _checked(document: Document, files: Mapping[str, bytes]) -> tuple[FileReport, ...]:
    """Each file by itself and against the document."""
    # A build of one format is no package for the archive.
    is_package = {"docx", "pdf"} <= {name.rsplit(".", 1)[1] for name in files}
    return check_made(document, files, also=ARCHIVE if is_package else "")


def _language(settled: Settled, document: Document) -> LanguageReport:
    """What the plain-language rules say of the narrative; the edition's depth may be stricter than the plan's."""
    return language_findings(document, settled.plan, settled.depth)


def _reconciled(situation: Situation) -> Iterable[Reconciled]:
    for check in situation.statement.checks:
        column = f"{situation.word(f'column-{check.column.version}')} {check.column.year}"
        yield Reconciled(check.id, check_name(situation, check.id), column, check.holds, check.difference)


def _steps(settled: Settled, document: Document, files: Mapping[str, bytes], pages: int) -> Iterable[Step]:
    blocks = sum(1 for _ in walk(document.blocks))
    yield Step("compose", label("assemble-step-compose", settled.lang), _counted(settled, "blocks", blocks))
    for name, content in files.items():
        kind = name.rsplit(".", 1)[1]
        size = _counted(settled, "kilobytes", -(-len(content) // 1024))
        result = f"{_counted(settled, 'pages', pages)}, {size}" if kind == "pdf" else size
        yield Step(f"write-{kind}", label(f"assemble-step-write-{kind}", settled.lang), result)


def _counted(settled: Settled, what: str, count: int) -> str:
    form: Form = "nn" if settled.lang == "nn" else "nb"
    return label(f"assemble-count-{what}", settled.lang, count=amount_text(Decimal(count), form))


def _page_budget(settled: Settled, pages: int) -> Iterable[Problem]:
    limit = settled.type.pages.get(settled.depth, 0)
    if limit and pages > limit:
        values = {"found": pages, "limit": limit}
        yield Problem("assemble-too-many-pages", values=values, severity=Severity.WARNING)


def _provisional(document: Document, files: Mapping[str, bytes]) -> Iterable[Problem]:
    """Word breaks pages as it likes: what its contents show at first are the pages of the PDF."""
    kinds = {name.rsplit(".", 1)[1]: name for name in files}
    if "docx" in kinds and any(isinstance(block, Contents) for block in document.blocks):
        code = "assemble-pages-provisional" if "pdf" in kinds else "assemble-pages-unknown"
        yield Problem(code, Place(file=kinds["docx"]), severity=Severity.NOTE)


def _imported(situation: Situation) -> Imported | None:
    lines = situation.ledger.lines
    if not lines:
        return None
    # Both sides of the books sum to nought; what was read is told by the gross amount.
    amount = sum((abs(line.amount) for line in lines), Decimal(0))
    return Imported(len(lines), amount, situation.ledger.interpretations)
