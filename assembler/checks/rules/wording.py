"""What stands in the text itself: fields gone wrong, and structure that is only drawn (WCAG 1.3.1)."""

import re
from collections.abc import Iterator

from assembler.checks.content import Content, Passage
from assembler.checks.outcome import Mark, Marks, failed, judged, review
from assembler.checks.words import word_list

_BROKEN = re.compile(
    r"(Feil! [^.!]{3,60}\.|Error! [^.!]{3,60}\.|Error: Reference source not found|Feil: Fant ikke referansekilden"
    r"|Feil: Fann ikkje referansekjelda)"
)
_HAND_MADE = re.compile(
    r"^\s*(?:(?P<dot>[-–—•▪◦●*·\uf0b7])|\(?(?P<number>\d{1,2})[.)]|(?P<letter>[a-zæøå])[.)])[\s\u00a0]+(?P<text>\S+)"
)
_LONGEST_HEADING = 90
_NONE = ("", 0)


def field_broken(content: Content) -> Marks:
    """No field shows an error message instead of its text."""
    for text, place in content.all_text():
        found = _BROKEN.search(" ".join(text.split()))
        if found:
            yield failed(place, found=found.group(0))
    if content.passages:
        yield judged(True, content.passages[0].place)


def list_by_hand(content: Content) -> Marks:
    """Items of a list are a real list, not paragraphs that begin with a dash or a number."""
    items: list[Passage] = []
    before = _NONE
    for passage in (one for one in content.passages if one.text.strip() and not one.in_table):
        mark = _mark(passage)
        if not (items and _follows(before, mark)):
            yield from _told(items)
            items = []
        items += [passage] if mark != _NONE else []
        before = mark
        if mark == _NONE:
            yield judged(True, passage.place)
    yield from _told(items)


def heading_by_eye(content: Content) -> Marks:
    """A short paragraph in bold that stands before ordinary text is probably meant as a heading."""
    for passage, following in _pairs(content.passages):
        if passage.emphasised and not passage.in_table and not passage.listed:
            text = passage.text.strip()
            heading_like = (
                0 < len(text) <= _LONGEST_HEADING and text[-1] not in ".:;,!?…" and any(map(str.isalpha, text))
            )
            if heading_like and not following.emphasised and following.text.strip():
                yield review(passage.place, text=text)
                continue
        yield judged(True, passage.place)


def _told(items: list[Passage]) -> Iterator[Mark]:
    if len(items) > 1:
        yield failed(items[0].place, count=len(items), text=items[0].text.strip()[:80])


def _mark(passage: Passage) -> tuple[str, int]:
    """What a paragraph begins with: the kind of mark and its number; a date is none."""
    found = None if passage.listed else _HAND_MADE.match(passage.text)
    if found is None or found["text"].casefold() in word_list("months"):
        return _NONE
    if found["dot"]:
        return found["dot"], 0
    return ("number", int(found["number"])) if found["number"] else ("letter", ord(found["letter"]))


def _follows(before: tuple[str, int], mark: tuple[str, int]) -> bool:
    """Whether a mark goes on with the one before it: the same sign, or the next number or letter."""
    return before[0] == mark[0] and (before[1] == mark[1] == 0 or mark[1] == before[1] + 1)


def _pairs(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, Passage]]:
    shown = [passage for passage in passages if passage.text.strip()]
    return zip(shown, shown[1:], strict=False)


RULES = {
    "wording.field_broken": field_broken,
    "wording.list_by_hand": list_by_hand,
    "wording.heading_by_eye": heading_by_eye,
}
