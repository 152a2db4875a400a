"""What the body of one document gathers while it is written: ids, relationships, media, lists, notes, problems."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from assembler.brand.model import Brand, Tokens
from assembler.charts.measure import Typeface, typeface
from assembler.document.blocks import Share
from assembler.document.languages import with_region
from assembler.messages.catalogue import Lang
from assembler.ooxml.ids import Ids
from assembler.ooxml.names import REL_CHART, REL_HYPERLINK, REL_IMAGE
from assembler.ooxml.parts import Tie
from assembler.ooxml.text import paragraph
from assembler.problem import Place, Problem, Severity
from assembler.writers.docx.seams import Seams

Part: TypeAlias = Literal["document", "footnotes"]

# The lists that the frame defines; `w:num` and `w:abstractNum` have the same number there.
CHAPTERS: Final = 1
APPENDICES: Final = 2
BULLETS: Final = 3
NUMBERS: Final = 4
FACT_BULLETS: Final = 5
FACT_NUMBERS: Final = 6

# The frame's own drawings stay below this, those that the template engine numbers anew lie between.
_FIRST_DRAWING: Final = 20_001
_FIRST_NUM: Final = 101
# The faces that the frame's styles use, as weight and slant: they are embedded whether the body uses them or not.
_FACES: Final = ((300, False), (400, False), (400, True), (600, False))
# Styles that stand off from what precedes them by themselves.
_SPACED: Final = ("Heading1", "Heading2", "Heading3", "Heading4", "TOCHeading", "Caption", "FactTitle")


def fresh_ids() -> Ids:
    """The ids of a new document: they stand clear of those that frames have."""
    return Ids(_FIRST_NUM, _FIRST_DRAWING)


def language(tag: str) -> str:
    """A language tag as Word writes it: with a region."""
    return with_region(tag)


@dataclass(slots=True)
class NativeChart:
    """A chart part and the workbook behind it."""

    markup: bytes
    workbook: bytes


@dataclass(slots=True)
class Sheet:
    """The state of writing one body. `targets` maps the id of what can be referred to to its printed number."""

    brand: Brand
    lang: Lang
    images: Mapping[str, bytes]
    targets: Mapping[str, str]
    pages: Mapping[str, int] = field(default_factory=dict)
    shares: tuple[Share, ...] = ()
    ids: Ids = field(default_factory=fresh_ids)
    seams: Seams = field(default_factory=Seams)
    ties: dict[Part, list[Tie]] = field(default_factory=lambda: {"document": [], "footnotes": []})
    media: dict[str, bytes] = field(default_factory=dict)
    charts: list[NativeChart] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sequences: dict[str, int] = field(default_factory=dict)
    heads: dict[int, tuple[int, int]] = field(default_factory=lambda: {CHAPTERS: (1, 0), APPENDICES: (2, 0)})
    faces: set[tuple[int, bool]] = field(default_factory=lambda: set(_FACES))
    page_break: bool = False
    gap: bool = False
    after_table: bool = False
    _media_ties: dict[str, str] = field(default_factory=dict)
    _links: dict[tuple[Part, str], str] = field(default_factory=dict)

    @property
    def tokens(self) -> Tokens:
        """The colours."""
        return self.brand.tokens

    @property
    def family(self) -> str:
        """The typeface."""
        return self.brand.family

    @property
    def face(self) -> Typeface:
        """The typeface's measures."""
        return typeface(self.brand)

    def paragraph(self, style: str, runs: str, *, keep: bool = False, properties: str = "", mark: str = "") -> str:
        """A paragraph of the body. After a table it stands off, unless it says its own spacing; a page may be due.

        `mark` is the `w:rPr` of its mark, the last of its properties.
        """
        due, self.page_break = self.page_break, False
        if self.gap and "<w:spacing" not in properties and style not in _SPACED:
            properties = _with_space_before(properties)
        self.gap = self.after_table = False
        return paragraph(style, runs, keep=keep, page_break=due, properties=properties + mark)

    def link(self, part: Part, href: str) -> str:
        """The relationship of an external link."""
        if (part, href) not in self._links:
            self._links[part, href] = self._tie(part, REL_HYPERLINK, href, external=True)
        return self._links[part, href]

    def picture(self, content: bytes, ending: str) -> str:
        """The relationship of a picture; the same picture is kept once."""
        name = f"media/{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
        if name not in self._media_ties:
            self.media[f"word/{name}"] = content
            self._media_ties[name] = self._tie("document", REL_IMAGE, name)
        return self._media_ties[name]

    def chart(self, chart: NativeChart) -> str:
        """The relationship of a chart."""
        self.charts.append(chart)
        return self._tie("document", REL_CHART, f"charts/chart{len(self.charts)}.xml")

    def list_from(self, kind: int, start: int = 1, level: int = 0) -> int:
        """A list of its own of one of the frame's kinds that begins at `start` on `level`."""
        number = self.ids.num()
        override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        self.lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{override}</w:num>')
        return number

    def warn(self, code: str, block: str = "", **values: str) -> None:
        """Report what could not be written as it should."""
        self.problems.append(Problem(code, Place(block=block), values, Severity.WARNING))

    def _tie(self, part: Part, kind: str, target: str, external: bool = False) -> str:
        number = self.ids.relationship()
        self.ties[part].append(Tie(number, kind, target, external))
        return number


def _with_space_before(properties: str) -> str:
    """15 pt before; `w:spacing` stands before `w:ind` and after `w:numPr` (17.3.1.26)."""
    space = '<w:spacing w:before="300"/>'
    at = properties.find("<w:ind")
    return properties + space if at < 0 else properties[:at] + space + properties[at:]
