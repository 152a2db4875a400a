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
_LABELS: Final = 52.0
_NAME: Final = Style(8.5)
_SHARE: Final = Style(11, SEMIBOLD)
_SMALL_SHARE: Final = Style(8.5, SEMIBOLD)
_BETWEEN: Final = 9.0
_ROWS: Final = 3
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
    spans = [(_INNER + start - _RING / 2, share.hundredths * pitch, share) for start, pitch, share in starts]
    _ring_labels(canvas, spans, base + 16, width)
    return canvas.drawing(width, height)


def _arc(radius: float, base: float) -> str:
    """A quarter ring from the base line to the left edge, or to just above the drawing when it reaches that far."""
    rise = min(radius, base + 2)
    across = max(0.0, radius**2 - rise**2) ** 0.5
    r = number(radius)
    return f"M{r} {number(base)}A{r} {r} 0 0 0 {number(across)} {number(base - rise)}"


def _ring_labels(canvas: Canvas, spans: list[tuple[float, float, Share]], y: float, width: float) -> None:
    """Number and name under the rings of each area, the name broken into lines where they are few.

    A label that has no room after the one before moves on beneath its own rings; where they end, it goes down, and its
    number with it, so that nobody reads the number of one area over the name of another.
    """
    end, low = float("-inf"), 0
    for start, span, share in spans:
        words = max(canvas.width(word, _NAME) for word in share.label.split(" "))
        lines = canvas.face.lines(share.label, _NAME.size, max(words, span - _BETWEEN))
        wide = max(canvas.width(line, _NAME) for line in lines)
        left = max(0.0, min(start, width - wide))
        moved = max(left, end + _BETWEEN)
        fits = moved <= max(start, start + span - wide / 2) and moved + wide <= width
        if fits or left >= moved:
            canvas.text((moved, y), str(share.hundredths), _SHARE)
            end, low, left, drop = moved + wide, len(lines), moved, 0
        else:
            before = canvas.width(f"{share.hundredths} ", _SMALL_SHARE) + 1
            drop, left = low, max(0.0, min(start, width - wide - before))
            canvas.text((left, y + 12.5 + 10 * drop), str(share.hundredths), _SMALL_SHARE)
            left += before
        for row, line in enumerate(_shortened(lines, max(1, _ROWS - drop))):
            canvas.text((left, y + 12.5 + 10 * (row + drop)), line, _NAME)


def _shortened(lines: Sequence[str], most: int) -> Sequence[str]:
    """At most so many lines, with an ellipsis where a name is longer."""
    return lines if len(lines) <= most else (*lines[: most - 1], f"{lines[most - 1].rstrip(' ,')} …")


def shares_for(shares: Sequence[Share], name: str) -> tuple[Share, ...]:
    """The shares with the area `name` apart, also when it is gathered in another; empty when it has none."""
    for at, share in enumerate(shares):
        if share.label == name:
            return tuple(shares)
        own = next((part for part in share.parts if part.label == name), None)
        if own is not None:
            others = Share(share.label, share.hundredths - own.hundredths)
            return (*shares[:at], own, others, *shares[at + 1 :])
    return ()


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
