"""The locked parts of the file beside what they were: a figure that somebody typed over is refused, and told."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from assembler.document.exported import Exported, LockedPart
from assembler.document.inline import BoundFigure
from assembler.document.walk import every_inline
from assembler.problem import Place, Problem, Severity
from assembler.readers.docx.edited import EditedCopy, FoundLocked
from assembler.reconcile.outcome import Brought
from assembler.reconcile.plain_lines import plain_lines

# Most of what a changed table says it said before; and it is a good deal of the part, which has a caption and notes.
_ALIKE: Final = 0.7
_LEAST: Final = 0.3


def locked_parts(base: Exported, copy: EditedCopy) -> tuple[Brought, ...]:
    """The locked parts that say something else than when they went out, each difference once."""
    known = {(part.kind, part.name): part for part in base.locked}
    refused: dict[tuple[str, str, str], Brought] = {}
    for found in (*copy.locked, *_unmarked(base, copy)):
        part = known.get((found.kind, found.name), LockedPart(found.kind, found.name, ()))
        if _plain(found.text) not in map(_plain, part.texts):
            refused[found.kind, found.name, found.text] = _refused(part, found, base, copy)
    return tuple(refused.values())


def _refused(part: LockedPart, found: FoundLocked, base: Exported, copy: EditedCopy) -> Brought:
    before = part.texts[0] if part.texts else ""
    return Brought(
        id=found.name,
        kind=found.kind,
        state="refused",
        base=before,
        ours=before,
        theirs=found.text,
        form=base.form,
        within=_within(copy, found) if found.kind == "figure" else "",
        problems=(Problem("reconcile-locked", Place(block=found.name), severity=Severity.WARNING),),
    )


def _unmarked(base: Exported, copy: EditedCopy) -> Iterator[FoundLocked]:
    """Locked parts that lost their marks and were changed: text of the inbox that says nearly what one of them said.

    It stays in the inbox too, for somebody may have written beside it.
    """
    waiting = {part.name: part for part in _missing(base, copy)}
    for text in copy.inbox:
        said = "\n".join(plain_lines(text.blocks))
        best = max(waiting.values(), key=lambda part: _likeness(part.texts[0], said), default=None)
        if best is not None and _likeness(best.texts[0], said) >= _ALIKE:
            del waiting[best.name]
            yield FoundLocked("block", best.name, said)


def _missing(base: Exported, copy: EditedCopy) -> Iterator[LockedPart]:
    there = {found.name for found in copy.locked if found.kind == "block"}
    return (part for part in base.locked if part.kind == "block" and part.name not in there and part.texts)


def _likeness(part: str, said: str) -> float:
    """How much of what is said is the part's, from 0 to 1; 0 when it is too little of the part to be the part."""
    ours, theirs = Counter(part.split()), Counter(said.split())
    shared = (ours & theirs).total()
    return shared / theirs.total() if theirs and shared >= _LEAST * ours.total() else 0


def _within(copy: EditedCopy, found: FoundLocked) -> str:
    """The narrative block that a bound figure stands in with this text; "" for none."""
    for block in copy.blocks:
        for inline in every_inline(block.current):
            if isinstance(inline, BoundFigure) and (_name(inline), inline.text) == (found.name, found.text):
                return block.id
    return ""


def _name(figure: BoundFigure) -> str:
    return f"{figure.reference}|{figure.form}" if figure.form else figure.reference


def missing_parts(base: Exported, copy: EditedCopy) -> Iterator[Problem]:
    """A note for every locked block that the file does not have; a figure may go with the sentence that it stood in."""
    found = {part.name for part in _unmarked(base, copy)}
    for part in _missing(base, copy):
        if part.name not in found:
            yield Problem("reconcile-locked-missing", Place(block=part.name), severity=Severity.NOTE)


def _plain(text: str) -> str:
    """The text with every space alike: programs write a protected space as they please."""
    return " ".join(text.split())
