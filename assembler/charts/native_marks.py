"""The notation of charts in DrawingML: fills, outlines, text."""

from dataclasses import dataclass

from assembler.brand.model import Tokens
from assembler.charts.notation import COUNTRY_GREY, Look
from assembler.document.chart import Basis, Point, Series
from assembler.ooxml.drawing import EMU_PER_POINT
from assembler.ooxml.text import attribute


@dataclass(frozen=True, slots=True)
class Pencil:
    """Draws with the tokens of a brand, and writes in a typeface and a language."""

    tokens: Tokens
    family: str
    lang: str = "nb-NO"

    def fill(self, point: Point | None, index: int) -> str:
        """`c:spPr` of a bar for `point` of series `index`; `None` when the series has no points."""
        tokens, ink = self.tokens, self.tokens.brand_ink[1:]
        own = Look(tokens).series_colour(index)[1:]
        if point is None:
            return _shape(_solid(own))
        shapes: dict[Basis, str] = {
            "accounts": _shape(_solid(ink)),
            "own": _shape(_solid(ink)),
            "budget": _shape(_solid("FFFFFF"), ink, 1),
            "plan": _shape(_hatched(ink), ink, 1),
            "projection": _shape(_hatched(ink), ink, 1),
            "group": _shape(_solid(tokens.rule_2[1:])),
            "country": _shape(_solid(COUNTRY_GREY[1:]), tokens.rule_2[1:], 0.75),
            "change": _shape(_solid(tokens.ink[1:] if point.emphasis else ink)),
            "": _shape(_solid(own)),
        }
        return shapes[point.basis]

    def line_colour(self, series: Series, index: int) -> str:
        """The colour of a line as RRGGBB, by the basis of its first point."""
        basis = series.points[0].basis if series.points else ""
        if basis == "group":
            return self.tokens.rule_2[1:]
        return Look(self.tokens).series_colour(index)[1:] if index or not basis else self.tokens.brand_ink[1:]

    def text(self, strong: bool = False, wrap: bool = True) -> str:
        """`c:txPr`: text of 9 pt; strength is the semibold face, never a synthetic bold."""
        face = attribute(f"{self.family} Semibold" if strong else self.family)
        body = "<a:bodyPr/>" if wrap else '<a:bodyPr wrap="none"/>'
        return (
            f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="0">'
            f"{_solid(self.tokens.ink[1:])}"
            f'<a:latin typeface="{face}"/><a:cs typeface="{face}"/></a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="{self.lang}"/></a:p></c:txPr>'
        )


def outlined(colour: str, points: float, dashed: bool = False) -> str:
    """`c:spPr` of a line `points` wide in `colour` (RRGGBB)."""
    return f"<c:spPr>{_line(colour, points, dashed)}</c:spPr>"


def _line(colour: str, points: float, dashed: bool = False) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{round(points * EMU_PER_POINT)}" cap="flat">{_solid(colour)}{dash}<a:round/></a:ln>'


def _shape(fill: str, edge: str = "", points: float = 0) -> str:
    return f"<c:spPr>{fill}{_line(edge, points) if edge else '<a:ln><a:noFill/></a:ln>'}</c:spPr>"


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _hatched(colour: str) -> str:
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{colour}"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    )
