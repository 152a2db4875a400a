"""Findings on language as values: what a rule says of a place, the sentence around it, and what to try."""

import sys
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from assembler.checks.build_report import LanguageNote
from assembler.checks.language_prose import Unit, heading_of
from assembler.checks.outcome import Impact, Outcome
from assembler.language.card import cards
from assembler.language.hint import Hint, Settings
from assembler.language.limits import Level
from assembler.language.readability import Readability
from assembler.language.review import Review, review_all
from assembler.language.splitting import sentences
from assembler.language.tokens import Form, Span
from assembler.messages.catalogue import Lang
from assembler.problem import Place

IMPACTS: Final[dict[Level, Impact]] = {
    "info": Impact.MINOR,
    "warning": Impact.MODERATE,
    "error": Impact.SERIOUS,
}
_LONGEST_EXCERPT: Final = 120


@dataclass(frozen=True, slots=True)
class LanguageFinding:
    """A hint at one place; `sentence` is the span of the sentence that the hint is in, in the passage `text`.

    A finding never fails a document: its outcome is "needs-review".
    """

    hint: Hint
    place: Place
    sentence: tuple[int, int]
    text: str
    owner: str = ""

    @property
    def outcome(self) -> Outcome:
        """Always needs review."""
        return Outcome.NEEDS_REVIEW

    @property
    def impact(self) -> Impact:
        """How much it hurts a reader."""
        return IMPACTS[self.hint.level]

    def message(self, lang: Lang) -> str:
        """What was found and why it matters."""
        return cards()[self.hint.rule].texts[lang].message.format_map(self._values(lang))

    def _values(self, lang: Lang) -> dict[str, str | int]:
        """The values of the texts, with the decimal sign of `lang`."""
        values = dict(self.hint.values)
        if lang == "en" and "average" in values:
            values["average"] = str(values["average"]).replace(",", ".")
        return values

    def attempt(self, lang: Lang) -> str:
        """What to try."""
        return cards()[self.hint.rule].texts[lang].attempt.format_map(self.hint.values)

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The form of `check --json`, with what may stand instead ("" when no replacement is safe)."""
        card = cards()[self.hint.rule]
        return {
            "rule": self.hint.rule,
            "outcome": self.outcome.value,
            "impact": self.impact.value,
            "level": self.hint.level,
            "clauses": list(card.sources),
            "place": self.place.as_json(),
            "span": [self.hint.start, self.hint.end],
            "passage": self.hint.passage,
            "message": self.message(lang),
            "title": card.texts[lang].title,
            "remedy": self.attempt(lang),
            "instead": self.hint.instead,
            "owner": self.owner,
        }

    def note(self, lang: Lang) -> LanguageNote:
        """The finding as a line of a build's report."""
        words = f"{self.message(lang)} {self.attempt(lang)}"
        return LanguageNote(self.place.block, self.hint.rule, words, self.place.text, self.owner)


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What was found in one unit."""

    unit: Unit
    review: Review
    findings: tuple[LanguageFinding, ...]

    @property
    def readability(self) -> Readability:
        """The unit's own."""
        return self.review.readability


def review_units(units: Sequence[Unit], form: Form, settings: Settings) -> tuple[UnitReport, ...]:
    """Every unit reviewed in order; an acronym is asked about once."""
    reports: list[UnitReport] = []
    for unit in units:
        own = replace(settings, ignored=settings.ignored | unit.ignored)
        review = review_all([unit.passages], form, own)[0]
        settings = replace(settings, terms=settings.terms | review.asked)
        reports.append(UnitReport(unit, review, tuple(_findings(unit, review, form))))
    return tuple(reports)


def _findings(unit: Unit, review: Review, form: Form) -> Iterator[LanguageFinding]:
    under = heading_of(unit.passages) or unit.place.under
    spans: dict[int, list[Span]] = {}
    for hint in review.hints:
        text = unit.passages[hint.passage].text
        if hint.passage not in spans:
            spans[hint.passage] = sentences(text, form)
        place = replace(unit.place, under=under, text=_excerpt(text[hint.start : hint.end]))
        sentence = _around(hint.start, spans[hint.passage])
        yield LanguageFinding(hint, place, sentence, text, unit.owner)


def _around(start: int, spans: list[Span]) -> Span:
    """The sentence that `start` lies in."""
    return spans[bisect(spans, (start, sys.maxsize)) - 1]


def _excerpt(text: str) -> str:
    """The words that a hint is about, shortened."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_EXCERPT else words[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"
