"""The mark under a year: accounts solid, budget outlined, plan hatched. Pictures of our own, 36 × 4 pt, decorative."""

from functools import cache
from typing import Final

from assembler.document.chart import Basis
from assembler.ooxml.drawing import EMU_PER_POINT, Extent, Label, picture
from assembler.writers.docx.dots import palette_png
from assembler.writers.docx.sheet import Sheet

# Eight dots to the point: 576 to the inch, as sharp as an office printer.
_SCALE: Final = 8
_WIDTH: Final = 36 * _SCALE
_HEIGHT: Final = 4 * _SCALE
_PITCH: Final = 29
_STROKE: Final = 6


def basis_mark(basis: Basis, sheet: Sheet) -> str:
    """A run with the mark of a basis."""
    relationship = sheet.picture(_mark(basis, sheet.tokens.brand_ink), "png")
    extent = Extent(36 * EMU_PER_POINT, 4 * EMU_PER_POINT)
    return picture(Label(sheet.ids.drawing(), f"Merke {basis}", None), extent, relationship)


@cache
def _mark(basis: Basis, colour: str) -> bytes:
    rows = [bytes(_inked(basis, x, y) for x in range(_WIDTH)) for y in range(_HEIGHT)]
    return palette_png(_WIDTH, rows, ("#FFFFFF", colour))


def _inked(basis: Basis, x: int, y: int) -> bool:
    edge = x < _STROKE or y < _STROKE or x >= _WIDTH - _STROKE or y >= _HEIGHT - _STROKE
    return edge or basis == "accounts" or (basis == "plan" and (x + y) % _PITCH < _STROKE)
