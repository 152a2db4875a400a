"""The sentences that hurt a reader most, and why: what a chief of communications looks at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from assembler.checks.language_findings import LanguageFinding, UnitReport
from assembler.language.limits import Level
from assembler.messages.catalogue import Lang
from assembler.problem import Place

_WEIGHTS: Final[dict[Level, int]] = {"info": 2, "warning": 4, "error": 7}
# One long word alone makes no bad sentence.
_LIGHT: Final = frozenset(("K11",))
# Rules on blocks and paragraphs say nothing of the sentence that they are placed at.
_ON_BLOCKS: Final = frozenset(("K02", "K03", "K04", "K05", "K06", "K16", "K18", "K20", "K21"))


@dataclass(frozen=True, slots=True)
class Worst:
    """A sentence with the findings in it; `score` grows with their number and level."""

    sentence: str
    place: Place
    score: int
    findings: tuple[LanguageFinding, ...]

    def reasons(self, lang: Lang) -> list[str]:
        """Why it hurts, in words, each reason once."""
        return list(dict.fromkeys(finding.message(lang) for finding in self.findings))

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """By name."""
        return {
            "sentence": self.sentence,
            "place": self.place.as_json(),
            "score": self.score,
            "rules": [finding.hint.rule for finding in self.findings],
            "reasons": self.reasons(lang),
        }


def worst_sentences(units: Sequence[UnitReport], most: int = 10) -> tuple[Worst, ...]:
    """At most `most` sentences, the worst first; equal ones in reading order, the same words only once.

    A long word alone is not enough.
    """
    gathered: dict[tuple[int, int, tuple[int, int]], list[LanguageFinding]] = {}
    for number, unit in enumerate(units):
        for finding in unit.findings:
            if finding.hint.rule not in _ON_BLOCKS:
                gathered.setdefault((number, finding.hint.passage, finding.sentence), []).append(finding)
    found: dict[str, Worst] = {}
    for worst in map(_worst, gathered.values()):
        if worst.score > 1:
            found.setdefault(worst.sentence, worst)
    return tuple(sorted(found.values(), key=lambda worst: -worst.score)[:most])


def _worst(findings: list[LanguageFinding]) -> Worst:
    start, end = findings[0].sentence
    score = sum(1 if finding.hint.rule in _LIGHT else _WEIGHTS[finding.hint.level] for finding in findings)
    return Worst(" ".join(findings[0].text[start:end].split()), findings[0].place, score, tuple(findings))
