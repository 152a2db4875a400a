"""The colour of text against what lies behind it, through styles and theme (WCAG 1.4.3)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, TypeAlias

from lxml import etree

from assembler.checks.colour import ENOUGH, ENOUGH_LARGE, WHITE, Colour, colour_of, contrast, hex_of
from assembler.checks.docx.layout import RunOfText
from assembler.checks.docx.markup import Element, W, child, is_on, value
from assembler.checks.docx.theme import Theme
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.outcome import GOOD, Marks, judged

_Seen: TypeAlias = tuple[Colour, Colour, Decimal]
_Look: TypeAlias = tuple[str, str, bool, bytes, bytes, bytes]

_HIGHLIGHTS: Final = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "00008B", "darkCyan": "008B8B",
    "darkGray": "A9A9A9", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000", "darkYellow": "808000",
    "green": "00FF00", "lightGray": "D3D3D3", "magenta": "FF00FF", "red": "FF0000", "white": "FFFFFF",
    "yellow": "FFFF00",
}  # fmt: skip
_LARGE_HALF_POINTS: Final = 36
_LARGE_BOLD_HALF_POINTS: Final = 28


def text_contrast(facts: WordFacts) -> Marks:
    """Text stands out from what is behind it; automatic colour always does. One finding for a pair of colours."""
    theme = Theme(facts.file.part("theme"))
    seen: dict[_Look, _Seen | None] = {}
    found: dict[_Seen, list[RunOfText]] = {}
    for run in facts.body.layout.runs:
        if run.text.strip():
            look = _look(run)
            if look not in seen:
                seen[look] = _seen(facts, theme, run)
            pair = seen[look]
            if pair is None:
                yield GOOD
            else:
                found.setdefault(pair, []).append(run)
    for (colour, behind, needed), runs in found.items():
        ratio = contrast(colour, behind)
        yield judged(
            ratio >= needed,
            runs[0].place,
            text=runs[0].text.strip()[:60],
            count=len(runs),
            ratio=ratio,
            needed=needed,
            colour=hex_of(colour),
            behind=hex_of(behind),
        )


def _look(run: RunOfText) -> _Look:
    """All that the colours of a run depend on: most runs of a document look like one before them."""
    shading = child(run.paragraph, W + "shd")
    own = child(child(run.cell, W + "tcPr"), W + "shd")
    return run.style, run.table_style, run.in_header, _written(run.properties), _written(shading), _written(own)


def _written(element: Element | None) -> bytes:
    return b"" if element is None else etree.tostring(element, with_tail=False)


def _seen(facts: WordFacts, theme: Theme, run: RunOfText) -> _Seen | None:
    """The colours of a run and what lies behind it, and the contrast it needs; `None` for automatic colour."""
    cascade = tuple(_cascade(facts, run))
    colour = _colour(theme, cascade)
    return None if colour is None else (colour, _background(facts, theme, run, cascade), _needed(cascade))


def _cascade(facts: WordFacts, run: RunOfText) -> Iterator[Element]:
    """The run properties that apply, nearest first: own, character style, paragraph style, table style, defaults."""
    sheet = facts.sheet
    if run.properties is not None:
        yield run.properties
        yield from _without_default(facts, value(run.properties.find(W + "rStyle")))
    yield from _without_default(facts, run.style)
    if run.table_style:
        yield from _of_table(facts, run, "rPr")
    if sheet.default_run is not None:
        yield sheet.default_run


def _without_default(facts: WordFacts, style: str) -> Iterator[Element]:
    for one in facts.sheet.chain(style):
        found = one.element.find(W + "rPr")
        if found is not None:
            yield found


def _of_table(facts: WordFacts, run: RunOfText, tag: str) -> Iterator[Element]:
    """What the table style says: for the header row first, then for the whole table."""
    for style in facts.sheet.chain(run.table_style):
        for part in style.element.iterchildren(W + "tblStylePr"):
            found = part.find(W + tag)
            if run.in_header and part.get(W + "type") == "firstRow" and found is not None:
                yield found
        whole = style.element.find(W + tag)
        if whole is not None:
            yield whole


def _colour(theme: Theme, cascade: tuple[Element, ...]) -> Colour | None:
    """The colour of the text; `None` for automatic."""
    for properties in cascade:
        found = properties.find(W + "color")
        if found is not None:
            return theme.colour(found) or colour_of(value(found))
    return None


def _background(facts: WordFacts, theme: Theme, run: RunOfText, cascade: tuple[Element, ...]) -> Colour:
    for properties in cascade:
        mark = value(properties.find(W + "highlight"))
        if mark in _HIGHLIGHTS:
            return colour_of(_HIGHLIGHTS[mark]) or WHITE
        fill = _fill(theme, properties.find(W + "shd"))
        if fill is not None:
            return fill
    for holder in _behind(facts, run):
        fill = _fill(theme, holder.find(W + "shd"))
        if fill is not None:
            return fill
    return WHITE


def _behind(facts: WordFacts, run: RunOfText) -> Iterator[Element]:
    """Properties that may shade what is behind: paragraph, its style, cell, table style."""
    if run.paragraph is not None:
        yield run.paragraph
    for style in facts.sheet.chain(run.style):
        found = style.element.find(W + "pPr")
        if found is not None:
            yield found
    own = None if run.cell is None else run.cell.find(W + "tcPr")
    if own is not None:
        yield own
    if run.table_style:
        yield from _of_table(facts, run, "tcPr")


def _fill(theme: Theme, shading: Element | None) -> Colour | None:
    if shading is None or shading.get(W + "val") == "nil":
        return None
    return theme.colour(shading, "themeFill") or colour_of(shading.get(W + "fill", ""))


def _needed(cascade: tuple[Element, ...]) -> Decimal:
    size = next((value(p.find(W + "sz")) for p in cascade if p.find(W + "sz") is not None), "20")
    bold = next((is_on(p.find(W + "b")) for p in cascade if p.find(W + "b") is not None), False)
    points = int(size) if size.isdecimal() else 20
    return ENOUGH_LARGE if points >= (_LARGE_BOLD_HALF_POINTS if bold else _LARGE_HALF_POINTS) else ENOUGH


RULES: Final = {"contrast.text": text_contrast}
