"""The rendered frame and the body brought together: every part that names what the body uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from assembler.brand.model import Brand
from assembler.document.blocks import Chart, Document
from assembler.document.walk import walk
from assembler.ooxml.archive import Content, pack_in_order
from assembler.ooxml.names import (
    BODY_PREFIXES,
    CONTENT_TYPES_PART,
    DOCUMENT_PART,
    PACKAGE_CONTENT_TYPES,
    REL_PACKAGE,
    TYPE_CHART,
    TYPE_FONT,
    TYPE_WORKBOOK,
    W,
)
from assembler.ooxml.package import Package, relationships_part
from assembler.ooxml.parts import Tie, relationships
from assembler.writers.docx.face import font_parts, in_brand
from assembler.writers.docx.place import BODY_MARK
from assembler.writers.docx.properties import properties
from assembler.writers.docx.sheet import Part, Sheet, language
from assembler.writers.docx.turning import TURNED, UPRIGHT

_PARTS: Final[dict[Part, str]] = {"document": DOCUMENT_PART, "footnotes": "word/footnotes.xml"}
_NUMBERING: Final = "word/numbering.xml"
_STYLES: Final = "word/styles.xml"
_SETTINGS: Final = "word/settings.xml"
_PACKAGE_TIES: Final = "_rels/.rels"
_FIRST: Final = (CONTENT_TYPES_PART, _PACKAGE_TIES, DOCUMENT_PART)
# The body reaches the archive in pieces of about this many characters; a section mark is shorter than any table.
_PIECE: Final = 1 << 16
_SHORT: Final = 200
_ENDINGS: Final = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
    "odttf": TYPE_FONT,
    "xlsx": TYPE_WORKBOOK,
}
_LAST_SECTION: Final = re.compile(r"<w:sectPr\b(?:(?!<w:sectPr\b).)*</w:sectPr>(?=\s*</w:body>)", re.DOTALL)
_PAGE_SIZE: Final = re.compile(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"')


def finished(frame: Package, body: Iterable[str], sheet: Sheet, document: Document, brand: Brand) -> bytes:
    """The whole .docx."""
    return pack_in_order(_entries(frame, body, sheet, document, brand))


def _entries(
    frame: Package, body: Iterable[str], sheet: Sheet, document: Document, brand: Brand
) -> Iterator[tuple[str, Content]]:
    """The parts in the order of the archive. Writing the body fills the sheet with what the parts after it name."""
    charts = sum(isinstance(block, Chart) for block, _ in walk(document.blocks))
    yield CONTENT_TYPES_PART, _typed(frame, charts, sheet.seams.content_types())
    yield _PACKAGE_TIES, _packaged(frame, sheet.seams.package_ties())
    yield DOCUMENT_PART, _document(frame.parts[DOCUMENT_PART].decode("utf-8"), body)
    rest: dict[str, Content] = {
        **{name: content for name, content in frame.parts.items() if name not in _FIRST},
        **_changed_parts(frame, sheet, document, brand),
        **{relationships_part(name): _tied(frame, name, sheet.ties[part]) for part, name in _PARTS.items()},
        **sheet.media,
        **_chart_parts(sheet),
        **font_parts(frame, brand, sheet.faces),
        **properties(document),
        **sheet.seams.parts(),
    }
    yield from sorted(rest.items())


def _changed_parts(frame: Package, sheet: Sheet, document: Document, brand: Brand) -> dict[str, Content]:
    """The frame's styles, lists, notes and settings with what the document adds."""
    roots = {name: frame.xml(name) for name in (_STYLES, _NUMBERING, _SETTINGS, _PARTS["footnotes"])}
    roots[_NUMBERING].extend(_elements(sheet.lists))
    roots[_PARTS["footnotes"]].extend(_elements(sheet.footnotes))
    in_brand(roots[_STYLES], brand)
    in_brand(roots[_NUMBERING], brand)
    _speak(roots[_STYLES], roots[_SETTINGS], language(document.lang))
    sheet.seams.dress(roots[_STYLES], roots[_SETTINGS])
    return {name: _serialised(root) for name, root in roots.items()}


def _document(frame: str, body: Iterable[str]) -> Iterator[bytes]:
    """The main part in pieces: the frame's text before the body, the body, the frame's text after it."""
    before, after = frame.split(BODY_MARK)
    found = _LAST_SECTION.search(after)
    upright = found[0] if found else "<w:sectPr/>"
    turned = _PAGE_SIZE.sub(r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"', upright)
    yield before.encode()
    held: list[str] = []
    size = 0
    for piece in body:
        held.append(piece.replace(UPRIGHT, upright).replace(TURNED, turned) if len(piece) < _SHORT else piece)
        size += len(piece)
        if size > _PIECE:
            yield "".join(held).encode()
            held.clear()
            size = 0
    held.append(after)
    yield "".join(held).encode()


def _elements(markup: list[str]) -> Iterator[etree._Element]:
    """Elements from markup with the prefixes of the body."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in BODY_PREFIXES.items())
    yield from etree.fromstring(f"<x {names}>{''.join(markup)}</x>")


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _speak(styles: etree._Element, settings: etree._Element, tag: str) -> None:
    """The language of the document: of all text by default, and of the theme (WCAG 3.1.1)."""
    for lang in styles.iterfind(f"{{{W}}}docDefaults//{{{W}}}lang"):
        lang.set(f"{{{W}}}val", tag)
    for lang in settings.iterfind(f"{{{W}}}themeFontLang"):
        lang.set(f"{{{W}}}val", tag)


def _packaged(frame: Package, more: tuple[Tie, ...]) -> bytes:
    """The relationships of the package: the frame's own, to the byte, when there are no more."""
    if not more:
        return frame.parts[_PACKAGE_TIES]
    own = [Tie(tie.id, tie.kind, tie.target, tie.external) for tie in frame.relationships("")]
    return relationships([*own, *more])


def _tied(frame: Package, part: str, ties: list[Tie]) -> bytes:
    own = [Tie(tie.id, tie.kind, tie.target, tie.external) for tie in frame.relationships(part)]
    return relationships([*own, *ties])


def _chart_parts(sheet: Sheet) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for index, chart in enumerate(sheet.charts, start=1):
        name = f"word/charts/chart{index}.xml"
        parts[name] = chart.markup
        parts[f"word/embeddings/chart{index}.xlsx"] = chart.workbook
        parts[relationships_part(name)] = relationships([Tie("rId1", REL_PACKAGE, f"../embeddings/chart{index}.xlsx")])
    return parts


def _typed(frame: Package, charts: int, more: Mapping[str, str]) -> bytes:
    """The content types: those of the frame, the endings that the body uses, the charts, and `more` parts."""
    root = frame.xml(CONTENT_TYPES_PART)
    known = {str(entry.get("Extension", "")).lower() for entry in root}
    for ending, kind in _ENDINGS.items():
        if ending not in known:
            root.insert(0, etree.Element(f"{{{PACKAGE_CONTENT_TYPES}}}Default", Extension=ending, ContentType=kind))
    parts = {f"/word/charts/chart{index}.xml": TYPE_CHART for index in range(1, charts + 1)}
    for name, kind in {**parts, **more}.items():
        attributes = {"PartName": name, "ContentType": kind}
        root.append(etree.Element(f"{{{PACKAGE_CONTENT_TYPES}}}Override", attributes))
    return _serialised(root)
