"""Our PDF against a bare Typst compile of the same content with the same standards, finishing reported apart.

Every measured run is a process of its own, for Typst keeps memory between compiles. `python -m tests.bench.pdf KIND
CHAPTERS` is one run: `ours` or `bare`; twelve chapters are about a hundred pages.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst

from assembler.brand.load import load_brand
from assembler.charts.svg import chart_svg
from assembler.document.blocks import Block, Cell, Chart, Column, Cover, Document, Paragraph, Row, Section, Table
from assembler.document.chart import ChartData, Point, Series
from assembler.document.inline import Footnote, Inlines, Strong, Text
from assembler.messages.numbers import amount_text
from assembler.resources import templates
from assembler.writers.pdf.finish import finish
from assembler.writers.pdf.galley import galley
from assembler.writers.pdf.typeset import STANDARDS, set_pages
from assembler.writers.pdf.writer import request
from assembler.writers.written import Materials

SIZES = (6, 25)
QUICK = (2,)
TOKENS = load_brand(templates("brand", "default")).tokens
WORDS = (
    "Kommunen har tært på sparepengene i to år. Samtidig blir det flere innbyggere over 80 år fram til 2028, og færre "
    "barn i grunnskolen. Utgiftene må følge innbyggerne fra skolebygg til hjemmetjeneste. Planen setter av mer til "
    "helse og mestring i perioden og mindre til drift av skolebygg. Lærertettheten holdes på dagens nivå."
)
YEARS = ("2024", "2025", "2026", "2027", "2028", "2029")


def text(words: str) -> Inlines:
    return (Text(words),)


def amounts(seed: int) -> tuple[Decimal, ...]:
    return tuple(Decimal((seed * 7919 + at * 104729) % 900_000) for at in range(6))


def table(number: int) -> Table:
    columns = (
        Column("Post", "label"),
        *(Column("Budsjett", "amount", year, "budget", year == "2026") for year in YEARS),
    )
    rows = tuple(
        Row(
            (
                Cell(text(f"Tjeneste {at} i område {number}")),
                *(Cell(text(amount_text(v)), v) for v in amounts(at + number)),
            )
        )
        for at in range(18)
    )
    return Table(
        f"t{number}", text(f"Netto utgifter i område {number}"), columns, rows, f"Tabell {number}", "1000 kroner"
    )


def chart(number: int) -> Chart:
    points = tuple(Point(value, amount_text(value), "accounts") for value in amounts(number))
    data = ChartData("columns", YEARS, (Series("Utgifter", points),))
    return Chart(
        f"c{number}", text("Utgiftene varierer"), data, "Utgifter i seks år.", f"Figur {number}", "kr", "", "t1"
    )


def section(number: int, at: int) -> Section:
    note = Footnote(f"n{number}-{at}", text("Forutsatt rente er 4,1 prosent."), 0)
    body: tuple[Block, ...] = (
        *(Paragraph((Text(WORDS), Strong(text(" Dette er viktig.")), Text(" " + WORDS))) for _ in range(3)),
        Paragraph((Text(WORDS), note)),
        table(number * 10 + at),
        chart(number * 10 + at),
    )
    return Section(f"s{number}-{at}", text(f"Del {at} av område {number}"), body)


def document(chapters: int) -> Document:
    """About eight pages for each chapter."""
    blocks = tuple(
        Section(f"k{at}", text(f"Område {at}"), tuple(section(at, part) for part in range(8)), "chapter", str(at))
        for at in range(1, chapters + 1)
    )
    cover = Cover("Økonomiplan", "2026–2029", "", "Solvik kommune", "")
    return Document("bench", "nb", "Økonomiplan", "Solvik kommune", "2025-10-21", "Solvik kommune", cover, blocks)


def bare(document: Document) -> str:
    """The same content as plain Typst markup, with no look but page, face and size."""
    lines = [
        '#set document(title: "Økonomiplan")',
        '#set page("a4", margin: (left: 24mm, right: 70mm, top: 27mm, bottom: 24mm), numbering: "1")',
        '#set text(font: "Source Sans 3", size: 10.5pt, lang: "nb", hyphenate: true)',
        "#show figure.where(kind: table): set block(breakable: true)",
        "#set par(leading: 0.75em, spacing: 1.2em)",
    ]
    for chapter in document.blocks:
        assert isinstance(chapter, Section)
        lines.append(f"#pagebreak(weak: true)\n= {chapter.number} {_plain(chapter.title)}")
        for part in chapter.blocks:
            assert isinstance(part, Section)
            lines.append(f"== {_plain(part.title)}")
            lines += [_bare_block(block) for block in part.blocks]
    return "\n\n".join(lines)


def _bare_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "".join(_bare_inline(inline) for inline in block.children)
    assert isinstance(block, Table | Chart)
    head = f"#figure(supplement: none, numbering: none, caption: [{block.number}. {_plain(block.title)}],"
    if isinstance(block, Chart):
        drawing = chart_svg(block.data, TOKENS, 168, "nb")
        svg = json.dumps(drawing.svg.decode("utf-8"), ensure_ascii=False)
        return f'{head} image(bytes({svg}), format: "svg", width: 168mm, alt: "x"))'
    heads = ", ".join(f"[{column.label} {column.year}]" for column in block.columns)
    cells = ", ".join(f"[{_plain(cell.children)}]" for row in block.rows for cell in row.cells)
    columns = "1fr, " + "16mm, " * 6
    return f"{head} kind: table, block(width: 168mm, table(columns: ({columns}), table.header({heads}), {cells})))"


def _bare_inline(inline: Any) -> str:
    if isinstance(inline, Strong):
        return f"*{_plain(inline.children)}*"
    if isinstance(inline, Footnote):
        return f"#footnote[{_plain(inline.children)}]"
    return str(inline.text)


def _plain(inlines: Inlines) -> str:
    return "".join(getattr(inline, "text", "") for inline in inlines)


def measure_ours(chapters: int) -> dict[str, float]:
    """CPU seconds from the Document to Typst's PDF, of our own share before, and of the finishing."""
    plan, materials = document(chapters), Materials(load_brand(templates("brand", "default")))
    start = time.process_time()
    header, blobs = request(galley(plan, materials))
    translated = time.process_time()
    pages, _ = set_pages(json.loads(json.dumps(header)), tuple(blobs))
    compiled, peak = time.process_time(), _mib()
    finish(pages, header["tables"], header["words"], header["names"])
    ended = time.process_time()
    return {"set": compiled - start, "translate": translated - start, "finish": ended - compiled, "mib": peak}


def measure_bare(chapters: int) -> dict[str, float]:
    """CPU seconds of `typst.compile` on plain markup."""
    source = bare(document(chapters))
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "main.typ")
        main.write_text(source, encoding="utf-8")
        fonts = [str(templates("brand", "default", "fonts"))]
        day = datetime(2025, 10, 21, tzinfo=UTC)
        start = time.process_time()
        typst.compile(str(main), font_paths=fonts, ignore_system_fonts=True, pdf_standards=[*STANDARDS], timestamp=day)
        return {"set": time.process_time() - start, "mib": _mib()}


def _mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _once(kind: str, chapters: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.pdf", kind, str(chapters)]
    said: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return said


def run(quick: bool) -> dict[str, dict[str, list[float]]]:
    """CPU seconds and MiB for each size, by us and by bare Typst; our share and the finishing apart."""
    works: dict[str, dict[str, list[float]]] = {}
    for chapters in QUICK if quick else SIZES:
        ours, plain = [], []
        for _ in range(1 if quick else 3):
            ours.append(_once("ours", chapters))
            plain.append(_once("bare", chapters))
        pages = f"{chapters} chapters"
        works[f"pdf {pages}"] = {"ours": [r["set"] for r in ours], "bare typst": [r["set"] for r in plain]}
        works[f"pdf {pages}, MiB"] = {"ours": [r["mib"] for r in ours], "bare typst": [r["mib"] for r in plain]}
        works[f"pdf {pages}, translate"] = {"ours": [r["translate"] for r in ours]}
        works[f"pdf {pages}, finish"] = {"ours": [r["finish"] for r in ours]}
    return works


if __name__ == "__main__":
    print(json.dumps({"ours": measure_ours, "bare": measure_bare}[sys.argv[1]](int(sys.argv[2]))))
