"""The glyphs of composite fonts: codes become CIDs, and CIDs glyphs (ISO 32000-1, 9.7)."""

from collections.abc import Callable
from typing import Final

from assembler.pdf.cmap import IDENTITY
from assembler.pdf.font import Font
from assembler.pdf.glyph import Glyph
from assembler.pdf.plain import Entries, Objects, name_of, number_of, text_of, whole_of
from assembler.pdf.simple_glyphs import letters_of_map

COLLECTIONS: Final = frozenset({"Adobe-GB1", "Adobe-CNS1", "Adobe-Japan1", "Adobe-Korea1", "Adobe-KR"})
"""Character collections whose CIDs have known letters (ISO 14289-1, 7.21.7)."""


def composite_glyph(objects: Objects, font: Font) -> Callable[[int], Glyph]:
    """Gives the glyph of a code of a composite font."""
    to_glyph, program = glyph_of_cid(objects, font), font.program
    widths, otherwise = _widths(objects, font.inner), number_of(objects.get(font.inner.get("/DW")), 1000)
    letters = _letters(objects, font)

    def look(code: int) -> Glyph:
        cid = _cid(font, code)
        visible, said = code in font.visible, letters(code)
        if cid is None or program is None:
            return Glyph(code, visible, None, None, None, None, said)
        index = to_glyph(cid)
        known = index is not None and index < program.count
        maps = font.cmap is None or code in font.cmap.cids or bool(font.cmap.used)
        has = known and (not _has_cids(font) or (maps and cid != 0))
        if known or font.program_kind == "/FontFile2":
            width = program.widths.of(index if index is not None and known else 0)
        else:
            width = otherwise
        return Glyph(code, visible, not code or has, not has or not index, widths.get(cid, otherwise), width, said)

    return look


def _has_cids(font: Font) -> bool:
    """Whether CID 0 stands for nothing by itself, and not because it is the number of the first glyph."""
    return font.program_kind == "/FontFile2" or (font.program is not None and font.program.is_cid_keyed)


def _cid(font: Font, code: int) -> int | None:
    """The CID of a code; `None` when the CMap is not in the file."""
    if font.cmap_name in IDENTITY and font.cmap is None:
        return code
    if font.cmap is not None and not font.cmap.used:
        return font.cmap.cids.get(code, 0)
    return font.cmap.cids.get(code) if font.cmap is not None else None


def glyph_of_cid(objects: Objects, font: Font) -> Callable[[int], int | None]:
    """Gives the glyph number of a CID; `None` for one that is not mapped."""
    program = font.program
    if name_of(objects.get(font.inner.get("/Subtype"))) == "CIDFontType2":
        table = objects.stream(font.inner.get("/CIDToGIDMap"))
        if table is None:
            return lambda cid: cid
        return lambda cid: int.from_bytes(table[2 * cid : 2 * cid + 2], "big") if 2 * cid + 2 <= len(table) else None
    if program is not None and program.is_cid_keyed:
        return program.cids.get
    return lambda cid: cid


def _widths(objects: Objects, font: Entries) -> dict[int, float]:
    """The widths by CID (9.7.4.3)."""
    found: dict[int, float] = {}
    held = [objects.get(one) for one in objects.items(font.get("/W"))]
    at = 0
    while at + 1 < len(held):
        first = whole_of(held[at])
        if isinstance(held[at + 1], list):
            found |= {first + offset: number_of(objects.get(width)) for offset, width in enumerate(held[at + 1])}
            at += 2
        elif at + 2 < len(held):
            last = min(whole_of(held[at + 1]), first + 0xFFFF)
            found |= dict.fromkeys(range(first, last + 1), number_of(held[at + 2]))
            at += 3
        else:
            break
    return found


def _letters(objects: Objects, font: Font) -> Callable[[int], str | None]:
    said = letters_of_map(objects, font)
    held = font.inner if font.cmap_name in IDENTITY else objects.entries(font.entries.get("/Encoding"))
    system = objects.entries(held.get("/CIDSystemInfo"))
    collection = f"{text_of(objects.get(system.get('/Registry')))}-{text_of(objects.get(system.get('/Ordering')))}"
    # The letters of a known collection can be looked up, though not here: they are known, not named.
    known = "?" if collection in COLLECTIONS or font.has_known_cmap else None

    def look(code: int) -> str | None:
        found = said(code)
        return known if found is None else found

    return look
