"""The content streams of the pages, and what is painted beside their content: appearances of annotations, patterns,
and the glyphs of Type 3 fonts. Nothing of the latter is tagged, but text in it has fonts too.
"""

from collections.abc import Iterator

from assembler.pdf.painted import Owners, PagePaint, Painted
from assembler.pdf.painter import Reading, read_beside, read_page
from assembler.pdf.plain import Entries, Objects, Plain, inherited


def read_painted(objects: Objects) -> Painted:
    """Everything that the pages paint. Raises `TooLarge`."""
    reading = Reading(objects, Owners(objects), Painted())
    painted = reading.painted
    for number, reference in enumerate(objects.pages(), 1):
        page = objects.entries(reference)
        painted.pages.append(PagePaint(number, reference))
        content = b"\n".join(objects.stream(part) or b"" for part in objects.several(page.get("/Contents")))
        read_page(reading, painted.pages[-1], content, page)
        for held in objects.items(page.get("/Annots")):
            for appearance in _appearances(objects, objects.entries(held)):
                painted.refer(appearance, is_first=True)
                painted.beside(appearance, number, inherited(objects, page, "/Resources"))
    _read_waiting(reading)
    return painted


def _appearances(objects: Objects, annotation: Entries) -> Iterator[str]:
    """The streams that an annotation is shown with, in each of its states (ISO 32000-1, 12.5.5)."""
    for held in objects.entries(annotation.get("/AP")).values():
        states: list[Plain] = [held] if objects.is_stream(held) else list(objects.entries(held).values())
        yield from (one for one in states if isinstance(one, str) and objects.is_stream(one))


def _read_waiting(reading: Reading) -> None:
    """Reads what is painted beside the content, and what is found to be painted in that."""
    waiting, read = reading.painted.waiting, set[str]()
    while True:
        _take_glyphs(reading)
        new = [one for one in waiting if one not in read]
        if not new:
            return
        for reference in new:
            read.add(reference)
            read_beside(reading, reference, *waiting[reference])


def _take_glyphs(reading: Reading) -> None:
    """Has the glyph descriptions of the Type 3 fonts read that text is set in (9.6.5)."""
    objects = reading.objects
    for use in list(reading.painted.fonts.values()):
        entries = objects.entries(use.font)
        if (use.shown or use.hidden) and objects.get(entries.get("/Subtype")) == "/Type3":
            for glyph in objects.entries(entries.get("/CharProcs")).values():
                reading.painted.beside(glyph, use.page, objects.entries(entries.get("/Resources")))
