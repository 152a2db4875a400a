"""The fonts of a PDF: their dictionaries and programs, and which codes text asks for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from assembler.pdf.cmap import IDENTITY, PREDEFINED, CMap, read_cmap
from assembler.pdf.font_program import Program, read_cff, read_truetype
from assembler.pdf.glyph import Glyph
from assembler.pdf.painted import FontUse
from assembler.pdf.plain import Entries, Objects, name_of, whole_of
from assembler.pdf.type1 import read_type1

_SYMBOLIC: Final = 4
_PROGRAMS: Final[Mapping[str, Callable[[bytes], Program | None]]] = {
    "/FontFile": read_type1,
    "/FontFile2": read_truetype,
    "/FontFile3": read_cff,
}
_MAY_HAVE: Final[Mapping[str, tuple[str, ...]]] = {
    "Type1": ("/FontFile", "/FontFile3"),
    "MMType1": ("/FontFile", "/FontFile3"),
    "TrueType": ("/FontFile2", "/FontFile3"),
    "CIDFontType0": ("/FontFile3",),
    "CIDFontType2": ("/FontFile2", "/FontFile3"),
}
_COMPACT: Final[Mapping[str, tuple[str, ...]]] = {
    "Type1": ("Type1C", "OpenType"),
    "MMType1": ("Type1C", "OpenType"),
    "TrueType": ("OpenType",),
    "CIDFontType0": ("CIDFontType0C", "OpenType"),
    "CIDFontType2": ("CIDFontType0C", "OpenType"),
}
_SFNT: Final = (b"\x00\x01\x00\x00", b"true", b"ttcf", b"OTTO")
_BEGINNINGS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "/FontFile": (b"%!", b"\x80\x01"),
    "/FontFile2": _SFNT,
    "/FontFile3": (b"\x01", *_SFNT),
}
"""What is none of these is no font program, whatever else it is."""


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
    visible: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def is_symbolic(self) -> bool:
        """Whether the descriptor says that the glyphs are no ordinary Latin letters (ISO 32000-1, table 123)."""
        return bool(whole_of(self.descriptor.get("/Flags")) & _SYMBOLIC)

    @property
    def has_known_cmap(self) -> bool:
        """Whether readers know the CMap by its name, and the letters of its CIDs with it (ISO 32000-1, table 118)."""
        return self.cmap is None and self.cmap_name in PREDEFINED - IDENTITY

    @property
    def is_embedded(self) -> bool:
        """Whether the font program is in the file."""
        return bool(self.program_kind)

    @property
    def is_subset(self) -> bool:
        """Whether the name has the mark of a subset (9.6.4)."""
        return len(self.name) > 7 and self.name[6] == "+" and self.name[:6].isalpha() and self.name[:6].isupper()


def read_font(objects: Objects, use: FontUse) -> Font:
    """The font of `use` with the codes that are shown."""
    entries = objects.entries(use.font)
    kind = name_of(objects.get(entries.get("/Subtype")))
    below = objects.items(entries.get("/DescendantFonts"))
    inner = objects.entries(below[0]) if kind == "Type0" and below else entries
    descriptor = objects.entries(inner.get("/FontDescriptor"))
    name = name_of(objects.get(inner.get("/BaseFont")))
    font = Font(entries, inner, descriptor, kind, name, use.page, bool(use.shown), bool(use.shown or use.hidden))
    _set_program(objects, font)
    if objects.is_stream(entries.get("/ToUnicode")):
        font.to_unicode = read_cmap(objects.stream(entries["/ToUnicode"]) or b"")
    if kind == "Type0":
        _set_cmap(objects, font)
    font.visible, font.hidden = frozenset(_codes(font, use.shown)), frozenset(_codes(font, use.hidden))
    return font


def _set_program(objects: Objects, font: Font) -> None:
    """Finds the font program, if there is one of a kind that the font may have (ISO 32000-1, table 126)."""
    inner = name_of(objects.get(font.inner.get("/Subtype")))
    for key, read in _PROGRAMS.items():
        held = font.descriptor.get(key)
        if key in _MAY_HAVE.get(inner, ()) and objects.is_stream(held):
            data = objects.stream(held) or b""
            said = name_of(objects.get(objects.entries(held).get("/Subtype")))
            if data.startswith(_BEGINNINGS[key]) and (key != "/FontFile3" or said in _COMPACT[inner]):
                font.program_kind = key
                font.program = read(data)
                return


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
