"""What is wrong with a frame before and after it is filled, whoever fills it."""

from collections.abc import Mapping

from assembler.ooxml.names import CONTENT_TYPES_PART, DOCUMENT_PART, TYPE_DOCUMENT
from assembler.ooxml.package import Package, dangers
from assembler.ooxml.styles import style_ids
from assembler.problem import Place, Problem, Refused
from assembler.writers.docx.place import BODY_MARK

_NEEDED = (DOCUMENT_PART, "word/styles.xml", "word/numbering.xml", "_rels/.rels")


def check_frame(package: Package, styles: Mapping[str, str]) -> None:
    """`Refused` with all faults: what could run or fetch something; missing parts; missing `styles` (kind by id)."""
    problems = [*dangers(package), *_faults(package, styles)]
    if problems:
        raise Refused(problems)


def check_body(rendered: Package) -> None:
    """`Refused` when a filled frame has not exactly one place for the body."""
    if rendered.parts[DOCUMENT_PART].count(BODY_MARK.encode()) != 1:
        place = Place(part=DOCUMENT_PART)
        raise Refused([Problem("writers-frame-placeholder-missing", place, {"name": "{{p body }}"})])


def _faults(package: Package, styles: Mapping[str, str]) -> list[Problem]:
    """Parts that are missing, and styles that the body needs; none when the parts cannot be read at all."""
    missing = [part for part in _NEEDED if part not in package.parts]
    if missing:
        return [Problem("ooxml-part-missing", Place(part=part), {"part": part}) for part in missing]
    try:
        kinds = {entry.get("ContentType") for entry in package.xml(CONTENT_TYPES_PART)}
        found = style_ids(package)
    except Refused:
        return []
    problems = (
        [] if TYPE_DOCUMENT in kinds else [Problem("writers-frame-not-a-document", Place(part=CONTENT_TYPES_PART))]
    )
    return problems + [
        Problem("writers-frame-style-missing", Place(part="word/styles.xml"), {"style": style, "kind": kind})
        for style, kind in sorted(styles.items())
        if found.get(style) != kind
    ]
