"""Tokens: words, numbers and punctuation with their place in the text. One pass, linear in the text's length."""

import re
from typing import Literal, NamedTuple, TypeAlias

Form: TypeAlias = Literal["nb", "nn"]
Span: TypeAlias = tuple[int, int]

# A number keeps its groups (10 985 000), decimals (1,75) and paragraph parts (14-4); a word its inner stops (bl.a),
# hyphens, apostrophes and signs that nobody sees. All else that is no space stands alone, but for rows of stops.
_TOKEN = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?"
    r"|[^\W_]+(?:(?:[-\u2010\u2011.'\u2019]|[\u00ad\u200b-\u200d\u2060\ufeff]+|(?<=\d)[,:/\u2013](?=\d))[^\W_]+)*"
    r"|\.{2,}"
    r"|[^\s\w]|_"
)


_PLAIN = {0x2010: "-", 0x2011: "-", 0x2019: "'"} | dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


class Token(NamedTuple):
    """A token: `start` and `end` in the text, its `text`, and the text in small letters without unseen signs."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit, so that it counts as a word."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """Every token of `text` in order."""
    return tuple(
        Token(match.start(), match.end(), match.group(), _plain(match.group())) for match in _TOKEN.finditer(text)
    )


def words(text: str) -> list[Span]:
    """The spans of the words of `text`: letters and digits; a compound with hyphens is one word, "10 985 000" too."""
    return [(token.start, token.end) for token in tokens(text) if token.is_word]


def _plain(text: str) -> str:
    plain = text.lower().translate(_PLAIN)
    return plain or text
