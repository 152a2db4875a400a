"""Figures and charts: the caption, the picture with its text for those who do not see it, the source."""

import re
from base64 import b64encode
from html import escape

from assembler.charts.cover import chapter_strokes, cover_rings, shares_for
from assembler.charts.svg import chart_svg
from assembler.document.blocks import Chart, Figure, Section
from assembler.document.walk import plain_text
from assembler.writers.chart_table import chart_table
from assembler.writers.html.folio import Folio, anchor, joined
from assembler.writers.html.inlines import caption, plain_caption
from assembler.writers.html.tables import grid

_CHART_MM = 140
_COVER_MM = (210, 92)
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"<svg", "image/svg+xml"),
    (b"<?xml", "image/svg+xml"),
)
_SIZE = re.compile(r' width="[^"]*" height="[^"]*"', re.ASCII)


def figure(block: Figure, folio: Folio) -> str:
    """A figure; of a picture that cannot be shown the alternative text remains."""
    source = data_address(folio.materials.images.get(block.image, b""))
    if source:
        shown = f'<img src="{source}" alt="{escape(block.alt)}">'
    else:
        known = block.image in folio.materials.images
        folio.warn("html-image-unreadable" if known else "writers-image-missing", block.id, image=block.image)
        shown = f"<p>{escape(block.alt or block.image)}</p>"
    head = caption(block.number, block.title, folio)
    return joined(
        (
            f"<figure{anchor(block.id)}>",
            f'<figcaption><span class="title">{head}</span></figcaption>' if head else "",
            shown,
            _source(block.source, folio),
            "</figure>",
        )
    )


def data_address(content: bytes) -> str:
    """The picture as a data address; "" for what no browser shows."""
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "image/webp"
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}" if kind else ""


def chart(block: Chart, folio: Folio) -> str:
    """A chart; its values stand in a table beneath it when no other table of the document has them."""
    drawing = chart_svg(block.data, folio.materials.brand.tokens, _CHART_MM, folio.document.lang, folio.face)
    name = plain_caption(block.number, block.title)
    subtitle = f'<span class="subtitle">{escape(block.subtitle)}</span>' if block.subtitle else ""
    head = f'<span class="title">{caption(block.number, block.title, folio)}</span>{subtitle}'
    picture = inline_svg(drawing.svg, f'role="img" aria-label="{escape(block.alt)}"')
    return joined(
        (
            f"<figure{anchor(block.id)}>",
            f"<figcaption>{head}</figcaption>",
            f'<div class="chart" role="group" aria-label="{name}" tabindex="0">{picture}</div>',
            _data(block, name, folio),
            _source(block.source, folio),
            "</figure>",
        )
    )


def _data(block: Chart, name: str, folio: Folio) -> str:
    data = chart_table(block, folio.document.lang)
    if data is None:
        return ""
    figure = block.number[:1].lower() + block.number[1:] or plain_text(block.title)
    words = folio.word("html-chart-data", figure=figure)
    return f"<details><summary>{words}</summary>\n{grid(data, folio, name)}</details>"


def _source(source: str, folio: Folio) -> str:
    return f'<p class="source">{folio.word("writers-source", source=source)}</p>' if source else ""


def inline_svg(svg: bytes, attributes: str) -> str:
    """A drawing of our own as an element of the page: as wide as its place, with `attributes`."""
    text = _SIZE.sub("", svg.decode("utf-8"), count=1)
    return text.replace("<svg ", f'<svg {attributes} focusable="false" ', 1)


def cover_picture(folio: Folio) -> str:
    """The hundred rings, or the cover's photograph; "" when the cover has neither."""
    cover = folio.document.cover
    if cover.picture and (source := data_address(folio.materials.images.get(cover.picture, b""))):
        return f'<img src="{source}" alt="{escape(cover.picture_alt)}">'
    if not cover.shares:
        return ""
    shares = ", ".join(f"{share.label} {share.hundredths}" for share in cover.shares)
    name = folio.word("pdf-rings", shares=shares)
    rings = inline_svg(cover_rings(cover.shares, *_COVER_MM, folio.face).svg, f'role="img" aria-label="{name}"')
    # On a narrow screen the names in the drawing are too small to see; to the ear it says them already.
    legend = joined(f"<li><strong>{share.hundredths}</strong> {escape(share.label)}</li>" for share in cover.shares)
    return f'{rings}\n<ul class="shares" aria-hidden="true">{legend}</ul>'


def strokes(section: Section, folio: Folio) -> str:
    """The hundred with the chapter's own share; "" for a chapter that has none."""
    title = plain_text(section.title)
    shares = shares_for(folio.document.cover.shares, title)
    own = next((share for share in shares if share.label == title), None)
    if own is None:
        return ""
    text = folio.word("pdf-of-hundred", hundredths=own.hundredths, area=own.label)
    drawing = chapter_strokes(shares, title, "", folio.materials.brand.tokens, folio.face)
    return f'<div class="strokes">{inline_svg(drawing.svg, """aria-hidden="true" """)}<p class="note">{text}</p></div>'
