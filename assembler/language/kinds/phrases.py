"""Kinds that find listed words and phrases."""

from collections.abc import Iterator

from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.lexicon import lexicon
from assembler.language.passage import Prose, Read
from assembler.language.tokens import Token
from assembler.language.wordlists import plain_words, substitutions, word_list


def substitution(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """Each listed phrase with the words that may stand instead; one that is "~…" is an idea, no replacement."""
    del settings
    phrases, small = substitutions(card.words, prose.form), lexicon(prose.form).small
    for passage, row in prose.free_sentences():
        index = 0
        while index < len(row):
            found = phrases.at(row, index)
            if found is None or _is_name(row, index):
                index += 1
                continue
            count, _, instead = found
            after = row[index + count].lower if index + count < len(row) else ""
            if " " in instead and any(after in small[kind] for kind in ("adverbs", "pronouns")):
                instead = f"~{instead.lstrip('~')}"  # "iverksetter vi" is no "setter i gang vi"
            yield _hint(card, passage, row[index : index + count], instead)
            index += count


def _is_name(row: tuple[Token, ...], index: int) -> bool:
    """Whether the token is capitalised inside a sentence."""
    return index > 0 and row[index].is_capital


def _hint(card: Card, passage: Read, span: tuple[Token, ...], instead: str) -> Hint:
    start, end = span[0].start, span[-1].end
    safe = "" if instead.startswith("~") else _like(span[0], instead)
    values: dict[str, str | int] = {"found": passage.text[start:end], "instead": _like(span[0], instead.lstrip("~"))}
    return Hint(card.id, card.level, passage.index, start, end, values, safe)


def _like(token: Token, instead: str) -> str:
    return instead[:1].upper() + instead[1:] if token.is_capital else instead


def subject(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """ "man" or "en/ein" as subject: before or after a verb that has it."""
    del settings
    parts = word_list(card.words)[prose.form]
    alone, with_verb = frozenset(parts["alone"].split()), frozenset(parts["with-verb"].split())
    verbs = plain_words(card.words, f"verbs-{prose.form}")
    for passage, row in prose.free_sentences():
        for index, token in enumerate(row):
            after = row[index + 1].lower if index + 1 < len(row) else ""
            before = row[index - 1].lower if index else ""
            if _is_name(row, index):
                continue
            if (token.lower in alone and before not in ("en", "ein")) or (
                token.lower in with_verb and after in verbs and _begins_clause(row, index)
            ):
                yield Hint(card.id, card.level, passage.index, token.start, token.end, {"found": token.text})


def _begins_clause(row: tuple[Token, ...], index: int) -> bool:
    """Whether a clause may begin here; "hver og en", "kvar og ein" is one word in three."""
    if index > 1 and row[index - 1].lower == "og" and row[index - 2].lower in ("hver", "kvar", "alle"):
        return False
    return row[index].is_capital or (index > 0 and row[index - 1].lower in _CLAUSE_OPENERS)


_CLAUSE_OPENERS = frozenset(
    (
        "at",
        "når",
        "hvis",
        "dersom",
        "viss",
        "om",
        "fordi",
        "som",
        "men",
        "og",
        ",",
        "da",
        "då",
        "der",
        "hva",
        "kva",
        "så",
    )
)


def pair(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """A word of the first list just before one of the second ("denne sak")."""
    del settings
    parts = word_list(card.words)[prose.form]
    for passage, row in prose.free_sentences():
        for token, after in zip(row, row[1:], strict=False):
            nouns = parts.get(token.lower)
            if nouns and after.lower in nouns:
                instead = nouns[after.lower]
                values: dict[str, str | int] = {
                    "found": f"{token.text} {after.text}",
                    "instead": f"{token.text} {instead}",
                }
                yield Hint(
                    card.id, card.level, passage.index, token.start, after.end, values, f"{token.text} {instead}"
                )


def double_negation(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """ "ikke" with a word that says no itself: "uvanlig", "sjelden", or "uten" soon after."""
    del settings
    parts = word_list(card.words)[prose.form]
    negations, without = frozenset(parts["not"].split()), parts["without"]
    negated = frozenset(parts["negated"].split())
    for passage, row in prose.free_sentences():
        for index, token in enumerate(row):
            if token.lower not in negations:
                continue
            end = _negated_after(row, index, negated, without)
            if end:
                span = (token.start, row[end].end)
                yield Hint(card.id, card.level, passage.index, *span, {"found": passage.text[slice(*span)]})


def _negated_after(row: tuple[Token, ...], index: int, negated: frozenset[str], without: str) -> int:
    """The index of the second negation; 0 when there is none."""
    for place in range(index + 1, min(index + 5, len(row))):
        word = row[place].lower
        if not row[place].is_word:
            return 0
        if word == without:
            return 0 if place + 1 < len(row) and row[place + 1].lower in ("videre", "vidare") else place
        if (place == index + 1 and word in negated) or (
            place == index + 2 and word in negated and len(row[index + 1].lower) < 8
        ):
            return place
    return 0
