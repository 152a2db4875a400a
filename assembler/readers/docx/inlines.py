"""From the markup inside a paragraph to inlines.

Hyperlinks and controls are kept as what they are; smart tags, custom XML, simple fields, formulas, text directions and
everything else that may stand around runs is transparent, so that no text is lost in an element nobody thought of.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from lxml import etree

from assembler.ooxml.names import WP
from assembler.problem import Problem, Refused
from assembler.readers.docx.markup import CHANGES, attribute, child, children, chosen, name, own_text, relation
from assembler.readers.docx.symbols import symbol
from assembler.readers.docx.tree import Block, FieldMark, Inline, InlineControl, Link, Picture, Presence, Run

DEEPEST: Final = 150
_LINE: Final = "\u2028"
_CHARACTERS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "br": _LINE,
    "cr": _LINE,
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_TEXTS: Final = frozenset({"t", "delText", "m:t"})
_PICTURES: Final = frozenset({"drawing", "pict", "object"})
_LINE_ENDS: Final = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
# What holds no text of the document: properties, instructions (17.16.13, 17.16.23), ruby's reading aid.
_SILENT: Final = frozenset({"instrText", "delInstrText", "rt", "fldData"})

Blocks: TypeAlias = Callable[[etree._Element, Presence, int], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class InlineReader:
    """Reads what stands in a paragraph. `blocks` reads the content of a text box."""

    blocks: Blocks

    def read(self, parent: Iterable[etree._Element], presence: Presence, depth: int) -> tuple[Inline, ...]:
        """The inlines among the children of `parent`, which itself stands in the views of `presence`."""
        return tuple(self._each(parent, presence, depth))

    def _each(self, parent: Iterable[etree._Element], presence: Presence, depth: int) -> Iterator[Inline]:
        refuse_depth(depth)
        for element in parent:
            kind = name(element)
            if kind in ("r", "m:r"):
                yield from self._run(element, presence, depth)
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

    def _run(self, run: Iterable[etree._Element], presence: Presence, depth: int) -> Iterator[Inline]:
        """A run as text, cut where a field mark or a picture stands in it."""
        refuse_depth(depth)
        text: list[str] = []
        for part in self._parts(run, presence, depth):
            if isinstance(part, str):
                text.append(part)
                continue
            if text:
                yield Run("".join(text), presence)
                text = []
            yield part
        if text:
            yield Run("".join(text), presence)

    def _parts(self, run: Iterable[etree._Element], presence: Presence, depth: int) -> Iterator[str | Inline]:
        for element in run:
            kind = name(element)
            if kind in _TEXTS:
                yield own_text(element).translate(_LINE_ENDS)
            elif kind in _CHARACTERS:
                yield _CHARACTERS[kind]
            elif kind == "sym":
                yield symbol(attribute(element, "font"), attribute(element, "char"))
            elif kind == "fldChar":
                yield from _field_mark(element, presence)
            elif kind in _PICTURES:
                yield self._picture(element, presence, depth)
            elif kind == "mc:AlternateContent":
                yield from self._run(chosen(element), presence, depth + 1)
            elif not is_silent(kind):
                # Ruby and its kin hold runs again.
                yield from self._each((element,) if kind == "r" else element, presence, depth + 1)

    def _picture(self, element: etree._Element, presence: Presence, depth: int) -> Picture:
        named = next(element.iter(f"{{{WP}}}docPr"), None)
        alt = "" if named is None else str(named.get("descr") or "")
        boxes = tuple(self.blocks(box, presence, depth + 1) for box in _text_boxes(element))
        return Picture(alt, boxes, presence)


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


def _field_mark(element: etree._Element, presence: Presence) -> Iterator[FieldMark]:
    match attribute(element, "fldCharType"):
        case "begin":
            yield FieldMark("begin", presence)
        case "separate":
            yield FieldMark("separate", presence)
        case "end":
            yield FieldMark("end", presence)


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing; of alternatives, those of the choice."""
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if name(current) == "txbxContent":
            yield current
        else:
            inside = chosen(current) if name(current) == "mc:AlternateContent" else current
            waiting.extend(reversed(list(inside)))
