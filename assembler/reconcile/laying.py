"""A merged text laid on what its owner wrote: wrapping, spacing and ways of writing stay where nothing changed."""

from assembler.language.tokens import Form
from assembler.merge.narrative import read_narrative
from assembler.merge.prose import merge_text
from assembler.merge.values import Clean, Merged, Piece
from assembler.reconcile.outcome import Brought


def laid(merged: Merged, block: Brought, body: str) -> tuple[Piece, ...]:
    """`merged`, of the three texts of `block`, as the new text of its file, whose text is `body` now.

    Both sides of the result read as those of `merged`; where that cannot be had with the owner's own writing, it
    stands in canonical form.
    """
    if body == block.ours:
        return merged.pieces
    direct = merge_text(block.base, body, block.theirs, block.form)
    if _is_same(direct, merged, block.form):
        return direct.pieces
    if merged.conflicts:
        return merged.pieces
    own = Merged((Clean(merge_text(block.ours, body, merged.ours, block.form).theirs),))
    return own.pieces if _is_same(own, merged, block.form) else merged.pieces


def _is_same(laid: Merged, merged: Merged, form: Form) -> bool:
    """Whether both read as the same blocks, with the same number of conflicts."""
    if len(laid.conflicts) != len(merged.conflicts):
        return False
    pairs = {(laid.ours, merged.ours), (laid.theirs, merged.theirs)}
    return all(_reads_alike(*pair, form) for pair in pairs)


def _reads_alike(left: str, right: str, form: Form) -> bool:
    if left == right:
        return True
    blocks = read_narrative(left, form)
    return blocks is not None and blocks == read_narrative(right, form)
