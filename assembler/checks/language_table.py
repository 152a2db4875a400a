"""A row of the readability table: how one chapter reads."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assembler.language.readability import Readability

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ChapterReading:
    """Words, sentences, words a sentence, LIX and passives in a hundred sentences, with one decimal."""

    chapter: str
    words: int
    sentences: int
    words_per_sentence: Decimal
    lix: Decimal
    passives_per_100: Decimal

    def as_json(self) -> dict[str, Any]:
        """By name; measures as numbers."""
        return {
            "chapter": self.chapter,
            "words": self.words,
            "sentences": self.sentences,
            "words_per_sentence": float(self.words_per_sentence),
            "lix": float(self.lix),
            "passives_per_100": float(self.passives_per_100),
        }


def chapter_reading(chapter: str, measured: Readability) -> ChapterReading:
    """The row of one chapter."""
    rate = 100 * measured.passives / measured.sentences if measured.sentences else 0.0
    return ChapterReading(
        chapter, measured.words, measured.sentences, _tenths(measured.average), _tenths(measured.lix), _tenths(rate)
    )


def _tenths(value: float) -> Decimal:
    return Decimal(str(value)).quantize(_TENTH)
