"""The encodings of simple fonts: which glyph name each code has (ISO 32000-1, 9.6.6 and annex D)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from fontTools.agl import LEGACY_AGL2UV, UV2AGL, toUnicode
from fontTools.encodings.StandardEncoding import StandardEncoding

from assembler.pdf.plain import Entries, Objects, Plain, name_of

NOTDEF: Final = ".notdef"
_DINGBAT: Final = re.compile(r"a\d{1,3}\Z")
_CODECS: Final = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
NAMED: Final = frozenset({*_CODECS, "MacExpertEncoding", "StandardEncoding"})


# Which signs of these two have names of their own in annex D; the Adobe Glyph List has several for some.
_NAMES: Final = {0xB2: "twosuperior", 0xB3: "threesuperior", 0xB9: "onesuperior", 0xFB01: "fi", 0xFB02: "fl"}
# Mac OS Roman, not MacRomanEncoding: TrueType fonts may have these (ISO 32000-1, table 115).
_ADDED_BY_MAC: Final = {
    173: "notequal", 176: "infinity", 178: "lessequal", 179: "greaterequal", 182: "partialdiff", 183: "summation",
    184: "product", 185: "pi", 186: "integral", 189: "Omega", 195: "radical", 197: "approxequal", 198: "Delta",
    215: "lozenge", 219: "Euro", 240: "apple",
}  # fmt: skip


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
            found[code] = _NAMES.get(ord(letter)) or UV2AGL.get(ord(letter), f"uni{ord(letter):04X}")
    if name == "WinAnsiEncoding":
        # Note 5 of table D.2: codes without a glyph are bullets; 160 is a space and 173 a hyphen.
        return {code: "bullet" for code in range(127, 160)} | found | {160: "space", 173: "hyphen"}
    return {code: glyph for code, glyph in found.items() if code not in _ADDED_BY_MAC} | {202: "space", 219: "currency"}


@cache
def mac_codes() -> Mapping[str, int]:
    """The code of each glyph name in Mac OS Roman."""
    names = {**named_encoding("MacRomanEncoding"), **_ADDED_BY_MAC}
    return {glyph: code for code, glyph in reversed(names.items())} | {"currency": 219}


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a simple font: its named table (`None` for none that is known), and what it sets by itself."""

    table: Mapping[int, str] | None
    own: Mapping[int, str]

    def name(self, code: int) -> str | None:
        """The glyph name of a code; `None` when the font program decides."""
        found = self.own.get(code)
        return found or (None if self.table is None else self.table.get(code, NOTDEF))


def encoding_of(objects: Objects, font: Entries) -> Encoding:
    """What the font dictionary says (ISO 32000-1, 9.6.6)."""
    base = base_name(objects, font)
    return Encoding(named_encoding(base) if base in _CODECS else None, differences(objects, font.get("/Encoding")))


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


def listed_letters(glyph: str) -> str | None:
    """What a glyph name in the Adobe Glyph List says: .notdef the letter that is none, " " for one of the signs of
    Zapf Dingbats; `None` for others.
    """
    if glyph == NOTDEF:
        return "\0"
    found = LEGACY_AGL2UV.get(glyph)
    if found is None:
        return " " if _DINGBAT.match(glyph) else None
    return "".join(map(chr, found))


def is_listed(glyph: str) -> bool:
    """Whether a glyph name is in the Adobe Glyph List."""
    return glyph in LEGACY_AGL2UV
