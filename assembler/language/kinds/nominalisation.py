"""The kind that finds empty verbs with nouns: "foreta en vurdering", "utbyggingen skjer"."""

from collections.abc import Iterator

from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.lexicon import Lexicon, lexicon
from assembler.language.nouns import verb_behind
from assembler.language.passage import Prose
from assembler.language.tokens import Form, Token
from assembler.language.wordlists import plain_words, word_list

_AHEAD = 4
_BACK = 3


def empty_verb(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each empty verb with its noun, and the verb that says it."""
    del settings
    parts = word_list(card.words)[f"light-{prose.form}"]
    ahead, giving, back = (frozenset(parts[name].split()) for name in ("ahead", "giving", "back"))
    given, events = (plain_words(card.words, name) for name in ("given", "events"))
    known = lexicon(prose.form)
    for passage, row in prose.free_sentences():
        for index, token in enumerate(row):
            found: int | None = None
            if token.lower in ahead or token.lower in giving:
                found = _noun_ahead(row, index, prose.form, known)
            if found is not None and token.lower in giving and verb_behind(row[found].lower, prose.form) not in given:
                found = None
            if found is None and token.lower in back:
                found = _noun_back(row, index, prose.form, known, events)
            if found is not None:
                first, last = sorted((index, found))
                verb = verb_behind(row[found].lower, prose.form)
                span = (row[first].start, row[last].end)
                values: dict[str, str | int] = {"found": passage.text[slice(*span)], "verb": verb}
                yield Hint(card.id, card.level, passage.index, *span, values)


def _noun_ahead(row: tuple[Token, ...], index: int, form: Form, known: Lexicon) -> int | None:
    """The noun that the verb carries, with articles and adjectives between; `None` when there is none."""
    for place in range(index + 1, min(index + _AHEAD + 1, len(row))):
        word = row[place].lower
        if not row[place].is_word or _opens_clause(word, known):
            return None
        if verb_behind(word, form):
            return place if not row[index].lower.startswith("gj") or _ends_object(row, place, known) else None
    return None


def _ends_object(row: tuple[Token, ...], place: int, known: Lexicon) -> bool:
    """Whether the object ends here: "gjøre utbygging mulig" and "gjøre opplæring til et mål" hide no action."""
    after = row[place + 1].lower if place + 1 < len(row) else ""
    if not after[:1].isalnum() or after in known.small["conjunctions"]:
        return True
    return after in known.small["prepositions"] and after != "til"


def _opens_clause(word: str, known: Lexicon) -> bool:
    return any(word in known.small[kind] for kind in ("prepositions", "conjunctions", "finite"))


def _noun_back(row: tuple[Token, ...], index: int, form: Form, known: Lexicon, events: frozenset[str]) -> int | None:
    """The noun just before, with nothing but auxiliaries and adverbs between; `None` when there is none."""
    for place in range(index - 1, max(index - _BACK - 1, -1), -1):
        word = row[place].lower
        verb = verb_behind(word, form)
        if verb:
            return None if verb in events else place
        if not any(word in known.small[kind] for kind in ("modals", "auxiliaries", "adverbs", "finite")):
            return None
    return None
