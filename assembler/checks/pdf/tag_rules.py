"""The structure tree of a PDF, as a reader needs it (ISO 14289-1, 7)."""

import re
from collections.abc import Iterator
from typing import Final

from assembler.checks.outcome import GOOD, Marks, judged, review
from assembler.checks.pdf.facts import PdfFacts
from assembler.pdf.structure import Element
from assembler.problem import Place

_LIST_KIDS: Final = frozenset({"LI", "L", "Caption"})
_ITEM_KIDS: Final = frozenset({"Lbl", "LBody", "L"})
_FIGURE: Final = re.compile(r"^[-+−–(]?[\d\s.,\u00a0\u202f]+[)%]?\s*$|^[–-]$")


def tagged(facts: PdfFacts) -> Marks:
    """The file is tagged."""
    yield judged(facts.is_tagged, Place())


def suspects(facts: PdfFacts) -> Marks:
    """The program that tagged the file stands by its tags."""
    if facts.is_tagged:
        yield judged(not facts.is_suspect, Place())


def list_structure(facts: PdfFacts) -> Marks:
    """A list holds items, and an item holds a mark and a body."""
    for element in facts.elements:
        if element.role == "L":
            yield judged(all(kid.role in _LIST_KIDS for kid in _kids(element)), _place(element), found="L")
        elif element.role == "LI":
            yield judged(all(kid.role in _ITEM_KIDS for kid in _kids(element)), _place(element), found="LI")


def header_scope(facts: PdfFacts) -> Marks:
    """Every header cell says what it heads, unless the cells themselves name their headers."""
    for table in (element for element in facts.elements if element.role == "Table"):
        cells = [one for one in table.walk() if one.role in {"TH", "TD"}]
        named = any(cell.role == "TD" for cell in cells) and all(cell.headers for cell in cells if cell.role == "TD")
        for cell in cells:
            if cell.role == "TH":
                yield judged(named or bool(cell.scope), _place(cell), text=_short(cell.text))


def row_header_missing(facts: PdfFacts) -> Marks:
    """A first column of words before columns of figures is row headers."""
    for table in facts.elements:
        rows = [cells for cells in _rows(table) if len(cells) > 1] if table.role == "Table" else []
        body = [cells for cells in rows if not all(cell.role == "TH" for cell in cells[1:])]
        if len(body) > 1 and any(cell.role == "TH" for cells in rows for cell in cells):
            plain = [cells for cells in body if cells[0].role == "TD" and _labels_figures(cells)]
            yield review(_place(table), text=_short(plain[0][0].text)) if len(plain) * 2 > len(body) else GOOD


def note_id(facts: PdfFacts) -> Marks:
    """Every note has an id of its own (ISO 14289-1, 7.9)."""
    seen: set[str] = set()
    for note in (element for element in facts.elements if element.role == "Note"):
        yield judged(bool(note.id) and note.id not in seen, _place(note), text=_short(note.text))
        seen.add(note.id)


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
    return Place(page=element.page, text=_short(element.text))


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


RULES: Final = {
    "tags.tagged": tagged,
    "tags.suspects": suspects,
    "tags.list_structure": list_structure,
    "tags.header_scope": header_scope,
    "tags.row_header_missing": row_header_missing,
    "tags.note_id": note_id,
}
