"""Kinds that look at how often something comes: passives, heavy nouns."""

from collections.abc import Iterator

from assembler.language.bli_passive import bli_passives
from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.nouns import is_heavy
from assembler.language.passage import Prose, Read
from assembler.language.s_passive import s_passives
from assembler.language.tokens import Form, Span, Token

_SHOWN = 4


def s_passive_density(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """The block, when it has many s-passives."""
    yield from _passive_density(prose, card, settings, s_form=True)


def bli_passive_density(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """The block, when it has many bli- and verte-passives."""
    yield from _passive_density(prose, card, settings, s_form=False)


def noun_density(prose: Prose, card: Card, settings: Settings) -> Iterator[Hint]:
    """The block, when nouns made of verbs stand close."""
    found = [
        (passage, (token.start, token.end))
        for passage, row in prose.free_sentences()
        for index, token in enumerate(row)
        if not (index and token.is_capital) and is_heavy(token.lower, prose.form)
    ]
    known = settings.limits
    density, together = (known[name] for name in card.limits)
    words = prose.word_count
    judged = density.judge(100 * len(found) / words) if words >= known["measured-words"].first else None
    if judged and together.judge(len(found)):
        yield _first(card, found, {"count": len(found), "words": words, "limit": judged[1]})


def _passive_density(prose: Prose, card: Card, settings: Settings, *, s_form: bool) -> Iterator[Hint]:
    found = [
        (passage, span) for passage, row in prose.free_sentences() for span in _passives(row, prose.form, s_form=s_form)
    ]
    rate, together = (settings.limits[name] for name in card.limits)
    if not together.judge(len(found)):
        return
    judged = rate.judge(100 * len(found) / prose.sentence_count)
    if judged:
        yield _first(card, found, {"count": len(found), "sentences": prose.sentence_count, "limit": judged[1]})


def _passives(row: tuple[Token, ...], form: Form, *, s_form: bool) -> Iterator[Span]:
    return s_passives(row, form) if s_form else bli_passives(row, form)


def _first(card: Card, found: list[tuple[Read, Span]], values: dict[str, str | int]) -> Hint:
    """A hint at the first of several finds, naming some of them."""
    passage, (start, end) = found[0]
    shown = list(dict.fromkeys(at.text[a:b] for at, (a, b) in found))[:_SHOWN]
    return Hint(card.id, card.level, passage.index, start, end, {**values, "found": ", ".join(f"«{s}»" for s in shown)})
