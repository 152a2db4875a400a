"""Our Word file against docxtpl loops over the same texts.

Every run is a process of its own, with the children that it starts, and imports nothing but what its side needs. Both
read the same JSON and write a file; docxtpl's template lies ready. Measured: CPU seconds from start to end; CPU seconds
of the work alone (modules and texts are loaded, and our brand); peak MiB of the largest process. `plan` is 200 chapters
of ten paragraphs and 80 tables of 20 × 6, `long` one table of 10,000 × 6.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import docx as python_docx

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
        "years": YEARS,
        "chapters": [
            {
                "title": f"Kapittel {number}",
                "paragraphs": [f"{WORDS} Avsnitt {number}.{at} & mer." for at in range(10)],
                "tables": [_rows(number, rows)] if number < tables else [],
            }
            for number in range(chapters)
        ],
    }


def _rows(seed: int, rows: int) -> list[list[str]]:
    return [
        [f"Tjeneste {seed}.{at}", *(f"{(at * 7919 + year * 104729 + seed) % 900_000:,}" for year in range(5))]
        for at in range(rows)
    ]


def loops(target: Path) -> None:
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
    document.save(str(target))


def run(quick: bool) -> dict[str, dict[str, list[float]]]:
    """The measures of both works, ours and the peer's in turns."""
    results: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        texts, target, template = (Path(folder, name) for name in ("texts.json", "out.docx", "loops.docx"))
        loops(template)
        for work in WORKS:
            texts.write_text(json.dumps(content(work, quick)), encoding="utf-8")
            for _ in range(2 if quick else 7):
                for kind, module, files in (
                    ("ours", "docx_ours", (texts, target)),
                    (PEER, "docx_peer", (texts, target, template)),
                ):
                    for measure, value in _apart(module, files).items():
                        results.setdefault(f"{work}, {measure}", {}).setdefault(kind, []).append(value)
    return results


def _apart(module: str, files: tuple[Path, ...]) -> dict[str, float]:
    command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, files)]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
