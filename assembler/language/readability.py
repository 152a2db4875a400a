"""Readability: words, sentences, LIX and passives of a text."""

from collections.abc import Sequence
from dataclasses import dataclass

from assembler.language.passage import Read
from assembler.language.passive import passives_of

LONG_WORD = 7
"""LIX counts words of more than six letters as long."""


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of running text. `long_words` have seven letters or more."""

    words: int = 0
    sentences: int = 0
    long_words: int = 0
    passives: int = 0

    @property
    def lix(self) -> float:
        """LIX by its definition: words a sentence, and long words in a hundred (Björnsson 1968); 0 without words."""
        if not self.words:
            return 0.0
        return self.words / self.sentences + 100 * self.long_words / self.words

    @property
    def average(self) -> float:
        """Words a sentence; 0 without sentences."""
        return self.words / self.sentences if self.sentences else 0.0

    def __add__(self, other: "Readability") -> "Readability":
        """The two together."""
        return Readability(
            self.words + other.words,
            self.sentences + other.sentences,
            self.long_words + other.long_words,
            self.passives + other.passives,
        )


def readability(passages: Sequence[Read]) -> Readability:
    """The readability of running text; headings are to be left out by the caller."""
    total = Readability()
    for passage in passages:
        words = passage.analysis.words
        total += Readability(
            len(words),
            len(passage.sentences),
            sum(len(word.lower) >= LONG_WORD for word in words),
            len(passives_of(passage.analysis)),
        )
    return total
