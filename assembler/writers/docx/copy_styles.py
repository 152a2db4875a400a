"""The styles of an editing copy that no edition has, and its settings.

What the program says to the writer looks the same everywhere: small, on a tint, in the colour of the brand. What is
locked says so in grey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from assembler.brand.model import Brand
from assembler.ooxml.copy_names import FIGURE_STYLE, GUIDANCE_STYLE, PLACEHOLDER_STYLE
from assembler.ooxml.names import W
from assembler.ooxml.text import attribute

GUIDANCE_TITLE: Final = f"{GUIDANCE_STYLE}Title"
GUIDANCE_HEADING: Final = f"{GUIDANCE_STYLE}Heading"
GUIDANCE_POINT: Final = f"{GUIDANCE_STYLE}Point"
GUIDANCE_END: Final = f"{GUIDANCE_STYLE}End"
LOCKED_STYLE: Final = "PlansatsLocked"
_W: Final = f"{{{W}}}"


@dataclass(frozen=True, slots=True)
class _Style:
    """`paragraph` and `text` are the children of `w:pPr` and `w:rPr`.

    The style is named as its id: LibreOffice makes ids of names.
    """

    id: str
    base: str = "Normal"
    paragraph: str = ""
    text: str = ""
    kind: str = "paragraph"

    def element(self) -> etree._Element:
        """The `w:style`."""
        properties = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        properties += f"<w:rPr>{self.text}</w:rPr>" if self.text else ""
        return etree.fromstring(
            f'<x xmlns:w="{W}"><w:style w:type="{self.kind}" w:customStyle="1" w:styleId="{self.id}">'
            f'<w:name w:val="{self.id}"/><w:basedOn w:val="{self.base}"/><w:uiPriority w:val="99"/><w:semiHidden/>'
            f"{properties}</w:style></x>"
        )[0]


def own_styles(styles: etree._Element, derived: Mapping[str, str], brand: Brand) -> None:
    """Add the guidance family and every derived style, which looks like the style that it is made of."""
    for style in (*(_Style(id, base) for id, base in derived.items()), *_guidance(brand)):
        styles.append(style.element())


def own_settings(settings: etree._Element) -> None:
    """Changes are tracked: `w:trackRevisions` stands before `w:defaultTabStop` (17.15.1.78)."""
    after = settings.find(f"{_W}defaultTabStop")
    at = len(settings) if after is None else settings.index(after)
    settings.insert(at, etree.Element(f"{_W}trackRevisions"))


def _guidance(brand: Brand) -> tuple[_Style, ...]:
    """Styles of the program's own words, each in the order of the schema (17.3.1.26, 17.3.2.28).

    Those of guidance are made of one, so that a reader needs to know that one alone.
    """
    ink, grey = (colour[1:] for colour in (brand.tokens.brand_ink, brand.tokens.ink_2))
    face = attribute(f"{brand.family} Semibold")
    strong = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:cs="{face}"/><w:color w:val="{ink}"/>'
    locked = "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>" + _spacing(120, 60, 220)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{brand.tokens.tint_2[1:]}"/>'
    held = f'<w:i/><w:iCs/><w:color w:val="{grey}"/>'
    return (
        _Style(GUIDANCE_STYLE, paragraph=_band(brand, 0, 0, 240), text=_small(ink, 18)),
        _Style(GUIDANCE_TITLE, GUIDANCE_STYLE, _band(brand, 0, 200, 480), strong + _size(36)),
        _Style(GUIDANCE_HEADING, GUIDANCE_STYLE, _band(brand, 240, 0, 260), strong + _size(20)),
        _Style(GUIDANCE_POINT, GUIDANCE_STYLE, _band(brand, 0, 120, 300, keep=False), _small(ink, 21)),
        _Style(GUIDANCE_END, GUIDANCE_STYLE, _band(brand, 60, 240, 200, keep=False), _small(ink, 16)),
        _Style(LOCKED_STYLE, paragraph=locked, text=_small(grey, 16)),
        _Style(FIGURE_STYLE, "DefaultParagraphFont", text=shade, kind="character"),
        _Style(PLACEHOLDER_STYLE, "DefaultParagraphFont", text=held, kind="character"),
    )


def _band(brand: Brand, before: int, after: int, line: int, *, keep: bool = True) -> str:
    """A tint with a bar at its left, which keeps with what follows unless it ends something."""
    ink, tint = brand.tokens.brand_ink[1:], brand.tokens.tint_1[1:]
    return (
        f'<w:keepNext w:val="{int(keep)}"/><w:keepLines/>'
        f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="{ink}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/><w:suppressAutoHyphens/>'
        f'{_spacing(before, after, line)}<w:ind w:left="227"/>'
    )


def _spacing(before: int, after: int, line: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="atLeast"/>'


def _small(colour: str, half_points: int) -> str:
    return f'<w:color w:val="{colour}"/>{_size(half_points)}'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
