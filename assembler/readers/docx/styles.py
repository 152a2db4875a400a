"""What a style means: by its name in any language, else by its outline level, else by the style that it is based on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, TypeVar

from lxml import etree

from assembler.ooxml.copy_names import FIGURE_STYLE, GUIDANCE_STYLE, PLACEHOLDER_STYLE
from assembler.readers.docx.looks import paragraph_look, run_look
from assembler.readers.docx.markup import attribute, child, name
from assembler.readers.docx.tree import PLAIN, Look, ParagraphLook

Kind: TypeAlias = Literal[
    "body", "heading", "title", "lead", "note", "list", "list-more", "quote", "fact-title", "fact", "margin",
    "caption", "caption-sub", "source", "table-note", "picture", "guidance", "furniture",
    "table-year", "table-group", "table-detail",
]  # fmt: skip

# Ids and names (lower case, no spaces) of the frame's styles and of Word's own in the languages of the neighbours.
_NAMES: Final[dict[Kind, str]] = {
    "body": "normal bodytext brødtekst brødtext standard textbody defaultparagraphstyle normal(web) normalweb "
    "plaintext rentekst reintekst nospacing ingenmellomrom listparagraph listeavsnitt liststycke preformattedtext "
    "bodytextindent bodytext2 bodytext3 firstparagraph compact default",
    "title": "title tittel rubrik titel",
    "lead": "lead ingress summary kapittelsammendrag",
    "note": "note merknad",
    "list": "listbullet punktliste punktlista listnumber nummerertliste nummerertlist list liste",
    "list-more": "listcontinue liste-forts listefortsettelse",
    "quote": "quote sitat citat zitat intensequote sterktsitat quotations blocktext blockquote",
    "fact-title": "facttitle faktatittel",
    "fact": "facttext faktatekst factend faktaslutt",
    "margin": "marginnote margtekst",
    "caption": "caption bildetekst beskrivning beschriftung",
    "caption-sub": "captionsub undertittelfortabellogfigur",
    "source": "source kilde",
    "table-note": "tablenote tabellmerknad tableend tabellslutt",
    "table-year": "tableyear tabellår",
    "table-group": "tablegroup tabellgruppe",
    "table-detail": "tabledetail tabellutdyping",
    "picture": "figure figur figureend figurslutt",
    "furniture": "tocheading localcontents kapittelinnhold header footer topptekst bunntekst botntekst keylabel "
    "keyvalue keycomparison goallabel goaltitle subgoaltitle coverorganisation coveryears coverstamp covershares "
    "covernote indexheading tableoffigures contentsheading",
}
_KINDS: Final[dict[str, Kind]] = {word: kind for kind, words in _NAMES.items() for word in words.split()}
_HEADING: Final = re.compile(
    r"(?:heading|overskrift|rubrik|überschrift|titre|otsikko|título|titolo|kop|nagłówek)([1-9])(?:char)?"
)
_TOC: Final = re.compile(r"(?:toc|inn?h(?:old)?|contents?|innehåll|verzeichnis)[1-9]")
_NUMBERED: Final = re.compile(r"(listbullet|punktliste|listnumber|nummerertliste|listcontinue)[2-5]")
# The styles of the program's own words, by their ids and by their names in either form of the language.
_GUIDANCE: Final = (GUIDANCE_STYLE.casefold(), "plansatsrettleiing", "plansatsveiledning")
_STRONG: Final = ("strong", "sterk", "strongemphasis", "intenseemphasis", "sterkutheving", "fett", "stark")
_SLANTED: Final = ("emphasis", "utheving", "utheva", "subtleemphasis", "svakutheving", "intenseemphasis", "betoning")
_LINKED: Final = ("hyperlink", "hyperkobling", "hyperlenkje", "internetlink", "followedhyperlink")
_DEEPEST: Final = 25
# The frame's variants of a style: a paragraph's role in other surroundings, a row of a table, further text of a list.
_ROLE_NAMES: Final[Mapping[str, Literal["lead", "note"]]] = {"lead": "lead", "note": "note"}
_ROW_NAMES: Final[Mapping[str, Literal["sum", "result"]]] = {"sum": "sum", "result": "result"}
_MORE: Final = re.compile(r"continue ?([1-9])?(?:[_ ](?:lead|note))?$", re.I)
_VARIANT: Final = re.compile(r"[_ ](lead|note|sum|result)$|continue ?[1-9]?$|^(Table|Tabell|Plansats)", re.I)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph of a style is. `level` is that of a heading, from 1; `list` and `list_level` its numbering.

    `more` is the depth of the list that it goes on in, 0 for none. `marked` is what the style says of a table's row.
    `own` is the name of a style that nothing here knows, "" for one that is known.
    """

    kind: Kind = "body"
    level: int = 0
    list: str = ""
    list_level: int = 0
    strong: bool = False
    lang: str = ""
    role: Literal["body", "lead", "note"] = "body"
    more: int = 0
    marked: Literal["", "sum", "result"] = ""
    own: str = ""


RunRole: TypeAlias = Literal["", "status-shape", "status-word", "link", "note-mark", "placeholder"]


@dataclass(frozen=True, slots=True)
class RunStyle:
    """What a character style says. `role` is that of the frame's own: a status' shape or word, a link."""

    strong: bool = False
    slanted: bool = False
    lang: str = ""
    role: RunRole = ""
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    name: str
    base: str
    look: Look
    paragraph: ParagraphLook


class Styles:
    """The styles of a document, resolved when they are asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is that of the styles part, `None` for a file without one."""
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunStyle] = {}
        self.lang = ""
        for entry in () if root is None else root:
            if name(entry) == "docDefaults":
                self.lang = attribute(child(entry, "rPrDefault", "rPr", "lang"), "val")
            elif name(entry) == "style":
                self._read(entry)

    def _read(self, entry: etree._Element) -> None:
        style = _style(entry)
        self._styles[style.id] = style
        if attribute(entry, "type") == "paragraph" and attribute(entry, "default") in ("1", "true", "on"):
            self._default = style.id

    def paragraph(self, id: str) -> ParagraphStyle:
        """What the paragraph style `id` means, "" for the default one."""
        if id not in self._paragraphs:
            self._paragraphs[id] = self._paragraph(tuple(self._chain(id or self._default)), id)
        return self._paragraphs[id]

    def run(self, id: str) -> RunStyle:
        """What the character style `id` means; "" says nothing."""
        if id not in self._runs:
            self._runs[id] = _run_style(tuple(self._chain(id)), id)
        return self._runs[id]

    def _chain(self, id: str) -> Iterator[_Style]:
        """The style and those that it is based on (17.7.4.3), however they go in a circle."""
        seen: set[str] = set()
        while id in self._styles and id not in seen and len(seen) < _DEEPEST:
            seen.add(id)
            yield self._styles[id]
            id = self._styles[id].base

    def _paragraph(self, chain: tuple[_Style, ...], id: str) -> ParagraphStyle:
        kind, level, known = _meaning(chain, id)
        numbered = next((style.paragraph for style in chain if style.paragraph.list), ParagraphLook())
        strong = next((style.look.strong for style in chain if style.look.strong is not None), False)
        lang = next((style.look.lang for style in chain if style.look.lang), "")
        said = [word for style in chain[:1] for word in (style.id, style.name)] or [id]
        own = (
            ""
            if known or not chain or kind != "body" or any(_VARIANT.search(word) for word in said)
            else chain[0].name or id
        )
        return ParagraphStyle(
            kind=kind,
            level=level,
            list=numbered.list,
            list_level=numbered.level or 0,
            strong=bool(strong),
            lang=lang,
            role=kind if kind in ("lead", "note") else _variant(said, _ROLE_NAMES) or "body",
            more=_more(said),
            marked=_variant(said, _ROW_NAMES) or "",
            own=own,
        )


def _style(entry: etree._Element) -> _Style:
    properties, runs = child(entry, "pPr"), child(entry, "rPr")
    return _Style(
        id=attribute(entry, "styleId"),
        name=attribute(child(entry, "name"), "val"),
        base=attribute(child(entry, "basedOn"), "val"),
        look=PLAIN if runs is None else run_look(runs)[0],
        paragraph=ParagraphLook() if properties is None else paragraph_look(properties),
    )


_Name = TypeVar("_Name", bound=str)


def _variant(said: list[str], names: Mapping[str, _Name]) -> _Name | None:
    """What the end of a style's id or name says, after the underscore."""
    ends = (re.split(r"[_ ]", word.casefold())[-1] for word in said)
    return next((names[end] for end in ends if end in names), None)


def _more(said: list[str]) -> int:
    found = next((match for word in said if (match := _MORE.search(word))), None)
    return int(found[1] or 1) if found else 0


def _plain(said: str) -> str:
    return re.sub(r"\s+", "", said.casefold())


def _meaning(chain: tuple[_Style, ...], id: str) -> tuple[Kind, int, bool]:
    """Kind and heading level, and whether the style itself (not one that it is based on) is known."""
    names: tuple[tuple[str, str, int | None], ...] = tuple(
        (style.name, style.id, style.paragraph.outline) for style in chain
    ) or (("", id, None),)
    for place, (called, known_as, outline) in enumerate(names):
        for word in (called, known_as):
            found = _named(_plain(word))
            if found:
                return (*found, place == 0)
        if outline is not None and 0 <= outline < 9:
            return "heading", outline + 1, place == 0
    return "body", 0, not id


def _named(word: str) -> tuple[Kind, int] | None:
    heading = _HEADING.fullmatch(word)
    if heading:
        return "heading", int(heading[1])
    if word.startswith(_GUIDANCE):
        return "guidance", 0
    if _TOC.fullmatch(word):
        return "furniture", 0
    numbered = _NUMBERED.fullmatch(word)
    kind = _KINDS.get(numbered[1] if numbered else word)
    return (kind, 0) if kind else None


def _run_style(chain: tuple[_Style, ...], id: str) -> RunStyle:
    words = [_plain(said) for style in chain for said in (style.name, style.id)] or [_plain(id)]
    strong = next((style.look.strong for style in chain if style.look.strong is not None), False)
    slanted = next((style.look.slanted for style in chain if style.look.slanted is not None), False)
    return RunStyle(
        strong=strong or any(word in _STRONG for word in words),
        slanted=slanted or any(word in _SLANTED for word in words),
        lang=next((style.look.lang for style in chain if style.look.lang), ""),
        role=next((_ROLES[word] for word in words if word in _ROLES), ""),
        # The tint of a bound figure is the program's own.
        extra=chain[0].look.extra if chain and FIGURE_STYLE.casefold() not in words else (),
    )


_ROLES: Final[Mapping[str, RunRole]] = {
    "statusshape": "status-shape",
    "statusmerke": "status-shape",
    "statusword": "status-word",
    "statusord": "status-word",
    "footnotereference": "note-mark",
    "endnotereference": "note-mark",
    "fotnotereferanse": "note-mark",
    PLACEHOLDER_STYLE.casefold(): "placeholder",
    "plansatsplassholdar": "placeholder",
    "plansatsplassholder": "placeholder",
    **dict.fromkeys(_LINKED, "link"),
}
