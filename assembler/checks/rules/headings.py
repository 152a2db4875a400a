"""Headings: their order, their text, and whether there are any (WCAG 1.3.1, 2.4.6)."""

from itertools import pairwise

from assembler.checks.content import Content
from assembler.checks.outcome import GOOD, Marks, failed, judged

LONG_TEXT = 4000
"""A text of so many characters (about two pages) needs headings."""


def skips_level(content: Content) -> Marks:
    """No heading lies more than one level below the heading before it."""
    for before, heading in pairwise(content.headings):
        good = heading.level <= before.level + 1
        yield judged(good, heading.place, text=heading.text, found=heading.level, before=before.level)


def first_not_one(content: Content) -> Marks:
    """The first heading is on level 1."""
    for heading in content.headings[:1]:
        yield judged(heading.level == 1, heading.place, text=heading.text, found=heading.level)


def empty(content: Content) -> Marks:
    """Every heading has text."""
    for heading in content.headings:
        yield judged(bool(heading.text.strip()), heading.place, found=heading.level)


def missing(content: Content) -> Marks:
    """A long text has headings."""
    if content.headings:
        yield GOOD
    elif sum(len(passage.text) for passage in content.passages) >= LONG_TEXT:
        yield failed()


RULES = {
    "headings.skips_level": skips_level,
    "headings.first_not_one": first_not_one,
    "headings.empty": empty,
    "headings.missing": missing,
}
