"""A brand as the writers see it: tokens that keep contrast, faces, the coat of arms."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

WEIGHTS: Final = (300, 400, 600)


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
    """`coat` is the coat of arms as SVG with `coat_alt`, b"" for none; `coat_png` the same for Word's fallback."""

    name: str
    colour: str
    tokens: Tokens
    family: str
    fonts: tuple[Font, ...]
    coat: bytes
    coat_png: bytes
    coat_alt: str
