"""Figures and charts, in line with the text."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assembler.brand.model import Brand
from assembler.charts.native import native_chart
from assembler.document.blocks import Chart, Figure
from assembler.document.inline import Text
from assembler.document.walk import plain_text
from assembler.messages.catalogue import label
from assembler.ooxml.drawing import EMU_PER_MM, Extent, Label, picture
from assembler.ooxml.drawing import chart as chart_drawing
from assembler.ooxml.text import run
from assembler.writers.chart_table import chart_table
from assembler.writers.docx.caption import anchored, caption, source_line
from assembler.writers.docx.images import ImageForm, image_form
from assembler.writers.docx.sheet import NativeChart, Sheet
from assembler.writers.docx.table import grid
from assembler.writers.docx.widths import PORTRAIT_MM, TEXT_MM

_WIDTH_MM: Final = 168
_MOST_HEIGHT_MM: Final = 180
# Fewer dots to the inch than this look coarse in print, so a small picture stays small.
_LEAST_DOTS: Final = 96
_NARROW: Final = 3


def figure(block: Figure, sheet: Sheet) -> Iterator[str]:
    """The caption, the picture and its source. A picture that cannot be shown leaves its alternative text."""
    yield from caption(block.id, block.number, block.title, "", sheet)
    content = sheet.images.get(block.image)
    form = image_form(content) if content else None
    if content is None or form is None:
        sheet.warn("writers-image-unreadable" if content else "writers-image-missing", block.id, image=block.image)
        words = sheet.seams.label(run(block.alt or block.image))
        yield sheet.paragraph("Note", anchored(block.id, block.number, block.title, words, sheet))
    else:
        name = Label(sheet.ids.drawing(), block.number or block.id, None if block.decorative else block.alt)
        drawn = picture(name, _extent(form), sheet.picture(content, form.ending))
        drawn = anchored(block.id, block.number, block.title, drawn, sheet)
        yield sheet.paragraph("Figure" if block.source else "FigureEnd", drawn, keep=bool(block.source))
    if block.source:
        yield sheet.paragraph("Source", source_line(block.source, sheet))


def _extent(form: ImageForm) -> Extent:
    own_mm = max(1, form.width * 254 // (10 * _LEAST_DOTS))
    cx = min(_WIDTH_MM, own_mm, max(1, _MOST_HEIGHT_MM * form.width // form.height)) * EMU_PER_MM
    return Extent(cx, cx * form.height // form.width)


def chart(block: Chart, brand: Brand, sheet: Sheet, *, told: bool = False) -> Iterator[str]:
    """The caption, a chart that Word can edit, its data when no other table has them, and the source.

    `told` keeps it on one page with the note that follows and says where its figures stand.
    """
    yield from caption(block.id, block.number, block.title, block.subtitle, sheet)
    if block.data.target and block.data.kind in ("bars", "grouped-bars", "change"):
        sheet.warn("writers-chart-target", block.id, text=block.data.target.text)
    native = native_chart(block.data, brand.tokens, brand.family, sheet.lang)
    extent = Extent(_WIDTH_MM * EMU_PER_MM, native.height_mm * EMU_PER_MM)
    name = Label(sheet.ids.drawing(), block.number or _name(block), block.alt)
    drawn = chart_drawing(name, extent, sheet.chart(NativeChart(native.markup, native.workbook)))
    drawn = anchored(block.id, block.number, block.title, drawn, sheet)
    data = chart_table(block, sheet.lang)
    last = not (block.source or data or told)
    yield sheet.paragraph("FigureEnd" if last else "Figure", drawn, keep=not last)
    if data:
        named = label("writers-chart-data", sheet.lang, title=_name(block))
        described = label("writers-chart-data-built", sheet.lang)
        titled = replace(data, title=(Text(named),), description=described)
        yield from grid(titled, sheet, TEXT_MM if len(data.columns) <= _NARROW else PORTRAIT_MM)
    if block.source:
        space = '<w:spacing w:before="60"/>' if data else ""
        yield sheet.paragraph("Source", source_line(block.source, sheet), properties=space)


def _name(block: Chart) -> str:
    title = plain_text(block.title) or block.id
    return f"{block.number}. {title}" if block.number else title
