"""The facts of a Word file, for all rules: the structure, what is defined and used, and what a reader meets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assembler.checks.content import Content
from assembler.checks.docx.markup import ID, VAL, W
from assembler.checks.docx.numbering import Numberings
from assembler.checks.docx.reading import BodyReader
from assembler.checks.docx.sound_facts import Named, SoundFacts, scan, scan_definitions
from assembler.checks.docx.styles import StyleSheet
from assembler.checks.docx.word_content import word_content
from assembler.checks.docx.word_file import CONTENT_TYPES, TYPES, Relation, WordFile
from assembler.problem import Place

_STYLE_TYPES: Final = frozenset({"paragraph", "character", "table"})
_NOTE_PARTS: Final = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}


@dataclass
class WordFacts:
    """Facts of one Word file; each kind is gathered when a rule first asks for it."""

    file: WordFile

    @cached_property
    def body(self) -> BodyReader:
        """The body, read from beginning to end."""
        main = self.file.main
        links = {relation.id: relation.target for relation in self.file.relations(main)}
        reader = BodyReader(main, self.sheet, Numberings(self.file.part("numbering")), links)
        if self.file.body is not None:
            reader.read(self.file.body)
            reader.finish()
        return reader

    @cached_property
    def sheet(self) -> StyleSheet:
        """The styles."""
        return StyleSheet(self.file.part("styles"))

    @cached_property
    def content(self) -> Content:
        """What a reader meets."""
        return word_content(self.file, self.sheet, self.body)

    @cached_property
    def sound(self) -> SoundFacts:
        """What the structure rules look at."""
        facts = SoundFacts()
        for part, root in self.file.stories():
            scan(facts, part, root)
        for part, root in self.file.definitions():
            scan_definitions(facts, part, root)
        self._styles(facts)
        self._numbering(facts)
        return facts

    def _styles(self, facts: SoundFacts) -> None:
        root = self.file.part("styles")
        part = next(iter(self.file.related(self.file.main, "styles")), "")
        for style in root.iterchildren(W + "style") if root is not None else ():
            name = style.get(W + "styleId", "")
            facts.ids.append(Named("style", name, Place(part=part, text=name)))
            kind = style.get(W + "type", "paragraph")
            for tag in ("basedOn", "next", "link"):
                other = style.find(W + tag)
                # A linked style is of the other kind (ECMA-376 17.7.4.6); Word looks the others up by kind.
                if other is not None and tag != "link" and kind in _STYLE_TYPES:
                    named = kind if tag == "basedOn" else "paragraph"
                    facts.references.append(Named(named, other.get(VAL, ""), Place(part=part, text=name)))

    def _numbering(self, facts: SoundFacts) -> None:
        root = self.file.part("numbering")
        part = next(iter(self.file.related(self.file.main, "numbering")), "")
        for num in root if root is not None else ():
            if num.tag == W + "num":
                facts.ids.append(Named("numbering", num.get(W + "numId", ""), Place(part=part)))
                base = num.find(W + "abstractNumId")
                name = "" if base is None else base.get(VAL, "")
                facts.references.append(Named("abstract numbering", name, Place(part=part)))
            elif num.tag == W + "abstractNum":
                facts.ids.append(Named("abstract numbering", num.get(W + "abstractNumId", ""), Place(part=part)))

    def defined(self, kind: str) -> frozenset[str]:
        """The ids of what is defined: styles of a kind, numberings, notes or comments."""
        if kind in _STYLE_TYPES:
            root = self.file.part("styles")
            styles = root.iterchildren(W + "style") if root is not None else ()
            return frozenset(s.get(W + "styleId", "") for s in styles if s.get(W + "type", "paragraph") == kind)
        if kind in _NOTE_PARTS:
            root = self.file.part(_NOTE_PARTS[kind])
            return frozenset(note.get(ID, "") for note in (root.iterchildren(W + kind) if root is not None else ()))
        return frozenset(named.name for named in self.sound.ids if named.kind == kind)

    def note_separators(self, kind: str) -> Iterator[tuple[str, frozenset[str]]]:
        """Each part of notes with the kinds of separators that it has."""
        for part in self.file.related(self.file.main, kind):
            root = self.file.tree(part)
            if root is not None:
                yield part, frozenset(note.get(W + "type", "normal") for note in root)

    def section_ends(self) -> Iterator[bool]:
        """For each `w:sectPr` that stands in the body itself: whether it is the last element there."""
        body = self.file.body
        for section in body.iterchildren(W + "sectPr") if body is not None else ():
            yield section.getnext() is None

    def every_relation(self) -> Iterator[tuple[str, Relation]]:
        """Every relationship with the part that has it ("" for the package)."""
        for name in self.file.parts:
            if name.endswith(".rels") and "_rels/" in name:
                folder, _, file = name.rpartition("_rels/")
                source = folder + file.removesuffix(".rels")
                for relation in self.file.relations(source):
                    yield source, relation

    def content_type(self, part: str) -> str:
        """The content type of a part; "" when it has none."""
        overrides, defaults = self._types
        return overrides.get("/" + part.casefold()) or defaults.get(part.rpartition(".")[2].casefold(), "")

    @cached_property
    def _types(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        root = self.file.tree(CONTENT_TYPES)
        overrides: dict[str, str] = {}
        defaults: dict[str, str] = {}
        for item in root if root is not None else ():
            if item.tag == TYPES + "Override":
                overrides[item.get("PartName", "").casefold()] = item.get("ContentType", "")
            elif item.tag == TYPES + "Default":
                defaults[item.get("Extension", "").casefold()] = item.get("ContentType", "")
        return overrides, defaults
