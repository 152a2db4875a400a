"""Drawings in the text (ECMA-376-1, 20.4): in line with it, with alternative text or marked as decorative.

The mark of decoration is an extension of Office (namespace 2017/decorative); readers that do not know it see an
empty alternative text.
"""

from dataclasses import dataclass
from typing import Final

from assembler.ooxml.names import ADEC, ASVG, PIC, WP, A, C
from assembler.ooxml.text import attribute

EMU_PER_MM: Final = 36_000
EMU_PER_POINT: Final = 12_700
_DECORATIVE: Final = (
    f'<a:extLst xmlns:a="{A}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    f'<adec:decorative xmlns:adec="{ADEC}" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Extent:
    """A size in EMU (914,400 to the inch)."""

    cx: int
    cy: int


@dataclass(frozen=True, slots=True)
class Label:
    """What a drawing is called: its id in the document, its name, and its alternative text; `None` is decorative."""

    number: int
    name: str
    alt: str | None


def doc_properties(label: Label) -> str:
    """`wp:docPr` of a drawing."""
    name = f'id="{label.number}" name="{attribute(label.name)}"'
    if label.alt is None:
        return f'<wp:docPr {name} descr="">{_DECORATIVE}</wp:docPr>'
    return f'<wp:docPr {name} descr="{attribute(label.alt)}"/>'


def inline(label: Label, extent: Extent, graphic: str) -> str:
    """A run with a drawing in line with the text."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" xmlns:wp="{WP}">'
        f'<wp:extent cx="{extent.cx}" cy="{extent.cy}"/>{doc_properties(label)}'
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing></w:r>"
    )


def picture(label: Label, extent: Extent, relationship: str, svg: str = "", crop: tuple[int, int] = (0, 0)) -> str:
    """A run with a picture; `svg` is the relationship of the same picture as SVG, for programs that know it.

    `crop` is what is cut away left and right, and above and below, in thousandths of a per cent of the picture.
    """
    across, down = crop
    cut = f'<a:srcRect l="{across}" t="{down}" r="{across}" b="{down}"/>' if any(crop) else ""
    extension = (
        f'<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg="{ASVG}" '
        f'r:embed="{svg}"/></a:ext></a:extLst>'
        if svg
        else ""
    )
    alt = attribute(label.alt or "")
    graphic = (
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{label.number}" name="{attribute(label.name)}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}">{extension}</a:blip>{cut}<a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{extent.cx}" cy="{extent.cy}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    return inline(label, extent, graphic)


def chart(label: Label, extent: Extent, relationship: str) -> str:
    """A run with a native chart."""
    graphic = (
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relationship}"/>'
        f"</a:graphicData></a:graphic>"
    )
    return inline(label, extent, graphic)
