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
_ATTRIBUTE = 4
_FAR = 8
_BETWEEN = ("modals", "auxiliaries", "adverbs", "finite")
_TO_BE = frozenset(("er", "var", "vere", "være", "vore", "vært"))


def empty_verb(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each empty verb with its noun, and the verb that says it."""
    del settings
    parts = word_list(card.words)[f"light-{prose.form}"]
    ahead, giving, back, after = (
        frozenset(parts[name].split()) for name in ("ahead", "giving", "back", "back-after-auxiliary")
    )
    given, events = (plain_words(card.words, name) for name in ("given", "events"))
    known = lexicon(prose.form)
    for passage, row in prose.free_sentences():
        for index, token in enumerate(row):
            found: int | None = None
            if token.lower in ahead or token.lower in giving:
                found = _noun_ahead(row, index, prose.form, known)
            if found is not None and token.lower in giving and verb_behind(row[found].lower, prose.form) not in given:
                found = None
            if found is None and (token.lower in back or (token.lower in after and _has_auxiliary(row, index, known))):
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
    if not after[:1].isalnum():
        return True
    if after in known.small["conjunctions"]:
        return all(token.lower != "til" for token in row[place + 1 : place + _FAR])
    return after in known.small["prepositions"] and after != "til"


def _opens_clause(word: str, known: Lexicon) -> bool:
    return any(word in known.small[kind] for kind in ("prepositions", "conjunctions", "finite"))


def _has_auxiliary(row: tuple[Token, ...], index: int, known: Lexicon) -> bool:
    """Whether a participle has its auxiliary just before it: "er gjort", "vart gjennomført"; "har gjort" is active."""
    return index > 0 and row[index - 1].lower in known.small["auxiliaries"] | _TO_BE


def _noun_back(row: tuple[Token, ...], index: int, form: Form, known: Lexicon, events: frozenset[str]) -> int | None:
    """The subject that is such a noun, just before or with "av tiltakene" after it; `None` when there is none."""
    place = index - 1
    while place > 0 and any(row[place].lower in known.small[kind] for kind in _BETWEEN):
        place -= 1
    if place < 0 or index - place > _BACK + 1:
        return None
    if not verb_behind(row[place].lower, form):
        place = _head_of_subject(row, place, known)
    verb = verb_behind(row[place].lower, form) if place >= 0 else ""
    return place if verb and verb not in events else None


def _head_of_subject(row: tuple[Token, ...], last: int, known: Lexicon) -> int:
    """Where a subject like "gjennomføring av alle tiltakene" has its head: first in the sentence; -1 for none."""
    for place in range(last, max(last - _ATTRIBUTE, 0), -1):
        word = row[place].lower
        if word in known.small["prepositions"]:
            return place - 1 if place == 1 else -1
        if not row[place].is_word or any(word in known.small[kind] for kind in ("finite", "auxiliaries", "pronouns")):
            return -1
    return -1
