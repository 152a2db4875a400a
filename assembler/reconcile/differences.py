"""What differs between two texts, word by word, in paragraphs that a person can read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, TypeAlias

from assembler.language.tokens import Form
from assembler.merge.blocks import split_blocks
from assembler.merge.edits import edits
from assembler.merge.script import script_of

_ATTRIBUTES: Final = re.compile(r"\{[^{}\n]*\}")
Kind: TypeAlias = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with what differs in it; or, without parts, how many paragraphs in a row are the same."""

    parts: tuple[Part, ...] = ()
    same: int = 0


def differences(before: str, after: str, form: Form) -> tuple[Passage, ...]:
    """The paragraphs in which `before` and `after` differ, in order, and how many stand between them."""
    paragraphs = [tuple(each) for each in _paragraphs(_parts(before, after, form))]
    found: list[Passage] = []
    for is_same, row in groupby(paragraphs, lambda parts: all(part.kind == "same" for part in parts)):
        inside = list(row)
        found += [Passage(same=len(inside))] if is_same else [Passage(parts) for parts in inside]
    return tuple(found)


def _parts(before: str, after: str, form: Form) -> Iterator[Part]:
    """Both texts as one row of parts: those that are not removed are `after`, those that are not added `before`."""
    old, new = script_of(split_blocks(before), form), script_of(split_blocks(after), form)
    starts, firsts = [*old.starts, len(before)], [*new.starts, len(after)]
    at = 0
    for edit in edits(old, new):
        yield Part("same", after[at : firsts[edit.first]])
        yield Part("removed", before[starts[edit.start] : starts[edit.end]])
        yield Part("added", after[firsts[edit.first] : firsts[edit.last]])
        at = firsts[edit.last]
    yield Part("same", after[at:])


def _paragraphs(parts: Iterator[Part]) -> Iterator[list[Part]]:
    """The parts by paragraph; a heading, a list item and a row of a table are paragraphs too.

    A line of attributes belongs to the paragraph beneath it.
    """
    line: list[Part] = []
    for part in parts:
        first, *rest = part.text.split("\n")
        line += [Part(part.kind, first)] if first else []
        for number, text in enumerate(rest, 1):
            # A part may end where the line of attributes does.
            goes_on = bool(text) or number == len(rest)
            if line and not (goes_on and _ATTRIBUTES.fullmatch("".join(each.text for each in line))):
                yield line
                line = []
            elif line:
                line.append(Part(part.kind, " "))
            line += [Part(part.kind, text)] if text else []
    if line:
        yield line
