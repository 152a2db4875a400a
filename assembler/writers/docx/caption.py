"""Captions: a number that Word counts, inside the bookmark that references point to, then the title."""

import re
from collections.abc import Iterator
from typing import Final

from assembler.document.inline import Inlines
from assembler.messages.catalogue import label
from assembler.ooxml.fields import sequence
from assembler.ooxml.text import bookmark, run
from assembler.writers.docx.inline import numeric_tail, runs
from assembler.writers.docx.sheet import Sheet

_COUNTED: Final = re.compile(r"(?P<name>[^\W\d_]+) (?P<chapter>.*?)(?P<count>[1-9][0-9]*)")


def caption(block_id: str, number: str, title: Inlines, subtitle: str, sheet: Sheet) -> Iterator[str]:
    """The caption "Tabell 5.2. Tiltak" and the line under it; both keep with what they name."""
    if number or title:
        mark, name = sheet.ids.bookmark(), sheet.ids.bookmark_name(block_id)
        if number:
            printed = _number(number, mark, name, sheet) + (run(". ") if title else run("."))
            text = sheet.seams.label(printed) + runs(title, sheet)
        else:
            text = bookmark(mark, name, runs(title, sheet))
        yield sheet.paragraph("Caption", text, keep=True)
    if subtitle:
        yield sheet.paragraph("CaptionSub", run(subtitle), keep=True)


def anchored(block_id: str, number: str, title: Inlines, drawn: str, sheet: Sheet) -> str:
    """`drawn` as what references point to, where no caption holds the bookmark."""
    if number or title or block_id not in sheet.targets:
        return drawn
    return bookmark(sheet.ids.bookmark(), sheet.ids.bookmark_name(block_id), drawn)


def source_line(source: str, sheet: Sheet) -> str:
    """ "Kilde: KOSTRA." as runs."""
    before, after = label("writers-source", sheet.lang, source="\0").split("\0")
    return sheet.seams.source(before, source, after)


def _number(number: str, mark: int, name: str, sheet: Sheet) -> str:
    """The bookmark holds "5.2" alone: a reference in the text writes the word before it in its own case."""
    tail = numeric_tail(number)
    head, counted = number[: len(number) - len(tail)], _COUNTED.fullmatch(number)
    if not counted:
        return run(head) + bookmark(mark, name, run(tail))
    chapter, count = counted["chapter"], int(counted["count"])
    key = counted["name"]
    restart = None if count == sheet.sequences.get(key, 0) + 1 else count
    sheet.sequences[key] = count
    return run(f"{counted['name']} ") + bookmark(
        mark, name, run(chapter) + sequence(counted["name"], run(str(count)), restart)
    )
