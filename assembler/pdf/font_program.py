"""Font programs inside a PDF: how many glyphs, how wide, and which glyph belongs to a code.

TrueType tables are read here with bounds; CFF with fontTools. A program that cannot be read gives `None`: then nothing
can be said about its glyphs, and no rule says that they are good.
"""

import struct
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor
from fontTools.ttLib import TTFont

_MOST_TABLES: Final = 200
_THOUSAND: Final = 1000


@dataclass(slots=True)
class Program:
    """`widths` are in thousandths, by glyph number; `names` has the number of each glyph name, `cids` that of each CID
    (empty when CIDs are glyph numbers); `cmaps` maps (platform, encoding) to codes and glyph numbers; `built_in` has
    the name of each code, `None` for StandardEncoding.
    """

    count: int
    widths: "Widths"
    names: Mapping[str, int] = field(default_factory=dict)
    cids: Mapping[int, int] = field(default_factory=dict)
    cmaps: Mapping[tuple[int, int], Mapping[int, int]] = field(default_factory=dict)
    built_in: Mapping[int, str] | None = None
    number_of_cmaps: int = 0
    is_cid_keyed: bool = False


class Widths(ABC):
    """The widths of glyphs, each looked up when it is asked for."""

    @abstractmethod
    def of(self, glyph: int) -> float | None:
        """The width in thousandths; `None` when it cannot be told."""


class _Table(Widths):
    def __init__(self, data: bytes, long: int, units: int) -> None:
        self.data, self.long, self.units = data, long, units

    def of(self, glyph: int) -> float | None:
        at = min(glyph, self.long - 1) * 4
        if self.long < 1 or self.units < 1 or at + 2 > len(self.data):
            return None
        return float(struct.unpack_from(">H", self.data, at)[0]) * _THOUSAND / self.units


class Listed(Widths):
    """Widths that are known beforehand."""

    def __init__(self, widths: Mapping[int, float]) -> None:
        """`widths` by glyph number."""
        self.widths = widths

    def of(self, glyph: int) -> float | None:
        """The width in thousandths; `None` when it is not listed."""
        return self.widths.get(glyph)


class _Compact(Widths):
    """Widths of a CFF program, from the beginning of each charstring."""

    def __init__(self, top: Any) -> None:
        self.top = top
        self.order = top.charset
        self.scale = (top.FontMatrix[0] if getattr(top, "FontMatrix", None) else 0.001) * _THOUSAND

    def of(self, glyph: int) -> float | None:
        try:
            charstring = self.top.CharStrings[self.order[glyph]]
            private = charstring.private
            extractor = T2WidthExtractor(
                getattr(private, "Subrs", []), charstring.globalSubrs, private.nominalWidthX, private.defaultWidthX
            )
            extractor.execute(charstring)
            return float(extractor.width) * self.scale
        except Exception:
            return None


def read_truetype(data: bytes) -> Program | None:
    """The program of a TrueType or OpenType font."""
    tables = _directory(data)
    if "CFF " in tables:
        return read_cff(tables["CFF "])
    try:
        count = struct.unpack_from(">H", tables["maxp"], 4)[0]
        units = struct.unpack_from(">H", tables["head"], 18)[0]
        long = struct.unpack_from(">H", tables["hhea"], 34)[0]
    except (KeyError, struct.error):
        return None
    cmaps, number, names = _cmaps(data)
    return Program(count, _Table(tables.get("hmtx", b""), long, units), names, {}, cmaps, None, number)


def _directory(data: bytes) -> dict[str, bytes]:
    try:
        start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
        count = struct.unpack_from(">H", data, start + 4)[0]
        found = {}
        for at in range(min(count, _MOST_TABLES)):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * at)
            found[tag.decode("latin-1")] = data[offset : offset + length]
        return found
    except struct.error:
        return {}


def _cmaps(data: bytes) -> tuple[dict[tuple[int, int], dict[int, int]], int, dict[str, int]]:
    """The cmaps by platform and encoding, how many there are, and the glyphs by name where the font names them."""
    try:
        font = TTFont(BytesIO(data), lazy=True, fontNumber=0)
        # Other formats of this table name no glyphs; the names would be made up.
        named = "post" in font and font["post"].formatType in (1.0, 2.0)
        names = {name: glyph for glyph, name in enumerate(font.getGlyphOrder())} if named else {}
        if "cmap" not in font:
            return {}, 0, names
        tables = font["cmap"].tables
        found = {
            (table.platformID, table.platEncID): {
                code: font.getGlyphID(glyph) for code, glyph in getattr(table, "cmap", {}).items()
            }
            for table in tables
        }
        return found, len(tables), names
    except Exception:
        return {}, _count_of_cmaps(_directory(data).get("cmap", b"")), {}


def _count_of_cmaps(table: bytes) -> int:
    return int(struct.unpack_from(">H", table, 2)[0]) if len(table) >= 4 else 0


def read_cff(data: bytes) -> Program | None:
    """The program of a CFF font (Type1C, CIDFontType0C)."""
    if data[:4] in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
        return read_truetype(data)
    try:
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(data), None)
        top = fonts[0]
        order = top.charset
        keyed = hasattr(top, "ROS")
        if keyed:
            cids = {int(name[3:]) if name.startswith("cid") else 0: glyph for glyph, name in enumerate(order)}
            return Program(len(order), _Compact(top), {}, cids, is_cid_keyed=True)
        return Program(len(order), _Compact(top), {name: glyph for glyph, name in enumerate(order)},
                       built_in=_built_in(top))  # fmt: skip
    except Exception:
        return None


def _built_in(top: Any) -> dict[int, str] | None:
    held = top.Encoding
    if not isinstance(held, list):
        return None
    return {code: name for code, name in enumerate(held) if name and name != ".notdef"}
