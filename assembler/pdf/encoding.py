"""The encodings of simple fonts: which glyph name each code has (ISO 32000-1, 9.6.6 and annex D)."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from fontTools.agl import AGL2UV, UV2AGL, toUnicode
from fontTools.encodings.StandardEncoding import StandardEncoding

from assembler.pdf.plain import Entries, Objects, Plain, name_of

_CODECS: Final = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
NAMED: Final = frozenset({*_CODECS, "MacExpertEncoding", "StandardEncoding"})


@cache
def named_encoding(name: str) -> Mapping[int, str]:
    """The glyph names of an encoding by code; empty for one that is not known."""
    if name == "StandardEncoding":
        return {code: glyph for code, glyph in enumerate(StandardEncoding) if glyph != ".notdef"}
    if name not in _CODECS:
        return {}
    found = {}
    for code in range(32, 256):
        letter = bytes([code]).decode(_CODECS[name], "replace")
        if letter != "\ufffd" and code != 127:
            found[code] = UV2AGL.get(ord(letter), f"uni{ord(letter):04X}")
    if name == "WinAnsiEncoding":
        # Note 5 of table D.2: codes without a glyph are bullets; 160 is a space and 173 a hyphen.
        found = {code: "bullet" for code in range(127, 160)} | found | {160: "space", 173: "hyphen"}
    else:
        found |= {202: "space", 219: "currency"}
    return found


def differences(objects: Objects, encoding: Plain) -> Mapping[int, str]:
    """The glyph names that an encoding dictionary sets by itself."""
    found: dict[int, str] = {}
    code = 0
    for held in objects.items(objects.entries(encoding).get("/Differences")):
        value = objects.get(held)
        if isinstance(value, int):
            code = value
        elif name_of(value):
            found[code] = name_of(value)
            code += 1
    return found


def base_name(objects: Objects, font: Entries) -> str:
    """The name of the encoding that a font builds on; "" for none."""
    held = objects.get(font.get("/Encoding"))
    return name_of(held) if isinstance(held, str) else name_of(objects.get(objects.entries(held).get("/BaseEncoding")))


def letters_of(glyph: str) -> str:
    """What a glyph name says by the Adobe Glyph List; "" when it says nothing."""
    return str(toUnicode(glyph))


def is_listed(glyph: str) -> bool:
    """Whether a glyph name is in the Adobe Glyph List, or built by its rules."""
    return glyph in AGL2UV or bool(letters_of(glyph))
