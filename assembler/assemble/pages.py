"""Where the PDF has put each section: the page numbers that Word shows until it counts for itself."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from assembler.document.blocks import Document, Section
from assembler.document.walk import plain_text, walk


def section_pages(pdf: bytes, document: Document) -> dict[str, int]:
    """The page of every section by its id, from the outline of the document's own PDF.

    Outline and sections stand in the same order; a section that the outline lacks is left out.
    """
    reader = PdfReader(BytesIO(pdf))
    entries = [(str(entry.title), entry) for entry in _flat(reader.outline)]
    pages: dict[str, int] = {}
    at = 0
    for block, _ in walk(document.blocks):
        if not isinstance(block, Section):
            continue
        title = f"{block.number} {plain_text(block.title)}".strip()
        found = next((n for n in range(at, len(entries)) if _same(entries[n][0], title)), None)
        if found is None:
            continue
        number = reader.get_destination_page_number(entries[found][1])
        if number is not None:
            pages[block.id] = number + 1
        at = found + 1
    return pages


def _flat(outline: Iterable[Any]) -> list[Destination]:
    entries: list[Destination] = []
    for entry in outline:
        entries.extend(_flat(entry) if isinstance(entry, list) else [entry])
    return entries


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
