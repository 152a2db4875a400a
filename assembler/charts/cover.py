"""The hundred: the budget as a hundred rings on the cover, and as a hundred strokes where a chapter opens.

Each ring or stroke is one per cent of the budget; the areas stand apart, in the order of their shares.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assembler.brand.model import Tokens
from assembler.charts.canvas import POINTS_PER_MM, Box, Canvas, Drawing, Style, number
from assembler.charts.measure import SEMIBOLD, Typeface, default_typeface
from assembler.document.blocks import Share

_WHITE: Final = "#FFFFFF"
_INNER: Final = 23.0
_RING_GAP: Final = 10.0
_RING: Final = 1.85
_STROKE_GAP: Final = 6.0
_LABELS: Final = 48.0
_CAPTION: Final = 16.0


def cover_rings(
    shares: Sequence[Share], width_mm: Decimal | int, height_mm: Decimal | int, face: Typeface | None = None
) -> Drawing:
    """Quarter rings in white about the lower left corner, labelled below, to stand on the cover's dark field.

    `height_mm` is the whole height; rings that reach above it are cut off there. The lowest 17 mm hold the labels.
    """
    width, height = float(width_mm) * POINTS_PER_MM, float(height_mm) * POINTS_PER_MM
    canvas = Canvas(face or default_typeface(), _WHITE)
    base = height - _LABELS
    starts = _positions(shares, width - _INNER - 2, _RING_GAP)
    for start, pitch, share in starts:
        arcs = "".join(_arc(_INNER + start + i * pitch, base) for i in range(share.hundredths))
        canvas.parts.append(f'<path d="{arcs}" fill="none" stroke="{_WHITE}" stroke-width="{number(_RING)}"/>')
    _ring_labels(canvas, [(_INNER + start - _RING / 2, share) for start, _, share in starts], base + 16, width)
    return canvas.drawing(width, height)


def _arc(radius: float, base: float) -> str:
    """A quarter ring from the base line to the left edge, or to just above the drawing when it reaches that far."""
    rise = min(radius, base + 2)
    across = max(0.0, radius**2 - rise**2) ** 0.5
    r = number(radius)
    return f"M{r} {number(base)}A{r} {r} 0 0 0 {number(across)} {number(base - rise)}"


def _ring_labels(canvas: Canvas, starts: list[tuple[float, Share]], y: float, width: float) -> None:
    """Number and name under the first ring of each area; a name without room goes one row down."""
    ends = [float("-inf")] * 3
    for x, share in starts:
        canvas.text((x, y), str(share.hundredths), Style(11, SEMIBOLD))
        long = canvas.face.width(share.label, 8.5)
        left = max(0.0, min(x, width - long))
        row = next((row for row, end in enumerate(ends) if end + 4 <= left), 2)
        ends[row] = left + long
        canvas.text((left, y + 12.5 + 10 * row), share.label, Style(8.5))


def chapter_strokes(
    shares: Sequence[Share],
    own: str,
    caption: str,
    tokens: Tokens,
    face: Typeface | None = None,
) -> Drawing:
    """The hundred as strokes, 168 mm wide; the area `own` is dark, the others light, `caption` stands below it."""
    width, tall = 168 * POINTS_PER_MM, 23.5 * POINTS_PER_MM
    canvas = Canvas(face or default_typeface(), tokens.ink)
    for start, pitch, share in _positions(shares, width - 3, _STROKE_GAP):
        colour = tokens.brand_ink if share.label == own else tokens.tint_3
        for i in range(share.hundredths):
            canvas.rect(Box(start + i * pitch, 0, pitch * 0.62, tall), colour)
        if share.label == own:
            x = min(start, width - canvas.width(caption, Style(8.5)))
            canvas.text((max(0.0, x), tall + _CAPTION - 4), caption, Style(8.5))
    return canvas.drawing(width, tall + _CAPTION)


def _positions(shares: Sequence[Share], width: float, gap: float) -> list[tuple[float, float, Share]]:
    """For each area: where its first ring lies, the distance from ring to ring, and the area."""
    shown = [share for share in shares if share.hundredths > 0]
    rings = sum(share.hundredths for share in shown)
    pitch = (width - gap * (len(shown) - 1)) / max(1, rings - 1)
    result, at = [], 0.0
    for share in shown:
        result.append((at, pitch, share))
        at += share.hundredths * pitch + gap
    return result
