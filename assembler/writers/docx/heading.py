"""Headings: real heading styles, numbered by the frame's lists, each a bookmark; openings of chapters."""

import re
from collections.abc import Iterator
from typing import Final

from assembler.document.blocks import Section
from assembler.document.walk import plain_text
from assembler.messages.numbers import MISSING
from assembler.ooxml.fields import page_of
from assembler.ooxml.text import bookmark, link_within, numbering, run
from assembler.writers.docx.hundred import hundred
from assembler.writers.docx.inline import Look, runs
from assembler.writers.docx.sheet import APPENDICES, CHAPTERS, Sheet

_CHAPTER: Final = re.compile(r"([1-9][0-9]*)")
_APPENDIX: Final = re.compile(r"Vedlegg ([1-9][0-9]*)")
_DEEPEST: Final = 4
# The number stands a third down the page, as space that belongs to the heading.
_OPENER: Final = '<w:spacing w:before="3600" w:after="300" w:line="800" w:lineRule="exact"/>'
_OPENER_MARK: Final = '<w:rPr><w:rStyle w:val="OpenerNumber"/></w:rPr>'


def heading_text(section: Section) -> str:
    """What a reader sees as the heading: "5 Helse og mestring"."""
    return f"{section.number} {plain_text(section.title)}".strip()


def heading(section: Section, level: int, sheet: Sheet, lang: str) -> str:
    """The heading of a section on heading level `level` (from 1)."""
    properties, literal = ("", section.number) if level > 1 else _number(section, sheet)
    look = Look(style="OpenerTitle" if section.opener else "", lang=lang)
    title = (run(f"{literal} ") if literal else "") + runs(section.title, sheet, look)
    anchored = bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name(section.id), title)
    if section.opener:
        properties += _OPENER
    elif sheet.page_break:
        properties += '<w:spacing w:before="0"/>'
    if level > _DEEPEST:
        properties += f'<w:outlineLvl w:val="{min(level, 9) - 1}"/>'
    if section.opener:
        properties += _OPENER_MARK
    style = f"Heading{min(level, _DEEPEST)}"
    return sheet.paragraph(style, anchored, properties=properties, mark=sheet.seams.lang(section.lang))


def _number(section: Section, sheet: Sheet) -> tuple[str, str]:
    """The `w:numPr` that makes the list print the section's number, and the number when it must stand as text."""
    for kind, pattern in ((CHAPTERS, _CHAPTER), (APPENDICES, _APPENDIX)):
        found = pattern.fullmatch(section.number)
        if found:
            number, last = sheet.heads[kind]
            wanted = int(found[1])
            if wanted != last + 1:
                number = sheet.list_from(kind, wanted)
            sheet.heads[kind] = (number, wanted)
            return ("" if number == CHAPTERS else numbering(number)), ""
    return numbering(0), section.number


def opening(section: Section, sheet: Sheet, lang: str) -> Iterator[str]:
    """What follows the heading on a chapter's opening page: the summary and the chapter's own contents."""
    if section.summary:
        yield sheet.paragraph("Summary", runs(section.summary, sheet, Look(lang=lang)))
    yield from hundred(section, sheet)
    entries = [block for block in section.blocks if isinstance(block, Section)]
    for index, entry in enumerate(entries):
        first = '<w:spacing w:before="900"/>' if index == 0 else ""
        text = run(heading_text(entry)) + "<w:r><w:tab/></w:r>" + page_number(entry.id, sheet)
        anchor = sheet.ids.bookmark_name(entry.id)
        last = index == len(entries) - 1
        yield sheet.paragraph("LocalContents", link_within(anchor, text), keep=not last, properties=first)
    sheet.page_break = True


def page_number(target: str, sheet: Sheet) -> str:
    """The page of a section, table or figure; "–" until the reader updates the fields where no page is known yet.

    `w:dirty` (17.16.18) would have Word count on opening, but only after a question that frightens readers.
    """
    page = sheet.pages.get(target)
    return page_of(sheet.ids.bookmark_name(target), run(str(page) if page else MISSING))
