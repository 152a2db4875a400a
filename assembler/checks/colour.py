"""Colours and their contrast (WCAG 2.1, relative luminance and contrast ratio)."""

from decimal import Decimal
from typing import Final, TypeAlias

Colour: TypeAlias = tuple[int, int, int]

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)

ENOUGH: Final = Decimal("4.5")
ENOUGH_LARGE: Final = Decimal(3)
"""Large text is 18 points, or 14 points in bold (WCAG 1.4.3)."""


def colour_of(text: str) -> Colour | None:
    """The colour "RRGGBB" or "#RRGGBB" or "#RGB"; `None` for anything else."""
    digits = text.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    try:
        return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if len(digits) == 6 else None
    except ValueError:
        return None


def hex_of(colour: Colour) -> str:
    """ "#RRGGBB"."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def contrast(one: Colour, other: Colour) -> Decimal:
    """The contrast ratio of two colours, from 1 to 21, cut (not rounded) to one decimal."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return Decimal(int((light + 0.05) / (dark + 0.05) * 10)) / 10


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
