"""Which sentences (or paragraphs) of an edited text are which of the base: equal, changed, divided, joined, or new."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assembler.merge.align import Pair, increasing, matches

_WORD: Final = re.compile(r"[^\W_]+")
_MOST_PAIRS: Final = 2_500
_ALIKE: Final = 0.4
_TAKEN_OVER: Final = 0.6


class Item:
    """A sentence or paragraph: `key` is equal for equal ones. Its words are counted when somebody asks."""

    __slots__ = ("_size", "_text", "_words", "key")

    def __init__(self, key: Hashable, text: str) -> None:
        """`text` is what the words are of."""
        self.key, self._text = key, text
        self._words: Counter[str] | None = None
        self._size = 0

    @property
    def words(self) -> Counter[str]:
        """Its words with their number."""
        if self._words is None:
            self._words = Counter(_WORD.findall(self._text))
            self._size = self._words.total()
        return self._words

    @property
    def size(self) -> int:
        """How many words it has."""
        return self._size if self._words is not None else self.words.total()


@dataclass(frozen=True, slots=True)
class Link:
    """The items [start, end) of the base are [first, last) of the side; one of the two is empty for none."""

    start: int
    end: int
    first: int
    last: int
    is_equal: bool = False


def likeness(left: Item, right: Item) -> float:
    """How much of their words two items share, 0 to 1; 0 when one of them has none."""
    least, most = sorted((left.size, right.size))
    # The bound first: counting is what costs.
    if not least or 2 * least / (least + most) < _ALIKE:
        return 0.0
    return 2 * (left.words & right.words).total() / (least + most)


def links(base: Sequence[Item], side: Sequence[Item]) -> list[Link]:
    """All of both rows, cut into links in order."""
    equal = matches([one.key for one in base], [one.key for one in side])
    found: list[Link] = []
    at, to = 0, 0
    for i, j in [*equal, (len(base), len(side))]:
        found.extend(_unequal(base, side, Link(at, i, to, j)))
        if i < len(base):
            found.append(Link(i, i + 1, j, j + 1, True))
        at, to = i + 1, j + 1
    return found


def _unequal(base: Sequence[Item], side: Sequence[Item], gap: Link) -> Iterator[Link]:
    """A stretch without equal items, cut into changed ones and what is left between them."""
    if gap.start == gap.end and gap.first == gap.last:
        return
    pairs = _alike(base, side, gap)
    widened = [_widened(base, side, pair, bounds) for pair, bounds in _with_bounds(pairs, gap)]
    at, to = gap.start, gap.first
    for link in widened:
        start, first = max(link.start, at), max(link.first, to)
        if (at, to) != (start, first):
            yield Link(at, start, to, first)
        yield Link(start, link.end, first, link.last)
        at, to = link.end, link.last
    if (at, to) != (gap.end, gap.last):
        yield Link(at, gap.end, to, gap.last)


def _alike(base: Sequence[Item], side: Sequence[Item], gap: Link) -> list[Pair]:
    """Pairs of changed items, in order."""
    if not (gap.end - gap.start) * (gap.last - gap.first):
        return []
    if (gap.end - gap.start) * (gap.last - gap.first) <= _MOST_PAIRS:
        return _best(base, side, gap)
    anchors = _by_rare_words(base, side, gap)
    found: list[Pair] = list(anchors)
    ends = [*anchors, (gap.end, gap.last)]
    at, to = gap.start, gap.first
    for i, j in ends:
        if 0 < (i - at) * (j - to) <= _MOST_PAIRS:
            found.extend(_best(base, side, Link(at, i, to, j)))
        at, to = i + 1, j + 1
    return sorted(found)


def _best(base: Sequence[Item], side: Sequence[Item], gap: Link) -> list[Pair]:
    """The pairs whose likenesses sum up to most, in order."""
    rows, columns = gap.end - gap.start, gap.last - gap.first
    alike = [[likeness(base[gap.start + i], side[gap.first + j]) for j in range(columns)] for i in range(rows)]
    sums = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = sums[i + 1][j + 1] + alike[i][j] if alike[i][j] >= _ALIKE else 0.0
            sums[i][j] = max(paired, sums[i + 1][j], sums[i][j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < rows and j < columns:
        if alike[i][j] >= _ALIKE and sums[i][j] == sums[i + 1][j + 1] + alike[i][j]:
            pairs.append((gap.start + i, gap.first + j))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _by_rare_words(base: Sequence[Item], side: Sequence[Item], gap: Link) -> list[Pair]:
    """Pairs of items that share a word which no other item of the stretch has."""
    ours = _owners(base, gap.start, gap.end)
    theirs = _owners(side, gap.first, gap.last)
    shared = {(ours[word], theirs[word]) for word in ours.keys() & theirs.keys()}
    pairs = sorted(pair for pair in shared if min(pair) >= 0 and likeness(base[pair[0]], side[pair[1]]) >= _ALIKE)
    row = increasing(pairs)
    return [pair for number, pair in enumerate(row) if not number or pair[0] > row[number - 1][0]]


def _owners(items: Sequence[Item], start: int, end: int) -> dict[str, int]:
    """The one item that has a word; -1 for a word of several."""
    owners: dict[str, int] = {}
    for place in range(start, end):
        for word in items[place].words:
            owners[word] = -1 if word in owners else place
    return owners


def _with_bounds(pairs: Sequence[Pair], gap: Link) -> Iterator[tuple[Pair, Link]]:
    """Each pair with the stretch that reaches to its neighbours."""
    before = (gap.start - 1, gap.first - 1)
    for number, pair in enumerate(pairs):
        after = pairs[number + 1] if number + 1 < len(pairs) else (gap.end, gap.last)
        yield pair, Link(before[0] + 1, after[0], before[1] + 1, after[1])
        before = pair


def _widened(base: Sequence[Item], side: Sequence[Item], pair: Pair, bounds: Link) -> Link:
    """A pair with the neighbours that it was divided into, or that were joined into it."""
    i, j = pair
    start, end, first, last = i, i + 1, j, j + 1
    rest = side[j].words - base[i].words
    while start > bounds.start and _is_taken_over(base[start - 1], rest):
        start -= 1
        rest -= base[start].words
    while end < bounds.end and _is_taken_over(base[end], rest):
        rest -= base[end].words
        end += 1
    rest = base[i].words - side[j].words
    while first > bounds.first and _is_taken_over(side[first - 1], rest):
        first -= 1
        rest -= side[first].words
    while last < bounds.last and _is_taken_over(side[last], rest):
        rest -= side[last].words
        last += 1
    return Link(start, end, first, last)


def _is_taken_over(one: Item, rest: Counter[str]) -> bool:
    return one.size > 0 and (one.words & rest).total() >= _TAKEN_OVER * one.size
