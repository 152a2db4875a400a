"""Our Word file against docxtpl loops over the same texts.

Every run is a process of its own, with the children that it starts: CPU seconds from start to end; CPU seconds of the
work alone (the modules and the brand are loaded, the child that renders our frame still counts); peak MiB of the
largest process. `python -m tests.bench.docx KIND WORK` is one run: `ours` or `docxtpl loops`; `plan` is 200
chapters of ten paragraphs and 80 tables of 20 × 6, `long` one table of 10,000 × 6.
"""

import io
import json
import resource
import subprocess
import sys
from typing import Any

import docx as python_docx
from docxtpl import DocxTemplate

from assembler.brand.load import load_brand
from assembler.brand.model import Brand
from assembler.document.blocks import Block, Cell, Column, Cover, Document, Paragraph, Row, Section, Table
from assembler.document.inline import Inlines, Text
from assembler.resources import templates
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials

WORKS = {"plan": (200, 80, 20), "long": (1, 1, 10_000)}
SMALL = {"plan": (10, 4, 20), "long": (1, 1, 300)}
PEER = "docxtpl loops"
WORDS = (
    "Kommunen har tært på sparepengene i to år. Samtidig blir det flere innbyggere over 80 år fram til 2028, og færre "
    "barn i grunnskolen. Utgiftene må følge innbyggerne fra skolebygg til hjemmetjeneste."
)
YEARS = ("2024", "2025", "2026", "2027", "2028")


def content(work: str, quick: bool) -> dict[str, Any]:
    """The same plain texts for both."""
    chapters, tables, rows = (SMALL if quick else WORKS)[work]
    return {
        "chapters": [
            {
                "title": f"Kapittel {number}",
                "paragraphs": [f"{WORDS} Avsnitt {number}.{at} & mer." for at in range(10)],
                "tables": [_rows(number, rows)] if number < tables else [],
            }
            for number in range(chapters)
        ]
    }


def _rows(seed: int, rows: int) -> list[list[str]]:
    return [
        [f"Tjeneste {seed}.{at}", *(f"{(at * 7919 + year * 104729 + seed) % 900_000:,}" for year in range(5))]
        for at in range(rows)
    ]


def ours(texts: dict[str, Any], brand: Brand) -> bytes:
    columns = (Column("Tjeneste", "label"), *(Column("Budsjett", "amount", year) for year in YEARS))
    blocks: list[Block] = []
    for number, chapter in enumerate(texts["chapters"], start=1):
        inner: list[Block] = [Paragraph(_text(words)) for words in chapter["paragraphs"]]
        for rows in chapter["tables"]:
            cells = tuple(Row(tuple(Cell(_text(cell)) for cell in row)) for row in rows)
            inner.append(Table(f"t{number}", _text("Utgifter"), columns, cells, f"Tabell {number}.1"))
        blocks.append(Section(f"k{number}", _text(chapter["title"]), tuple(inner), "chapter", str(number)))
    cover = Cover("Plan", "2026", "Bench", "Solvik", "1. januar 2026")
    document = Document("bench", "nb", "Plan", "Solvik", "2026-01-01", "Plan", cover, tuple(blocks))
    return write_docx(document, Materials(brand)).content


def _text(words: str) -> Inlines:
    return (Text(words),)


def peer(texts: dict[str, Any]) -> bytes:
    template = DocxTemplate(io.BytesIO(loops()))
    template.render(texts, autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def loops() -> bytes:
    """A template as a user of docxtpl writes it: loops over chapters, paragraphs, tables and rows."""
    document = python_docx.Document()
    document.add_paragraph("{%p for chapter in chapters %}")
    document.add_heading("{{ chapter.title }}")
    document.add_paragraph("{%p for words in chapter.paragraphs %}")
    document.add_paragraph("{{ words }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for rows in chapter.tables %}")
    table = document.add_table(rows=4, cols=6)
    for at, text in enumerate(("Tjeneste", *YEARS)):
        table.cell(0, at).text = text
    table.cell(1, 0).text = "{%tr for row in rows %}"
    for at in range(6):
        table.cell(2, at).text = f"{{{{ row[{at}] }}}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def one(kind: str, work: str, quick: bool) -> dict[str, float]:
    """One run in this process: its measures by name."""
    texts = content(work, quick)
    if kind == "ours":
        brand = load_brand(templates("brand", "default"))
        before = _cpu()
        ours(texts, brand)
    else:
        before = _cpu()
        peer(texts)
    after = _cpu()
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"CPU seconds": after, "CPU seconds of the work": after - before, "peak MiB": max(peaks) / 1024}


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def run(quick: bool) -> dict[str, dict[str, list[float]]]:
    """The measures of both works, ours and the peer's in turns."""
    results: dict[str, dict[str, list[float]]] = {}
    for work in WORKS:
        for _ in range(1 if quick else 5):
            for kind in ("ours", PEER):
                for measure, value in _apart(kind, work, quick).items():
                    results.setdefault(f"{work}, {measure}", {}).setdefault(kind, []).append(value)
    return results


def _apart(kind: str, work: str, quick: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.docx", kind, work, *(["--quick"] if quick else [])]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    return dict(json.loads(said))


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1], sys.argv[2], "--quick" in sys.argv)))
