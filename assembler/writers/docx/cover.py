"""The cover's parts that are not text of the frame: the coat of arms, the field with its hundred rings, the shares.

The field is drawn in the header of the cover's section, behind the text and out of the reading order; the
text on it is real text. Each of the hundred rings is one per cent of the budget.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from assembler.brand.model import Brand
from assembler.charts.measure import SEMIBOLD, Typeface
from assembler.document.blocks import Cover, Share
from assembler.ooxml.drawing import EMU_PER_MM, EMU_PER_POINT, Extent, Label, doc_properties, picture
from assembler.ooxml.names import MC, WP, WPS, A
from assembler.ooxml.text import paragraph, run
from assembler.writers.docx.images import image_form
from assembler.writers.docx.sheet import Sheet

_PAGE: Final = (210, 297)
_FIELD_TOP: Final = 132
_LEFT: Final = 24
_RIGHT: Final = 18
_PICTURE_END: Final = 257
_LOWEST_FIELD: Final = 220
_POINTS_PER_MM: Final = 72 / 25.4
_BASE: Final = 264
_INNER: Final = 8.7
_OUTER: Final = 161.0
_GAP: Final = 3.0
_STROKE: Final = 0.62
_COAT_HEIGHT: Final = 13
_TITLE_WIDTH: Final = 419.0
_SUBTITLE_WIDTH: Final = 329.0

# Where the text flow stands, in points from the top of the page, and the heights of the frame's cover styles.
_TITLE_TOP: Final = 155.0
_SHARES_TOP: Final = 763.0
_TITLE_LINE: Final = 43.0
_YEARS: Final = 55.0
_SUBTITLE_LINE: Final = 18.75
_STAMP: Final = 23.0


@dataclass(frozen=True, slots=True)
class CoverParts:
    """Runs and paragraphs for the frame's placeholders `coat`, `field` and `cover_field`."""

    coat: str
    field: str
    shares: str


def cover_parts(cover: Cover, brand: Brand, sheet: Sheet) -> CoverParts:
    """The parts of `cover`; their pictures go onto `sheet`. A picture takes the place of the rings."""
    end = _text_end(cover, sheet.face)
    # A long title pushes the field down.
    top = min(max(_FIELD_TOP, math.ceil(end / _POINTS_PER_MM) + 5), _LOWEST_FIELD)
    shown = _picture(cover, top, sheet)
    rings = () if shown else cover.shares
    above = ""
    if shown:
        image, extent = shown
        left = f'<w:ind w:left="{-_twips(_LEFT)}" w:right="{-_twips(_RIGHT)}"/>'
        space = f'<w:spacing w:before="{max(0, round((top * _POINTS_PER_MM - end) * 20))}" w:after="0"/>'
        above = paragraph("Figure", image, properties=space + left)
        end = max(end, top * _POINTS_PER_MM) + extent.cy / EMU_PER_POINT
    return CoverParts(_coat(brand, sheet), _field(rings, top, brand), above + _shares(cover, end))


def _picture(cover: Cover, top: int, sheet: Sheet) -> tuple[str, Extent] | None:
    """The cover picture from edge to edge, cut to the field's upper part; `None` when there is none to show."""
    content = sheet.images.get(cover.picture)
    form = image_form(content) if content else None
    if content is None or form is None:
        if cover.picture:
            sheet.warn("writers-image-unreadable" if content else "writers-image-missing", image=cover.picture)
        return None
    extent = Extent(_PAGE[0] * EMU_PER_MM, (_PICTURE_END - top) * EMU_PER_MM)
    # Thousandths of a per cent that are cut away on each of two opposite sides.
    shape, wanted = form.width / form.height, extent.cx / extent.cy
    across = round((1 - wanted / shape) * 50_000) if shape > wanted else 0
    down = round((1 - shape / wanted) * 50_000) if shape < wanted else 0
    label = Label(4, "Forside", cover.picture_alt or None)
    return picture(label, extent, sheet.picture(content, form.ending), crop=(across, down)), extent


def _coat(brand: Brand, sheet: Sheet) -> str:
    form = image_form(brand.coat_png)
    if form is None:
        return ""
    cy = _COAT_HEIGHT * EMU_PER_MM
    extent = Extent(cy * form.width // form.height, cy)
    svg = sheet.picture(brand.coat, "svg") if brand.coat else ""
    coat = picture(Label(1, "Kommunevåpen", brand.coat_alt), extent, sheet.picture(brand.coat_png, form.ending), svg)
    return f"{coat}<w:r><w:tab/></w:r>"


def _shares(cover: Cover, end: float) -> str:
    """The areas in the order of their rings, as one line of text on the field; `end` is where the text above ends."""
    before = f'<w:spacing w:before="{max(0, round((_SHARES_TOP - end) * 20))}"/>'
    parts = chain.from_iterable(_share(index, share) for index, share in enumerate(cover.shares))
    return paragraph("CoverShares", "".join(parts) or run("\u00a0"), properties=before)


def _share(index: int, share: Share) -> Iterator[str]:
    if index:
        yield run("   ")
    yield run(str(share.hundredths), '<w:rStyle w:val="CoverShare"/>')
    yield run(f"\u00a0{share.label}".replace(" ", "\u00a0"))


def _text_end(cover: Cover, face: Typeface) -> float:
    """Where the cover's text ends, in points: Word has no way to say "from here down to there" in the text flow."""
    title = sum(len(face.lines(line, 40, _TITLE_WIDTH, SEMIBOLD)) for line in cover.title.split("\n"))
    subtitle = len(face.lines(cover.subtitle, 13, _SUBTITLE_WIDTH))
    return _TITLE_TOP + title * _TITLE_LINE + _YEARS + subtitle * _SUBTITLE_LINE + (_STAMP if cover.stamp else 0.0)


def _twips(millimetres: int) -> int:
    return round(millimetres * 56.6929)


def _field(shares: tuple[Share, ...], top: int, brand: Brand) -> str:
    """The field from `top` to the edges of the page, and the rings on it."""
    width, height = _PAGE[0] * EMU_PER_MM, (_PAGE[1] - top) * EMU_PER_MM
    fill = f'<a:solidFill><a:srgbClr val="{brand.tokens.field[1:]}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    rectangle = f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}'
    parts = _shape(Label(2, "Felt", None), (0, top * EMU_PER_MM), Extent(width, height), rectangle)
    if not shares:
        return parts
    tall = _BASE - top
    extent = Extent(round(_OUTER + 1) * EMU_PER_MM, tall * EMU_PER_MM)
    arcs = "".join(_arc(radius, tall) for radius in _radii(shares))
    rings = (
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{extent.cx}" h="{extent.cy}" fill="none">{arcs}</a:path></a:pathLst></a:custGeom><a:noFill/>'
        f'<a:ln w="{round(_STROKE * EMU_PER_MM)}" cap="flat"><a:solidFill><a:srgbClr val="FFFFFF"/>'
        "</a:solidFill></a:ln>"
    )
    return parts + _shape(Label(3, "Hundre ringer", None), (_LEFT * EMU_PER_MM, top * EMU_PER_MM), extent, rings)


def _radii(shares: tuple[Share, ...]) -> Iterator[float]:
    """The radius of each ring in millimetres; areas stand apart."""
    shown = [share.hundredths for share in shares if share.hundredths > 0]
    pitch = (_OUTER - _INNER - _GAP * (len(shown) - 1)) / max(1, sum(shown) - 1)
    at = _INNER
    for count in shown:
        yield from (at + index * pitch for index in range(count))
        at += count * pitch + _GAP


def _arc(radius: float, tall: int) -> str:
    """A quarter ring about the lower left corner, cut off where it would leave the field (angles: 60,000 a degree)."""
    sweep = math.degrees(math.asin(min(1.0, tall / radius)))
    x, y = radius * math.cos(math.radians(sweep)), tall - radius * math.sin(math.radians(sweep))
    r, angle = round(radius * EMU_PER_MM), round(sweep * 60_000)
    return (
        f'<a:moveTo><a:pt x="{round(x * EMU_PER_MM)}" y="{max(0, round(y * EMU_PER_MM))}"/></a:moveTo>'
        f'<a:arcTo wR="{r}" hR="{r}" stAng="{21_600_000 - angle}" swAng="{angle}"/>'
    )


def _shape(label: Label, place: tuple[int, int], extent: Extent, look: str) -> str:
    """A run with a drawn shape behind the text, placed on the page; programs that know no shapes show nothing."""
    x, y = place
    size = f'cx="{extent.cx}" cy="{extent.cy}"'
    drawing = (
        f'<w:drawing><wp:anchor xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{label.number}" behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>{doc_properties(label)}<wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{WPS}"><wps:wsp xmlns:wps="{WPS}"><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>{look}</wps:spPr><wps:bodyPr/></wps:wsp>'
        f"</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}" xmlns:wps="{WPS}"><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        "</mc:AlternateContent></w:r>"
    )
