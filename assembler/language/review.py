"""The review of a block of prose: every rule's hints, in reading order, and the block's readability."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assembler.language.card import Card, cards
from assembler.language.hint import STANDARD, Hint, Settings
from assembler.language.kinds.register import KINDS
from assembler.language.kinds.short_forms import acronyms_explained
from assembler.language.passage import Passage, Prose, read
from assembler.language.readability import Readability, readability
from assembler.language.tokens import Form

_LONG, _LONGEST_ENDING = 9, 5


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in a block.

    `foreign` are the numbers of the passages that seem to be written in another language than Norwegian; they have
    neither hints nor readability. `asked` are the acronyms that need no more explanation in what follows.
    """

    hints: tuple[Hint, ...] = ()
    readability: Readability = Readability()
    foreign: tuple[int, ...] = ()
    asked: frozenset[str] = frozenset()


def review(passages: Sequence[Passage], form: Form, settings: Settings = STANDARD) -> Review:
    """The review of one block, written in `form`."""
    prose = read(passages, form)
    hints = [hint for card in _running(settings) for hint in KINDS[card.kind](prose, card, settings)]
    kept = sorted((hint for hint in hints if not _is_allowed(hint, prose, settings)), key=_place)
    foreign = tuple(passage.index for passage in prose.passages if passage.is_foreign)
    return Review(tuple(kept), readability(prose.running), foreign, frozenset(acronyms_explained(prose)))


def review_all(blocks: Sequence[Sequence[Passage]], form: Form, settings: Settings = STANDARD) -> tuple[Review, ...]:
    """The reviews of blocks that are read one after the other: an acronym is asked about only once."""
    found: list[Review] = []
    for passages in blocks:
        found.append(review(passages, form, settings))
        settings = replace(settings, terms=settings.terms | found[-1].asked)
    return tuple(found)


def _running(settings: Settings) -> list[Card]:
    return [
        card
        for card in cards().values()
        if card.id not in settings.ignored and (not card.depths or settings.depth in card.depths)
    ]


def _is_allowed(hint: Hint, prose: Prose, settings: Settings) -> bool:
    """Whether the municipality allows the words; a long word is allowed with its endings too."""
    if not settings.allowed:
        return False
    words = prose.passages[hint.passage].text[hint.start : hint.end].lower()
    cuts = range(_LONGEST_ENDING) if len(words) > _LONG and " " not in words else (0,)
    return any(words[: len(words) - cut] in settings.allowed for cut in cuts)


def _place(hint: Hint) -> tuple[int, int, str]:
    return hint.passage, hint.start, hint.rule
