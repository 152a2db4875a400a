"""A municipality's brand: its colour turned into tokens that keep contrast, its fonts and its coat of arms.

A brand is a folder with `brand.yaml`. What the file leaves out is taken from the default brand, so that a plan may
bring no more than a coat of arms or a colour. The raw colour is never used as text: every colour that enters a
document is derived in OKLCH (perceived lightness) until its contrast on white holds (WCAG 2.1, 1.4.3 and 1.4.11).
"""

import base64
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias

import yaml
from fontTools.ttLib import TTFont, TTLibError
from lxml import etree
from PIL import Image, UnidentifiedImageError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assembler.problem import Place, Problem, Refused, Value
from assembler.resources import templates

BRAND_FILE: Final = "brand.yaml"
WEIGHTS: Final = (300, 400, 600)
INK: Final = "#1B2126"
INK_2: Final = "#4B5359"
RULE: Final = "#C4CACE"
RULE_2: Final = "#7F888E"
_GREY_BELOW: Final = 0.02
_MOST_PIXELS: Final = 25_000_000
_MOST_BYTES: Final = 20 * 2**20
_NO_EMBEDDING: Final = 0x0002
_NEEDED: Final = "æøåÆØÅáčđŋšŧž−–«»§●▲■○0123456789\u00a0"

_Oklch: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as "#RRGGBB". Only these enter a document; the raw brand colour is for the logo alone."""

    brand_ink: str
    brand_shape: str
    field: str
    tint_1: str
    tint_2: str
    tint_3: str
    ink: str
    ink_2: str
    rule: str
    rule_2: str


@dataclass(frozen=True, slots=True)
class Font:
    """A font face: `family` as it names itself ("Source Sans 3"), `weight` 300, 400 or 600."""

    family: str
    weight: int
    italic: bool
    path: Path


@dataclass(frozen=True, slots=True)
class Brand:
    """`coat` is the coat of arms as SVG with `coat_alt`; `coat_png` the same for Word's fallback."""

    name: str
    colour: str
    tokens: Tokens
    family: str
    fonts: tuple[Font, ...]
    coat: bytes
    coat_png: bytes
    coat_alt: str


class _BrandFile(BaseModel):
    """`brand.yaml`; `None` means: as the default brand has it."""

    model_config = ConfigDict(extra="forbid", alias_generator=lambda name: name.replace("_", "-"))

    name: Annotated[str, Field(min_length=1)] | None = None
    colour: str | None = None
    coat: str | None = None
    coat_png: str | None = None
    coat_alt: Annotated[str, Field(min_length=1)] | None = None
    fonts: Annotated[list[str], Field(min_length=1)] | None = None


def load_brand(folder: Path) -> Brand:
    """The brand in `folder`; a folder without `brand.yaml` is the default brand. `Refused` carries all faults."""
    fallback = _load(templates("brand", "default"), None)
    if not (folder / BRAND_FILE).is_file():
        return fallback
    return _load(folder, fallback)


def tokens_of(colour: str) -> Tokens:
    """The tokens of a brand colour "#RRGGBB"; `Refused` when it is not written so."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise Refused([Problem("brand-colour-malformed", values={"found": colour})])
    lightness, chroma, hue = _to_oklch(colour)
    ink = _darkened((lightness, chroma, hue), 7.0)
    tint = chroma if chroma >= _GREY_BELOW else 0.0
    shape = _darkened((lightness, chroma, hue), 4.5)
    one, two, three = (
        _hex((lum, min(tint, most), hue)) for lum, most in ((0.974, 0.009), (0.942, 0.018), (0.865, 0.035))
    )
    return Tokens(ink, shape, ink, one, two, three, INK, INK_2, RULE, RULE_2)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours "#RRGGBB", from 1 to 21 (WCAG 2.1, "contrast ratio")."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def _to_oklch(colour: str) -> _Oklch:
    r, g, b = _linear(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b2 = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b2), math.atan2(b2, a)


def _to_linear(colour: _Oklch) -> tuple[float, float, float]:
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _hex(colour: _Oklch) -> str:
    """The nearest colour that a screen can show: the chroma shrinks until all channels lie within 0 and 1."""
    lightness, chroma, hue = colour
    while chroma > 0 and not all(-0.0005 <= c <= 1.0005 for c in _to_linear((lightness, chroma, hue))):
        chroma = max(0.0, chroma - 0.001)
    return "#" + "".join(f"{_channel(c):02X}" for c in _to_linear((lightness, chroma, hue)))


def _channel(linear: float) -> int:
    value = min(1.0, max(0.0, linear))
    encoded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(encoded * 255)


def _darkened(colour: _Oklch, least: float) -> str:
    lightness, chroma, hue = colour
    while contrast(shown := _hex((lightness, chroma, hue)), "#FFFFFF") < least:
        lightness -= 0.002
    return shown


def _load(folder: Path, fallback: Brand | None) -> Brand:
    problems: list[Problem] = []
    file = _read(folder / BRAND_FILE, problems)
    if file is None:
        raise Refused(problems)
    colour = file.colour or (fallback.colour if fallback else "")
    tokens = _tokens(colour, problems)
    fonts = _fonts(folder, file.fonts, problems) if file.fonts else fallback.fonts if fallback else ()
    coat, coat_png = _coat(folder, file, fallback, problems)
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
        return _BrandFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except ValidationError as fault:
        problems.extend(_faults(fault))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = Place(file=BRAND_FILE, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=BRAND_FILE)
        problems.append(Problem("brand-not-yaml", place))
    except (UnicodeDecodeError, OSError):
        problems.append(_problem("brand-not-yaml"))
    return None


def _faults(fault: ValidationError) -> Iterable[Problem]:
    for error in fault.errors():
        pointer = "".join(f"/{part}" for part in error["loc"])
        unknown = error["type"] == "extra_forbidden"
        yield _problem("brand-unknown-key" if unknown else "brand-bad-value", pointer, key=pointer.strip("/"))


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
        with TTFont(BytesIO(path.read_bytes()), lazy=True) as face:
            names, metrics, glyphs = face["name"], face["OS/2"], face.getBestCmap() or {}
    except (TTLibError, KeyError, OSError, AssertionError):
        problems.append(_problem("brand-font-unreadable", pointer, found=name))
        return None
    if metrics.fsType & _NO_EMBEDDING:
        problems.append(_problem("brand-font-forbids-embedding", pointer, found=name))
    if lacking := "".join(sign for sign in _NEEDED if ord(sign) not in glyphs):
        problems.append(_problem("brand-font-lacks-signs", pointer, found=name, signs=lacking))
    family = names.getDebugName(16) or names.getDebugName(1) or path.stem
    weight = min(WEIGHTS, key=lambda known: abs(known - metrics.usWeightClass))
    return Font(family, weight, bool(metrics.fsSelection & 1), path)


def _coat(folder: Path, file: _BrandFile, fallback: Brand | None, problems: list[Problem]) -> tuple[bytes, bytes]:
    if not file.coat and not file.coat_png:
        return (fallback.coat, fallback.coat_png) if fallback else (b"", b"")
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
    try:
        with Image.open(BytesIO(png), formats=("PNG",)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


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
