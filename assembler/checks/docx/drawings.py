"""Pictures, charts and shapes: alternative text, decoration, and whether they float (word.md § 3)."""

from dataclasses import dataclass
from typing import Final

from assembler.checks.docx.markup import ADEC, OFFICE, VML, WP, Element, W

_A4_WIDE: Final = 5_000_000
_A4_HIGH: Final = 7_000_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing. `alt` is `None` when it has no alternative text; `floats` says that it is not in line with the text.

    `boxes` are the bodies of its text boxes; `covers` that it is as large as a page (a scan).
    """

    alt: str | None
    decorative: bool
    floats: bool
    behind: bool
    boxes: tuple[Element, ...]
    covers: bool = False
    picture: bool = False


def drawn(element: Element) -> Drawn | None:
    """What a `w:drawing`, `w:pict` or `w:object` shows; `None` for one that shows nothing to anybody."""
    boxes = tuple(element.iter(W + "txbxContent"))
    holder = next((child for child in element if child.tag in {WP + "inline", WP + "anchor"}), None)
    if holder is None:
        return _vml(element, boxes)
    properties = holder.find(WP + "docPr")
    floats = holder.tag == WP + "anchor"
    return Drawn(
        _alt(properties),
        _decorative(properties),
        floats,
        floats and holder.get("behindDoc") in {"1", "true"},
        boxes,
        _covers(holder),
        next(holder.iter("{*}blip"), None) is not None,
    )


def _alt(properties: Element | None) -> str | None:
    if properties is None:
        return None
    return properties.get("descr") or properties.get("title") or properties.get("descr")


def _decorative(properties: Element | None) -> bool:
    marks = () if properties is None else properties.iter(ADEC + "decorative")
    return any(mark.get("val") in {"1", "true"} for mark in marks)


def _covers(holder: Element) -> bool:
    extent = holder.find(WP + "extent")
    if extent is None:
        return False
    sides = [extent.get("cx", ""), extent.get("cy", "")]
    return all(side.isdecimal() for side in sides) and int(sides[0]) > _A4_WIDE and int(sides[1]) > _A4_HIGH


def _vml(element: Element, boxes: tuple[Element, ...]) -> Drawn | None:
    """The older way of drawing, still made by some programs (ECMA-376 part 4, 19.1)."""
    shape = next((child for child in element.iter() if str(child.tag).startswith(VML) and child.get("style")), None)
    if shape is None or shape.get(OFFICE + "hr") in {"t", "true"}:
        return None
    picture = next(element.iter(VML + "imagedata"), None)
    alt = shape.get("alt") or (None if picture is None else picture.get(OFFICE + "title")) or shape.get("alt")
    style = shape.get("style", "").replace(" ", "")
    floats, behind = "position:absolute" in style, "z-index:-" in style
    return Drawn(alt, False, floats, behind, boxes, picture=picture is not None)
