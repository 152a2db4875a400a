"""The hundred where a chapter opens: a hundred strokes, the part of the chapter dark, and a line of text."""

from collections.abc import Iterator
from typing import Final

from assembler.charts.cover import shares_for
from assembler.document.blocks import Section, Share
from assembler.document.walk import plain_text
from assembler.messages.catalogue import label
from assembler.ooxml.drawing import EMU_PER_MM, Extent, Label, picture
from assembler.ooxml.text import run
from assembler.writers.docx.dots import palette_png
from assembler.writers.docx.sheet import Sheet

_WIDTH_MM: Final = 116
_HEIGHT_MM: Final = 16
_DOTS_PER_MM: Final = 24
_GAP_MM: Final = 2.1
_STROKE: Final = 0.62


def hundred(section: Section, sheet: Sheet) -> Iterator[str]:
    """The strokes and their text; nothing for a chapter that has no share of its own."""
    title = plain_text(section.title)
    shares = shares_for(sheet.shares, title)
    own = next((share for share in shares if share.label == title), None)
    if own is None:
        return
    drawn = _strokes(shares, title, (sheet.tokens.tint_3, sheet.tokens.brand_ink))
    extent = Extent(_WIDTH_MM * EMU_PER_MM, _HEIGHT_MM * EMU_PER_MM)
    name = Label(sheet.ids.drawing(), "Hundre streker", None)
    space = '<w:spacing w:before="600"/>'
    yield sheet.paragraph("Figure", picture(name, extent, sheet.picture(drawn, "png")), keep=True, properties=space)
    yield sheet.paragraph("Note", run(label("pdf-of-hundred", sheet.lang, hundredths=own.hundredths, area=own.label)))


def _strokes(shares: tuple[Share, ...], own: str, colours: tuple[str, str]) -> bytes:
    """Two equal rows of dots, which the page stretches to the height of the strokes."""
    shown = [share for share in shares if share.hundredths > 0]
    count = sum(share.hundredths for share in shown)
    pitch = (_WIDTH_MM - _GAP_MM * (len(shown) - 1)) / count * _DOTS_PER_MM
    row = bytearray(_WIDTH_MM * _DOTS_PER_MM)
    start = 0.0
    for share in shown:
        ink = 2 if share.label == own else 1
        for stroke in range(share.hundredths):
            left = round(start + stroke * pitch)
            right = min(len(row), round(start + (stroke + _STROKE) * pitch))
            row[left:right] = bytes([ink]) * (right - left)
        start += share.hundredths * pitch + _GAP_MM * _DOTS_PER_MM
    return palette_png(len(row), [bytes(row)] * 2, ("#FFFFFF", *colours))
