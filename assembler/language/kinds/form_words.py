"""Kinds on the two forms of Norwegian, and on words that come twice."""

from collections.abc import Iterator
from itertools import takewhile

from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.lexicon import shared_words
from assembler.language.passage import Prose
from assembler.language.tokens import Token
from assembler.language.wordlists import word_list

_LAWS = ("lov", "lova", "loven", "forskrift", "forskrifta", "forskriften")
_LONGEST_TITLE = 12


def other_form(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each word that only the other form of Norwegian has; names and quotations are exempt."""
    del settings
    words: dict[str, str] = word_list(card.words)[f"in-{prose.form}"]
    own, other = ("bokmål", "nynorsk") if prose.form == "nb" else ("nynorsk", "bokmål")
    for passage, row in prose.free_sentences():
        titles = _law_titles(row)
        for index, token in enumerate(row):
            instead = words.get(token.lower)
            if instead is None or index in titles or (token.is_capital and index) or token.text.isupper():
                continue
            shown = instead[:1].upper() + instead[1:] if token.is_capital else instead
            values: dict[str, str | int] = {"found": token.text, "instead": shown, "own": own, "other": other}
            yield Hint(card.id, card.level, passage.index, token.start, token.end, values, shown)


def _law_titles(row: tuple[Token, ...]) -> frozenset[int]:
    """Where the titles of laws stand ("lov om kommuner og fylkeskommuner"): they keep the form they were given in."""
    found: set[int] = set()
    for index, token in enumerate(row[:-1]):
        if token.lower in _LAWS and row[index + 1].lower in ("om", "av"):
            rest = range(index + 2, min(index + 2 + _LONGEST_TITLE, len(row)))
            found.update(takewhile(lambda place: row[place].is_word, rest))
    return frozenset(found)


def repetition(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each word that stands twice in a row, but for those that rightly do ("det det")."""
    del settings
    for passage, row in prose.free_sentences():
        for token, after in zip(row, row[1:], strict=False):
            if token.lower != after.lower or not token.text[0].isalpha() or token.lower in shared_words()["twice"]:
                continue
            if after.is_capital or not passage.text[token.end : after.start].isspace():
                continue
            values: dict[str, str | int] = {"found": f"{token.text} {after.text}", "instead": token.text}
            yield Hint(card.id, card.level, passage.index, token.start, after.end, values, token.text)
