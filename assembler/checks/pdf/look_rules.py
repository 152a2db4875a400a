"""How a page looks beside how it is read: contrast, and status that only a colour tells (WCAG 1.3.2, 1.4)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from assembler.checks.colour import ENOUGH, ENOUGH_LARGE, WHITE, contrast, hex_of
from assembler.checks.outcome import GOOD, Marks, failed, review
from assembler.checks.pdf.boxes import box_of_texts
from assembler.checks.pdf.facts import PdfFacts
from assembler.checks.pdf.reading_order import reading_order
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.nodes import Node
from assembler.pdf.painted import Box, PagePaint, Run
from assembler.pdf.plain import number_of
from assembler.pdf.state import Colour
from assembler.problem import Place

_Bands: TypeAlias = dict[int, list[int]]

_LARGE: Final = 18.0
_LARGE_BOLD: Final = 14.0
_BOLD: Final = 700
_BOLD_NAME: Final = re.compile(r"bold|black|heavy", re.IGNORECASE)
_BAND: Final = 20
_HIGHEST: Final = 14_400
_DOTS: Final = frozenset("●⬤•■⬛▲▼◆○◯\uf0b7")
_SEEN: Final = 0.5
"""Smaller letters, in points, are not meant to be seen."""


def text_contrast(facts: PdfFacts) -> Marks:
    """Text stands out from what lies below it; where that is a picture, nothing is said."""
    bold = _bold(facts.ua)
    judged: dict[tuple[Colour, Colour, bool], bool] = {}
    for page in facts.ua.painted.pages:
        bad: dict[tuple[Colour, Colour, bool], Run] = {}
        bands = _bands(page.boxes)
        for run in page.runs:
            pair = _pair(page, bands, bold, run)
            if pair is not None:
                if pair not in judged:
                    judged[pair] = contrast(pair[0], pair[1]) >= (ENOUGH_LARGE if pair[2] else ENOUGH)
                if not judged[pair] and facts.ua.decoder.say(run.font, run.raw).strip():
                    bad.setdefault(pair, run)
        for (text, below, large), run in bad.items():
            least = ENOUGH_LARGE if large else ENOUGH
            place = Place(page=page.number, text=_around(facts.ua, run)[:60])
            values = {"ratio": contrast(text, below), "least": least}
            mark = failed(place, colour=hex_of(text), background=hex_of(below), **values)
            yield replace(mark, box=box_of_texts(facts.ua, page, run))
        if page.runs and not bad:
            yield GOOD


def _around(facts: UaFacts, run: Run) -> str:
    """The text of the marked content that a run stands in: some programs show one letter at a time."""
    frame = run.frame
    held = (frame.holder or frame).shown if frame is not None else []
    return facts.decoder.text(held[:200]) if held else facts.decoder.say(run.font, run.raw)


def _bold(facts: UaFacts) -> frozenset[str]:
    """The fonts that say that they are bold, by weight or by name (ISO 32000-1, table 122)."""
    pairs = zip(facts.painted.fonts, facts.fonts, strict=True)
    return frozenset(
        key
        for key, font in pairs
        if number_of(facts.objects.get(font.descriptor.get("/FontWeight"))) >= _BOLD or _BOLD_NAME.search(font.name)
    )


def _pair(page: PagePaint, bands: _Bands, bold: frozenset[str], run: Run) -> tuple[Colour, Colour, bool] | None:
    """The colours of a text and of what lies below it, and whether it is large; `None` where that cannot be told."""
    if run.fill is None or not run.visible or run.size < _SEEN:
        return None
    below = _below(page.boxes, bands, run)
    return None if below is None else (run.fill, below, run.size >= (_LARGE_BOLD if run.font in bold else _LARGE))


def _below(boxes: list[Box], bands: _Bands, run: Run) -> Colour | None:
    x, y = run.x + run.size / 4, run.y + run.size / 4
    for at in reversed(bands.get(int(y // _BAND), ())):
        if at < run.boxes and boxes[at].holds(x, y):
            return boxes[at].fill
    return WHITE


def _bands(boxes: list[Box]) -> _Bands:
    """The numbers of the boxes that reach into each band of the page."""
    found: _Bands = {}
    for at, box in enumerate(boxes):
        for band in range(int(max(box.bottom, 0) // _BAND), int(min(box.top, _HIGHEST) // _BAND) + 1):
            found.setdefault(band, []).append(at)
    return found


def colour_alone(facts: PdfFacts) -> Marks:
    """A cell with nothing but a coloured dot says its status in words too."""
    for node in facts.ua.of_role("TD"):
        said = facts.ua.text_of(node).strip()
        if said and set(said) <= _DOTS | {" "}:
            colours = {run.fill for run in _runs_of(facts.ua, node) if run.fill and len(set(run.fill)) > 1}
            yield review(facts.ua.place(node), colour=hex_of(next(iter(colours)))) if colours else GOOD
        elif said:
            yield GOOD


def _runs_of(facts: UaFacts, node: Node) -> Iterator[Run]:
    owners = {node.reference, *(kid.reference for kid in node.children)}
    page = facts.page_of(node)
    if page:
        for run in facts.painted.pages[page - 1].runs:
            if run.frame is not None and any(frame.owner in owners for frame in run.frame.chain()):
                yield run


RULES: Final = {
    "look.text_contrast": text_contrast,
    "look.reading_order": reading_order,
    "look.colour_alone": colour_alone,
}
