"""The parts of a Word file that its body leans on: relationships, styles, lists, notes, pictures, comments."""

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from lxml import etree

from assembler.ooxml.package import Package, Relationship
from assembler.problem import Refused
from assembler.readers.docx.blocks import read_blocks
from assembler.readers.docx.markup import attribute, name
from assembler.readers.docx.numbering import Numbering
from assembler.readers.docx.styles import Styles
from assembler.readers.docx.tree import Block, NoteMark

_APPLICATION: Final = "Application"
_OTHERS: Final = ("libreoffice", "openoffice")


@dataclass(frozen=True, slots=True)
class Ties:
    """The relationships of a part, by id."""

    package: Package
    part: str
    ties: Mapping[str, Relationship]

    def address(self, id: str) -> str:
        """Where an external relationship leads; "" for any other."""
        tie = self.ties.get(id)
        return tie.target if tie and tie.external else ""

    def content(self, id: str) -> tuple[str, bytes] | None:
        """The name and the bytes of the part that a relationship leads to; `None` when there is none."""
        tie = self.ties.get(id)
        if tie is None or tie.external:
            return None
        name = self.package.target(self.part, tie)
        return (name, self.package.parts[name]) if name in self.package.parts else None

    def words(self, id: str) -> str:
        """What the chart or the diagram behind a relationship says in words; "" for none."""
        held = self.content(id)
        try:
            root = None if held is None or not held[0].endswith(".xml") else self.package.xml(held[0])
        except Refused:
            return ""
        texts = () if root is None else (entry for entry in root.iter() if _is_said(entry))
        return " ".join(dict.fromkeys(str(entry.text).strip() for entry in texts))


@dataclass(frozen=True, slots=True)
class Notes:
    """Footnotes or endnotes by id, and the relationships of their part."""

    texts: Mapping[str, tuple[Block, ...]]
    ties: Ties


@dataclass(frozen=True, slots=True)
class WordParts:
    """Everything that the body leans on."""

    main: Ties
    styles: Styles
    numbering: Numbering
    footnotes: Notes
    endnotes: Notes
    program: str

    def note(self, mark: NoteMark) -> tuple[tuple[Block, ...], Ties]:
        """What stands in the note that a mark refers to, nothing for one that is not there; and its relationships."""
        notes = self.footnotes if mark.kind == "footnote" else self.endnotes
        return notes.texts.get(mark.id, ()), notes.ties

    def furniture(self) -> Iterator[tuple[Ties, etree._Element]]:
        """The headers and footers: their relationships, and their roots."""
        for tie in self.main.ties.values():
            if not tie.external and posixpath.basename(tie.kind) in ("header", "footer"):
                name = self.main.package.target(self.main.part, tie)
                with suppress(Refused):
                    if name in self.main.package.parts:
                        yield _ties(self.main.package, name), self.main.package.xml(name)

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part that the main document is tied to by a relationship of that kind."""
        return _root(self.main, kind)


def _is_said(entry: etree._Element) -> bool:
    """A text of DrawingML, or a name that a chart keeps of its workbook's (21.1.2.3.11, 21.2.2.201)."""
    kind = str(entry.tag).rpartition("}")[2]
    is_name = kind == "v" and any(str(above.tag).endswith("}strCache") for above in entry.iterancestors())
    return (kind == "t" or is_name) and bool((entry.text or "").strip())


def word_parts(package: Package, main: str) -> WordParts:
    """The parts of the document whose main part is `main`; one that is missing or damaged says nothing."""
    ties = _ties(package, main)
    return WordParts(
        main=ties,
        styles=Styles(_root(ties, "styles")),
        numbering=Numbering(_root(ties, "numbering")),
        footnotes=_notes(ties, "footnotes"),
        endnotes=_notes(ties, "endnotes"),
        program=_program(package),
    )


def _ties(package: Package, part: str) -> Ties:
    return Ties(package, part, {tie.id: tie for tie in package.relationships(part)})


def _part(ties: Ties, kind: str) -> str:
    """The part of a kind ("styles"), by the last step of the relationship's type, in either of its namespaces."""
    for tie in ties.ties.values():
        if not tie.external and posixpath.basename(tie.kind) == kind:
            name = ties.package.target(ties.part, tie)
            if name in ties.package.parts:
                return name
    return ""


def _root(ties: Ties, kind: str) -> etree._Element | None:
    part = _part(ties, kind)
    try:
        return ties.package.xml(part) if part else None
    except Refused:
        return None


def _notes(ties: Ties, kind: str) -> Notes:
    part = _part(ties, kind)
    root = _root(ties, kind)
    if root is None:
        return Notes({}, Ties(ties.package, part, {}))
    texts = {
        attribute(entry, "id"): read_blocks(entry)
        for entry in root
        if name(entry) in ("footnote", "endnote") and attribute(entry, "type") in ("", "normal")
    }
    return Notes(texts, _ties(ties.package, part))


def _program(package: Package) -> str:
    """What wrote the file, by its extended properties (ECMA-376-1, 22.2); "" when it does not say."""
    for tie in package.relationships(""):
        part = package.target("", tie)
        if tie.kind.endswith("/extended-properties") and part in package.parts:
            for entry in package.xml(part):
                if str(entry.tag).endswith(f"}}{_APPLICATION}"):
                    # LibreOffice adds what it was built from: "LibreOffice/7.4.7.2$Linux_X86_64 …".
                    return (entry.text or "").partition("$")[0].replace("/", " ").strip()[:100]
    return ""


def is_of_another(program: str) -> bool:
    """Whether the program is one that takes controls out of a file: LibreOffice and its kin."""
    return program.lower().startswith(_OTHERS)


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a part, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
