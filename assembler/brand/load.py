"""A municipality's brand read from its folder: `brand.yaml`, faces, the coat of arms.

What the file leaves out is taken from the default brand, so that a plan may bring no more than a coat of arms or a
colour. A coat of arms is never lent: a brand without one has none.
"""

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from lxml import etree

from assembler.brand.colour import tokens_of
from assembler.brand.face import read_face
from assembler.brand.model import WEIGHTS, Brand, Font, Tokens
from assembler.problem import Place, Problem, Refused, Value
from assembler.resources import templates

BRAND_FILE: Final = "brand.yaml"
_MOST_PIXELS: Final = 25_000_000
_MOST_BYTES: Final = 20 * 2**20
# What prose and figures cannot do without. The shapes of status and the Sámi letters, which few typefaces have, are
# lent by the default brand where a brand lacks them.
_NEEDED: Final = "æøåÆØÅéèêóòôäöü−–«»§0123456789\u00a0"
# The signature and the first chunk with width and height (PNG, 5.2 and 11.2.2).
_PNG: Final = struct.Struct(">8sL4sLL")
_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class _BrandFile:
    """`brand.yaml`; `None` means: as the default brand has it."""

    name: str | None = None
    colour: str | None = None
    coat: str | None = None
    coat_png: str | None = None
    coat_alt: str | None = None
    fonts: list[str] | None = None


_KEYS: Final = {field.name.replace("_", "-"): field.name for field in fields(_BrandFile)}
_DEFAULT: Final = templates("brand", "default")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEVER_EMPTY: Final = ("name", "coat-alt", "fonts")


def load_brand(folder: Path) -> Brand:
    """The brand in `folder`; a folder without `brand.yaml` is the default brand. `Refused` carries all faults."""
    own = folder / BRAND_FILE
    return _load(folder, _default()) if own.is_file() and not own.samefile(_DEFAULT / BRAND_FILE) else _default()


@cache
def _default() -> Brand:
    return _load(_DEFAULT, None)


def _load(folder: Path, fallback: Brand | None) -> Brand:
    problems: list[Problem] = []
    file = _read(folder / BRAND_FILE, problems)
    if file is None:
        raise Refused(problems)
    colour = file.colour or (fallback.colour if fallback else "")
    tokens = _tokens(colour, problems)
    fonts = _fonts(folder, file.fonts, problems) if file.fonts else fallback.fonts if fallback else ()
    coat, coat_png = _coat(folder, file, problems)
    if problems or tokens is None:
        raise Refused(problems)
    return Brand(
        name=file.name or (fallback.name if fallback else ""),
        colour=colour.upper(),
        tokens=tokens,
        family=fonts[0].family,
        fonts=fonts,
        coat=coat,
        coat_png=coat_png,
        coat_alt=file.coat_alt or (fallback.coat_alt if fallback else ""),
    )


def _problem(code: str, pointer: str = "", **values: Value) -> Problem:
    return Problem(code, Place(file=BRAND_FILE, pointer=pointer), values)


def _read(path: Path, problems: list[Problem]) -> _BrandFile | None:
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), _LOADER) or {}
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = Place(file=BRAND_FILE, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=BRAND_FILE)
        problems.append(Problem("brand-not-yaml", place))
        return None
    except (UnicodeDecodeError, OSError):
        problems.append(_problem("brand-not-yaml"))
        return None
    faults = list(_faults(found))
    problems.extend(faults)
    return None if faults else _BrandFile(**{_KEYS[key]: value for key, value in found.items()})


def _faults(found: Any) -> Iterator[Problem]:
    """Six keys with texts, of which one is a list: a schema library would take longer to load than all writers."""
    if not isinstance(found, dict):
        yield _problem("brand-bad-value", key="")
        return
    for key, value in found.items():
        if key not in _KEYS:
            yield _problem("brand-unknown-key", f"/{key}", key=str(key))
            continue
        texts = value if key == "fonts" and isinstance(value, list) else [value]
        wrong = isinstance(value, list) != (key == "fonts") or not all(isinstance(text, str) for text in texts)
        if value is not None and (wrong or (key in _NEVER_EMPTY and not value)):
            yield _problem("brand-bad-value", f"/{key}", key=key)


def _tokens(colour: str, problems: list[Problem]) -> Tokens | None:
    try:
        return tokens_of(colour)
    except Refused as refused:
        problems.extend(_problem(p.code, "/colour", **p.values) for p in refused.problems)
        return None


def _file(folder: Path, name: str, pointer: str, problems: list[Problem]) -> Path | None:
    """The file `name` of the brand folder; `None`, with a problem, when it is missing, too big or lies elsewhere."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        problems.append(_problem("brand-file-missing", pointer, found=name))
        return None
    if path.stat().st_size > _MOST_BYTES:
        problems.append(_problem("brand-file-too-big", pointer, found=name, most=_MOST_BYTES // 2**20))
        return None
    return path


def _fonts(folder: Path, names: list[str], problems: list[Problem]) -> tuple[Font, ...]:
    faces = [_font(folder, name, f"/fonts/{i}", problems) for i, name in enumerate(names)]
    fonts = tuple(face for face in faces if face)
    if len(fonts) < len(names):
        return fonts
    if {font.family for font in fonts} != {fonts[0].family}:
        problems.append(
            _problem("brand-fonts-of-two-families", "/fonts", found=", ".join(sorted({f.family for f in fonts})))
        )
    if not any(font.weight == 400 and not font.italic for font in fonts):
        problems.append(_problem("brand-font-no-regular", "/fonts"))
    return fonts


def _font(folder: Path, name: str, pointer: str, problems: list[Problem]) -> Font | None:
    path = _file(folder, name, pointer, problems)
    if path is None:
        return None
    try:
        face = read_face(path.read_bytes())
    except (ValueError, OSError):
        problems.append(_problem("brand-font-unreadable", pointer, found=name))
        return None
    if not face.may_be_embedded:
        problems.append(_problem("brand-font-forbids-embedding", pointer, found=name))
    if lacking := "".join(sign for sign in _NEEDED if ord(sign) not in face.glyphs):
        problems.append(_problem("brand-font-lacks-signs", pointer, found=name, signs=lacking))
    weight = min(WEIGHTS, key=lambda known: abs(known - face.weight))
    return Font(face.family or path.stem, weight, face.italic, path)


def _coat(folder: Path, file: _BrandFile, problems: list[Problem]) -> tuple[bytes, bytes]:
    if not file.coat and not file.coat_png:
        return b"", b""
    if not file.coat_png:
        problems.append(_problem("brand-coat-png-missing", "/coat-png"))
    png = _png(folder, file.coat_png, problems) if file.coat_png else b""
    svg = _svg(folder, file.coat, problems) if file.coat else _wrapped(png)
    return svg, png


def _png(folder: Path, name: str, problems: list[Problem]) -> bytes:
    path = _file(folder, name, "/coat-png", problems)
    if path is None:
        return b""
    content = path.read_bytes()
    size = _size(content)
    if size is None or size[0] * size[1] > _MOST_PIXELS:
        problems.append(_problem("brand-coat-not-png", "/coat-png", found=name))
    return content


def _size(png: bytes) -> tuple[int, int] | None:
    """Width and height; None when it is no PNG."""
    if len(png) < _PNG.size:
        return None
    signature, _, kind, width, height = _PNG.unpack_from(png)
    return (width, height) if (signature, kind) == (_PNG_SIGNATURE, b"IHDR") and width and height else None


def _wrapped(png: bytes) -> bytes:
    """A PNG as an SVG, so that one kind of coat of arms reaches the writers; b"" when it is no PNG."""
    size = _size(png)
    if size is None:
        return b""
    data = base64.b64encode(png).decode("ascii")
    box = f'width="{size[0]}" height="{size[1]}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" {box}>'
        f'<image {box} href="data:image/png;base64,{data}"/></svg>'
    ).encode("ascii")


def _svg(folder: Path, name: str, problems: list[Problem]) -> bytes:
    path = _file(folder, name, "/coat", problems)
    if path is None:
        return b""
    content = path.read_bytes()
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        problems.append(_problem("brand-coat-not-svg", "/coat", found=name))
        return b""
    if root.tag != "{http://www.w3.org/2000/svg}svg" or root.getroottree().docinfo.internalDTD is not None:
        problems.append(_problem("brand-coat-not-svg", "/coat", found=name))
    elif any(_active(element) for element in root.iter()):
        problems.append(_problem("brand-coat-active", "/coat", found=name))
    return content


def _active(element: Any) -> bool:
    """Whether an SVG element could run a script or fetch something: an SVG stands inside the HTML page."""
    if not isinstance(element.tag, str):
        return element.tag is not etree.Comment
    if etree.QName(element).localname in ("script", "foreignObject", "style", "animate", "set", "iframe"):
        return True
    names = {etree.QName(name).localname.lower(): str(value) for name, value in element.attrib.items()}
    outside = any("url(" in v and "url(#" not in v for v in names.values())
    target = names.get("href", "#")
    return outside or not target.startswith(("#", "data:image/png")) or any(n.startswith("on") for n in names)
