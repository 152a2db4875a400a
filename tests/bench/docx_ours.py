"""One run of `tests.bench.docx`, our side: `python -m tests.bench.docx_ours CONTENT TARGET` prints its measures."""

import gc
import json
import sys
from pathlib import Path
from typing import Any

from assembler.brand.load import load_brand
from assembler.brand.model import Brand
from assembler.document.blocks import Block, Cell, Column, Cover, Document, Paragraph, Row, Section, Table
from assembler.document.inline import Inlines, Text
from assembler.resources import templates
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials
from tests.bench.usage import cpu_seconds, peak_mib


def write(texts: dict[str, Any], brand: Brand) -> bytes:
    years = [Column("Budsjett", "amount", year) for year in texts["years"]]
    columns = (Column("Tjeneste", "label"), *years)
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


def main(content: Path, target: Path) -> None:
    # As the commands of plansats have it; the same for both.
    gc.set_threshold(50_000, 20, 50)
    texts = json.loads(content.read_text("utf-8"))
    started = cpu_seconds()
    brand = load_brand(templates("brand", "default"))
    loaded = cpu_seconds()
    target.write_bytes(write(texts, brand))
    ended = cpu_seconds()
    measures = {
        "CPU seconds": ended,
        "CPU seconds of loading the brand": loaded - started,
        "CPU seconds of the work": ended - loaded,
        "peak MiB": peak_mib(),
    }
    print(json.dumps(measures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
