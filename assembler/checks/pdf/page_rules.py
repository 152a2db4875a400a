"""What no validator says of a PDF: bookmarks, pages of pictures, first columns that are headers (pdf-readable)."""

import re
from collections.abc import Iterator
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed, judged, review
from assembler.checks.pdf.facts import PdfFacts
from assembler.pdf.structure import Element
from assembler.problem import Place

_LONG: Final = 20
"""A document of more pages than this needs bookmarks."""

_FIGURE: Final = re.compile(r"^[-+−–(]?[\d\s.,\u00a0\u202f]+[)%]?\s*$|^[–-]$")


def outline_missing(facts: PdfFacts) -> Marks:
    """A long document has bookmarks."""
    pages = len(facts.pages)
    if pages > _LONG:
        yield judged(facts.has_outline, Place(), pages=pages)


def page_of_image(facts: PdfFacts) -> Marks:
    """A page with pictures has text too."""
    for page in facts.pages:
        if page.pictures:
            yield GOOD if page.has_text else failed(Place(page=page.number))


def row_header_missing(facts: PdfFacts) -> Marks:
    """A first column of words before columns of figures is row headers."""
    for table in facts.elements:
        rows = [cells for cells in _rows(table) if len(cells) > 1] if table.role == "Table" else []
        body = [cells for cells in rows if not all(cell.role == "TH" for cell in cells[1:])]
        if len(body) > 1 and any(cell.role == "TH" for cells in rows for cell in cells):
            plain = [cells for cells in body if cells[0].role == "TD" and _labels_figures(cells)]
            yield review(_place(table), text=_short(plain[0][0].text)) if len(plain) * 2 > len(body) else GOOD


def _labels_figures(cells: list[Element]) -> bool:
    """A word, then nothing but figures."""
    first = cells[0].text.strip()
    if not any(map(str.isalpha, first)):
        return False
    others = [text for text in (cell.text.strip() for cell in cells[1:]) if text]
    return bool(others) and all(_FIGURE.match(text) for text in others)


def _rows(table: Element) -> Iterator[list[Element]]:
    for row in table.walk():
        if row.role == "TR":
            yield [kid for kid in _kids(row) if kid.role in {"TH", "TD"}]


def _kids(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _place(element: Element) -> Place:
    first = next(_rows(element), [])
    return Place(page=element.page, text=_short(" | ".join(cell.text for cell in first)), object=element.reference)


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


RULES: Final = {
    "file.outline_missing": outline_missing,
    "file.page_of_image": page_of_image,
    "tags.row_header_missing": row_header_missing,
}
