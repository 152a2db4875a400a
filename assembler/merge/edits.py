"""What one side has done to the base, as values: which tokens became which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assembler.merge.align import matches
from assembler.merge.pairing import Item, Link, likeness, links
from assembler.merge.script import Script

# Below this a sentence was written anew: words that it shares with the old one say nothing about where an edit fits.
_SAME_SENTENCE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Edit:
    """The tokens [start, end) of the base became the tokens [first, last) of the side; either may be empty.

    `low` to `high` are the sentences of the base that it is in: empty where whole sentences were inserted between
    others. `block` is the tokens of the paragraph, or paragraphs, that it is in; empty where paragraphs were inserted.
    `is_whole` says that whole sentences came, went or were written anew.
    """

    start: int
    end: int
    first: int
    last: int
    low: int
    high: int
    block: tuple[int, int]
    is_whole: bool = False

    @property
    def is_deletion(self) -> bool:
        """Whether whole sentences went and nothing came."""
        return self.is_whole and self.first == self.last

    @property
    def is_insertion(self) -> bool:
        """Whether something came and nothing went."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class _Span:
    """Tokens of the base and of the side that belong together, in the paragraphs `block` of the base."""

    start: int
    end: int
    first: int
    last: int
    block: tuple[int, int]


def edits(base: Script, side: Script) -> list[Edit]:
    """Everything that `side` did to `base`, in order; edits do not overlap."""
    found: list[Edit] = []
    for link in links(base.block_items(), side.block_items()):
        if link.is_equal:
            continue
        span = _span(link, base.bounds, side.bounds, None)
        if link.start < link.end and link.first < link.last and _is_linked(base, side, link):
            found.extend(_in_blocks(base, side, link, span))
        else:
            found.extend(_whole(span, [base.bounds[n] for n in range(link.start, link.end + 1)]))
    return found


def _is_linked(base: Script, side: Script, link: Link) -> bool:
    """Whether the blocks are the same paragraph, changed, and not one written in the place of another."""
    ours = "".join(block.text + "\n" for block in base.blocks[link.start : link.end])
    theirs = "".join(block.text + "\n" for block in side.blocks[link.first : link.last])
    return likeness(Item("", ours), Item("", theirs)) > 0


def _span(link: Link, ours: Sequence[int], theirs: Sequence[int], block: tuple[int, int] | None) -> _Span:
    start, end = ours[link.start], ours[link.end]
    return _Span(start, end, theirs[link.first], theirs[link.last], block or (start, end))


def _in_blocks(base: Script, side: Script, link: Link, span: _Span) -> Iterator[Edit]:
    """The edits inside paragraphs that were changed, sentence by sentence."""
    ours = _bounds(base, link.start, link.end)
    theirs = _bounds(side, link.first, link.last)
    for inner in links(base.sentence_items(ours), side.sentence_items(theirs)):
        if inner.is_equal:
            continue
        part = _span(inner, ours, theirs, span.block)
        is_changed = inner.start < inner.end and inner.first < inner.last
        if is_changed and _is_same(base, side, part):
            yield from _in_sentences(base, side, part)
        else:
            yield from _whole(part, ours[inner.start : inner.end + 1])


def _bounds(script: Script, start: int, end: int) -> list[int]:
    """Where the sentences of the blocks [start, end) begin, and where the last one ends."""
    begins = [place for block in range(start, end) for place in script.sentence_bounds(block)[:-1]]
    return [*begins, script.bounds[end]]


def _is_same(base: Script, side: Script, part: _Span) -> bool:
    ours = Item("", base.passage(part.start, part.end))
    return likeness(ours, Item("", side.passage(part.first, part.last))) >= _SAME_SENTENCE


def _whole(part: _Span, bounds: Sequence[int]) -> Iterator[Edit]:
    """Whole sentences or paragraphs that came or went, each deleted one by itself, or one stretch written anew."""
    if part.first < part.last:
        low, high = part.start, part.end
        yield Edit(part.start, part.end, part.first, part.last, low, high, part.block, True)
        return
    for start, end in zip(bounds, bounds[1:], strict=False):
        yield Edit(start, end, part.first, part.last, start, end, part.block, True)


def _in_sentences(base: Script, side: Script, part: _Span) -> Iterator[Edit]:
    """The edits of words in sentences that were changed."""
    equal = matches(base.words[part.start : part.end], side.words[part.first : part.last])
    at, to = part.start, part.first
    for i, j in [*equal, (part.end - part.start, part.last - part.first)]:
        start, first = part.start + i, part.first + j
        if at < start or to < first:
            low, high = _reach(base, part, at, start)
            yield Edit(at, start, to, first, low, high, part.block)
        at, to = start + 1, first + 1


def _reach(base: Script, part: _Span, start: int, end: int) -> tuple[int, int]:
    """The sentences of an edit; an insertion between two sentences that were joined is in both."""
    left, right = max(part.start, start - (start == end)), min(part.end - 1, max(start, end - 1))
    return base.sentence_around(left, right + 1)
