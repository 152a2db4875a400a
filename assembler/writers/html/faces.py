"""The brand's faces as style sheet rules, cut down to the characters that a page uses.

Charts are measured with these faces, so a page with another face would have labels that collide: about 12 kB each.
"""

from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from assembler.brand.model import Brand

_WANTED = ((300, False), (400, False), (400, True), (600, False))


def face_rules(brand: Brand, text: str) -> str:
    """A rule for each face of the brand that a page uses, the font itself inside (WOFF, characters of `text`)."""
    characters = "".join(sorted(set(text)))
    rules = []
    for font in brand.fonts:
        if (font.weight, font.italic) in _WANTED:
            data = b64encode(_cut(font.path, characters)).decode("ascii")
            style = "italic" if font.italic else "normal"
            rules.append(
                f'@font-face {{ font-family: "{_plain(brand.family)}"; font-weight: {font.weight}; '
                f'font-style: {style}; src: url(data:font/woff;base64,{data}) format("woff"); }}'
            )
    return "\n".join(rules)


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum() or sign in " -")


def family(brand: Brand) -> str:
    """The family's name as the style sheet quotes it."""
    return f'"{_plain(brand.family)}"'


@lru_cache(maxsize=16)
def _cut(path: Path, characters: str) -> bytes:
    """The face with only `characters`, without hints; its own dates stay, so that the bytes are the same each time."""
    options = subset.Options(
        hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=[1, 2], notdef_outline=True
    )
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(sign) for sign in characters])
        cutter.subset(font)
        font.flavor = "woff"
        out = BytesIO()
        font.save(out)
    return out.getvalue()
