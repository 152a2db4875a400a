"""The fonts of a PDF: whether their programs are in the file, and whether their text can be read out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Dictionary, Object, Pdf, Stream

_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_NAMED_ENCODINGS: Final = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"})
_KNOWN_COLLECTIONS: Final = frozenset({"Adobe-GB1", "Adobe-CNS1", "Adobe-Japan1", "Adobe-Korea1", "Adobe-KR"})
_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class FontFact:
    """A font: its name, the first page that has it, whether it is embedded, whether its codes mean letters."""

    name: str
    page: int
    embedded: bool
    readable: bool


def fonts_of(pdf: Pdf) -> tuple[FontFact, ...]:
    """Every font, once."""
    found: dict[tuple[int, int] | str, FontFact] = {}
    visited: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for font in _fonts(page.obj.get("/Resources"), visited, 0):
            key = font.objgen if font.objgen != (0, 0) else f"{number}-{len(found)}"
            if key not in found:
                found[key] = _fact(font, number)
    return tuple(found.values())


def _fonts(resources: Any, visited: set[tuple[int, int]], depth: int) -> Iterator[Object]:
    if not isinstance(resources, Dictionary) or depth > _DEEPEST:
        return
    fonts = resources.get("/Font")
    yield from (font for font in (fonts.values() if isinstance(fonts, Dictionary) else ()) if _is_font(font))
    forms = resources.get("/XObject")
    for form in forms.values() if isinstance(forms, Dictionary) else ():
        if isinstance(form, Stream) and form.get("/Subtype") == "/Form" and form.objgen not in visited:
            visited.add(form.objgen)
            yield from _fonts(form.get("/Resources"), visited, depth + 1)


def _is_font(font: Any) -> bool:
    return isinstance(font, Dictionary) and "/Subtype" in font


def _fact(font: Object, page: int) -> FontFact:
    name = str(font.get("/BaseFont", "/?"))[1:]
    kind = str(font["/Subtype"])
    if kind == "/Type3":
        return FontFact(name, page, True, True)
    below = font.get("/DescendantFonts")
    inner = below[0] if kind == "/Type0" and below is not None and len(below) else font
    descriptor = inner.get("/FontDescriptor") if isinstance(inner, Dictionary) else None
    embedded = isinstance(descriptor, Dictionary) and any(program in descriptor for program in _PROGRAMS)
    return FontFact(name, page, embedded, _is_readable(font, inner, kind, descriptor))


def _is_readable(font: Object, inner: Any, kind: str, descriptor: Any) -> bool:
    """Whether codes can be turned into letters (ISO 14289-1, 7.21.7)."""
    if "/ToUnicode" in font:
        return True
    if kind == "/Type0":
        system = inner.get("/CIDSystemInfo") if isinstance(inner, Dictionary) else None
        known = isinstance(system, Dictionary) and f"{system.get('/Registry')}-{system.get('/Ordering')}"
        return known in _KNOWN_COLLECTIONS
    symbolic = isinstance(descriptor, Dictionary) and bool(int(descriptor.get("/Flags", 0)) & 4)
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding", encoding.get("/Differences")) if isinstance(encoding, Dictionary) else encoding
    return base is not None and (str(base) in _NAMED_ENCODINGS or isinstance(encoding, Dictionary)) or not symbolic
