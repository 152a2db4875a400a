"""Kinds on the shape of a block: headings that say nothing, lists in a sentence, no reader in sight, terms."""

from collections.abc import Iterator

from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.lexicon import Lexicon, lexicon, shared_words
from assembler.language.passage import Prose
from assembler.language.tokens import Token
from assembler.language.wordlists import plain_words, substitutions, word_list

_ITEM_WORDS = 2
_NO_NOUN = ("prepositions", "conjunctions", "finite", "auxiliaries")


def empty_heading(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each heading that could stand over any text ("Innledning")."""
    del settings
    empty = frozenset(word_list(card.words)[prose.form])
    for passage in prose.passages:
        if passage.role != "heading" or not passage.sentences:
            continue
        words = [word for word in passage.analysis.words if not word.text[0].isdigit()]
        if " ".join(word.lower for word in words) in empty:
            start, end = words[0].start, words[-1].end
            yield Hint(card.id, card.level, passage.index, start, end, {"found": passage.text[start:end]})


def enumeration(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each row of four things or more between commas; names in a row are left alone."""
    limit = settings.limits[card.limits[0]]
    known = lexicon(prose.form)
    for passage in prose.running:
        for sentence in passage.sentences:
            for count, first, last in _rows(sentence.tokens, known):
                if limit.judge(count):
                    values: dict[str, str | int] = {"count": count, "limit": limit.first}
                    yield Hint(card.id, card.level, passage.index, first.start, last.end, values)


def _rows(row: tuple[Token, ...], known: Lexicon) -> Iterator[tuple[int, Token, Token]]:
    """Rows of short items closed by "og" or "eller": how many items, the first and the last token."""
    commas = [index for index, token in enumerate(row) if token.text == ","]
    organs = shared_words()["organs"]
    opened: int | None = None
    for number, comma in enumerate(commas):
        if opened is None:
            opened = number if comma and _opens_row(row[comma - 1], known) else None
        following = commas[number + 1] if number + 1 < len(commas) else len(row)
        closing = _closing(row, comma + 1, following, known)
        if opened is not None and closing:
            start = commas[opened] - 1
            first, last = row[start], row[min(closing + 1, len(row) - 1)]
            is_title = start > 1 and row[start - 1].lower in ("for", "om") and row[start - 2].lower in organs
            if not is_title and not (row[comma + 1].is_capital and last.is_capital):
                yield number - opened + 3, first, last
        if closing or not _is_item(row[comma + 1 : following], known):
            opened = None


def _opens_row(token: Token, known: Lexicon) -> bool:
    """Whether an item may end with this word: no pronoun, no verb among the small words."""
    return token.text[0].isalpha() and not any(token.lower in words for words in known.small.values())


def _closing(row: tuple[Token, ...], start: int, end: int, known: Lexicon) -> int:
    """Where "og" or "eller" joins the last two items; 0 when it does not."""
    for place in range(start + 1, min(start + _ITEM_WORDS + 2, end)):
        if row[place].lower in ("og", "eller", "samt"):
            ends = place + 1 < len(row) and not any(row[place + 1].lower in known.small[kind] for kind in _NO_NOUN)
            return place if ends and _is_item(row[start:place], known) else 0
    return 0


def _is_item(item: tuple[Token, ...], known: Lexicon) -> bool:
    """Whether it is one thing in a list: a word or two, and no clause."""
    if not 0 < len(item) <= _ITEM_WORDS or not all(token.is_word for token in item):
        return False
    blocked = ("conjunctions", "pronouns", "finite", "auxiliaries", "prepositions")
    return not any(token.lower in known.small[kind] for token in item for kind in blocked)


def no_reader(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """The block, when it is long and neither "vi" nor "du" is in it."""
    judged = settings.limits[card.limits[0]].judge(prose.word_count)
    persons = plain_words(card.words, prose.form)
    if judged and not any(word.lower in persons for passage in prose.running for word in passage.analysis.words):
        first = next(passage for passage in prose.running if passage.sentences)
        values: dict[str, str | int] = {"words": prose.word_count, "limit": judged[1]}
        yield Hint(card.id, card.level, first.index, first.sentences[0].start, first.sentences[0].end, values)


def unexplained_term(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each technical term once, unless the municipality's glossary has it."""
    phrases = substitutions(card.words, prose.form)
    seen: set[str] = set()
    for passage, row in prose.free_sentences():
        for index in range(len(row)):
            found = phrases.at(row, index)
            if found is None or found[2] in seen:
                continue
            seen.add(found[2])
            if not {found[1], found[2]} & settings.terms:
                span = (row[index].start, row[index + found[0] - 1].end)
                yield Hint(card.id, card.level, passage.index, *span, {"found": passage.text[slice(*span)]})


def term_variant(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each word that stands for a term that the municipality has defined under another name."""
    phrases = substitutions(card.words, prose.form)
    for passage, row in prose.free_sentences():
        for index in range(len(row)):
            found = phrases.at(row, index)
            if found and found[2] in settings.terms and found[1] not in settings.terms:
                span = (row[index].start, row[index + found[0] - 1].end)
                values: dict[str, str | int] = {"found": passage.text[slice(*span)], "term": found[2]}
                yield Hint(card.id, card.level, passage.index, *span, values)
