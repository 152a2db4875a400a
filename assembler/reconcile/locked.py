"""The locked parts of the file beside what they were: a figure that somebody typed over is refused, and told."""

from collections.abc import Iterator

from assembler.document.exported import Exported, LockedPart
from assembler.document.inline import BoundFigure
from assembler.document.walk import every_inline
from assembler.problem import Place, Problem, Severity
from assembler.readers.docx.edited import EditedCopy, FoundLocked
from assembler.reconcile.outcome import Brought


def locked_parts(base: Exported, copy: EditedCopy) -> tuple[Brought, ...]:
    """The locked parts that say something else than when they went out, each difference once."""
    known = {(part.kind, part.name): part for part in base.locked}
    refused: dict[tuple[str, str, str], Brought] = {}
    for found in copy.locked:
        part = known.get((found.kind, found.name), LockedPart(found.kind, found.name, ()))
        if _plain(found.text) in map(_plain, part.texts):
            continue
        problem = Problem("reconcile-locked", Place(block=found.name), severity=Severity.WARNING)
        refused[found.kind, found.name, found.text] = Brought(
            id=found.name,
            kind=found.kind,
            state="refused",
            base=part.texts[0] if part.texts else "",
            ours=part.texts[0] if part.texts else "",
            theirs=found.text,
            form=base.form,
            within=_within(copy, found) if found.kind == "figure" else "",
            problems=(problem,),
        )
    return tuple(refused.values())


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
    there = {found.name for found in copy.locked if found.kind == "block"}
    for part in base.locked:
        if part.kind == "block" and part.name not in there:
            yield Problem("reconcile-locked-missing", Place(block=part.name), severity=Severity.NOTE)


def _plain(text: str) -> str:
    """The text with every space alike: programs write a protected space as they please."""
    return " ".join(text.split())
