"""The fonts of a PDF with the glyphs that text asks for: where each code leads, how wide, what letters it says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from assembler.pdf.cmap import IDENTITY, CMap, read_cmap
from assembler.pdf.encoding import base_name, differences, letters_of, named_encoding
from assembler.pdf.font_program import Program, read_cff, read_truetype
from assembler.pdf.painted import FontUse
from assembler.pdf.plain import Entries, Objects, name_of, number_of, text_of, whole_of
from assembler.pdf.type1 import read_type1

COLLECTIONS: Final = frozenset({"Adobe-GB1", "Adobe-CNS1", "Adobe-Japan1", "Adobe-Korea1"})
"""Character collections whose CIDs have known letters (ISO 14289-1, 7.21.7)."""

_Found: TypeAlias = tuple[int | None, float | None, str | None]
_SYMBOLIC: Final = 4
_PROGRAMS: Final[Mapping[str, Callable[[bytes], Program | None]]] = {
    "/FontFile": read_type1,
    "/FontFile2": read_truetype,
    "/FontFile3": read_cff,
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a code leads to. `None` stands for what cannot be told.

    `index` is the glyph number (0 is .notdef), `present` whether the program has it; widths are in thousandths, the
    one of the dictionary and the one of the program; `letters` is `None` when nothing maps the code to letters.
    """

    code: int
    visible: bool
    index: int | None
    is_notdef: bool
    present: bool | None
    listed_width: float | None
    program_width: float | None
    letters: str | None


@dataclass(slots=True)
class Font:
    """A font that text is set in. `inner` is the CIDFont of a composite font, else the font itself."""

    entries: Entries
    inner: Entries
    descriptor: Entries
    kind: str
    name: str
    page: int
    shown: bool
    is_used: bool
    program_kind: str = ""
    program: Program | None = None
    cmap: CMap | None = None
    cmap_name: str = ""
    to_unicode: CMap | None = None
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def is_symbolic(self) -> bool:
        """Whether the descriptor says that the glyphs are no ordinary Latin letters (ISO 32000-1, table 123)."""
        return bool(whole_of(self.descriptor.get("/Flags")) & _SYMBOLIC)

    @property
    def is_embedded(self) -> bool:
        """Whether the font program is in the file."""
        return bool(self.program_kind)

    @property
    def is_subset(self) -> bool:
        """Whether the name has the mark of a subset (9.6.4)."""
        return len(self.name) > 7 and self.name[6] == "+" and self.name[:6].isalpha() and self.name[:6].isupper()


def read_font(objects: Objects, use: FontUse) -> Font:
    """The font of `use` with a glyph for each code that is shown."""
    entries = objects.entries(use.font)
    kind = name_of(objects.get(entries.get("/Subtype")))
    below = objects.items(entries.get("/DescendantFonts"))
    inner = objects.entries(below[0]) if kind == "Type0" and below else entries
    descriptor = objects.entries(inner.get("/FontDescriptor"))
    name = name_of(objects.get(inner.get("/BaseFont")))
    font = Font(entries, inner, descriptor, kind, name, use.page, bool(use.shown), bool(use.shown or use.hidden))
    for key, read in _PROGRAMS.items():
        if key in descriptor and objects.is_stream(descriptor[key]):
            font.program_kind = key
            font.program = read(objects.stream(descriptor[key]) or b"")
    if objects.is_stream(entries.get("/ToUnicode")):
        font.to_unicode = read_cmap(objects.stream(entries["/ToUnicode"]) or b"")
    if kind == "Type0":
        _set_cmap(objects, font)
    visible, hidden = _codes(font, use.shown), _codes(font, use.hidden)
    look = _composite(objects, font) if kind == "Type0" else _simple(objects, font)
    font.glyphs = [look(code, code in visible) for code in sorted(visible | hidden)]
    return font


def _set_cmap(objects: Objects, font: Font) -> None:
    held = font.entries.get("/Encoding")
    value = objects.get(held)
    if isinstance(value, str):
        font.cmap_name = name_of(value)
    else:
        font.cmap_name = name_of(objects.get(objects.entries(held).get("/CMapName")))
        data = objects.stream(held)
        font.cmap = read_cmap(data) if data is not None else None


def _codes(font: Font, strings: Iterable[bytes]) -> set[int]:
    if font.kind != "Type0":
        return set(b"".join(set(strings)))
    if font.cmap is not None and font.cmap.spaces:
        cmap = font.cmap
        return {code for raw in set(strings) for code in cmap.codes(raw)}
    if font.cmap_name in IDENTITY or font.cmap is not None or "UCS2" in font.cmap_name:
        return {raw[at] << 8 | raw[at + 1] for raw in set(strings) for at in range(0, len(raw) - 1, 2)}
    return set()


def cid_of(font: Font, code: int) -> int | None:
    """The CID of a code; `None` when the CMap is not in the file."""
    if font.cmap_name in IDENTITY:
        return code
    if font.cmap is not None and not font.cmap.used:
        return font.cmap.cids.get(code, 0)
    return font.cmap.cids.get(code) if font.cmap is not None else None


def _composite(objects: Objects, font: Font) -> Callable[[int, bool], Glyph]:
    to_glyph = _cid_to_glyph(objects, font)
    widths, otherwise = cid_widths(objects, font.inner), number_of(objects.get(font.inner.get("/DW")), 1000)
    letters = _composite_letters(objects, font)

    def look(code: int, visible: bool) -> Glyph:
        cid = cid_of(font, code)
        index = None if cid is None else to_glyph(cid)
        listed = None if cid is None else widths.get(cid, otherwise)
        return _glyph(font, code, visible, (index, listed, letters(code)))

    return look


def _glyph(font: Font, code: int, visible: bool, found: _Found) -> Glyph:
    program, (index, listed, letters) = font.program, found
    present = None if program is None or index is None else 0 <= index < program.count
    # What a font does not have is shown as its glyph 0 (ISO 32000-1, 9.7.6.3), with the width of that.
    shown = index if present else 0 if font.kind != "Type0" or font.program_kind == "/FontFile2" else None
    width = program.widths.of(shown) if program is not None and index is not None and shown is not None else None
    is_notdef = index == 0 or (present is False and font.kind == "Type0")
    return Glyph(code, visible, index, is_notdef, present, listed, width, letters)


def _cid_to_glyph(objects: Objects, font: Font) -> Callable[[int], int | None]:
    held = font.inner.get("/CIDToGIDMap")
    program = font.program
    if name_of(objects.get(font.inner.get("/Subtype"))) == "CIDFontType2":
        table = objects.stream(held)
        if table is None:
            return lambda cid: cid
        return lambda cid: int.from_bytes(table[2 * cid : 2 * cid + 2], "big") if 2 * cid + 2 <= len(table) else 0
    if program is not None and program.is_cid_keyed:
        # A CID without a glyph in the program is one that it does not define: beyond all its glyphs.
        return lambda cid: program.cids.get(cid, program.count)
    return lambda cid: cid


def cid_widths(objects: Objects, font: Entries) -> dict[int, float]:
    """The widths by CID (ISO 32000-1, 9.7.4.3)."""
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


def _composite_letters(objects: Objects, font: Font) -> Callable[[int], str | None]:
    system = objects.entries(font.inner.get("/CIDSystemInfo"))
    collection = f"{text_of(objects.get(system.get('/Registry')))}-{text_of(objects.get(system.get('/Ordering')))}"
    # The letters of a known collection can be looked up, though not here: they are known, not named.
    known = "?" if collection in COLLECTIONS or "UCS2" in font.cmap_name or "UTF16" in font.cmap_name else None
    letters = font.to_unicode.letters if font.to_unicode is not None else {}
    return lambda code: letters.get(code, known)


def simple_encoding(objects: Objects, font: Font) -> dict[int, str]:
    """The glyph name of each code of a simple font, as far as dictionary and program say."""
    base = base_name(objects, font.entries)
    found: dict[int, str] = dict(named_encoding(base))
    if not base:
        built_in = font.program.built_in if font.program is not None else {}
        is_latin = not built_in and (not font.is_symbolic or font.kind == "Type1" and font.program_kind != "/FontFile2")
        found = dict(built_in or (named_encoding("StandardEncoding") if is_latin else {}))
    return found | dict(differences(objects, font.entries.get("/Encoding")))


def _simple(objects: Objects, font: Font) -> Callable[[int, bool], Glyph]:
    names = simple_encoding(objects, font)
    first = whole_of(objects.get(font.entries.get("/FirstChar")))
    widths = [objects.get(width) for width in objects.items(font.entries.get("/Widths"))]
    missing = number_of(objects.get(font.descriptor.get("/MissingWidth"))) if widths else None
    letters = font.to_unicode.letters if font.to_unicode is not None else {}
    can_name = _names_say_letters(objects, font)

    def look(code: int, visible: bool) -> Glyph:
        name = names.get(code, "")
        listed = number_of(widths[code - first], -1) if 0 <= code - first < len(widths) else missing
        said = letters.get(code)
        if said is None and can_name and name:
            said = letters_of(name) or None
        return _glyph(font, code, visible, (_index(font, code, name), listed, said))

    return look


def _names_say_letters(objects: Objects, font: Font) -> bool:
    """Whether glyph names stand for letters: in a named encoding, in Type 1 and 3, in TrueType that is not symbolic."""
    return bool(base_name(objects, font.entries)) or font.kind != "TrueType" or not font.is_symbolic


def _index(font: Font, code: int, name: str) -> int | None:
    program = font.program
    if program is None or font.kind == "Type3":
        return None
    if font.program_kind != "/FontFile2" and not program.cmaps:
        if not name:
            return 0 if program.built_in or not font.is_symbolic else None
        return program.names.get(name, program.count if name != ".notdef" else 0)
    return _truetype_index(program, font, code, name)


def _truetype_index(program: Program, font: Font, code: int, name: str) -> int:
    """The glyph of a code in a TrueType font (ISO 32000-1, 9.6.6.4); beyond all glyphs when there is none."""
    if not font.is_symbolic and "/Encoding" in font.entries:
        return _named_index(program, name)
    tables = (((3, 0), 0xF000), ((3, 0), 0), ((3, 0), 0xF100), ((3, 0), 0xF200), ((1, 0), 0))
    for table, start in tables:
        found = program.cmaps.get(table, {}).get(start + code)
        if found is not None:
            return found
    if len(program.cmaps) == 1 and font.is_symbolic:
        return next(iter(program.cmaps.values())).get(code, program.count)
    return program.count


def _named_index(program: Program, name: str) -> int:
    if name == ".notdef":
        return 0
    letters, unicode = letters_of(name), program.cmaps.get((3, 1), {})
    if len(letters) == 1 and ord(letters) in unicode:
        return unicode[ord(letters)]
    mac = {glyph: at for at, glyph in named_encoding("MacRomanEncoding").items()}
    found = program.cmaps.get((1, 0), {}).get(mac.get(name, -1))
    return found if found is not None else program.names.get(name, program.count)
