"""What a PDF in a package for the archive needs beside being readable: the profile `archive`.

The supervisory authority's advice is PDF/A with level A, which serves the archive and universal design in one file.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pikepdf import Dictionary, Name, Object

from assembler.checks.outcome import GOOD, Marks, failed, judged, review
from assembler.checks.pdf.facts import PdfFacts
from assembler.problem import Place

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PDFA: Final = "{http://www.aiim.org/pdfa/ns/id/}"
_XMP: Final = "{http://ns.adobe.com/xap/1.0/}"


def format_claimed(facts: PdfFacts) -> Marks:
    """The file says that it is PDF/A with level A (ISO 19005-2, 6.6.4); level B or U is for a person to accept."""
    part, level = _said(facts, _PDFA + "part"), _said(facts, _PDFA + "conformance")
    if not part:
        yield failed()
    else:
        yield GOOD if level.upper() == "A" else review(level=f"PDF/A-{part}{level.lower()}")


def encrypted(facts: PdfFacts) -> Marks:
    """The file is not encrypted (ISO 19005-2, 6.1.3)."""
    yield judged(not facts.pdf.is_encrypted, Place())


def active(facts: PdfFacts) -> Marks:
    """No script runs and no program starts (ISO 19005-2, 6.5.1)."""
    yield judged(not any(_is_active(action) for action in _actions(facts.pdf.Root)), Place())


def pdf_author(facts: PdfFacts) -> Marks:
    """The metadata name who made the document."""
    yield judged(bool(_said(facts, _DC + "creator") or _info(facts, "/Author")), Place())


def pdf_dated(facts: PdfFacts) -> Marks:
    """The metadata have a date."""
    said = _said(facts, _XMP + "CreateDate") or _said(facts, _XMP + "ModifyDate") or _info(facts, "/CreationDate")
    yield judged(bool(said), Place())


def _said(facts: PdfFacts, name: str) -> str:
    """The text of a property of the metadata, written as an element or as an attribute; "" for none."""
    for one in facts.metadata.iter("*") if facts.metadata is not None else ():
        if one.tag == name:
            return "".join(map(str, one.itertext())).strip()
        if name in one.attrib:
            return str(one.get(name)).strip()
    return ""


def _info(facts: PdfFacts, name: str) -> str:
    info = facts.pdf.trailer.get("/Info")
    return str(info.get(name, "")).strip() if isinstance(info, Dictionary) else ""


def _actions(root: Object) -> Iterator[Any]:
    """What may run when the file is opened."""
    yield root.get("/OpenAction")
    more = root.get("/AA")
    if isinstance(more, Dictionary):
        yield from more.values()
    names = root.get("/Names")
    if isinstance(names, Dictionary) and "/JavaScript" in names:
        yield Dictionary(S=Name.JavaScript)


def _is_active(action: Any) -> bool:
    return isinstance(action, Dictionary) and str(action.get("/S", "")) in ("/JavaScript", "/Launch")


RULES: Final[Mapping[str, Callable[[PdfFacts], Marks]]] = {
    "archive.format": format_claimed,
    "archive.encrypted": encrypted,
    "archive.active": active,
    "archive.author": pdf_author,
    "archive.dated": pdf_dated,
}
