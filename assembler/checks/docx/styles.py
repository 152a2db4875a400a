"""Styles of a Word file, with what they inherit (ECMA-376 17.7.2): outline level, numbering, bold, colours, size."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from assembler.checks.docx.markup import Element, W, is_on, value

BODY_LEVEL: Final = 9
_DEEPEST: Final = 30


@dataclass(frozen=True, slots=True)
class Style:
    """One style; `name` as Word shows it ("heading 1"), in lower case."""

    id: str
    name: str
    kind: str
    based_on: str
    element: Element


@dataclass
class StyleSheet:
    """All styles by id, and the document's defaults."""

    root: Element | None
    _chains: dict[str, tuple[Style, ...]] = field(default_factory=dict)
    _levels: dict[str, int] = field(default_factory=dict)
    _numberings: dict[str, Element | None] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Style]:
        """Every style."""
        styles = self.root.iterchildren(W + "style") if self.root is not None else ()
        return {style.id: style for style in map(_style, styles)}

    @cached_property
    def default_paragraph(self) -> str:
        """The id of the style that paragraphs have which name none; "" without one."""
        defaults = (s for s in self.by_id.values() if s.kind == "paragraph")
        return next((s.id for s in defaults if s.element.get(W + "default") in {"1", "true", "on"}), "")

    def chain(self, id: str) -> tuple[Style, ...]:
        """The style and those that it is based on, nearest first; empty for an unknown one. A circle is cut."""
        if id not in self._chains:
            found: list[Style] = []
            style = self.by_id.get(id)
            while style is not None and style not in found and len(found) < _DEEPEST:
                found.append(style)
                style = self.by_id.get(style.based_on)
            self._chains[id] = tuple(found)
        return self._chains[id]

    def heading_level(self, id: str) -> int:
        """The heading level (from 1) that a paragraph style gives, 0 for none."""
        if id not in self._levels:
            self._levels[id] = self._find_level(id)
        return self._levels[id]

    def _find_level(self, id: str) -> int:
        for style in self.chain(id):
            level = outline_level(style.element.find(W + "pPr"))
            if level is not None:
                return level
            if style.name.startswith("heading ") and style.name[8:].isdecimal():
                return int(style.name[8:])
        return 0

    def numbering(self, id: str) -> Element | None:
        """The `w:numPr` that a paragraph style gives, `None` for none."""
        if id not in self._numberings:
            found = (style.element.find(f"{W}pPr/{W}numPr") for style in self.chain(id))
            self._numberings[id] = next((one for one in found if one is not None), None)
        return self._numberings[id]

    def is_caption(self, id: str) -> bool:
        """Whether a paragraph style is Word's caption, or based on it."""
        return any(style.name == "caption" for style in self.chain(id))

    def is_listing(self, id: str) -> bool:
        """Whether a paragraph style is for the entries of a table of contents, of figures, or of an index."""
        return any(s.name.startswith(("toc ", "index ", "table of ")) for s in self.chain(id))

    def run_properties(self, *ids: str) -> Iterator[Element]:
        """The `w:rPr` of the given styles and of those that they are based on, then the document's; nearest first."""
        for id in ids:
            for style in self.chain(id):
                found = style.element.find(W + "rPr")
                if found is not None:
                    yield found
        default = self.default_run
        if default is not None:
            yield default

    @cached_property
    def default_run(self) -> Element | None:
        """The document's default run properties."""
        return None if self.root is None else self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")


def outline_level(properties: Element | None) -> int | None:
    """The heading level that `w:pPr` itself says: 0 for body text, `None` when it says nothing."""
    found = None if properties is None else properties.find(W + "outlineLvl")
    number = value(found)
    if not number.isdecimal():
        return None
    return 0 if int(number) >= BODY_LEVEL else int(number) + 1


def is_bold(properties: Element | None, sheet: StyleSheet) -> bool:
    """Whether a run is bold by its own properties or by its character style."""
    if properties is None:
        return False
    own = properties.find(W + "b")
    if own is not None:
        return is_on(own)
    styles = sheet.chain(value(properties.find(W + "rStyle")))
    return any(is_on(style.element.find(f"{W}rPr/{W}b")) for style in styles)


def _style(element: Element) -> Style:
    return Style(
        element.get(W + "styleId", ""),
        value(element.find(W + "name")).casefold(),
        element.get(W + "type", "paragraph"),
        value(element.find(W + "basedOn")),
        element,
    )
