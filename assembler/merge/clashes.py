"""Where the edits of two sides cannot both be made: the word guard, and the sentences that a conflict takes in.

Two edits clash when they touch the same tokens, or stand in the same sentence less than two untouched words apart:
of «et stort hus», one side's «stor» and the other's «bil» make no sentence. Edits of neighbouring sentences do not.
A sentence that one side deleted or wrote anew, and the other edited, is a conflict; so is a sentence that one side
wrote beside one that the other deleted, and what both wrote in the same place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from assembler.merge.edits import Edit
from assembler.merge.script import Script

_NEAR: Final = 2
_Interval: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One side's text and what it did; `contested` are its edits that move what the other side moved elsewhere."""

    script: Script
    edits: Sequence[Edit]
    contested: frozenset[Edit] = frozenset()

    def words(self, edit: Edit) -> list[str]:
        """The tokens that an edit brought."""
        return self.script.words[edit.first : edit.last]


@dataclass(frozen=True, slots=True)
class Group:
    """Edits that are settled together. Tokens [low, high) of the base; `is_conflict` when they cannot all be made."""

    low: int
    high: int
    ours: tuple[Edit, ...]
    theirs: tuple[Edit, ...]
    is_conflict: bool


def groups(base: Script, ours: Side, theirs: Side) -> list[Group]:
    """All edits of both sides in groups, in order."""
    clashing = _clashes(base, ours, theirs)
    spans = [
        (clashing.get((kind, edit), _whole_span(edit)), kind, edit)
        for kind, side in ((1, ours), (2, theirs))
        for edit in side.edits
    ]
    conflicts = [*clashing.values(), *_contested(ours), *_contested(theirs)]
    found: list[Group] = []
    members: list[tuple[int, Edit]] = []
    low = high = -1
    is_conflict = False
    rows = [*((span, 0, None) for span in conflicts), *spans]
    for (start, end), kind, edit in sorted(rows, key=lambda row: (*row[0], row[1])):
        is_same_place = start == end == low == high
        if members or is_conflict:
            joins = start < high or is_same_place
            # Conflicts that touch are one: the gap between them belongs to both.
            joins = joins or (is_conflict and kind == 0 and start == high)
            if not joins:
                found.append(_group(low, high, members, is_conflict))
                members, is_conflict, low, high = [], False, start, end
        else:
            low, high = start, end
        high = max(high, end)
        is_conflict = is_conflict or kind == 0
        if edit is not None:
            members.append((kind, edit))
    if members or is_conflict:
        found.append(_group(low, high, members, is_conflict))
    return found


def _group(low: int, high: int, members: list[tuple[int, Edit]], is_conflict: bool) -> Group:
    ours = tuple(edit for kind, edit in members if kind == 1)
    theirs = tuple(edit for kind, edit in members if kind == 2)
    return Group(low, high, ours, theirs, is_conflict)


def _whole_span(edit: Edit) -> _Interval:
    return min(edit.start, edit.low), max(edit.end, edit.high)


def _contested(side: Side) -> list[_Interval]:
    return [_whole_span(edit) for edit in side.edits if edit in side.contested]


def _clashes(base: Script, ours: Side, theirs: Side) -> dict[tuple[int, Edit], _Interval]:
    """The edits that clash, ours as 1 and theirs as 2, each with the stretch of the base that its conflict takes in.

    Only edits that stand near each other can clash.
    """
    found: dict[tuple[int, Edit], _Interval] = {}
    begin = 0
    for left in ours.edits:
        while begin < len(theirs.edits) and _is_far(base, theirs.edits[begin], left):
            begin += 1
        for place in range(begin, len(theirs.edits)):
            right = theirs.edits[place]
            if _is_far(base, left, right):
                break
            if not are_same(ours, left, theirs, right) and _clash(base, left, right):
                keys = (1, left), (2, right)
                spans = [_whole_span(left), _whole_span(right), *(found[key] for key in keys if key in found)]
                found.update(dict.fromkeys(keys, (min(spans)[0], max(span[1] for span in spans))))
    return found


def are_same(ours: Side, left: Edit, theirs: Side, right: Edit) -> bool:
    """Whether both sides did the same thing in the same place."""
    same_place = (left.start, left.end) == (right.start, right.end)
    return same_place and ours.words(left) == theirs.words(right)


def _is_far(base: Script, left: Edit, right: Edit) -> bool:
    """Whether `right` stands after `left` with enough untouched words between them."""
    return left.end < right.start and base.words_between(left.end, right.start) >= _NEAR


def _clash(base: Script, left: Edit, right: Edit) -> bool:
    """Whether two edits, one of each side and not the same, cannot both be made."""
    if left.is_insertion and right.is_insertion and left.start == right.start:
        return not _have_order(left, right)
    if left.start < right.end and right.start < left.end:
        return True
    touches = right.start == left.end or left.start == right.end
    if touches and (_adds_beside_deleted(left, right) or _adds_beside_deleted(right, left)):
        return True
    are_far = _is_far(base, left, right) or _is_far(base, right, left)
    return not are_far and _overlap((left.low, left.high), (right.low, right.high))


def _have_order(left: Edit, right: Edit) -> bool:
    """Whether it is plain which of two insertions in the same place comes first.

    A sentence added to a paragraph comes before a paragraph added after it; words added at the end of a sentence come
    before a sentence added after it.
    """
    if left.is_whole and right.is_whole:
        return (left.block[0] == left.block[1]) != (right.block[0] == right.block[1])
    if left.is_whole == right.is_whole:
        return False
    word = right if left.is_whole else left
    return word.start in (word.low, word.high)


def _adds_beside_deleted(added: Edit, deleted: Edit) -> bool:
    """Whether a sentence was added beside one that was deleted, in the same paragraph."""
    is_added = added.is_insertion and added.is_whole
    return is_added and deleted.is_deletion and _overlap(added.block, deleted.block)


def _overlap(left: _Interval, right: _Interval) -> bool:
    return max(left[0], right[0]) < min(left[1], right[1])
