"""One notation everywhere: accounts solid, budget outlined, plan hatched, projection dashed; it survives grey.

Series without a basis take the palette's colours in order; each is darker than 3:1 on white (WCAG 1.4.11).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assembler.brand.model import Tokens
from assembler.charts.canvas import Box, Canvas, Pen
from assembler.document.chart import Basis, ChartData, Point, Series

COUNTRY_GREY: Final = "#B3BABF"
MISSING: Final = "–"
WHITE: Final = "#FFFFFF"
_PALETTE: Final = ("#921F22", "#6F4EA1", "#367E49", "#3B84CB", "#C28621")


@dataclass(frozen=True, slots=True)
class Look:
    """How bars are filled: the tokens and, for a series without a basis, its colour."""

    tokens: Tokens

    def series_colour(self, index: int) -> str:
        """The colour of series `index` (from 0); the palette starts again after six."""
        colours = (self.tokens.brand_shape, *_PALETTE)
        return colours[index % len(colours)]

    def bar(self, canvas: Canvas, box: Box, point: Point, index: int = 0) -> None:
        """A bar in the notation of `point.basis`; a value too small to see still gets half a point."""
        tokens = self.tokens
        match point.basis:
            case "budget":
                canvas.rect(box, WHITE, tokens.brand_ink)
            case "plan" | "projection":
                canvas.rect(box, WHITE)
                canvas.hatch(box, tokens.brand_ink)
                canvas.rect(box, "none", tokens.brand_ink)
            case "group":
                canvas.rect(box, tokens.rule_2)
            case "country":
                canvas.rect(box, COUNTRY_GREY, tokens.rule_2, 0.75)
            case "change" if point.emphasis:
                canvas.rect(box, tokens.ink)
            case "accounts" | "own" | "change":
                canvas.rect(box, tokens.brand_ink)
            case "":
                canvas.rect(box, self.series_colour(index))

    def target_pen(self) -> Pen:
        """The line of a target."""
        return Pen(self.tokens.ink, 0.75, "3 2")

    def zero_pen(self) -> Pen:
        """The zero line."""
        return Pen(self.tokens.ink, 0.75)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to points along one axis: `low` and `high` always include zero, for the base line is never broken."""

    low: float
    high: float
    length: float

    def at(self, value: Decimal | float) -> float:
        """The distance of `value` from the low end."""
        return (float(value) - self.low) / (self.high - self.low) * self.length


def scale_of(data: ChartData, length: float, series: tuple[Series, ...] = ()) -> Scale:
    """A scale over all values and the target; a chart of noughts gets a scale too."""
    values = [float(p.value) for s in series or data.series for p in s.points if p.value is not None]
    if data.target:
        values.append(float(data.target.value))
    low, high = min([0.0, *values]), max([0.0, *values])
    return Scale(low, high if high > low else low + 1, length)


def bases_of(series: Series) -> tuple[Basis, ...]:
    """The basis of each point."""
    return tuple(point.basis for point in series.points)
