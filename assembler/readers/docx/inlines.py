"""From the markup inside a paragraph to inlines.

Hyperlinks and controls are kept as what they are; smart tags, custom XML, simple fields, formulas, text directions and
everything else that may stand around runs is transparent, so that no text is lost in an element nobody thought of.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from assembler.problem import Problem, Refused
from assembler.readers.docx.drawings import BoxReader, drawn
from assembler.readers.docx.looks import run_look
from assembler.readers.docx.markup import CHANGES, attribute, child, children, chosen, name, own_text, relation
from assembler.readers.docx.symbols import symbol
from assembler.readers.docx.tree import (
    PLAIN,
    Anchor,
    AnchorKind,
    FieldMark,
    Inline,
    InlineControl,
    Instruction,
    Link,
    Look,
    NoteMark,
    PageBreak,
    Presence,
    Run,
)

DEEPEST: Final = 150
_LINE: Final = "\u2028"
_CHARACTERS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_TEXTS: Final = frozenset({"t", "delText", "m:t"})
_EQUATION: Final = Look(extra=("equation",))
_PICTURES: Final = frozenset({"drawing", "pict", "object"})
_LINE_ENDS: Final = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
# What holds no text of the document: properties, deleted instructions (17.16.13), ruby's reading aid.
_SILENT: Final = frozenset({"delInstrText", "rt", "fldData"})
_ANCHORS: Final[dict[str, AnchorKind]] = {
    "bookmarkStart": "bookmark-start",
    "bookmarkEnd": "bookmark-end",
    "commentRangeStart": "comment-start",
    "commentRangeEnd": "comment-end",
    "commentReference": "comment",
}


@dataclass(frozen=True, slots=True)
class InlineReader:
    """Reads what stands in a paragraph. `blocks` reads the content of a text box."""

    blocks: BoxReader

    def read(self, parent: Iterable[etree._Element], presence: Presence, depth: int) -> tuple[Inline, ...]:
        """The inlines among the children of `parent`, which itself stands in the views of `presence`."""
        return tuple(self._each(parent, presence, depth))

    def _each(self, parent: Iterable[etree._Element], presence: Presence, depth: int) -> Iterator[Inline]:
        refuse_depth(depth)
        for element in parent:
            kind = name(element)
            if kind in ("r", "m:r"):
                yield from self._run(element, presence, depth, *_looks(element, kind))
            elif kind in _ANCHORS:
                yield anchor(element)
            elif kind == "fldSimple":
                yield from self._simple(element, presence, depth)
            elif kind in CHANGES:
                yield from self._each(element, CHANGES[kind].inside(presence), depth + 1)
            elif kind == "hyperlink":
                content = self.read(element, presence, depth + 1)
                yield Link(relation(element), attribute(element, "anchor"), content)
            elif kind == "sdt":
                content = self.read(children(element, "sdtContent"), presence, depth + 1)
                yield InlineControl(*control_names(element), content)
            elif kind == "mc:AlternateContent":
                yield from self._each(chosen(element), presence, depth + 1)
            elif not is_silent(kind):
                yield from self._each(element, presence, depth + 1)

    def _simple(self, element: etree._Element, presence: Presence, depth: int) -> Iterator[Inline]:
        """A `w:fldSimple` as the field that it stands for (17.16.19)."""
        yield FieldMark("begin", presence)
        yield Instruction(attribute(element, "instr"), presence)
        yield FieldMark("separate", presence)
        yield from self._each(element, presence, depth + 1)
        yield FieldMark("end", presence)

    def _run(
        self, run: Iterable[etree._Element], presence: Presence, depth: int, look: Look, before: Look | None
    ) -> Iterator[Inline]:
        """A run as text, cut where a field mark, a note or a picture stands in it."""
        refuse_depth(depth)
        text: list[str] = []
        for part in self._parts(run, presence, depth, (look, before)):
            if isinstance(part, str):
                text.append(part)
                continue
            if text:
                yield Run("".join(text), presence, look, before)
                text = []
            yield part
        if text:
            yield Run("".join(text), presence, look, before)

    def _parts(
        self, run: Iterable[etree._Element], presence: Presence, depth: int, looks: tuple[Look, Look | None]
    ) -> Iterator[str | Inline]:
        for element in run:
            kind = name(element)
            if kind in _TEXTS:
                yield own_text(element).translate(_LINE_ENDS)
            elif kind in ("br", "cr"):
                yield PageBreak(presence) if attribute(element, "type") in ("page", "column") else _LINE
            elif kind in _CHARACTERS:
                yield _CHARACTERS[kind]
            elif kind == "sym":
                yield symbol(attribute(element, "font"), attribute(element, "char"))
            elif kind in _MARKS:
                yield from _MARKS[kind](element, presence)
            elif kind in _PICTURES:
                yield drawn(element, presence, self.blocks, depth)
            elif kind == "mc:AlternateContent":
                yield from self._run(chosen(element), presence, depth + 1, *looks)
            elif not is_silent(kind):
                yield from self._inside(element, kind, presence, depth + 1)

    def _inside(self, element: etree._Element, kind: str, presence: Presence, depth: int) -> Iterator[Inline]:
        """What holds runs again."""
        if kind == "ruby":
            yield from self._ruby(element, presence, depth)
        else:
            yield from self._each((element,) if kind == "r" else element, presence, depth)

    def _ruby(self, ruby: etree._Element, presence: Presence, depth: int) -> Iterator[Inline]:
        """The text that has an aid above it (17.3.3.25); the aid goes with the first of its runs."""
        base = self.read(children(ruby, "rubyBase"), presence, depth)
        aid = "".join(own_text(text) for text in ruby.iter() if name(text) == "t" and _is_aid(text))
        first = next((place for place, inline in enumerate(base) if isinstance(inline, Run)), None)
        for place, inline in enumerate(base):
            yield replace(inline, aid=aid) if place == first and isinstance(inline, Run) else inline
        if aid and first is None:
            yield Run("", presence, aid=aid)


def _is_aid(text: etree._Element) -> bool:
    return any(name(above) == "rt" for above in text.iterancestors())


def refuse_depth(depth: int) -> None:
    """Raises `Refused` where elements stand deeper in each other than any editor puts them."""
    if depth > DEEPEST:
        raise Refused([Problem("readers-docx-too-deep", values={"most": DEEPEST})])


def control_names(control: etree._Element) -> tuple[str, str]:
    """The tag and the alias of a `w:sdt`, "" for the one that it lacks."""
    properties = child(control, "sdtPr")
    return attribute(child(properties, "tag"), "val"), attribute(child(properties, "alias"), "val")


def is_silent(kind: str) -> bool:
    """Whether nothing below an element of this name is text of the document."""
    return not kind or kind in _SILENT or kind.endswith(("Pr", "PrChange", "Change", "RangeStart", "RangeEnd"))


def anchor(element: etree._Element) -> Anchor:
    """The end of a range, or the place of a comment (17.13.4, 17.13.6)."""
    return Anchor(_ANCHORS[name(element)], attribute(element, "id"), attribute(element, "name"))


def is_anchor(kind: str) -> bool:
    """Whether an element of this name is such an end or place."""
    return kind in _ANCHORS


def _looks(run: etree._Element, kind: str) -> tuple[Look, Look | None]:
    if kind == "m:r":
        return _EQUATION, None
    properties = child(run, "rPr")
    return (PLAIN, None) if properties is None else run_look(properties)


def _instruction(element: etree._Element, presence: Presence) -> Iterator[Inline]:
    yield Instruction(own_text(element), presence)


def _footnote(element: etree._Element, presence: Presence) -> Iterator[Inline]:
    yield NoteMark("footnote", attribute(element, "id"), presence)


def _endnote(element: etree._Element, presence: Presence) -> Iterator[Inline]:
    yield NoteMark("endnote", attribute(element, "id"), presence)


def _place(element: etree._Element, presence: Presence) -> Iterator[Inline]:
    yield anchor(element)


def _field_mark(element: etree._Element, presence: Presence) -> Iterator[Inline]:
    match attribute(element, "fldCharType"):
        case "begin":
            yield FieldMark("begin", presence)
        case "separate":
            yield FieldMark("separate", presence)
        case "end":
            yield FieldMark("end", presence)


_MARKS: Final[dict[str, Callable[[etree._Element, Presence], Iterator[Inline]]]] = {
    "fldChar": _field_mark,
    "instrText": _instruction,
    "footnoteReference": _footnote,
    "endnoteReference": _endnote,
    "commentReference": _place,
}
