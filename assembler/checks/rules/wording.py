"""What stands in the text itself: fields gone wrong, and structure that is only drawn (WCAG 1.3.1)."""

import re
from collections.abc import Iterator
from itertools import groupby

from assembler.checks.content import Content, Passage
from assembler.checks.outcome import Marks, failed, judged, review

_BROKEN = re.compile(
    r"(Feil! [^.!]{3,60}\.|Error! [^.!]{3,60}\.|Error: Reference source not found|Feil: Fant ikke referansekilden"
    r"|Feil: Fann ikkje referansekjelda)"
)
_HAND_MADE = re.compile(r"^\s*([-–—•▪◦●*·\uf0b7]|\(?\d{1,2}[.)]|[a-zæøå][.)])[\s\u00a0]+\S")
_LONGEST_HEADING = 90


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
    running = (passage for passage in content.passages if passage.text.strip() and not passage.in_table)
    for by_hand, group in groupby(running, key=_looks_listed):
        passages = list(group)
        if by_hand and len(passages) > 1:
            yield failed(passages[0].place, count=len(passages), text=passages[0].text.strip()[:80])
        elif not by_hand:
            yield judged(True, passages[0].place)


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


def _looks_listed(passage: Passage) -> bool:
    return not passage.listed and bool(_HAND_MADE.match(passage.text))


def _pairs(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, Passage]]:
    shown = [passage for passage in passages if passage.text.strip()]
    return zip(shown, shown[1:], strict=False)


RULES = {
    "wording.field_broken": field_broken,
    "wording.list_by_hand": list_by_hand,
    "wording.heading_by_eye": heading_by_eye,
}
