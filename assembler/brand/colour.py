"""One colour turned into tokens that keep contrast.

The raw colour is never used as text: every colour that enters a document is derived in OKLCH (perceived lightness)
until its contrast on white holds (WCAG 2.1, 1.4.3 and 1.4.11).
"""

import math
import re
from typing import Final, TypeAlias

from assembler.brand.model import Tokens
from assembler.problem import Problem, Refused

INK: Final = "#1B2126"
INK_2: Final = "#4B5359"
RULE: Final = "#C4CACE"
RULE_2: Final = "#7F888E"
_GREY_BELOW: Final = 0.02

_Oklch: TypeAlias = tuple[float, float, float]


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
