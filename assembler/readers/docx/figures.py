"""A picture with its caption and source → a figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assembler.document.blocks import Figure
from assembler.document.inline import Footnote, Inlines, LineBreak, Text
from assembler.document.walk import plain_text
from assembler.markup.one_form import one_run
from assembler.ooxml.copy_names import PICTURE
from assembler.readers.docx.line import Line
from assembler.readers.docx.pieces import Piece, inlines_of, one_line
from assembler.readers.docx.reading import Reading
from assembler.readers.docx.remarks import Remarks

_NUMBER: Final = re.compile(r"(?:Tabell|Figur|Table|Figure|Skjema|Diagram)[ \u00a0][0-9A-Z][0-9A-Za-z.\u2011-]*[.:]? *")
_SOURCE: Final = re.compile(r"(?:Kilde|Kjelde|Source): *(.*?)\.?", re.S)


@dataclass(frozen=True, slots=True)
class MadeFigure:
    """The figure, `None` when the file does not hold its picture; `rest` are lines that do not belong to it."""

    figure: Figure | None
    rest: tuple[Line, ...] = ()


def built_figure(reading: Reading, lines: Sequence[Line], wanted: str) -> MadeFigure:
    """The figure of lines that hold one picture. `wanted` is its id, "" when nothing says it."""
    picture = next(line.pictures[0] for line in lines if line.pictures)
    caption = next((line for line in lines if line.kind == "caption"), None)
    source = next((line for line in lines if line.kind == "source"), None)
    rest = tuple(line for line in lines if line not in (caption, source) and not line.pictures)
    remarks, pictures = reading.remarks, reading.pictures
    name = wanted or anchored(reading, caption)
    part = reading.reader.facts.parts.get(PICTURE + name)
    known = part.block if part and isinstance(part.block, Figure) else None
    image = pictures.name(picture)
    if not image:
        remarks.lost("readers-edit-picture", picture.alt)
        if known is None:
            return MadeFigure(None, tuple(line for line in lines if not line.pictures))
        image = known.image
    elif image in pictures.new:
        remarks.warn("readers-edit-picture-new", picture.alt or image, image)
    title = captioned(caption, reading.lang)
    notes: list[Inlines] = []
    said = _source(plain_label(source, remarks, notes)) if source else ""
    rest += tuple(Line("body", plain_text(note), (Piece(Footnote("", note)),)) for note in notes)
    alt = "" if picture.decorative else one_line(picture.alt)
    if not (alt or picture.decorative):
        remarks.warn("readers-edit-alt", plain_text(title) or image)
    return MadeFigure(Figure(name, image, alt, title, "", said, picture.decorative), rest)


def captioned(caption: Line | None, lang: str) -> Inlines:
    """The title of a caption, without a number whose label is gone."""
    if caption is None:
        return ()
    numbered = _NUMBER.match(caption.text)
    pieces = without_start(caption.pieces, numbered.end() if numbered else 0)
    return one_run(inlines_of(pieces), lang)


def without_start(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    """The pieces without the first `length` characters of their text, as far as that is only text."""
    left = length
    for place, piece in enumerate(pieces):
        if not left or not isinstance(piece.atom, Text):
            return tuple(pieces[place:])
        if len(piece.atom.text) > left:
            return (replace(piece, atom=Text(piece.atom.text[left:])), *pieces[place + 1 :])
        left -= len(piece.atom.text)
    return ()


def plain_label(line: Line, remarks: Remarks, notes: list[Inlines]) -> str:
    """What a line says where only plain text can stand; footnotes come to `notes`, and what else is lost is told."""
    for piece in line.pieces:
        if isinstance(piece.atom, Footnote):
            notes.append(piece.atom.children)
            remarks.warn("readers-edit-note-moved", line.text)
        elif piece.marks.href:
            remarks.warn("readers-edit-plain-link", line.text, piece.marks.href)
        elif not isinstance(piece.atom, Text | LineBreak):
            remarks.warn("readers-edit-plain", line.text)
    return one_line(line.text)


def anchored(reading: Reading, caption: Line | None) -> str:
    """The id that a bookmark in a caption stands for, "" for none."""
    names = caption.bookmarks if caption else ()
    return next((id for name in names if (id := reading.reader.facts.anchors.get(name, ""))), "")


def _source(said: str) -> str:
    """What a source says; its label, if that is not one of the program's any more, is taken away."""
    found = _SOURCE.fullmatch(said)
    return found[1] if found else said
