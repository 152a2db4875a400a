"""Paragraphs that one side moved: the move is made in the base and in the other side before the texts are merged.

So what the other side wrote in a moved paragraph goes with it. A paragraph that both sides moved is left alone here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assembler.language.tokens import Form
from assembler.merge.align import matches
from assembler.merge.blocks import Blocks
from assembler.merge.pairing import Item, links
from assembler.merge.script import script_of


@dataclass(frozen=True, slots=True)
class Moves:
    """What one side moved: numbers of blocks of the base, with their number in the side; `places` has all that stayed
    the same too.
    """

    moved: Mapping[int, int]
    places: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The three texts after the moves were made everywhere, and what was moved."""

    base: Blocks
    ours: Blocks
    theirs: Blocks
    moved: tuple[str, ...]
    contested: frozenset[str]


def ordered(base: Blocks, ours: Blocks, theirs: Blocks, form: Form) -> Ordered:
    """The texts with each paragraph that one side moved in its new place on all sides.

    `contested` are the texts of those that both sides moved.
    """
    our, their = (moves(base, side, form) for side in (ours, theirs))
    both = {base.blocks[number].text for number in our.moved.keys() & their.moved.keys()}
    moved: list[str] = []
    base, theirs, done = _made(base, theirs, ours, both, form)
    moved += done
    base, ours, done = _made(base, ours, theirs, both, form)
    return Ordered(base, ours, theirs, tuple([*moved, *done]), frozenset(both))


def moves(base: Blocks, side: Blocks, form: Form) -> Moves:
    """What `side` moved: blocks that stand once in both, unchanged, but in another order."""
    ours, theirs = _keys(base, form), _keys(side, form)
    stayed = dict(matches(ours, theirs))
    taken = set(stayed.values())
    counts, other = Counter(ours), Counter(theirs)
    places = {key: place for place, key in enumerate(theirs) if other[key] == 1 and place not in taken}
    moved = {
        number: places[key]
        for number, key in enumerate(ours)
        if number not in stayed
        and counts[key] == 1
        and key in places
        and any(map(str.isalnum, base.blocks[number].text))
    }
    return Moves(moved, {**stayed, **moved})


def _keys(blocks: Blocks, form: Form) -> list[object]:
    return [one.key for one in _items(blocks, form)]


def _items(blocks: Blocks, form: Form) -> list[Item]:
    return script_of(blocks, form).block_items()


def _made(base: Blocks, other: Blocks, side: Blocks, both: set[str], form: Form) -> tuple[Blocks, Blocks, list[str]]:
    """`base` and `other` with the moves of `side` made, and the texts of what was moved."""
    found = moves(base, side, form)
    if not found.moved:
        return base, other, []
    same = {
        link.start: link.first
        for link in links(_items(base, form), _items(other, form))
        if link.end - link.start == 1 == link.last - link.first
    }
    moved = [number for number in found.moved if number in same and base.blocks[number].text not in both]
    after = dict(_followers(found, moved, same))
    again = {same[number]: same[before] if before >= 0 else -1 for number, before in after.items()}
    texts = [base.blocks[number].text for number in moved]
    return _rearranged(base, after), _rearranged(other, again), texts


def _followers(found: Moves, moved: Sequence[int], same: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Each moved block of the base with the one that it shall follow: the nearest before it that all sides have."""
    wanted = set(moved)
    before = -1
    for number, _ in sorted(found.places.items(), key=lambda pair: pair[1]):
        if number in wanted:
            yield number, before
            before = number
        elif number in same and number not in found.moved:
            before = number


def _rearranged(blocks: Blocks, after: Mapping[int, int]) -> Blocks:
    """The blocks with each key of `after` behind its value, -1 for the beginning."""
    following = {before: number for number, before in after.items()}
    order: list[int] = []
    for start in [-1, *(number for number in range(len(blocks.blocks)) if number not in after)]:
        number: int | None = start
        while number is not None:
            order.append(number)
            number = following.get(number)
    placed = [blocks.blocks[number] for number in order if number >= 0]
    # The last one of a file may have had no line end, and what is last now ends the file as that one did.
    gaps = [*(block.gap or "\n\n" for block in placed[:-1]), *(block.gap for block in blocks.blocks[-1:])]
    return Blocks(tuple(replace(b, gap=gap) for b, gap in zip(placed, gaps, strict=True)), blocks.lead)
