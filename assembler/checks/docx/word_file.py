"""A Word file opened for checking: its parts, its XML trees and its relationships, whatever state they are in."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from assembler.checks.docx.markup import Element, W
from assembler.ooxml.names import CONTENT_TYPES_PART, PACKAGE_CONTENT_TYPES, PACKAGE_RELATIONSHIPS
from assembler.ooxml.package import parse_xml, relationships_part
from assembler.problem import Problem, Refused

_RELATIONS: Final = f"{{{PACKAGE_RELATIONSHIPS}}}"
TYPES: Final = f"{{{PACKAGE_CONTENT_TYPES}}}"
CONTENT_TYPES: Final = CONTENT_TYPES_PART
_DEFINITIONS: Final = ("styles", "numbering", "settings", "fontTable", "theme")
_STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship; `target` is a part name, or an address when it is `external`; `mode` as it is written."""

    id: str
    kind: str
    target: str
    external: bool
    mode: str = ""


@dataclass(slots=True)
class WordFile:
    """`parts` by name without a leading stroke. `broken` are the XML parts that cannot be parsed."""

    parts: Mapping[str, bytes]
    name: str = ""
    broken: dict[str, Problem] = field(default_factory=dict)
    _trees: dict[str, Element | None] = field(default_factory=dict)
    _relations: dict[str, tuple[Relation, ...]] = field(default_factory=dict)

    def tree(self, part: str) -> Element | None:
        """The root of an XML part; `None` when it is missing or malformed (then it is among `broken`)."""
        if part not in self._trees:
            self._trees[part] = self._parse(part)
        return self._trees[part]

    def broken_parts(self) -> dict[str, Problem]:
        """The XML parts that cannot be parsed, all of them tried, with the reason."""
        for name in self.parts:
            if name.endswith((".xml", ".rels")):
                self.tree(name)
        return self.broken

    def _parse(self, part: str) -> Element | None:
        content = self.parts.get(part)
        if content is None:
            return None
        try:
            return parse_xml(content, part)
        except Refused as refused:
            self.broken[part] = refused.problems[0]
            return None

    def relations(self, source: str = "") -> tuple[Relation, ...]:
        """The relationships of a part; of the package itself for ""."""
        if source not in self._relations:
            self._relations[source] = self._read_relations(source)
        return self._relations[source]

    def _read_relations(self, source: str) -> tuple[Relation, ...]:
        root = self.tree(relationships_part(source))
        base = posixpath.dirname(source)
        found = []
        for item in root.iterchildren(_RELATIONS + "Relationship") if root is not None else ():
            target, mode = item.get("Target", ""), item.get("TargetMode", "")
            external = mode == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + base, target)).lstrip("/")
            found.append(Relation(item.get("Id", ""), item.get("Type", ""), target, external, mode))
        return tuple(found)

    def related(self, source: str, kind: str) -> tuple[str, ...]:
        """The parts that `source` is related to by the last word of the relationship type ("styles")."""
        return tuple(r.target for r in self.relations(source) if not r.external and r.kind.endswith("/" + kind))

    @property
    def main(self) -> str:
        """The name of the main document part; "" when the package names none."""
        return next(iter(self.related("", "officeDocument")), "")

    @property
    def body(self) -> Element | None:
        """`w:body`; `None` when there is none."""
        root = self.tree(self.main) if self.main else None
        return None if root is None else root.find(W + "body")

    def part(self, kind: str) -> Element | None:
        """The tree of the one part of `kind` that the main document has ("styles"), `None` without one."""
        return next((self.tree(name) for name in self.related(self.main, kind)), None)

    def definitions(self) -> tuple[tuple[str, Element], ...]:
        """The parts of the main document that hold no text: styles, numberings and the like."""
        names = (name for kind in _DEFINITIONS for name in self.related(self.main, kind))
        trees = ((name, self.tree(name)) for name in dict.fromkeys(names))
        return tuple((name, tree) for name, tree in trees if tree is not None)

    def stories(self) -> tuple[tuple[str, Element], ...]:
        """The parts with text, in reading order: the body first, then headers, footers, notes and comments."""
        names = [self.main, *(name for kind in _STORIES for name in self.related(self.main, kind))]
        trees = ((name, self.tree(name)) for name in dict.fromkeys(names))
        return tuple((name, tree) for name, tree in trees if tree is not None)
