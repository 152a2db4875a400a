"""What the structure rules look at, gathered in one pass over each story of a Word file (linear, and fast)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final, assert_never

from lxml import etree

from assembler.checks.docx.grammar import Fault, grammar, short
from assembler.checks.docx.markup import ID, MC, VAL, W14, WP, A, C, Element, R, W
from assembler.checks.docx.namespaces import ignored, undeclared
from assembler.problem import Place

_RELATIONSHIPS: Final = etree.XPath("//@r:*", namespaces={"r": R[1:-1]}, smart_strings=False)

_KNOWN: Final = (W, A, WP, C)

# Elements whose text is meant (ECMA-376 17.3.3, 17.16.23): in all others of this namespace Word finds stray text.
_TEXT: Final = frozenset(W + name for name in ("t", "delText", "instrText", "delInstrText"))

_STORY: Final = frozenset(
    W + name for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "tc", "txbxContent", "docPartBody")
)
# What holds whatever its own parent may hold.
_BETWEEN: Final = frozenset([W + "sdtContent", W + "sdt", W + "customXml", MC + "AlternateContent", MC + "Choice"])
_ANYWHERE: Final = frozenset([MC + "Fallback"])
_INLINE: Final = _ANYWHERE | {
    *(W + name for name in ("p", "hyperlink", "fldSimple", "rt", "rubyBase", "dir", "bdo", "smartTag")),
    *(W + name for name in ("ins", "del", "moveFrom", "moveTo")),
}

# The parents that Word accepts; an element elsewhere makes it refuse the file or drop the element.
PARENTS: Final = {
    W + "p": _STORY | _ANYWHERE,
    W + "tbl": _STORY | _ANYWHERE,
    W + "r": _INLINE,
    W + "tr": frozenset([W + "tbl"]) | _ANYWHERE,
    W + "tc": frozenset([W + "tr"]) | _ANYWHERE,
    W + "t": frozenset([W + "r"]) | _ANYWHERE,
    W + "hyperlink": _INLINE,
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

# What the relationship that an element names has to lead to, by the last word of its type.
_USES: Final = {
    W + "headerReference": "header",
    W + "footerReference": "footer",
    W + "hyperlink": "hyperlink",
    W + "altChunk": "aFChunk",
    W + "subDoc": "subDocument",
    A + "blip": "image",
    C + "chart": "chart",
}

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
    hollow: list[tuple[str, str, Place]] = field(default_factory=list)
    attributes: list[tuple[str, str, str, Place]] = field(default_factory=list)
    namespaces: list[tuple[str, Place]] = field(default_factory=list)
    field_faults: list[tuple[str, Place]] = field(default_factory=list)
    fields: int = 0
    bookmark_starts: list[Named] = field(default_factory=list)
    bookmark_names: list[Named] = field(default_factory=list)
    bookmark_ends: list[Named] = field(default_factory=list)
    ids: list[Named] = field(default_factory=list)
    references: list[Named] = field(default_factory=list)
    relations: list[Named] = field(default_factory=list)
    uses: list[tuple[str, Named]] = field(default_factory=list)
    late: list[tuple[str, Place]] = field(default_factory=list)
    disordered: list[tuple[str, str, Place]] = field(default_factory=list)
    paragraphs: int = 0


def scan(facts: SoundFacts, part: str, root: Element) -> None:
    """Add what stands in the story `root` of `part` to `facts`."""
    _Scan(facts, part).run(root)


def scan_definitions(facts: SoundFacts, part: str, root: Element) -> None:
    """Add what the schema says of a part without text (styles, numberings, settings)."""
    one = _Scan(facts, part)
    one.handlers.clear()
    one.run(root)


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
            W + "footnote": partial(self.note, "footnote"),
            W + "endnote": partial(self.note, "endnote"),
            W + "comment": lambda e: self.identifies("comment", e.get(ID, "")),
            W + "sdtPr": self.control_properties,
            **{tag: partial(self.uses, kind) for tag, kind in _USES.items()},
            **{tag: self.style for tag in STYLE_KINDS},
            **{tag: self.properties for tag in _PROPERTIES_FIRST},
        }

    def run(self, root: Element) -> None:
        """Look at every element once, in document order."""
        handlers, parents, rules = self.handlers, PARENTS, grammar()
        shaped, wanting = rules.shaped, rules.wanting
        seen: set[str] = set()
        for element in root.iter("*"):
            tag = str(element.tag)
            if tag not in seen:
                seen.add(tag)
                self.space(element, tag)
            if tag in parents:
                parent = element.getparent()
                if parent is not None and parent.tag not in parents[tag]:
                    self.parentage(element, parent)
            handler = handlers.get(tag)
            if handler is not None:
                handler(element)
            given = element.items()
            faults = rules.look(tag, given) if given or tag in wanting else ()
            if tag in shaped:
                faults += rules.shape(tag, element)
            if faults:
                self.told(element, faults)
            if element.text or element.tail:
                self.text(element)
        self.facts.namespaces += [(prefix, self.place()) for prefix in undeclared(root, rules.is_known)]
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

    def space(self, element: Element, tag: str) -> None:
        """An element of a namespace that Word does not know; told where the first of its name stands."""
        namespace = tag[1:].partition("}")[0] if tag.startswith("{") else ""
        if not grammar().is_known(namespace):
            self.told(element, (("namespace", namespace, ""),))

    def parentage(self, element: Element, parent: Element | None) -> None:
        """An element under a parent that may not hold it; what stands between holds what its own parent may."""
        wanted = PARENTS[str(element.tag)]
        while parent is not None and parent.tag in _BETWEEN:
            parent = parent.getparent()
        if parent is not None and parent.tag.startswith(W) and parent.tag not in wanted:
            self.facts.misplaced.append((short(str(element.tag)), short(parent.tag), self.place()))

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
            self.facts.hollow.append(("w:tr", "w:tc", self.place()))

    def table(self, element: Element) -> None:
        """A table without a row."""
        if element.find(f".//{W}tr") is None:
            self.facts.hollow.append(("w:tbl", "w:tr", self.place()))

    def control(self, element: Element) -> None:
        """A content control with nothing in it."""
        if len(element) == 0:
            self.facts.hollow.append(("w:sdtContent", "w:p", self.place()))

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
        """The end of a bookmark; one that stands before its start ends nothing."""
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
            self.facts.late.append((short(element.tag), self.place()))

    def told(self, element: Element, faults: tuple[Fault, ...]) -> None:
        """What the schema has against an element."""
        for kind, found, more in faults:
            match kind:
                case "disordered":
                    self.facts.disordered.append((found, more, self.place()))
                case "misplaced":
                    self.facts.misplaced.append((found, more, self.place()))
                case "lacking":
                    self.facts.hollow.append((found, more, self.place()))
                case "attribute":
                    self.facts.attributes.append((short(element.tag), found, more, self.place()))
                case "namespace":
                    if not ignored(element, found):
                        self.facts.namespaces.append((found, self.place()))
                case _:
                    assert_never(kind)

    def uses(self, kind: str, element: Element) -> None:
        """An element that names a relationship of `kind`."""
        names = (element.get(R + "id", ""), element.get(R + "embed", ""), element.get(R + "link", ""))
        self.facts.uses += [(kind, Named(self.part, name, self.place())) for name in names if name]

    def note(self, kind: str, element: Element) -> None:
        """A note: its id, and that there is something in it."""
        self.identifies(kind, element.get(ID, ""))
        if len(element) == 0:
            self.facts.hollow.append((short(element.tag), "w:p", self.place()))

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
