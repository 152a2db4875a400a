"""A text in which conflicts wait, and a further copy of it: what the copy adds joins the side that came from Word."""

from dataclasses import replace

from assembler.merge.marked import read_marked
from assembler.merge.narrative import Version, merge_narrative, read_narrative, version_of
from assembler.merge.values import Merged, Piece
from assembler.reconcile.laying import laid
from assembler.reconcile.outcome import Brought


def with_waiting(block: Brought, base: Version, theirs: Version) -> tuple[Piece, ...] | None:
    """The pieces of the block's file with `theirs` in it, conflicts that wait among them.

    `None` when the marks are not whole, a side cannot be read, or the copy says something else in the very place of a
    side that came from Word: then three texts would stand against each other, and a person has to settle first.
    """
    pieces = read_marked(block.ours)
    if pieces is None:
        return None
    waiting = Merged(pieces)
    mine, others = (read_narrative(text, block.form) for text in (waiting.ours, waiting.theirs))
    if mine is None or others is None:
        return None
    from_word = merge_narrative(base, version_of(others, block.form), theirs, block.form)
    both = None if from_word.conflicts else read_narrative(from_word.theirs, block.form)
    if both is None:
        return None
    ours, together = version_of(mine, block.form), version_of(both, block.form)
    if together.text == version_of(others, block.form).text:
        return pieces
    merged = merge_narrative(base, ours, together, block.form)
    return laid(merged, replace(block, ours=ours.text, theirs=together.text), waiting.ours)
