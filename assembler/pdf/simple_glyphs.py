"""The glyphs of Type 1 and Type 3 fonts, which have names (ISO 32000-1, 9.6.2, 9.6.5 and 9.6.6)."""

import re
from collections.abc import Callable
from typing import Final

from assembler.pdf.encoding import NOTDEF, Encoding, encoding_of, listed_letters, named_encoding
from assembler.pdf.font import Font
from assembler.pdf.glyph import Glyph
from assembler.pdf.plain import Objects, name_of, number_of, whole_of

_ADVANCE: Final = re.compile(rb"^\s*([-+]?\d*\.?\d+)(?:\s+[-+]?\d*\.?\d+)*\s+d[01]\b")
_LATIN: Final = re.compile(r"(Courier|Helvetica)(-Bold)?(-?Oblique)?$|Times-(Roman|Bold|Italic|BoldItalic)$")
"""The standard fonts with Latin letters, whose encoding readers know (9.6.2.2)."""


def type1_glyph(objects: Objects, font: Font) -> Callable[[int], Glyph]:
    """Gives the glyph of a code of a Type 1 font."""
    encoding, listed = _encoding(objects, font), listed_width(objects, font)
    letters = letters_by_name(objects, font, lambda code: encoding.name(code) or _built_in(font, code))

    def look(code: int) -> Glyph:
        name = encoding.name(code)
        is_notdef = None if font.program is None else name == NOTDEF
        present, width = _in_program(objects, font, name or _built_in(font, code))
        return Glyph(code, code in font.visible, None if present is None else not code or present, is_notdef,
                     listed(code), width, letters(code))  # fmt: skip

    return look


def _encoding(objects: Objects, font: Font) -> Encoding:
    found = encoding_of(objects, font.entries)
    if found.table is None and font.program is None and not font.descriptor and _LATIN.match(font.name):
        return Encoding(named_encoding("StandardEncoding"), found.own)
    return found


def _built_in(font: Font, code: int) -> str | None:
    """The name that the font program gives a code; `None` without a program."""
    if font.program is None:
        return None
    own = font.program.built_in
    return (named_encoding("StandardEncoding") if own is None else own).get(code, NOTDEF)


def _in_program(objects: Objects, font: Font, name: str | None) -> tuple[bool | None, float | None]:
    """Whether the program has a glyph of that name, and its width."""
    program = font.program
    if program is None or name is None:
        return None, None
    has = name in program.names
    if font.program_kind == "/FontFile":
        # In this format a missing glyph has no width, and .notdef is none of the glyphs.
        missing = number_of(objects.get(font.descriptor.get("/MissingWidth")))
        return has and name != NOTDEF, program.widths.of(program.names[name]) if has else missing
    return has, program.widths.of(program.names.get(name, 0))


def type3_glyph(objects: Objects, font: Font) -> Callable[[int], Glyph]:
    """Gives the glyph of a code of a Type 3 font."""
    encoding, listed = encoding_of(objects, font.entries), listed_width(objects, font)
    drawn = objects.entries(font.entries.get("/CharProcs"))
    letters = letters_by_name(objects, font, encoding.name)

    def look(code: int) -> Glyph:
        name = encoding.name(code)
        held = drawn.get(f"/{name}")
        advance = _ADVANCE.match(objects.stream(held) or b"") if held is not None else None
        missing = number_of(objects.get(font.descriptor.get("/MissingWidth")))
        return Glyph(code, code in font.visible, held is not None, name == NOTDEF,
                     listed(code), float(advance[1]) if advance else missing, letters(code))  # fmt: skip

    return look


def letters_by_name(objects: Objects, font: Font, name: Callable[[int], str | None]) -> Callable[[int], str | None]:
    """Gives what a code of a simple font says: by ToUnicode, else by the name of its glyph (9.10.2)."""
    said = letters_of_map(objects, font)

    def look(code: int) -> str | None:
        found = said(code)
        named = name(code) if found is None else None
        return listed_letters(named) if named else found

    return look


def letters_of_map(objects: Objects, font: Font) -> Callable[[int], str | None]:
    """Gives what ToUnicode says of a code; a map named Identity says the code itself."""
    if name_of(objects.get(font.entries.get("/ToUnicode"))).startswith("Identity-"):
        return chr
    return font.to_unicode.letters.get if font.to_unicode is not None else lambda _: None


def listed_width(objects: Objects, font: Font) -> Callable[[int], float]:
    """Gives the width of a code that the dictionary of a simple font says (table 111); 0 for one that it leaves out."""
    widths = [objects.get(width) for width in objects.items(font.entries.get("/Widths"))]
    first, last = (objects.get(font.entries.get(key)) for key in ("/FirstChar", "/LastChar"))
    missing = number_of(objects.get(font.descriptor.get("/MissingWidth")))
    known = isinstance(first, int) and isinstance(last, int)
    start, end = whole_of(first), whole_of(last)

    def look(code: int) -> float:
        if known and widths and start <= code <= end:
            return number_of(widths[code - start]) if code - start < len(widths) else 0
        return missing

    return look
