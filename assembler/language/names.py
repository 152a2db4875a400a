"""Names that a text is not free to word: the titles of laws."""

from itertools import takewhile

from assembler.language.tokens import Token

_LAWS = ("lov", "lova", "loven", "forskrift", "forskrifta", "forskriften")
_LONGEST_TITLE = 12


def law_titles(row: tuple[Token, ...]) -> frozenset[int]:
    """Where the titles of laws stand ("lov om kommuner og fylkeskommuner"): they keep the form they were given in."""
    found: set[int] = set()
    for index, token in enumerate(row[:-1]):
        if token.lower in _LAWS and row[index + 1].lower in ("om", "av"):
            rest = range(index + 2, min(index + 2 + _LONGEST_TITLE, len(row)))
            found.update(takewhile(lambda place: row[place].is_word, rest))
    return frozenset(found)
