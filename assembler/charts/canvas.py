"""A drawing surface for SVG: lengths in points, y downwards, every number printed with two decimals at most.

No ids, no patterns, no clip paths: many drawings can stand in one HTML page, and a hatch survives every renderer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Final, Literal, TypeAlias

from assembler.charts.measure import REGULAR, Typeface

POINTS_PER_MM: Final = 72 / 25.4
HATCH_PITCH: Final = 3.6
Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG of `width_mm` × `height_mm`; it carries no alternative text, the caller sets that."""

    svg: bytes
    width_mm: Decimal
    height_mm: Decimal


@dataclass(frozen=True, slots=True)
class Pen:
    """A line: colour, width in points, and an SVG dash list ("3 2"; "" for none)."""

    colour: str
    width: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, weight 400 or 600, colour ("" is the canvas's ink), where `x` lies in it."""

    size: float = 9
    weight: int = REGULAR
    fill: str = ""
    anchor: Anchor = "start"


PLAIN: Final = Style()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(slots=True)
class Canvas:
    """Collects shapes; `drawing` closes it."""

    face: Typeface
    ink: str
    parts: list[str] = field(default_factory=list)

    def rect(self, box: Box, fill: str, stroke: str = "", stroke_width: float = 1) -> None:
        """A rectangle; an outline lies inside the box, so that all bars of one value have one height."""
        inset = stroke_width / 2 if stroke else 0
        line = f' stroke="{stroke}" stroke-width="{number(stroke_width)}"' if stroke else ""
        width, height = max(0.0, box.width - 2 * inset), max(0.0, box.height - 2 * inset)
        self.parts.append(
            f'<rect x="{number(box.x + inset)}" y="{number(box.y + inset)}" width="{number(width)}"'
            f' height="{number(height)}" fill="{fill}"{line}/>'
        )

    def hatch(self, box: Box, stroke: str) -> None:
        """Lines at 45° inside `box`, cut at its edges by calculation."""
        segments = []
        offset = HATCH_PITCH / 2
        while offset < box.width + box.height:
            x1, y1 = min(offset, box.width), max(0.0, offset - box.width)
            x2, y2 = max(0.0, offset - box.height), min(offset, box.height)
            segments.append(f"M{number(box.x + x1)} {number(box.y + y1)}L{number(box.x + x2)} {number(box.y + y2)}")
            offset += HATCH_PITCH * 2**0.5
        if segments:
            self.parts.append(f'<path d="{"".join(segments)}" fill="none" stroke="{stroke}" stroke-width="0.75"/>')

    def line(self, points: Sequence[Point], pen: Pen) -> None:
        """Straight lines through `points`."""
        dashed = f' stroke-dasharray="{pen.dash}"' if pen.dash else ""
        path = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.parts.append(
            f'<path d="M{path}" fill="none" stroke="{pen.colour}" stroke-width="{number(pen.width)}"'
            f' stroke-linejoin="round"{dashed}/>'
        )

    def dot(self, at: Point, radius: float, fill: str, stroke: str) -> None:
        """A dot with an outline of 1.4 points."""
        self.parts.append(
            f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}" fill="{fill}" stroke="{stroke}"'
            ' stroke-width="1.4"/>'
        )

    def text(self, at: Point, text: str, style: Style = PLAIN) -> Box:
        """Text with its baseline at `at`; the box that it fills."""
        place = "" if style.anchor == "start" else f' text-anchor="{style.anchor}"'
        heavy = "" if style.weight == REGULAR else f' font-weight="{style.weight}"'
        self.parts.append(
            f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{number(style.size)}"{heavy}{place}'
            f' fill="{style.fill or self.ink}">{escape(text, quote=False)}</text>'
        )
        return self.box_of(at, text, style)

    def box_of(self, at: Point, text: str, style: Style = PLAIN) -> Box:
        """The box that `text` would fill with its baseline at `at`."""
        width = self.width(text, style)
        left = {"start": at[0], "middle": at[0] - width / 2, "end": at[0] - width}[style.anchor]
        return Box(left, at[1] - 0.75 * style.size, width, style.size)

    def width(self, text: str, style: Style = PLAIN) -> float:
        """How wide `text` is."""
        return self.face.width(text, style.size, style.weight)

    def drawing(self, width: float, height: float) -> Drawing:
        """The SVG, `width` × `height` points."""
        wide, high = (Decimal(number(length / POINTS_PER_MM)) for length in (width, height))
        family = escape(f"'{self.face.family}'", quote=False)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}"'
            f' width="{wide}mm" height="{high}mm" font-family="{family}">{"".join(self.parts)}</svg>'
        )
        return Drawing(svg.encode("utf-8"), wide, high)


def number(value: float) -> str:
    """A number for SVG: two decimals at most, no exponent, never a negative nought."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
