"""The facts of a PDF, for all rules: the catalogue, the structure tree, fonts, pages, and what a reader meets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Final

from lxml import etree
from pikepdf import Array, Dictionary, Object, Pdf, PdfError, Stream

from assembler.checks.content import Content
from assembler.checks.pdf.boxes import Where, boxes_of
from assembler.checks.pdf.damage import guarded, in_words
from assembler.checks.pdf.elements import elements_of
from assembler.checks.pdf.reading import TreeReader
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.ooxml.package import parse_xml
from assembler.pdf.inflated import bytes_up_to
from assembler.pdf.plain import TooLarge
from assembler.pdf.structure import Element
from assembler.problem import Problem, Refused

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_UA: Final = "{http://www.aiim.org/pdfua/ns/id/}"
_LARGEST_CONTENT: Final = 64 * 2**20
_SHOWS_TEXT: Final = re.compile(rb"(?:Tj|TJ|'|\")[\s\[<(/]|(?:Tj|TJ)$")


@dataclass(frozen=True, slots=True)
class LinkAnnotation:
    """A link on a page: the words that describe it ("" for none) and where it leads."""

    contents: str
    target: str
    page: int


@dataclass(frozen=True, slots=True)
class PageFact:
    """A page by number: whether it shows text, how many pictures it has, and how its tab order is set."""

    number: int
    has_text: bool
    pictures: int
    annotations: int
    tabs: str


@dataclass
class PdfFacts:
    """Facts of one PDF; each kind is gathered when a rule first asks for it."""

    pdf: Pdf
    name: str = ""
    raw: bytes = b""

    @cached_property
    def ua(self) -> UaFacts:
        """The facts of PDF/UA."""
        return UaFacts(self.pdf, self.raw)

    def boxes(self, references: Iterable[str]) -> Mapping[str, Where]:
        """The page and the box of each object that is known; `Refused` when the file is too damaged."""
        with in_words():
            return boxes_of(self.ua, references)

    @guarded
    def tree(self) -> tuple[Element, ...]:
        """The structure tree; empty for a file that is not tagged."""
        return elements_of(self.ua)

    @guarded
    def elements(self) -> tuple[Element, ...]:
        """Every structure element, in reading order."""
        return tuple(element for root in self.tree for element in root.walk())

    @guarded
    def content(self) -> Content:
        """What a reader meets, by the structure tree."""
        described: dict[int, list[tuple[str, str]]] = {}
        for link in self.links:
            described.setdefault(link.page, []).append((link.contents, link.target))
        reader = TreeReader(described)
        reader.read(self.tree)
        return reader.content(self.title, self.lang, self.name)

    @property
    def lang(self) -> str:
        """The language of the catalogue, "" for none."""
        return _text(self.pdf.Root.get("/Lang"))

    @property
    def is_tagged(self) -> bool:
        """Whether the file says that it is tagged, and has a structure tree (ISO 32000-1, 14.7.1 and 14.8.1)."""
        mark = self.pdf.Root.get("/MarkInfo")
        return isinstance(mark, Dictionary) and _is_true(mark.get("/Marked")) and "/StructTreeRoot" in self.pdf.Root

    @property
    def is_suspect(self) -> bool:
        """Whether the program that tagged the file was in doubt."""
        mark = self.pdf.Root.get("/MarkInfo")
        return isinstance(mark, Dictionary) and _is_true(mark.get("/Suspects"))

    @property
    def shows_title(self) -> bool:
        """Whether the window shows the title instead of the file's name (ISO 32000-1, table 150)."""
        preferences = self.pdf.Root.get("/ViewerPreferences")
        return isinstance(preferences, Dictionary) and _is_true(preferences.get("/DisplayDocTitle"))

    @guarded
    def metadata(self) -> etree._Element | None:
        """The XMP packet; `None` when there is none that can be read."""
        packet = self.pdf.Root.get("/Metadata")
        if not isinstance(packet, Stream):
            return None
        try:
            return parse_xml(_packet(packet.read_bytes()))
        except (Refused, PdfError, ValueError):
            return None

    @property
    def title(self) -> str:
        """The title of the metadata, else of the information dictionary."""
        if self.metadata is not None:
            for title in self.metadata.iter(_DC + "title"):
                found = "".join(str(item.text or "") for item in title.iter(_RDF + "li")) or (title.text or "")
                if found.strip():
                    return found.strip()
        info = self.pdf.trailer.get("/Info")
        return _text(info.get("/Title")).strip() if isinstance(info, Dictionary) else ""

    @property
    def ua_part(self) -> str:
        """The part of PDF/UA that the file claims ("1"); "" for none."""
        if self.metadata is None:
            return ""
        for one in self.metadata.iter("*"):
            said = one.get(_UA + "part") or (one.text if one.tag == _UA + "part" else "")
            if said:
                return said.strip()
        return ""

    @property
    def has_outline(self) -> bool:
        """Whether there are bookmarks."""
        outline = self.pdf.Root.get("/Outlines")
        return isinstance(outline, Dictionary) and isinstance(outline.get("/First"), Dictionary)

    @guarded
    def pages(self) -> tuple[PageFact, ...]:
        """Every page."""
        return tuple(_page(number, page.obj) for number, page in enumerate(self.pdf.pages, 1))

    @guarded
    def links(self) -> tuple[LinkAnnotation, ...]:
        """Every link annotation that is not hidden."""
        return tuple(
            LinkAnnotation(_text(one.get("/Contents")), _target(one), number)
            for number, page in enumerate(self.pdf.pages, 1)
            for one in _annotations(page.obj)
            if str(one.get("/Subtype", "")) == "/Link" and not _is_hidden(one)
        )


def read_pdf(content: bytes, name: str) -> PdfFacts:
    """The facts of the file; `Refused` when it is encrypted with a password or too damaged to be read."""
    with in_words():
        pdf = Pdf.open(BytesIO(content))
        if not len(pdf.pages):
            raise Refused([Problem("checks-pdf-damaged")])
        return PdfFacts(pdf, name, content)


def _page(number: int, page: Object) -> PageFact:
    resources = page.get("/Resources")
    text, pictures = _shown(page.get("/Contents"), resources, set())
    annotations = [one for one in _annotations(page) if not _is_hidden(one)]
    return PageFact(number, text, pictures, len(annotations), str(page.get("/Tabs", ""))[1:])


def _shown(contents: Any, resources: Any, seen: set[tuple[int, int]]) -> tuple[bool, int]:
    """Whether a stream, or a form in it, shows text, and how many pictures it has; `seen` are the forms before it."""
    parts = list(contents) if isinstance(contents, Array) else [contents]
    data = b"\n".join(_bytes(part) for part in parts if isinstance(part, Stream))
    text, pictures = bool(_SHOWS_TEXT.search(data)), 0
    held = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for one in held.values() if isinstance(held, Dictionary) else ():
        kind = str(one.get("/Subtype", "")) if isinstance(one, Stream) else ""
        if kind == "/Image":
            pictures += 1
        elif kind == "/Form" and one.objgen not in seen:
            seen.add(one.objgen)
            inner_text, inner_pictures = _shown(one, one.get("/Resources"), seen)
            text, pictures = text or inner_text, pictures + inner_pictures
    return text, pictures


def _bytes(stream: Stream) -> bytes:
    found = bytes_up_to(stream, _LARGEST_CONTENT)
    if found is None:
        raise TooLarge
    return found


def _annotations(page: Object) -> Iterator[Object]:
    held = page.get("/Annots")
    for one in held if isinstance(held, Array) else ():
        if isinstance(one, Dictionary):
            yield one


def _is_hidden(annotation: Object) -> bool:
    flags = annotation.get("/F", 0)
    return isinstance(flags, int) and bool(flags & 2)


def _target(annotation: Object) -> str:
    action = annotation.get("/A")
    if isinstance(action, Dictionary) and "/URI" in action:
        return _text(action.get("/URI"))
    # Inside the file: where to, a reader does not need to know.
    return "#"


def _text(value: Any) -> str:
    try:
        return "" if value is None else str(value)
    except (ValueError, TypeError):
        return ""


def _is_true(value: Any) -> bool:
    return value is True


def _packet(raw: bytes) -> bytes:
    """The XML of an XMP packet, without the padding around it."""
    return raw.strip(b"\x00 \t\r\n")
