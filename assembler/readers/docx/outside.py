"""What somebody put where nothing is read: into headers and footers, and pictures into what the program made."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from assembler.problem import Place, Problem, Severity
from assembler.readers.docx.blocks import read_blocks
from assembler.readers.docx.flow import paragraphs_within
from assembler.readers.docx.inbox import gaps
from assembler.readers.docx.note_texts import note_texts
from assembler.readers.docx.parts import Ties, fingerprint
from assembler.readers.docx.pictures import said_in
from assembler.readers.docx.survey import Survey
from assembler.readers.docx.text import inline_text, pictures_in
from assembler.readers.docx.tree import FieldMark, Inline, Picture
from assembler.readers.docx.views import seen

_LONGEST: Final = 500


def outside(whole: Survey) -> tuple[Problem, ...]:
    """What is told of it. Nothing is, where the file does not say what went out."""
    if not whole.facts.printed:
        return ()
    return (*_furniture(whole), *_pictures(whole))


def notes_outside(whole: Survey) -> Iterator[Problem]:
    """Notes to what is locked that did not go out so: the program writes its own."""
    went_out = (
        {text for part in whole.base.locked if part.kind == "note" for text in part.texts} if whole.base else set()
    )
    for leaf, owner in zip(whole.shown["current"], whole.owners, strict=True):
        if whole.base and leaf is not None and owner.kind == "locked":
            for text in note_texts((leaf,), whole.parts):
                if text not in went_out:
                    yield _problem("readers-edit-note-outside", text)


def contents(whole: Survey) -> Iterator[Problem]:
    """Tables of contents that Word made: the document makes its own."""
    for owner, places in groupby(range(len(whole.owners)), lambda place: whole.owners[place]):
        if owner.kind == "own":
            yield _problem("readers-edit-contents", _squeezed(" ".join(map(whole.text, places))))


def _furniture(whole: Survey) -> Iterator[Problem]:
    """Lines of headers and footers that did not go out so; what fields show is no one's writing."""
    went_out = {_squeezed(text) for text in whole.facts.printed}
    for ties, root in whole.parts.furniture():
        for paragraph in paragraphs_within(seen(read_blocks(root), "current")):
            text = _squeezed(inline_text(_beside_fields(paragraph.content)))
            if text and text not in went_out:
                yield _problem("readers-edit-furniture", text)
            yield from _new(whole, ties, pictures_in(paragraph.content), text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _beside_fields(content: Sequence[Inline]) -> tuple[Inline, ...]:
    kept: list[Inline] = []
    depth = 0
    for inline in content:
        if isinstance(inline, FieldMark):
            depth += {"begin": 1, "separate": 0, "end": -1}[inline.kind]
        elif depth <= 0:
            kept.append(inline)
    return tuple(kept)


def _pictures(whole: Survey) -> Iterator[Problem]:
    """Pictures in what the program made: nothing that stands there is read."""
    read = {place for _, places in gaps(whole) for place in places}
    for place, owner in enumerate(whole.owners):
        leaf = whole.shown["current"][place]
        if leaf is None or owner.kind == "block" or place in read:
            continue
        for paragraph in paragraphs_within((leaf,)):
            drawings = pictures_in(paragraph.content)
            said = inline_text(paragraph.content)
            yield from _new(whole, whole.parts.main, drawings, said, drawn=owner.kind == "locked")


def _new(whole: Survey, ties: Ties, pictures: Iterator[Picture], text: str, drawn: bool = False) -> Iterator[Problem]:
    """A problem for each picture whose bytes did not go out; for `drawn` ones where no frame has any, too."""
    for picture in pictures:
        held = ties.content(picture.relation) if picture.kind == "image" else None
        is_known = held is not None and fingerprint(held[1]) in whole.facts.pictures
        if (picture.kind == "image" and not is_known) or (drawn and picture.kind in ("drawing", "object")):
            yield _problem("readers-edit-picture-outside", said_in(picture, ties) or text)


def _problem(code: str, text: str) -> Problem:
    return Problem(code, Place(text=text[:_LONGEST]), severity=Severity.WARNING)
