"""Fonts and the glyphs that text asks for (ISO 14289-1, 7.21)."""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.cmap import COLLECTION_OF, IDENTITY, PREDEFINED
from assembler.pdf.composite_glyphs import glyph_of_cid
from assembler.pdf.encoding import base_name, differences, is_listed
from assembler.pdf.font import Font
from assembler.pdf.font_program import Program
from assembler.pdf.glyph import Glyph
from assembler.pdf.plain import is_string, name_of, text_of, whole_of
from assembler.problem import Place

_ENCODINGS: Final = ("MacRomanEncoding", "WinAnsiEncoding")
_UNICODE_TABLE: Final = (3, 1)
_SYMBOL_TABLE: Final = (3, 0)
_NAME: Final = re.compile(r"/([^/\s]+)")
_FORBIDDEN: Final = ("\u0000", "\ufffe", "\ufeff")

_GlyphTest: TypeAlias = Callable[[Glyph], bool | None]


def system_unlike(facts: UaFacts) -> Marks:
    """A composite font and its CMap speak of the same character collection."""
    for font in _of_kind(facts, "Type0"):
        if font.cmap_name not in IDENTITY:
            yield GOOD if _fits(facts, font) else failed(_place(font), font=font.name)


def _fits(facts: UaFacts, font: Font) -> bool:
    below = facts.objects.entries(font.inner.get("/CIDSystemInfo"))
    held = facts.objects.entries(font.entries.get("/Encoding")).get("/CIDSystemInfo")
    # Up to PDF 1.4 it could be an array of one.
    above = facts.objects.entries(next(iter(facts.objects.several(held)), None))
    supplement = whole_of(facts.objects.get(below.get("/Supplement")))
    if font.has_known_cmap:
        known = COLLECTION_OF[font.cmap_name]
        said = _part(facts, below, "/Registry"), _part(facts, below, "/Ordering")
        return said == ("Adobe", known[0]) and supplement <= known[1]
    same = all(_part(facts, below, key) == _part(facts, above, key) != "" for key in ("/Registry", "/Ordering"))
    return same and supplement <= whole_of(facts.objects.get(above.get("/Supplement")))


def _part(facts: UaFacts, entries: object, key: str) -> str:
    return text_of(facts.objects.get(entries.get(key))) if isinstance(entries, dict) else ""


def glyph_map_missing(facts: UaFacts) -> Marks:
    """An embedded TrueType font in a composite one says which glyph each CID is."""
    for font in _of_kind(facts, "Type0"):
        if name_of(facts.objects.get(font.inner.get("/Subtype"))) == "CIDFontType2" and font.is_embedded:
            held = font.inner.get("/CIDToGIDMap")
            good = facts.objects.is_stream(held) or facts.objects.get(held) == "/Identity"
            yield GOOD if good else failed(_place(font), font=font.name)


def cmap_missing(facts: UaFacts) -> Marks:
    """A CMap that readers do not have by themselves is in the file."""
    for font in _of_kind(facts, "Type0"):
        good = font.cmap_name in PREDEFINED or font.cmap is not None
        yield GOOD if good else failed(_place(font), font=font.name, found=font.cmap_name)
    for font, used in _used_cmaps(facts):
        if not facts.objects.is_stream(facts.objects.entries(font.entries.get("/Encoding")).get("/UseCMap")):
            yield GOOD if used in PREDEFINED else failed(_place(font), font=font.name, found=used)


def cmap_direction(facts: UaFacts) -> Marks:
    """A CMap and its dictionary agree on the direction of writing."""
    for font in _of_kind(facts, "Type0"):
        if font.cmap is not None:
            said = whole_of(facts.objects.get(facts.objects.entries(font.entries["/Encoding"]).get("/WMode")))
            yield GOOD if said == font.cmap.mode else failed(_place(font), font=font.name)


def cmap_builds_on(facts: UaFacts) -> Marks:
    """A CMap builds on none but those that readers have."""
    for font, used in _used_cmaps(facts):
        yield GOOD if used in PREDEFINED else failed(_place(font), font=font.name, found=used)


def _used_cmaps(facts: UaFacts) -> Iterator[tuple[Font, str]]:
    for font in _of_kind(facts, "Type0"):
        if font.cmap is not None:
            held = facts.objects.entries(font.entries["/Encoding"]).get("/UseCMap")
            value = facts.objects.get(held)
            named = name_of(value) or name_of(facts.objects.get(facts.objects.entries(held).get("/CMapName")))
            used = named or font.cmap.used
            if used:
                yield font, used


def embedded(facts: UaFacts) -> Marks:
    """Every font that is seen is in the file."""
    for font in facts.fonts:
        if font.shown and font.kind != "Type3":
            yield GOOD if font.is_embedded else failed(_place(font), font=font.name)


def glyph_missing(facts: UaFacts) -> Marks:
    """An embedded font has every glyph that is seen."""
    yield from _glyphs(facts, lambda glyph: glyph.present if glyph.visible else None)


def char_set(facts: UaFacts) -> Marks:
    """The list of glyphs that a Type 1 font carries names all of them."""
    for font in _of_kind(facts, "Type1", "MMType1"):
        held = facts.objects.get(font.descriptor.get("/CharSet"))
        if font.is_subset and font.program is not None and is_string(held):
            unlike = set(_NAME.findall(text_of(held))) ^ set(font.program.names)
            yield GOOD if unlike <= {".notdef"} else failed(_place(font), font=font.name)


def cid_set(facts: UaFacts) -> Marks:
    """The list of CIDs that a composite font carries names all of them."""
    for font in _of_kind(facts, "Type0"):
        held = facts.objects.stream(font.descriptor.get("/CIDSet"))
        if font.is_subset and font.program is not None and held is not None:
            listed = {at for at in range(8 * len(held)) if held[at >> 3] & 0x80 >> (at & 7)}
            yield GOOD if listed ^ _cids(facts, font.program, font) <= {0} else failed(_place(font), font=font.name)


def _cids(facts: UaFacts, program: Program, font: Font) -> set[int]:
    """The CIDs that have a glyph."""
    if program.is_cid_keyed:
        return set(program.cids)
    table = facts.objects.stream(font.inner.get("/CIDToGIDMap"))
    if table is None:
        return set(range(program.count))
    glyph = glyph_of_cid(facts.objects, font)
    return {cid for cid in range(len(table) // 2) if (glyph(cid) or 0) < program.count}


def width_unlike(facts: UaFacts) -> Marks:
    """The widths in the dictionary are those in the font program."""

    def same(glyph: Glyph) -> bool | None:
        if not glyph.visible or glyph.listed_width is None or glyph.program_width is None:
            return None
        return abs(glyph.listed_width - glyph.program_width) <= 1

    yield from _glyphs(facts, same)


def tables_missing(facts: UaFacts) -> Marks:
    """A TrueType font with ordinary letters has a table that says where they are."""
    for font in _truetype(facts, symbolic=False):
        if font.program is not None:
            least = 2 if _SYMBOL_TABLE in font.program.cmaps else 1
            yield GOOD if font.program.number_of_cmaps >= least else failed(_place(font), font=font.name)


def encoding_wrong(facts: UaFacts) -> Marks:
    """A TrueType font with ordinary letters has an encoding that readers know."""
    for font in _truetype(facts, symbolic=False):
        own = differences(facts.objects, font.entries.get("/Encoding"))
        has_unicode = font.program is not None and _UNICODE_TABLE in font.program.cmaps
        named = base_name(facts.objects, font.entries) in _ENCODINGS
        good = named and (not own or (has_unicode and all(map(is_listed, own.values()))))
        yield GOOD if good else failed(_place(font), font=font.name)


def encoding_in_symbolic(facts: UaFacts) -> Marks:
    """A TrueType font with symbols has no encoding."""
    for font in _truetype(facts, symbolic=True):
        yield failed(_place(font), font=font.name) if base_name(facts.objects, font.entries) else GOOD


def tables_ambiguous(facts: UaFacts) -> Marks:
    """A TrueType font with symbols has one table, or the one for symbols."""
    for font in _truetype(facts, symbolic=True):
        if font.program is not None:
            good = font.program.number_of_cmaps == 1 or _SYMBOL_TABLE in font.program.cmaps
            yield GOOD if good else failed(_place(font), font=font.name)


def letters_missing(facts: UaFacts) -> Marks:
    """The signs of every font can be turned into letters."""
    yield from _glyphs(facts, lambda glyph: glyph.letters is not None)


def letters_forbidden(facts: UaFacts) -> Marks:
    """No sign is turned into a letter that is none."""

    def said(glyph: Glyph) -> bool | None:
        return None if glyph.letters is None else not any(one in glyph.letters for one in _FORBIDDEN)

    yield from _glyphs(facts, said)


def notdef(facts: UaFacts) -> Marks:
    """No text asks for the glyph that stands for nothing."""
    yield from _glyphs(facts, lambda glyph: None if glyph.is_notdef is None else not glyph.is_notdef)


def _glyphs(facts: UaFacts, good: _GlyphTest) -> Marks:
    """One mark for each font: how many of its glyphs are bad, and the first of them."""
    for font in facts.fonts:
        said = [(glyph, good(glyph)) for glyph in font.glyphs]
        bad = [glyph for glyph, one in said if one is False]
        if bad:
            yield failed(_place(font), font=font.name, count=len(bad), code=f"{bad[0].code:02X}")
        elif any(one is not None for _, one in said):
            yield GOOD


def _of_kind(facts: UaFacts, *kinds: str) -> Iterator[Font]:
    return (font for font in facts.fonts if font.kind in kinds and font.is_used)


def _truetype(facts: UaFacts, symbolic: bool) -> Iterator[Font]:
    return (font for font in _of_kind(facts, "TrueType") if font.is_symbolic is symbolic)


def _place(font: Font) -> Place:
    return Place(page=font.page)


RULES: Final = {
    "ua_fonts.system_unlike": system_unlike,
    "ua_fonts.glyph_map_missing": glyph_map_missing,
    "ua_fonts.cmap_missing": cmap_missing,
    "ua_fonts.cmap_direction": cmap_direction,
    "ua_fonts.cmap_builds_on": cmap_builds_on,
    "ua_fonts.embedded": embedded,
    "ua_fonts.glyph_missing": glyph_missing,
    "ua_fonts.char_set": char_set,
    "ua_fonts.cid_set": cid_set,
    "ua_fonts.width_unlike": width_unlike,
    "ua_fonts.tables_missing": tables_missing,
    "ua_fonts.encoding_wrong": encoding_wrong,
    "ua_fonts.encoding_in_symbolic": encoding_in_symbolic,
    "ua_fonts.tables_ambiguous": tables_ambiguous,
    "ua_fonts.letters_missing": letters_missing,
    "ua_fonts.letters_forbidden": letters_forbidden,
    "ua_fonts.notdef": notdef,
}
