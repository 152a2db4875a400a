"""Text that stands in no block: what somebody wrote between them, or beneath, or above."""

from collections.abc import Iterator, Sequence

from assembler.problem import Problem
from assembler.readers.docx.chosen import Other, built
from assembler.readers.docx.edited import NewText
from assembler.readers.docx.flow import note_marks, paragraphs_within
from assembler.readers.docx.pictures import Pictures
from assembler.readers.docx.remarks import Remarks
from assembler.readers.docx.survey import Survey


def inbox(
    whole: Survey, pictures: Pictures, others: Sequence[Other]
) -> tuple[tuple[NewText, ...], tuple[Problem, ...]]:
    """All of it in the order of the file, with `others`: what stands in a second place of a block's id.

    And what is told where nothing could be taken in, a drawing alone perhaps.
    """
    told: list[Problem] = []
    found = [(other.place, NewText(other.after, other.blocks, other.problems)) for other in others]
    for after, places in gaps(whole):
        remarks = Remarks()
        blocks = built(whole, pictures, places, "current", remarks)
        if blocks:
            found.append((places[0], NewText(after, blocks, remarks.problems())))
        else:
            told += remarks.problems()
    return tuple(text for _, text in sorted(found, key=lambda pair: pair[0])), tuple(told)


def gaps(whole: Survey) -> Iterator[tuple[str, list[int]]]:
    """The rows of spots that nobody owns, each with the block before it; what is the program's own divides none."""
    after, places, has_begun = "", list[int](), False
    for place, owner in enumerate(whole.owners):
        if owner.kind == "between":
            if _is_new(whole, place, has_begun):
                places.append(place)
            continue
        if places:
            yield after, places
            places = []
        has_begun = True
        after = owner.name if owner.kind == "block" else after
    if places:
        yield after, places


def _is_new(whole: Survey, place: int, has_begun: bool) -> bool:
    """Whether somebody put it there. Pictures before the first part are the cover's."""
    if whole.shown["current"][place] is None:
        return False
    if whole.text(place).strip():
        return not whole.is_own(place) or _has_note(whole, place)
    return has_begun and not _is_beside_locked(whole, place)


def _has_note(whole: Survey, place: int) -> bool:
    """Whether somebody wrote a note to what is the program's own; where nobody owns it, the program writes none."""
    leaf = whole.shown["current"][place]
    return leaf is not None and any(any(note_marks(one.content)) for one in paragraphs_within((leaf,)))


def _is_beside_locked(whole: Survey, place: int) -> bool:
    """Whether something without text, a chart perhaps, stands next to a locked part that lost its control."""
    nearest = (
        next((one for one in order if one.kind != "between"), None)
        for order in (whole.owners[place + 1 :], whole.owners[:place][::-1])
    )
    return any(owner is not None and owner.kind == "locked" and owner.number < 0 for owner in nearest)
