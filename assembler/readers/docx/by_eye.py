"""Headings and lists that somebody made by hand: a short bold paragraph alone, lines that begin with a mark."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from assembler.document.inline import Text
from assembler.readers.docx.items import Item
from assembler.readers.docx.line import Line
from assembler.readers.docx.pieces import Piece
from assembler.readers.docx.remarks import Remarks

_LONGEST_HEADING: Final = 90
_ENDS: Final = (".", ":", ";", ",", "!", "…")
# A dash and a space begin direct speech in Norwegian, so a dash makes an item only with a tab after it.
_BULLET: Final = re.compile(r"[-•*·▪◦●‣][ \t]+|[–—o][\t][ \t]*")
_NUMBER: Final = re.compile(r"([0-9]{1,3})[.)][ \t]+")


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a line begins with: the length of it, and its number (`None` for a bullet)."""

    length: int
    number: int | None


def seen_by_eye(items: Sequence[Item], known: AbstractSet[str], remarks: Remarks) -> list[Item]:
    """The items with headings and lists that only look like them as what they are.

    `known` are the texts of paragraphs that went out as they are: nobody made those by hand.
    """
    found = _typed_lists(items, known, remarks)
    for place, item in enumerate(found):
        line = item.content
        if isinstance(line, Line) and _is_heading(found, place) and said(line.text) not in known:
            level = _level_before(found, place)
            unmarked = tuple(Piece(piece.atom, replace(piece.marks, strong=False)) for piece in line.pieces)
            found[place] = replace(item, content=replace(line, kind="heading", level=level, pieces=unmarked))
            remarks.note("readers-edit-heading-by-eye", line.text)
    return found


def said(text: str) -> str:
    """A text with single spaces, as `known` has it."""
    return " ".join(text.split())


def _level_before(items: Sequence[Item], place: int) -> int:
    """The level of the last heading before, 0 for none."""
    before = (item.content for item in reversed(items[:place]))
    return next((line.level for line in before if isinstance(line, Line) and line.kind == "heading"), 0)


def _is_heading(items: Sequence[Item], place: int) -> bool:
    line, text = items[place].content, ""
    if isinstance(line, Line):
        text = line.text.strip()
    if not _is_plain_line(items[place]) or not text or len(text) > _LONGEST_HEADING or text.endswith(_ENDS):
        return False
    after = items[place + 1].content if place + 1 < len(items) else None
    if not isinstance(line, Line) or not line.is_strong or "\n" in line.text or after is None:
        return False
    return not isinstance(after, Line) or (after.kind != "heading" and not after.is_strong)


def _is_plain_line(item: Item) -> bool:
    line = item.content
    return isinstance(line, Line) and line.kind == "body" and not (item.steps or line.list or line.more)


def _typed_lists(items: Sequence[Item], known: AbstractSet[str], remarks: Remarks) -> list[Item]:
    found = list(items)
    place = 0
    while place < len(found):
        run = _run(found, place, known)
        if len(run) > 1:
            remarks.note("readers-edit-list-by-eye", _text(found[place]))
            for at, mark in enumerate(run, place):
                found[at] = _item(found[at], mark, run[0].number, place)
        place += max(1, len(run))
    return found


def _text(item: Item) -> str:
    return item.content.text if isinstance(item.content, Line) else ""


def _run(items: Sequence[Item], place: int, known: AbstractSet[str]) -> list[_Mark]:
    """The marks of the lines from `place` that are items of one list; numbers count up by one."""
    marks: list[_Mark] = []
    for item in items[place:]:
        mark = _mark(item, known)
        if mark is None or (marks and not _follows(marks[-1], mark)):
            break
        marks.append(mark)
    return marks


def _follows(before: _Mark, mark: _Mark) -> bool:
    if before.number is None or mark.number is None:
        return before.number is mark.number
    return mark.number == before.number + 1


def _mark(item: Item, known: AbstractSet[str]) -> _Mark | None:
    line = item.content
    if not isinstance(line, Line) or not _is_plain_line(item) or said(line.text) in known or not line.pieces:
        return None
    first = line.pieces[0].atom
    text = line.text
    bullet, number = _BULLET.match(text), _NUMBER.match(text)
    match = bullet or number
    if not match or not isinstance(first, Text) or len(first.text) < match.end() or not text[match.end() :].strip():
        return None
    return _Mark(match.end(), int(number[1]) if number and not bullet else None)


def _item(item: Item, mark: _Mark, start: int | None, place: int) -> Item:
    line = item.content
    if not isinstance(line, Line):
        return item
    first, *rest = line.pieces
    shorter = Text(first.atom.text[mark.length :]) if isinstance(first.atom, Text) else first.atom
    pieces = (Piece(shorter, first.marks), *rest)
    listed = replace(
        line,
        text=line.text[mark.length :],
        pieces=pieces,
        list=f"typed {place}",
        ordered=start is not None,
        start=start or 1,
    )
    return replace(item, content=listed)
