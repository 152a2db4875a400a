"""A text as a row of tokens with the gaps between them, and where its blocks and sentences begin and end."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from assembler.language import sentences
from assembler.language.tokens import Form
from assembler.merge.blocks import Blocks
from assembler.merge.pairing import Item

# Numbers keep their groups (10 985 000), words their hyphens and inner stops; every other sign stands alone. Two
# spaces before a line end are a sign too: Markdown's line break.
_TOKEN: Final = re.compile(
    r"(?<! ) {2,}+(?=\r?\n)"
    r"|(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?"
    r"|[^\W_]+(?:(?:[-\u2010\u2011.'\u2019\u00ad]|(?<=\d)[,:/\u2013](?=\d))[^\W_]+)*"
    r"|[^\s\w]|_"
)
_LINE_ENDS: Final = str.maketrans({"\n": " ", "\r": " "})


@lru_cache(maxsize=8)
def script_of(blocks: Blocks, form: Form) -> "Script":
    """The script of `blocks`; the few that one merge needs again and again are kept."""
    return Script(blocks, form)


class Script:
    """The tokens of a text. Token `i` is `text[starts[i]:ends[i]]`; places between tokens count from 0 to `length`."""

    def __init__(self, blocks: Blocks, form: Form) -> None:
        """`form` is that of the prose, for its sentences."""
        self.text, self.blocks, self._form = blocks.text, blocks.blocks, form
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.bounds: list[int] = [0]
        self._offsets: list[int] = []
        offset = len(blocks.lead)
        for block in self.blocks:
            self._offsets.append(offset)
            if block.is_line:
                self.starts.append(offset)
                self.ends.append(offset + len(block.text))
            else:
                for found in _TOKEN.finditer(block.text):
                    self.starts.append(offset + found.start())
                    self.ends.append(offset + found.end())
            self.bounds.append(len(self.starts))
            offset += len(block.text) + len(block.gap)
        self.length = len(self.starts)
        self.words = [self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        self._counts = [0, *accumulate(any(map(str.isalnum, word)) for word in self.words)]
        self._sentences: dict[int, list[int]] = {}

    def gap(self, place: int) -> str:
        """What stands between token `place - 1` and token `place`, or before the first, or after the last."""
        before = self.ends[place - 1] if place else 0
        return self.text[before : self.starts[place] if place < self.length else len(self.text)]

    def passage(self, first: int, last: int) -> str:
        """The tokens [first, last) with the gaps between them; "" for none."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def words_between(self, start: int, end: int) -> int:
        """How many of the tokens [start, end) are words or numbers; 0 when `start` is not before `end`."""
        return max(0, self._counts[end] - self._counts[start])

    def block_at(self, place: int) -> int:
        """The number of the block that token `place` is in."""
        return bisect_right(self.bounds, place) - 1

    def sentence_bounds(self, block: int) -> list[int]:
        """The places where the sentences of a block begin, and the place where the last one ends."""
        if block not in self._sentences:
            self._sentences[block] = self._bounds_of(block)
        return self._sentences[block]

    def _bounds_of(self, block: int) -> list[int]:
        first, last = self.bounds[block], self.bounds[block + 1]
        if self.blocks[block].is_line:
            return [first, last]
        # Sentences do not depend on where the lines of a paragraph are wrapped.
        spans = sentences(self.blocks[block].text.translate(_LINE_ENDS), self._form)
        found = [first]
        for start, _ in spans[1:]:
            place = bisect_right(self.starts, self._offsets[block] + start - 1, found[-1], last)
            if place > found[-1] and place < last:
                found.append(place)
        return [*found, last]

    def sentence_around(self, start: int, end: int) -> tuple[int, int]:
        """The whole sentences that the tokens [start, end), at least one, are in."""
        return self._bound(start, 0), self._bound(end - 1, 1)

    def _bound(self, place: int, step: int) -> int:
        bounds = self.sentence_bounds(self.block_at(place))
        return bounds[bisect_right(bounds, place) - 1 + step]

    def block_items(self) -> list[Item]:
        """The blocks, to be paired with those of another text."""
        keys = ("\x1f".join(self.words[a:b]) for a, b in zip(self.bounds, self.bounds[1:], strict=False))
        return [Item((key, one.is_line), one.text) for key, one in zip(keys, self.blocks, strict=True)]

    def sentence_items(self, bounds: Sequence[int]) -> list[Item]:
        """The sentences between `bounds`, to be paired."""
        pairs = zip(bounds, bounds[1:], strict=False)
        return [Item("\x1f".join(self.words[a:b]), self.passage(a, b)) for a, b in pairs]
