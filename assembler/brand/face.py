"""What a font file says of itself: the few tables of an sfnt (ISO/IEC 14496-22) that a brand and a chart need.

A whole font library reads more, and takes longer than the rest of a short document.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_FLAVOURS: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_NO_EMBEDDING: Final = 0x0002
_FAMILY: Final = (16, 1)
_ENGLISH: Final = ((3, 0x409), (1, 0), (0, 0))
# Platform and encoding of maps from Unicode, the fullest first (ISO/IEC 14496-22, `cmap`).
_UNICODE: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


@dataclass(frozen=True, slots=True)
class Face:
    """`family` is "" when it is not told; `weight` from 1 to 1000; `glyphs` by code point, `widths` by glyph in em."""

    family: str
    weight: int
    italic: bool
    may_be_embedded: bool
    glyphs: Mapping[int, int]
    widths: tuple[float, ...]

    def advances(self) -> dict[int, float]:
        """The advance of each code point in em; a glyph beyond the table is as wide as its last (`hmtx`)."""
        last = len(self.widths) - 1
        return {point: self.widths[min(glyph, last)] for point, glyph in self.glyphs.items()}


def read_face(font: bytes) -> Face:
    """The face in `font`, a TrueType or OpenType file; `ValueError` when it cannot be read."""
    try:
        tables = _tables(font)
        metrics = tables[b"OS/2"]
        weight, _, kind = struct.unpack_from(">HHH", metrics, 4)
        (selection,) = struct.unpack_from(">H", metrics, 62)
        return Face(
            family=_family(tables[b"name"]),
            weight=weight,
            italic=bool(selection & 1),
            may_be_embedded=not kind & _NO_EMBEDDING,
            glyphs=_glyphs(tables[b"cmap"]),
            widths=_widths(tables),
        )
    except (struct.error, KeyError, IndexError, UnicodeDecodeError, ZeroDivisionError) as fault:
        raise ValueError("no font that can be read") from fault


def _tables(font: bytes) -> dict[bytes, bytes]:
    if font[:4] not in _FLAVOURS:
        raise ValueError("neither TrueType nor OpenType")
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s4xLL", font, 12 + 16 * at) for at in range(count))
    return {tag: font[start : start + length] for tag, start, length in entries}


def _family(table: bytes) -> str:
    """The typographic family, else the plain one; in English where it is told."""
    _, count, strings = struct.unpack_from(">HHH", table)
    found: dict[int, dict[tuple[int, int], str]] = {}
    for at in range(count):
        platform, _, language, name, length, start = struct.unpack_from(">6H", table, 6 + 12 * at)
        if name in _FAMILY:
            text = table[strings + start : strings + start + length]
            decoded = text.decode("mac_roman" if platform == 1 else "utf-16-be")
            found.setdefault(name, {}).setdefault((platform, language), decoded)
    for name in _FAMILY:
        named = found.get(name, {})
        for known in (*_ENGLISH, *named):
            if named.get(known):
                return named[known]
    return ""


def _glyphs(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", table, 2)
    entries = [struct.unpack_from(">HHL", table, 4 + 8 * at) for at in range(count)]
    maps = {(platform, encoding): table[start:] for platform, encoding, start in entries}
    for known in _UNICODE:
        if known in maps:
            (form,) = struct.unpack_from(">H", maps[known])
            read = {4: _segments, 12: _groups}.get(form)
            if read:
                return {point: glyph for point, glyph in read(maps[known]) if glyph}
    return {}


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    """Format 4: runs of code points with one distance to the glyphs, or a list of glyphs of their own."""
    doubled: int = struct.unpack_from(">H", table, 6)[0]
    row = f">{doubled // 2}H"
    ends = struct.unpack_from(row, table, 14)
    starts, steps, offsets = (struct.unpack_from(row, table, 16 + doubled * part) for part in (1, 2, 3))
    for at, (start, end, step, offset) in enumerate(zip(starts, ends, steps, offsets, strict=True)):
        if start > end or start == 0xFFFF:
            continue
        if not offset:
            yield from ((point, (point + step) % 65536) for point in range(start, end + 1))
            continue
        # The offset counts from its own place in the row.
        listed = struct.unpack_from(f">{end - start + 1}H", table, 16 + doubled * 3 + 2 * at + offset)
        yield from ((point, glyph and (glyph + step) % 65536) for point, glyph in enumerate(listed, start))


def _groups(table: bytes) -> Iterator[tuple[int, int]]:
    """Format 12: groups of code points whose glyphs follow each other."""
    (count,) = struct.unpack_from(">L", table, 12)
    for at in range(count):
        start, end, glyph = struct.unpack_from(">LLL", table, 16 + 12 * at)
        if end > 0x10FFFF:
            raise ValueError("beyond Unicode")
        yield from zip(range(start, end + 1), range(glyph, glyph + end - start + 1), strict=True)


def _widths(tables: Mapping[bytes, bytes]) -> tuple[float, ...]:
    (unit,) = struct.unpack_from(">H", tables[b"head"], 18)
    (count,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    return tuple(width / unit for width in struct.unpack_from(f">{2 * count}H", tables[b"hmtx"])[::2])
