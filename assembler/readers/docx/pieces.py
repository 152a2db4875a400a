"""Text as a row of pieces with the marks on each: what Word has, where marks have no order of nesting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from assembler.document.inline import (
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    StatusMark,
    Strong,
    Text,
)

Atom: TypeAlias = Text | BoundFigure | CrossReference | Footnote | StatusMark | LineBreak

_BREAKS: Final = re.compile("([\u2028\n])")
_SPACES: Final = re.compile("[ \t\r\n]+")
# What no document of ours may hold (XML 1.0, 2.2, and the controls C0 and C1).
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a piece is marked as; `lang` is "" for the language of the surroundings, `href` "" for no link."""

    strong: bool = False
    slanted: bool = False
    lang: str = ""
    href: str = ""


UNMARKED = Marks()


@dataclass(frozen=True, slots=True)
class Piece:
    """One atom and its marks."""

    atom: Atom
    marks: Marks = UNMARKED


def one_line(text: str) -> str:
    """A text of pieces for where no inlines stand: a break is U+2028, spaces of other widths stay what they are."""
    return _SPACES.sub(" ", text.replace("\n", "\u2028")).strip(" ")


def text_pieces(text: str, marks: Marks = UNMARKED) -> Iterator[Piece]:
    """A text; what Word shows as a line break is one."""
    for part in _BREAKS.split(_FORBIDDEN.sub("", text)):
        if part in ("\u2028", "\n"):
            yield Piece(LineBreak(), marks)
        elif part:
            yield Piece(Text(part), marks)


def inlines_of(pieces: Sequence[Piece]) -> Inlines:
    """Each piece in its marks; `markup.one_form` makes one run of them."""
    return tuple(_marked(piece) for piece in pieces)


def _marked(piece: Piece) -> Inline:
    inline: Inline = piece.atom
    marks = piece.marks
    if marks.slanted:
        inline = Emphasis((inline,))
    if marks.strong:
        inline = Strong((inline,))
    if marks.lang:
        inline = Foreign(marks.lang, (inline,))
    return Link(marks.href, (inline,)) if marks.href else inline


def plain(pieces: Sequence[Piece]) -> str:
    """The text of pieces; a note has none in the text that it belongs to."""
    return "".join(_plain(piece.atom) for piece in pieces)


def _plain(atom: Atom) -> str:
    match atom:
        case Text(text) | BoundFigure(text=text) | CrossReference(text=text) | StatusMark(text=text):
            return text
        case LineBreak():
            return "\n"
        case Footnote():
            return ""
        case _:
            assert_never(atom)
