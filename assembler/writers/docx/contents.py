"""The table of contents: a field in a control of its own, with entries that work before it is ever updated."""

from collections.abc import Iterator

from assembler.document.blocks import Blocks, Contents, Section
from assembler.document.walk import walk
from assembler.ooxml.controls import contents_control
from assembler.ooxml.fields import field
from assembler.ooxml.text import bookmark, link_within, paragraph, run
from assembler.writers.docx.heading import heading_text, page_number
from assembler.writers.docx.sheet import Sheet


def contents(block: Contents, blocks: Blocks, sheet: Sheet) -> Iterator[str]:
    """The heading and the entries of all sections of `blocks` down to the depth of `block`."""
    anchored = bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name("_contents"), run(block.title))
    yield sheet.paragraph("TOCHeading", anchored)
    found = [(inner, level) for inner, level in walk(blocks) if isinstance(inner, Section) and level <= block.depth]
    if not found:
        return
    begin, end = field(f'TOC \\o "1-{block.depth}" \\h \\z', "\0").split("\0")
    entries = [
        paragraph(
            f"TOC{min(level, 3)}",
            (begin if index == 0 else "") + _entry(section, sheet) + (end if index == len(found) - 1 else ""),
        )
        for index, (section, level) in enumerate(found)
    ]
    yield contents_control("".join(entries), 900_000)


def _entry(section: Section, sheet: Sheet) -> str:
    text = run(heading_text(section)) + "<w:r><w:tab/></w:r>" + page_number(section.id, sheet)
    return link_within(sheet.ids.bookmark_name(section.id), text)
