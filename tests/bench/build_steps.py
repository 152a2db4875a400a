"""The steps of one build in one process, each in CPU seconds: `python -m tests.bench.build_steps PLAN`.

What runs in child processes otherwise runs here, so that Typst's share is seen apart from ours.
"""

import gc
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from assembler.assemble.figures import figures_of
from assembler.assemble.order import Order, Settled, settle
from assembler.assemble.supply import Supply, from_path
from assembler.checks.card import cards
from assembler.checks.expected import expected_of
from assembler.checks.fidelity import compare
from assembler.checks.files import DEFAULT_PROFILES, profile_rules
from assembler.checks.language_rules import language_findings
from assembler.checks.run import check_content
from assembler.compose.composer import compose
from assembler.compose.situation import Situation
from assembler.document.blocks import Document
from assembler.messages.catalogue import label
from assembler.writers.docx.writer import write_docx
from assembler.writers.html.writer import write_html
from assembler.writers.pdf.finish import finish
from assembler.writers.pdf.galley import galley
from assembler.writers.pdf.places import places
from assembler.writers.pdf.typeset import set_pages
from assembler.writers.pdf.writer import request
from assembler.writers.written import Materials
from assembler.writers.xlsx.writer import write_xlsx

TYPST = "Typst"
_steps: dict[str, float] = {}


@contextmanager
def step(name: str) -> Iterator[None]:
    started = time.process_time()
    yield
    _steps[name] = _steps.get(name, 0) + time.process_time() - started


def main(folder: Path) -> None:
    """Print the steps, and the number of pages."""
    gc.set_threshold(50_000, 20, 50)
    _read_tables()
    with step("load"):
        supply = from_path(folder)
        settled = settle(supply.loaded.plan, Order())
    with step("ledgers"):
        ledger, statement = figures_of(supply, settled.form)
    with step("compose"):
        document = compose(_situation(settled, ledger, statement), "").document
    files = _written(document, supply, settled)
    with step("language"):
        language_findings(document, settled.plan)
    _checked(document, files)
    print(json.dumps({"steps": _steps, "pages": len(PdfReader(BytesIO(files["pdf"])).pages)}))


def _read_tables() -> None:
    """What is read once in each process, however long the plan is."""
    label("cli-about", "nb")
    profile_rules("fidelity")


def _situation(settled: Settled, ledger: Any, statement: Any) -> Situation:
    return Situation(
        plan=settled.plan,
        type=settled.type,
        edition=settled.edition,
        depth=settled.depth,
        form=settled.form,
        ledger=ledger,
        statement=statement,
        engine_version="",
    )


def _written(document: Document, supply: Supply, settled: Settled) -> dict[str, bytes]:
    materials = Materials(supply.brand(), {}, settled.type.frame)
    with step("write PDF: galley"):
        header, blobs = request(galley(document, materials))
        header = json.loads(json.dumps(header))
    with step(TYPST):
        pages, _ = set_pages(header, tuple(blobs))
    with step("write PDF: finish"):
        pdf = finish(pages, header["tables"], header["words"], header["names"])
    with step("write Word"):
        places(pdf, header["tables"])
        docx = write_docx(document, materials).content
    with step("write HTML"):
        html = write_html(document, materials).content
    with step("write spreadsheet"):
        xlsx = write_xlsx(document, materials).content
    return {"pdf": pdf, "docx": docx, "html": html, "xlsx": xlsx}


def _checked(document: Document, files: dict[str, bytes]) -> None:
    expected = expected_of(document).as_json()
    for kind, content in files.items():
        profiles = DEFAULT_PROFILES.get(kind, ())
        checks = [[id, cards()[id].check] for id in (profile_rules("+".join(profiles)) if profiles else ())]
        with step(f"check {kind}"):
            if checks:
                check_content({"name": f"x.{kind}", "kind": kind, "checks": checks}, (content,))
        with step(f"fidelity {kind}"):
            compare({"name": f"x.{kind}", "kind": kind, "expected": expected}, (content,))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
