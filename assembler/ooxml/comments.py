"""Putting comments into a Word file that somebody made: a new part, or more in the one that is there.

A comment is an entry of the comments part, tied to a range of the body by its id (ECMA-376-1, 17.13.4): a start, an
end, and a run with the reference, all inside one paragraph here. `people.xml` names the author (MS-DOCX 2.5.2.3).
Nothing else of the package is changed, byte for byte. Without a clock, a comment has no date.
"""

import copy
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from assembler.ooxml.archive import pack_in_order
from assembler.ooxml.names import CONTENT_TYPES_PART, PACKAGE_CONTENT_TYPES, PACKAGE_RELATIONSHIPS, W15, R, W
from assembler.ooxml.package import Package, parse_xml, relationships_part
from assembler.ooxml.parts import relationships
from assembler.problem import Place, Problem, Refused

_W: Final = f"{{{W}}}"
_W15: Final = f"{{{W15}}}"
_RELATIONS: Final = f"{{{PACKAGE_RELATIONSHIPS}}}"
_TYPES: Final = f"{{{PACKAGE_CONTENT_TYPES}}}"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BOX: Final = _W + "txbxContent"
_PARTS: Final = tuple(_W + name for name in ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen"))


@dataclass(frozen=True, slots=True)
class Comment:
    """`paragraph` is the `w:p` that it is about, `lines` what it says, a paragraph each.

    `span` are the characters of `paragraph_text` that it stands on, `None` for the whole paragraph.
    """

    paragraph: etree._Element
    lines: tuple[str, ...]
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, and in what language ("nb-NO")."""

    author: str
    initials: str
    lang: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """A part that belongs to the main document: the relationship that leads to it, its type, its root."""

    relation: str
    content_type: str
    file: str
    root: str
    prefix: str
    space: str


_COMMENTS: Final = _Kind(f"{R}/comments", f"{_WORD}.comments+xml", "comments", _W + "comments", "w", W)
_PEOPLE: Final = _Kind(
    "http://schemas.microsoft.com/office/2011/relationships/people",
    f"{_WORD}.people+xml",
    "people",
    _W15 + "people",
    "w15",
    W15,
)


def with_comments(
    package: Package, main: str, root: etree._Element, comments: Sequence[Comment], voice: Voice
) -> bytes:
    """The package again with the comments. `root` is the tree of the part `main`, in which they are anchored.

    `Refused` when a part that has to be changed is missing or malformed.
    """
    changed = _Changed(package, main)
    held = changed.part(_COMMENTS)
    first = 1 + max((_number(one.get(_W + "id")) for one in held.iterchildren(_W + "comment")), default=-1)
    for id, comment in enumerate(comments, first):
        held.append(_entry(str(id), comment, voice))
        _anchor(comment, str(id))
    people = changed.part(_PEOPLE)
    if voice.author not in {one.get(_W15 + "author") for one in people}:
        etree.SubElement(people, _W15 + "person", {_W15 + "author": voice.author})
    changed.trees[main] = root
    return pack_in_order(changed.entries())


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph; a tab or break is one character."""
    return "".join(_said(part) for part in paragraph.iter(*_PARTS))


class _Changed:
    """The parts that are changed or new, as trees by name."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.trees: dict[str, etree._Element] = {}

    def part(self, kind: _Kind) -> etree._Element:
        """The part of a kind that the main document has, or a new one, tied to it."""
        for relation in self.package.relationships(self.main):
            if relation.kind == kind.relation and not relation.external:
                name = self.package.target(self.main, relation)
                return self.tree(name)
        name = self._free_name(kind.file)
        self._tie(kind, name)
        self.trees[name] = etree.Element(kind.root, nsmap={kind.prefix: kind.space})
        return self.trees[name]

    def tree(self, name: str) -> etree._Element:
        """The tree of a part that is to be changed."""
        if name not in self.trees:
            if name not in self.package.parts:
                raise Refused([Problem("ooxml-part-missing", Place(part=name), {"part": name})])
            self.trees[name] = parse_xml(self.package.parts[name], name)
        return self.trees[name]

    def _free_name(self, file: str) -> str:
        folder = posixpath.dirname(self.main)
        taken = {name.casefold() for name in self.package.parts}
        names = (posixpath.join(folder, f"{file}{number or ''}.xml") for number in range(len(taken) + 1))
        return next(name for name in names if name.casefold() not in taken)

    def _tie(self, kind: _Kind, name: str) -> None:
        ties = relationships_part(self.main)
        if ties not in self.package.parts and ties not in self.trees:
            self.trees[ties] = parse_xml(relationships(()))
        tree = self.tree(ties)
        taken = {one.get("Id") for one in tree}
        id = next(id for id in (f"rIdPs{number}" for number in range(1, len(taken) + 2)) if id not in taken)
        etree.SubElement(
            tree, _RELATIONS + "Relationship", {"Id": id, "Type": kind.relation, "Target": posixpath.basename(name)}
        )
        types = self.tree(CONTENT_TYPES_PART)
        etree.SubElement(types, _TYPES + "Override", {"PartName": f"/{name}", "ContentType": kind.content_type})

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Every part in the old order, then the new ones."""
        for name, content in self.package.parts.items():
            yield name, _bytes(self.trees[name]) if name in self.trees else content
        for name, tree in self.trees.items():
            if name not in self.package.parts:
                yield name, _bytes(tree)


def _bytes(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _number(id: str | None) -> int:
    return int(id) if id and id.isascii() and id.isdigit() else -1


def _entry(id: str, comment: Comment, voice: Voice) -> etree._Element:
    attributes = {_W + "id": id, _W + "author": voice.author, _W + "initials": voice.initials}
    entry = etree.Element(_W + "comment", attributes)
    for number, line in enumerate(comment.lines):
        paragraph = etree.SubElement(entry, _W + "p")
        if not number:
            etree.SubElement(etree.SubElement(paragraph, _W + "r"), _W + "annotationRef")
        run = etree.SubElement(paragraph, _W + "r")
        etree.SubElement(etree.SubElement(run, _W + "rPr"), _W + "lang", {_W + "val": voice.lang})
        etree.SubElement(run, _W + "t", {_XML_SPACE: "preserve"}).text = line
    return entry


def _anchor(comment: Comment, id: str) -> None:
    """Word has no comments inside text boxes, so there the range is the paragraph around."""
    within = comment.paragraph
    for above in comment.paragraph.iterancestors():
        if above.tag == _BOX:
            within = next((one for one in above.iterancestors(_W + "p")), within)
    span = comment.span if within is comment.paragraph else None
    # The end first: what is put in at the start would move it.
    last = len(within) if span is None else _place(within, span[1], after=True)
    within.insert(last, etree.Element(_W + "commentRangeEnd", {_W + "id": id}))
    reference = etree.Element(_W + "r")
    etree.SubElement(reference, _W + "commentReference", {_W + "id": id})
    within.insert(last + 1, reference)
    first = 0 if span is None else _place(within, span[0], after=False)
    first = max(first, 0 if within.find(_W + "pPr") is None else 1)
    within.insert(first, etree.Element(_W + "commentRangeStart", {_W + "id": id}))


def _place(paragraph: etree._Element, offset: int, *, after: bool) -> int:
    """The index among the children of a paragraph where `offset` lies; a plain run is cut there.

    What is no plain run (a link, a control) stays whole: the place is before it, or `after` it.
    """
    at = 0
    for index, child in enumerate(paragraph):
        length = len(paragraph_text(child))
        if length and at == offset and not after:
            return index
        if at < offset < at + length:
            return _cut(paragraph, index, offset - at, after=after)
        at += length
        if length and at == offset and after:
            return index + 1
    return len(paragraph)


def _cut(paragraph: etree._Element, index: int, offset: int, *, after: bool) -> int:
    run = paragraph[index]
    parts = [part for part in run if part.tag != _W + "rPr"]
    if run.tag != _W + "r" or len(parts) != 1 or parts[0].tag != _W + "t":
        return index + 1 if after else index
    rest = copy.deepcopy(run)
    text = parts[0].text or ""
    for piece, own in ((run, text[:offset]), (rest, text[offset:])):
        said = piece.find(_W + "t")
        if said is not None:
            said.text = own
            said.set(_XML_SPACE, "preserve")
    paragraph.insert(index + 1, rest)
    return index + 1


def _said(part: etree._Element) -> str:
    return (part.text or "") if part.tag == _W + "t" else " "
