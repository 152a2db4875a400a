"""What a package for the archive needs beside being readable: the profile `archive`.

The supervisory authority's advice is PDF/A with level A, which serves the archive and universal design in one file;
the Word file beside it is what can be edited again.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pikepdf import Dictionary, Name, Object

from assembler.checks.docx.markup import W
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.outcome import GOOD, Marks, failed, judged, review
from assembler.checks.pdf.facts import PdfFacts
from assembler.problem import Place

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_PDFA: Final = "{http://www.aiim.org/pdfa/ns/id/}"
_XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
_CHANGES: Final = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))


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


def word_author(facts: WordFacts) -> Marks:
    """The properties name who made the document."""
    yield judged(bool(_property(facts, (_DC + "creator",))), Place())


def word_dated(facts: WordFacts) -> Marks:
    """The properties have a date."""
    yield judged(bool(_property(facts, (_TERMS + "created", _TERMS + "modified"))), Place())


def word_outside(facts: WordFacts) -> Marks:
    """Nothing that the document shows lies outside the file; links that a reader follows may."""
    yield GOOD
    for part, relation in facts.every_relation():
        if relation.external and not relation.kind.endswith("/hyperlink"):
            yield failed(Place(part=part), target=relation.target[:200])


def word_unsettled(facts: WordFacts) -> Marks:
    """No tracked change is left to be accepted or rejected, and no comment to be answered."""
    for part, root in facts.file.stories():
        changes = sum(1 for _ in root.iter(*_CHANGES))
        comments = sum(1 for _ in root.iter(W + "commentReference"))
        good = not changes and not comments
        yield judged(good, Place(part=part), changes=changes, comments=comments)


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


def _property(facts: WordFacts, names: tuple[str, ...]) -> str:
    for part in facts.file.related("", "core-properties"):
        root = facts.file.tree(part)
        for name in names if root is not None else ():
            found = root.findtext(name) if root is not None else None
            if found and found.strip():
                return found.strip()
    return ""


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


_Rule = Callable[[Any], Marks]
PDF_RULES: Final[Mapping[str, _Rule]] = {
    "archive.format": format_claimed,
    "archive.encrypted": encrypted,
    "archive.active": active,
    "archive.author": pdf_author,
    "archive.dated": pdf_dated,
}
WORD_RULES: Final[Mapping[str, _Rule]] = {
    "archive.author": word_author,
    "archive.dated": word_dated,
    "archive.outside": word_outside,
    "archive.unsettled": word_unsettled,
}
