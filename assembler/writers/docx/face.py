"""The frame in a brand's colours and typeface.

A frame is designed in Word with theme colours; each theme colour stands for one token of the brand. Programs differ
in whether they look at the theme or at the value beside it, so both are set.
"""

from collections.abc import Container
from typing import Final

from lxml import etree

from assembler.brand.model import Brand, Font
from assembler.ooxml.archive import Content
from assembler.ooxml.fonts import obfuscated
from assembler.ooxml.names import REL_FONT, A, R, W
from assembler.ooxml.package import Package, relationships_part
from assembler.ooxml.parts import Tie, relationships

_FRAME_FAMILY: Final = "Source Sans 3"
_THEME: Final = "word/theme/theme1.xml"
_FONT_TABLE: Final = "word/fontTable.xml"
_TOKENS: Final = {
    "dk1": "ink",
    "dk2": "brand_ink",
    "lt2": "tint_1",
    "accent1": "brand_shape",
    "accent2": "field",
    "accent3": "tint_2",
    "accent4": "tint_3",
    "accent5": "ink_2",
    "accent6": "rule_2",
    "hlink": "brand_ink",
    "folHlink": "ink_2",
}
_SLOTS: Final = {
    "text1": "dk1",
    "text2": "dk2",
    "background2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_COLOURED: Final = tuple(
    (f"{{{W}}}{theme}", f"{{{W}}}{plain}")
    for theme, plain in (("themeColor", "color"), ("themeColor", "val"), ("themeFill", "fill"))
)
_FACES: Final = {300: " Light", 400: "", 600: " Semibold"}


def in_brand(root: etree._Element, brand: Brand) -> None:
    """Give the colours and the typeface of a part of the frame those of the brand."""
    own = brand.family == _FRAME_FAMILY
    for element in root.iter(f"{{{W}}}*"):
        for theme, plain in _COLOURED:
            slot = element.get(theme)
            colour = _colour(str(slot), brand) if slot else ""
            if colour and element.get(plain) not in (None, "single", "clear"):
                element.set(plain, colour)
        if not own and element.tag == f"{{{W}}}rFonts":
            for name, value in element.attrib.items():
                element.set(name, str(value).replace(_FRAME_FAMILY, brand.family))


def _colour(slot: str, brand: Brand) -> str:
    """The token's colour as RRGGBB; "" for a slot that no token fills."""
    token = _TOKENS.get(_SLOTS.get(slot, slot))
    return str(getattr(brand.tokens, token))[1:] if token else ""


def font_parts(frame: Package, brand: Brand, faces: Container[tuple[int, bool]]) -> dict[str, Content]:
    """The theme, the font table and the embedded `faces` (weight, slant) under their own family names."""
    parts: dict[str, Content] = {}
    if _THEME in frame.parts:
        parts[_THEME] = _theme(frame.xml(_THEME), brand)
    ties: list[Tie] = []
    entries: dict[str, str] = {}
    for font in brand.fonts:
        if (font.weight, font.italic) not in faces:
            continue
        embedded = obfuscated(font.path.read_bytes())
        number = f"rId{len(ties) + 1}"
        ties.append(Tie(number, REL_FONT, f"fonts/font{len(ties) + 1}.odttf"))
        parts[f"word/fonts/font{len(ties)}.odttf"] = embedded.content
        kind = "embedItalic" if font.italic else "embedRegular"
        name = face_name(font)
        entries[name] = entries.get(name, "") + f'<w:{kind} r:id="{number}" w:fontKey="{embedded.key}"/>'
    fonts = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f"{kinds}</w:font>"
        for name, kinds in sorted(entries.items())
    )
    parts[_FONT_TABLE] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{W}" xmlns:r="{R}">{fonts}</w:fonts>'
    ).encode()
    parts[relationships_part(_FONT_TABLE)] = relationships(ties)
    return parts


def face_name(font: Font) -> str:
    """The family that Word knows a face by: "Source Sans 3 Semibold"."""
    return font.family + _FACES[font.weight]


def _theme(root: etree._Element, brand: Brand) -> bytes:
    for slot, token in _TOKENS.items():
        for colour in root.iterfind(f".//{{{A}}}{slot}/{{{A}}}srgbClr"):
            colour.set("val", str(getattr(brand.tokens, token))[1:])
    for latin in root.iter(f"{{{A}}}latin"):
        latin.set("typeface", brand.family)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
