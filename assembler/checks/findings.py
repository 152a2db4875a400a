"""Findings and reports on one file, as values; their words are chosen at the edge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from assembler.checks.card import Card, cards
from assembler.checks.outcome import Impact, Mark, Outcome, verdict
from assembler.messages.catalogue import Lang, place_text, wording
from assembler.messages.numbers import amount_text
from assembler.problem import Place, Problem, Value

_IMPACTS = list(Impact)
_OUTCOMES = list(Outcome)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that failed, or needs a person's eyes, at one place; `box` as that of `Mark`."""

    rule: str
    outcome: Outcome
    place: Place = field(default_factory=Place)
    values: Mapping[str, Value] = field(default_factory=dict)
    cause: Problem | None = None
    box: tuple[float, float, float, float] | None = None

    @property
    def card(self) -> Card:
        """The rule's card."""
        return cards()[self.rule]

    def message(self, lang: Lang) -> str:
        """What is wrong, in words."""
        words = self.card.texts[lang]
        template = words.failed if self.outcome is Outcome.FAILED else words.review
        return template.format_map(self._shown(lang))

    def remedy(self, lang: Lang) -> str:
        """What to do about it, in words."""
        own = wording(self.cause, lang).remedy if self.cause else ""
        return own or self.card.texts[lang].mend.format_map(self._shown(lang))

    def _shown(self, lang: Lang) -> dict[str, Value]:
        values = dict(self.values)
        if self.cause:
            values["cause"] = wording(self.cause, lang).message
        return {name: _text(value, lang) for name, value in values.items()}

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The finding in the contract's form, with title and remedy beside the message."""
        card = self.card
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            "impact": card.impact.value,
            "clauses": list(card.clauses),
            "place": self.place.as_json(),
            "message": self.message(lang),
            "title": card.texts[lang].title,
            "remedy": self.remedy(lang),
            **({"box": list(self.box)} if self.box else {}),
        }

    def where(self, lang: Lang) -> str:
        """The place in words, without the file's name; "" when it is the file as a whole.

        A part of a package is named only where there is nothing that a person could look for.
        """
        place = replace(self.place, file="")
        return place_text(replace(place, part="") if place.under or place.text or place.page else place, lang)


def _text(value: Value, lang: Lang) -> Value:
    return amount_text(value, "nn" if lang == "nn" else "nb") if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one rule in one file, and how many more there are."""

    rule: str
    findings: tuple[Finding, ...]
    more: int

    @property
    def card(self) -> Card:
        """The rule's card."""
        return cards()[self.rule]

    def title(self, lang: Lang) -> str:
        """What the rule asks for, in words."""
        return self.card.texts[lang].title

    def remedies(self, lang: Lang) -> tuple[str, ...]:
        """What to do about them; one text where it is the same for all."""
        return tuple(dict.fromkeys(finding.remedy(lang) for finding in self.findings))


@dataclass(frozen=True, slots=True)
class FileReport:
    """What the rules say of one file.

    `results` has the outcome of every rule that ran, `more` how many findings of a rule are not listed one by one.
    """

    file: str
    kind: str
    profile: str
    findings: tuple[Finding, ...]
    results: Mapping[str, Outcome]
    more: Mapping[str, int] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """Failed, needs review or passed; a file to which no rule applied needs review."""
        whole = verdict(self.results.values())
        return Outcome.NEEDS_REVIEW if whole is Outcome.INAPPLICABLE else whole

    def sorted(self) -> tuple[Finding, ...]:
        """The findings, what hurts a reader most first, in reading order within a rule."""
        return tuple(sorted(self.findings, key=_weight))

    def groups(self) -> tuple[Group, ...]:
        """The findings rule by rule, what hurts a reader most first."""
        rules = dict.fromkeys(finding.rule for finding in self.sorted())
        return tuple(
            Group(rule, tuple(f for f in self.findings if f.rule == rule), self.more.get(rule, 0)) for rule in rules
        )

    def count(self, outcome: str) -> int:
        """How many places have failed, or need review."""
        left_out = sum(count for rule, count in self.more.items() if self.results.get(rule) == outcome)
        return sum(finding.outcome == outcome for finding in self.findings) + left_out

    def ran(self, outcome: str) -> int:
        """How many rules had that outcome."""
        return sum(result == outcome for result in self.results.values())

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The contract's form."""
        return {
            "file": self.file,
            "kind": self.kind,
            "profile": self.profile,
            "outcome": self.outcome.value,
            "findings": [finding.as_json(lang) for finding in self.sorted()],
            "results": {rule: outcome.value for rule, outcome in self.results.items()},
            "more": dict(self.more),
        }


def _weight(finding: Finding) -> tuple[int, int, str]:
    return _OUTCOMES.index(finding.outcome), _IMPACTS.index(finding.card.impact), finding.rule


def file_report(
    file: str, kind: str, profile: str, marks: Mapping[str, Sequence[Mark]], left_out: Mapping[str, int] | None = None
) -> FileReport:
    """The report on what each rule said, by rule id; `left_out` says how many of a rule's marks are not there."""
    findings = tuple(
        Finding(rule, mark.outcome, mark.place, mark.values, mark.cause, mark.box)
        for rule, said in marks.items()
        for mark in said
        if mark.outcome is not Outcome.PASSED
    )
    results = {rule: verdict(mark.outcome for mark in said) for rule, said in marks.items()}
    return FileReport(file, kind, profile, findings, results, left_out or {})
