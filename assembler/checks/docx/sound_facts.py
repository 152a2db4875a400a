"""What the structure rules look at, gathered in one pass over each story of a Word file (linear, and fast)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from assembler.checks.docx.markup import ID, MC, VAL, W14, WP, Element, R, W
from assembler.checks.docx.order import ORDERED, out_of_order
from assembler.problem import Place

_RELATIONSHIPS: Final = etree.XPath("//@r:*", namespaces={"r": R[1:-1]}, smart_strings=False)

# Elements whose text is meant (ECMA-376 17.3.3, 17.16.23): in all others of this namespace Word finds stray text.
_TEXT: Final = frozenset(W + name for name in ("t", "delText", "instrText", "delInstrText"))

_STORY: Final = frozenset(
    W + name for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "tc", "txbxContent", "docPartBody")
)
_WRAPS: Final = frozenset(
    [W + name for name in ("sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo", "smartTag")]
    + [MC + "Choice", MC + "Fallback"]
)
_INLINE: Final = frozenset(W + name for name in ("p", "hyperlink", "fldSimple", "rt", "rubyBase", "dir", "bdo"))

# The parents that Word accepts; an element elsewhere makes it refuse the file or drop the element.
PARENTS: Final = {
    W + "p": _STORY | _WRAPS,
    W + "tbl": _STORY | _WRAPS,
    W + "r": _INLINE | _WRAPS,
    W + "tr": frozenset([W + "tbl"]) | _WRAPS,
    W + "tc": frozenset([W + "tr"]) | _WRAPS,
    W + "t": frozenset([W + "r"]) | {MC + "Choice", MC + "Fallback"},
    W + "hyperlink": _INLINE | _WRAPS,
}

_PROPERTIES_FIRST: Final = {
    W + "pPr": W + "p",
    W + "rPr": W + "r",
    W + "tblPr": W + "tbl",
    W + "trPr": W + "tr",
    W + "tcPr": W + "tc",
}
_BEFORE_TABLE_PROPERTIES: Final = frozenset(
    W + name for name in ("tblPrEx", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr")
)

STYLE_KINDS: Final = {W + "pStyle": "paragraph", W + "rStyle": "character", W + "tblStyle": "table"}


@dataclass(frozen=True, slots=True)
class Named:
    """Something that names another thing: `kind` of what is named, its `name`, and where."""

    kind: str
    name: str
    place: Place


@dataclass(slots=True)
class SoundFacts:
    """Gathered while reading: what counts, and the places of what is out of order."""

    cells: int = 0
    cells_open: list[Place] = field(default_factory=list)
    stray: list[tuple[str, Place]] = field(default_factory=list)
    misplaced: list[tuple[str, str, Place]] = field(default_factory=list)
    hollow: list[tuple[str, Place]] = field(default_factory=list)
    field_faults: list[tuple[str, Place]] = field(default_factory=list)
    fields: int = 0
    bookmark_starts: list[Named] = field(default_factory=list)
    bookmark_names: list[Named] = field(default_factory=list)
    bookmark_ends: list[Named] = field(default_factory=list)
    ids: list[Named] = field(default_factory=list)
    references: list[Named] = field(default_factory=list)
    relations: list[Named] = field(default_factory=list)
    late: list[tuple[str, Place]] = field(default_factory=list)
    disordered: list[tuple[str, str, Place]] = field(default_factory=list)
    paragraphs: int = 0


def scan(facts: SoundFacts, part: str, root: Element) -> None:
    """Add what stands in the story `root` of `part` to `facts`."""
    _Scan(facts, part).run(root)


class _Scan:
    """One pass over one part."""

    def __init__(self, facts: SoundFacts, part: str) -> None:
        self.facts = facts
        self.part = part
        self.open_fields: list[bool] = []
        self.last_text = ""
        self.handlers: dict[str, Callable[[Element], None]] = {
            W + "tc": self.cell,
            W + "tr": self.row,
            W + "tbl": self.table,
            W + "p": self.paragraph,
            W + "sdtContent": self.control,
            W + "fldChar": self.field_mark,
            W + "bookmarkStart": self.bookmark_start,
            W + "bookmarkEnd": self.bookmark_end,
            W + "numId": self.numbering,
            W + "footnoteReference": lambda e: self.refers("footnote", e.get(ID, "")),
            W + "endnoteReference": lambda e: self.refers("endnote", e.get(ID, "")),
            W + "commentReference": lambda e: self.refers("comment", e.get(ID, "")),
            WP + "docPr": lambda e: self.identifies("drawing", e.get("id", "")),
            W + "footnote": lambda e: self.identifies("footnote", e.get(ID, "")),
            W + "endnote": lambda e: self.identifies("endnote", e.get(ID, "")),
            W + "comment": lambda e: self.identifies("comment", e.get(ID, "")),
            W + "sdtPr": self.control_properties,
            **{tag: self.style for tag in STYLE_KINDS},
            **{tag: self.properties for tag in _PROPERTIES_FIRST},
        }

    def run(self, root: Element) -> None:
        """Look at every element once, in document order."""
        handlers, parents = self.handlers, PARENTS
        for element in root.iter("*"):
            tag = element.tag
            if tag in parents:
                self.parentage(element)
            handler = handlers.get(tag)
            if handler is not None:
                handler(element)
            if tag in ORDERED:
                self.order(element)
            if element.text or element.tail:
                self.text(element)
        self.relationships(root)
        for _ in self.open_fields:
            self.facts.field_faults.append(("begin", self.place()))

    def place(self, text: str = "") -> Place:
        """Here: the part, and the words read last."""
        return Place(part=self.part, text=(text or self.last_text)[:60].strip())

    def text(self, element: Element) -> None:
        """Text where only elements may stand."""
        tag, text, tail = element.tag, element.text, element.tail
        if tag in _TEXT:
            if text:
                self.last_text = text
        elif text and tag.startswith(W) and not text.isspace():
            self.facts.stray.append((text.strip()[:60], self.place(text)))
        if tail and not tail.isspace() and tag.startswith(W):
            self.facts.stray.append((tail.strip()[:60], self.place(tail)))

    def relationships(self, root: Element) -> None:
        """Attributes that name a relationship of this part."""
        found = _RELATIONSHIPS(root)
        targets = found if isinstance(found, list) else []
        self.facts.relations += [Named(self.part, str(one), Place(part=self.part)) for one in targets if one]

    def parentage(self, element: Element) -> None:
        """An element under a parent that may not hold it."""
        parent = element.getparent()
        if parent is not None and parent.tag.startswith(W) and parent.tag not in PARENTS[element.tag]:
            self.facts.misplaced.append((_short(element.tag), _short(parent.tag), self.place()))

    def cell(self, element: Element) -> None:
        """A cell whose last block is not a paragraph: Word calls the file corrupt."""
        self.facts.cells += 1
        blocks = [child.tag for child in element if child.tag in {W + "p", W + "tbl", W + "sdt", W + "altChunk"}]
        last = element.findall(W + "sdt")
        ends_in_control = bool(blocks) and blocks[-1] == W + "sdt" and _ends_with_paragraph(last[-1])
        if not blocks or (blocks[-1] != W + "p" and not ends_in_control):
            self.facts.cells_open.append(self.place())

    def row(self, element: Element) -> None:
        """A row without a cell."""
        if element.find(f".//{W}tc") is None:
            self.facts.hollow.append(("w:tr", self.place()))

    def table(self, element: Element) -> None:
        """A table without a row."""
        if element.find(f".//{W}tr") is None:
            self.facts.hollow.append(("w:tbl", self.place()))

    def control(self, element: Element) -> None:
        """A content control with nothing in it."""
        if len(element) == 0:
            self.facts.hollow.append(("w:sdtContent", self.place()))

    def paragraph(self, element: Element) -> None:
        """Counted, with its identity."""
        self.facts.paragraphs += 1
        identity = element.get(W14 + "paraId")
        if identity:
            self.identifies("paragraph", identity)

    def field_mark(self, element: Element) -> None:
        """Begin, separate and end of a complex field, which may nest (ECMA-376 17.16.18)."""
        kind = element.get(W + "fldCharType", "")
        if kind == "begin":
            self.facts.fields += 1
            self.open_fields.append(False)
        elif kind == "end" and self.open_fields:
            self.open_fields.pop()
        elif kind == "separate" and self.open_fields and not self.open_fields[-1]:
            self.open_fields[-1] = True
        else:
            self.facts.field_faults.append((kind or "?", self.place()))

    def bookmark_start(self, element: Element) -> None:
        """The start of a bookmark: its id pairs with an end, its name is unique."""
        name = element.get(W + "name", "")
        place = Place(part=self.part, text=name)
        self.facts.bookmark_starts.append(Named(self.part, element.get(ID, ""), place))
        self.facts.bookmark_names.append(Named("bookmark", name, place))

    def bookmark_end(self, element: Element) -> None:
        """The end of a bookmark."""
        self.facts.bookmark_ends.append(Named(self.part, element.get(ID, ""), self.place()))

    def numbering(self, element: Element) -> None:
        """A paragraph in a list; number 0 takes it out of one (ECMA-376 17.9.18)."""
        if element.get(VAL, "") not in {"", "0"}:
            self.refers("numbering", element.get(VAL, ""))

    def style(self, element: Element) -> None:
        """A style that is used."""
        self.refers(STYLE_KINDS[element.tag], element.get(VAL, ""))

    def control_properties(self, element: Element) -> None:
        """The id of a content control."""
        own = element.find(W + "id")
        if own is not None:
            self.identifies("control", own.get(VAL, ""))

    def properties(self, element: Element) -> None:
        """Properties stand first in what they describe; Word does not read the file otherwise."""
        parent = element.getparent()
        if parent is None or parent.tag != _PROPERTIES_FIRST[element.tag]:
            return
        before = element.getprevious()
        while before is not None and before.tag in _BEFORE_TABLE_PROPERTIES:
            before = before.getprevious()
        if before is not None:
            self.facts.late.append((_short(element.tag), self.place()))

    def order(self, element: Element) -> None:
        """Children in another order than the schema's."""
        child = out_of_order(element)
        if child:
            self.facts.disordered.append((child, _short(element.tag), self.place()))

    def refers(self, kind: str, name: str) -> None:
        """Something here names a thing of `kind`."""
        self.facts.references.append(Named(kind, name, self.place()))

    def identifies(self, kind: str, name: str) -> None:
        """Something here is a thing of `kind` with the id `name`."""
        self.facts.ids.append(Named(kind, name, self.place()))


def _ends_with_paragraph(control: Element) -> bool:
    content = control.find(W + "sdtContent")
    blocks: Iterator[Element] = content.iterchildren(reversed=True) if content is not None else iter(())
    last = next((child for child in blocks if child.tag in {W + "p", W + "tbl", W + "sdt"}), None)
    return last is not None and (last.tag == W + "p" or (last.tag == W + "sdt" and _ends_with_paragraph(last)))


def _short(tag: str) -> str:
    return "w:" + tag.rpartition("}")[2]
