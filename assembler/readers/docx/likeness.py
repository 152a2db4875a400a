"""Finding blocks again by what they say, where no control and no bookmark is left: in order, and by whole paragraphs.

Paragraphs that stand once on either side and are equal are the pegs; the longest row of them that keeps the order
holds. Between two pegs, paragraphs that share most of their words are the same too.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assembler.document.blocks import Block, Blocks, FactBox, Figure, Section, Table
from assembler.document.walk import own_inlines, plain_text, walk

_SHORTEST_PEG: Final = 12
_ALIKE: Final = 0.6
_FEW_WORDS: Final = 3
_FARTHEST: Final = 40


@dataclass(frozen=True, slots=True)
class _Told:
    """A paragraph of a block that is looked for."""

    block: str
    text: str


def found_alike(missing: Mapping[str, Blocks], texts: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The first and the last of `texts` that each of the `missing` blocks has, in its order; none for one not found.

    `missing` stands in the order in which the blocks went out, `texts` in that of the file.
    """
    told = [_Told(id, text) for id, blocks in missing.items() for text in block_texts(blocks)]
    pegs = _pegs([one.text for one in told], [_plain(text) for text in texts])
    pairs = sorted({*pegs, *_between(told, [_plain(text) for text in texts], pegs)})
    found: dict[str, tuple[int, int]] = {}
    for own, place in pairs:
        first, last = found.get(told[own].block, (place, place))
        found[told[own].block] = (min(first, place), max(last, place))
    return found


def block_texts(blocks: Blocks) -> Iterator[str]:
    """The texts of what would be paragraphs in Word, without case and with single spaces; none that is empty."""
    for block, _ in walk(blocks):
        for text in _texts(block):
            plain = _plain(text)
            if plain:
                yield plain


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Section() | FactBox() | Figure():
            yield plain_text(block.title)
        case Table():
            yield plain_text(block.title)
            yield " ".join(plain_text(cell.children) for row in block.rows for cell in row.cells)
        case _:
            yield from map(plain_text, own_inlines(block))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _pegs(own: Sequence[str], texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal paragraphs that stand once on either side, as many as keep the order."""
    once = {text: place for place, text in _once(texts)}
    pairs = [(place, once[text]) for place, text in _once(own) if text in once and len(text) >= _SHORTEST_PEG]
    return _longest_rising(pairs)


def _once(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    counts = Counter(texts)
    return ((place, text) for place, text in enumerate(texts) if counts[text] == 1)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        to = bisect_left(ends, place)
        before.append(last[to - 1] if to else -1)
        if to == len(ends):
            ends.append(place)
            last.append(at)
        else:
            ends[to], last[to] = place, at
    row: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _between(own: Sequence[_Told], texts: Sequence[str], pegs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of paragraphs that are alike, each in its gap between two pegs, in order, and not far from the last."""
    ends = [(-1, -1), *pegs, (len(own), len(texts))]
    words = [_words(text) for text in texts]
    for (own_start, start), (own_end, end) in zip(ends, ends[1:], strict=False):
        place = start + 1
        for at in range(own_start + 1, own_end):
            here = range(place, min(end, place + _FARTHEST))
            mine = _words(own[at].text)
            best = max(here, key=lambda spot: _likeness(mine, words[spot]), default=end)
            if best < end and (own[at].text == texts[best] or _likeness(mine, words[best]) >= _ALIKE):
                yield at, best
                place = best + 1


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _likeness(words: Counter[str], others: Counter[str]) -> float:
    """How much of their words two paragraphs share: 1 for all. Short ones are only like what equals them."""
    if words == others:
        return 1.0
    together = words.total() + others.total()
    return 2 * (words & others).total() / together if min(words.total(), others.total()) > _FEW_WORDS else 0.0
