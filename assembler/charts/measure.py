"""How wide a text is in the brand's face, so that no label collides or is cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assembler.brand.face import read_face
from assembler.brand.load import load_brand
from assembler.brand.model import Brand
from assembler.resources import templates

REGULAR: Final = 400
SEMIBOLD: Final = 600
_UNKNOWN: Final = 0.6


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face by name, with the advance of each code point in em, by weight (400 and 600)."""

    family: str
    advances: Mapping[int, Mapping[int, float]]

    def width(self, text: str, size: float, weight: int = REGULAR) -> float:
        """The width of `text` in points at `size` points; kerning is left out, which errs on the wide side."""
        known = self.advances[weight]
        return size * sum(known.get(ord(sign), _UNKNOWN) for sign in text)

    def lines(self, text: str, size: float, most: float, weight: int = REGULAR) -> tuple[str, ...]:
        """`text` broken at spaces into lines no wider than `most` points; a single long word stays whole."""
        lines: list[str] = []
        for word in text.split(" "):
            if lines and self.width(f"{lines[-1]} {word}", size, weight) <= most:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return tuple(lines)


def typeface(brand: Brand) -> Typeface:
    """The brand's upright faces; a brand without a semibold is measured with its regular."""
    upright = {font.weight: font.path for font in brand.fonts if not font.italic}
    regular = upright[REGULAR]
    return Typeface(brand.family, {REGULAR: _advances(regular), SEMIBOLD: _advances(upright.get(SEMIBOLD, regular))})


@cache
def default_typeface() -> Typeface:
    """The face of the default brand."""
    return typeface(load_brand(templates("brand", "default")))


@cache
def _advances(path: Path) -> Mapping[int, float]:
    return read_face(path.read_bytes()).advances()
