"""Kinds on the two forms of Norwegian, and on words that come twice."""

from collections.abc import Iterator

from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.lexicon import shared_words
from assembler.language.names import law_titles
from assembler.language.passage import Prose
from assembler.language.wordlists import word_list


def other_form(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each word that only the other form of Norwegian has; names and quotations are exempt."""
    del settings
    words: dict[str, str] = word_list(card.words)[f"in-{prose.form}"]
    own, other = ("bokmål", "nynorsk") if prose.form == "nb" else ("nynorsk", "bokmål")
    for passage, row in prose.free_sentences():
        titles = law_titles(row)
        for index, token in enumerate(row):
            instead = words.get(token.lower)
            if instead is None or index in titles or (token.is_capital and index) or token.text.isupper():
                continue
            shown = instead[:1].upper() + instead[1:] if token.is_capital else instead
            values: dict[str, str | int] = {"found": token.text, "instead": shown, "own": own, "other": other}
            yield Hint(card.id, card.level, passage.index, token.start, token.end, values, shown)


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
