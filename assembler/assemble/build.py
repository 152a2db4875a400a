"""THE WAY OUT: a plan in, finished files and their report out."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from assembler.assemble.gates import balance_faults, form_faults
from assembler.assemble.order import Order, Settled, settle
from assembler.assemble.reporting import report_files, report_of
from assembler.assemble.situation import engine_version, situation_of
from assembler.assemble.supply import Supply
from assembler.checks.build_report import BuildReport
from assembler.compose.composer import compose
from assembler.document.blocks import Document
from assembler.problem import Problem, Refused, errors
from assembler.writers.register import writer
from assembler.writers.written import Materials, Written


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build: every file by its name, the report (also among the files), and the Document they come from."""

    files: dict[str, bytes]
    report: BuildReport
    document: Document


def build(supply: Supply, order: Order, progress: Callable[[str], None] = lambda step: None) -> Built:
    """Build the edition that `order` asks for. `progress` gets the code of each step as it begins.

    `Refused` with every fault of the input; then nothing has been made.
    """
    settled = settle(supply.loaded.plan, order)
    progress("ledgers")
    situation = situation_of(supply, settled)
    progress("compose")
    composed = compose(situation, settled.chapter)
    _refuse([*form_faults(settled), *errors(composed.problems), *balance_faults(situation)])
    written = _write(settled, composed.document, materials_of(supply, settled), progress)
    problems = (*supply.loaded.warnings, *composed.problems, *(p for each in written.values() for p in each.problems))
    _refuse(errors(problems))
    made = {f"{settled.stem}.{name}": each for name, each in written.items()}
    files = {name: each.content for name, each in made.items()}
    progress("check")
    report = report_of(situation, settled, composed.document, made, problems)
    return Built(files | report_files(report, settled, files), report, composed.document)


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise Refused(found)


def materials_of(supply: Supply, settled: Settled) -> Materials:
    """What the writers need beside the document: brand, pictures, frame."""
    images = {picture.file: picture.content for picture in settled.plan.pictures}
    return Materials(supply.brand(), images, settled.type.frame, engine_version())


def _write(
    settled: Settled, document: Document, materials: Materials, progress: Callable[[str], None]
) -> dict[str, Written]:
    """Every format. Word waits for the PDF, whose pages its table of contents shows at first."""

    def one(name: str, given: Materials) -> Written:
        progress(f"write-{name}")
        return writer(name)(document, given)

    with ThreadPoolExecutor(2) as pool:
        others = sorted(set(settled.formats) - {"docx"}, key=lambda name: name != "pdf")
        begun = {name: pool.submit(one, name, materials) for name in others}
        if "docx" in settled.formats:
            pages = begun["pdf"].result().pages if "pdf" in begun else {}
            begun["docx"] = pool.submit(one, "docx", replace(materials, pages=pages))
        return {name: begun[name].result() for name in settled.formats}
