"""Drawings, pictures and objects: what is drawn, its alternative text, and the text boxes in it."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from lxml import etree

from assembler.ooxml.names import ADEC
from assembler.readers.docx.markup import chosen, name, relation_named
from assembler.readers.docx.tree import Block, Picture, PictureKind, Presence

BoxReader: TypeAlias = Callable[[etree._Element, Presence, int], tuple[Block, ...]]

# The element that names what is drawn, by its local name, whatever its namespace (transitional, strict or VML).
_DRAWN: Final[dict[str, tuple[PictureKind, tuple[str, ...]]]] = {
    "blip": ("image", ("embed", "link")),
    "imagedata": ("image", ("id",)),
    "chart": ("chart", ("id",)),
    "relIds": ("drawing", ("dm",)),
    "OLEObject": ("object", ("id",)),
}


def drawn(element: etree._Element, presence: Presence, blocks: BoxReader, depth: int) -> Picture:
    """The picture of a `w:drawing`, `w:pict` or `w:object`; `blocks` reads the content of its text boxes."""
    named = next((entry for entry in element.iter() if _local(entry) == "docPr"), None)
    alt = "" if named is None else str(named.get("descr") or "")
    boxes = tuple(blocks(box, presence, depth + 1) for box in _text_boxes(element))
    kind, relation = _content(element)
    marked = next(element.iter(f"{{{ADEC}}}decorative"), None)
    decorative = marked is not None and str(marked.get("val")) in ("1", "true")
    return Picture(alt or _vml_alt(element), boxes, presence, kind, relation, decorative, " ".join(_words(element)))


def _content(element: etree._Element) -> tuple[PictureKind, str]:
    for entry in element.iter():
        found = _DRAWN.get(_local(entry))
        if found:
            kind, names = found
            return kind, next((said for wanted in names if (said := relation_named(entry, wanted))), "")
    return "drawing", ""


def _vml_alt(element: etree._Element) -> str:
    return next((str(entry.get("alt")) for entry in element.iter() if entry.get("alt")), "")


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: etree._Element) -> Iterator[str]:
    """What is drawn as text, or said as text art: no paragraph holds it."""
    for entry in _within(element):
        if _local(entry) == "t" and not name(entry):
            yield entry.text or ""
        elif _local(entry) == "textpath":
            yield str(entry.get("string") or "")


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing; of alternatives, those of the choice."""
    return (entry for entry in _within(element) if name(entry) == "txbxContent")


def _within(element: etree._Element) -> Iterator[etree._Element]:
    """Everything in a drawing, in its order, but what stands in text boxes; of alternatives, what is chosen."""
    waiting = [element]
    while waiting:
        current = waiting.pop()
        yield current
        if name(current) != "txbxContent":
            inside = chosen(current) if name(current) == "mc:AlternateContent" else current
            waiting.extend(reversed(list(inside)))
