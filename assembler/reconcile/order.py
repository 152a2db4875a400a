"""Which blocks stand elsewhere than where they went out: the fewest that explain the file's order."""

from bisect import bisect_left
from collections.abc import Sequence

from assembler.reconcile.outcome import Move


def moves(base: Sequence[str], found: Sequence[str]) -> dict[str, Move]:
    """The blocks that were moved, by id. Blocks that are in one of the two only say nothing about order."""
    both = set(base) & set(found)
    went, came = [id for id in base if id in both], [id for id in found if id in both]
    places = {id: place for place, id in enumerate(went)}
    kept = _longest_rising([places[id] for id in came])
    return {
        id: Move(came[at - 1] if at else "", went[places[id] - 1] if places[id] else "")
        for at, id in enumerate(came)
        if places[id] not in kept
    }


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The numbers of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [at]
    found, at = set(), ends[-1] if ends else -1
    while at >= 0:
        found.add(numbers[at])
        at = before[at]
    return frozenset(found)
