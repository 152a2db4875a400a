"""The fonts of a file with the glyphs that text asks for."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from assembler.pdf.composite_glyphs import composite_glyph
from assembler.pdf.font import Font, read_font
from assembler.pdf.glyph import Glyph
from assembler.pdf.painted import FontUse
from assembler.pdf.plain import Objects
from assembler.pdf.simple_glyphs import type1_glyph, type3_glyph
from assembler.pdf.truetype_glyphs import truetype_glyph

_Maker: TypeAlias = Callable[[Objects, Font], Callable[[int], Glyph]]

_MAKERS: dict[str, _Maker] = {"Type0": composite_glyph, "TrueType": truetype_glyph, "Type3": type3_glyph}


def read_fonts(objects: Objects, uses: Iterable[FontUse]) -> list[Font]:
    """The font of each use, with a glyph for every code that is shown."""
    fonts = [read_font(objects, use) for use in uses]
    for font in fonts:
        look = _MAKERS.get(font.kind, type1_glyph)(objects, font)
        font.glyphs = [look(code) for code in sorted(font.visible | font.hidden)]
    return fonts
