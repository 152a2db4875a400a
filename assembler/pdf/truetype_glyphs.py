"""The glyphs of simple TrueType fonts, found by name or by code in the tables of the program (ISO 32000-1, 9.6.6.4)."""

from collections.abc import Callable, Mapping
from typing import Final

from fontTools.agl import LEGACY_AGL2UV

from assembler.pdf.encoding import NOTDEF, base_name, differences, encoding_of, mac_codes, named_encoding
from assembler.pdf.font import Font
from assembler.pdf.font_program import Program
from assembler.pdf.glyph import Glyph
from assembler.pdf.plain import Objects
from assembler.pdf.simple_glyphs import letters_by_name, listed_width

_UNICODE: Final = (3, 1)
_SYMBOLS: Final = (3, 0)
_MAC: Final = (1, 0)
_RANGES: Final = frozenset({0, 0xF000, 0xF100, 0xF200})
_STANDARD: Final = "StandardEncoding"


def truetype_glyph(objects: Objects, font: Font) -> Callable[[int], Glyph]:
    """Gives the glyph of a code of a simple TrueType font."""
    said, listed, program = encoding_of(objects, font.entries), listed_width(objects, font), font.program
    names = _names(objects, font)

    def named(code: int) -> str | None:
        return said.name(code) or (None if names is None else names.get(code, NOTDEF))

    letters = letters_by_name(objects, font, named)

    def look(code: int) -> Glyph:
        visible = code in font.visible
        name = None if font.is_symbolic else named(code)
        if program is None:
            return Glyph(code, visible, None, None if name is None else name == NOTDEF, listed(code), None,
                         letters(code))  # fmt: skip
        index = _by_code(program, code) if names is None else _by_name(program, names.get(code, NOTDEF))
        present = not code or 0 < index < program.count
        shown = index or (_in_any(program, code) if names is None else 0)
        width = program.widths.of(shown if shown < program.count else 0)
        return Glyph(code, visible, present, name == NOTDEF, listed(code), width, letters(code))

    return look


def _names(objects: Objects, font: Font) -> Mapping[int, str] | None:
    """The glyph names by code, when glyphs are found by name: in a font that is not symbolic and has an encoding."""
    if font.is_symbolic or "/Encoding" not in font.entries:
        return None
    standard = named_encoding(_STANDARD)
    base = named_encoding(base_name(objects, font.entries)) or standard
    if isinstance(objects.get(font.entries["/Encoding"]), str):
        return base
    found = {**base, **differences(objects, font.entries["/Encoding"])}
    return {**standard, **{code: name for code, name in found.items() if name != NOTDEF}}


def _by_name(program: Program, name: str) -> int:
    """The glyph of a name; 0 when there is none."""
    if name == NOTDEF:
        return 0
    letters = LEGACY_AGL2UV.get(name)
    found = program.cmaps.get(_UNICODE, {}).get(letters[0], 0) if letters else 0
    found = found or program.cmaps.get(_MAC, {}).get(mac_codes().get(name, -1), 0)
    return found or program.names.get(name, 0)


def _in_any(program: Program, code: int) -> int:
    """The glyph that a code is shown with by readers who look into other tables where that of the Macintosh lacks."""
    tables = [] if _MAC in program.cmaps else list(program.cmaps.values())
    return next((table[code] for table in tables if code in table), 0)


def _by_code(program: Program, code: int) -> int:
    """The glyph of a code in the table for symbols, else in that of the Macintosh; 0 when there is none."""
    if _SYMBOLS in program.cmaps:
        table = program.cmaps[_SYMBOLS]
        start = min(table, default=0) & 0xFF00
        return table.get(start + code, 0) if start in _RANGES else 0
    return program.cmaps.get(_MAC, {}).get(code, 0)
