"""Aligning two rows of things: which of the one are which of the other, in order.

What occurs once on both sides is an anchor; the longest increasing row of anchors divides the work, and short
remainders are solved exactly. The effort is bounded for any input; in the worst case less is aligned, never wrongly.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, TypeAlias

Pair: TypeAlias = tuple[int, int]
_Range: TypeAlias = tuple[int, int, int, int, int]

_MOST_CELLS: Final = 10_000
_MOST_ROUNDS: Final = 30


def matches(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Pair]:
    """Pairs of places with equal things, increasing on both sides."""
    found: list[Pair] = []
    waiting: list[_Range] = [(0, len(left), 0, len(right), 0)]
    while waiting:
        a, b, c, d, depth = waiting.pop()
        while a < b and c < d and left[a] == right[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and left[b - 1] == right[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d or depth > _MOST_ROUNDS:
            continue
        anchors = _anchors(left[a:b], right[c:d])
        if anchors:
            waiting.extend(_between(anchors, (a, b, c, d, depth)))
            found.extend((a + i, c + j) for i, j in anchors)
        elif (b - a) * (d - c) <= _MOST_CELLS:
            found.extend((a + i, c + j) for i, j in _longest(left[a:b], right[c:d]))
    return sorted(found)


def increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest row of `pairs` (sorted by their first place) whose second places increase too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        place = bisect_left(tails, second)
        tails[place : place + 1] = [second]
        ends[place : place + 1] = [number]
        before.append(ends[place - 1] if place else -1)
    row: list[Pair] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _between(anchors: list[Pair], whole: _Range) -> list[_Range]:
    a, b, c, d, depth = whole
    starts = [(-1, -1), *anchors]
    ends = [*anchors, (b - a, d - c)]
    return [(a + i + 1, a + k, c + j + 1, c + m, depth + 1) for (i, j), (k, m) in zip(starts, ends, strict=True)]


def _anchors(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Pair]:
    """Anchors among what occurs once on both sides, else among what occurs equally often."""
    ours, theirs = Counter(left), Counter(right)
    single = {thing for thing, count in ours.items() if count == 1 == theirs[thing]}
    return _paired(left, right, single) or _paired(left, right, {t for t, n in ours.items() if n == theirs[t]})


def _paired(left: Sequence[Hashable], right: Sequence[Hashable], wanted: set[Hashable]) -> list[Pair]:
    """The same occurrence of each wanted thing on both sides, as far as the order holds."""
    if not wanted:
        return []
    places: dict[tuple[Hashable, int], int] = {}
    seen: Counter[Hashable] = Counter()
    for place, thing in enumerate(right):
        if thing in wanted:
            places[thing, seen[thing]] = place
            seen[thing] += 1
    pairs: list[Pair] = []
    seen.clear()
    for place, thing in enumerate(left):
        if thing in wanted:
            pairs.append((place, places[thing, seen[thing]]))
            seen[thing] += 1
    return increasing(pairs)


def _longest(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Pair]:
    """A longest common row of two short rows."""
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for j in range(len(right) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if left[i] == right[j] else max(below[j], row[j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
