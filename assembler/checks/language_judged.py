"""Prose judged as a whole: in which language it is, how it reads, and what could be said more plainly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assembler.checks.language_files import Prose
from assembler.checks.language_findings import LanguageFinding, UnitReport, review_units
from assembler.checks.language_table import chapter_reading
from assembler.checks.language_worst import worst_sentences
from assembler.language.hint import Settings
from assembler.language.identify import Verdict, identify
from assembler.language.readability import Readability
from assembler.language.tokens import Form
from assembler.messages.catalogue import Lang


@dataclass(frozen=True, slots=True)
class Judged:
    """A file with what the rules say of it."""

    name: str
    form: Form
    verdict: Verdict
    units: tuple[UnitReport, ...]

    @property
    def findings(self) -> tuple[LanguageFinding, ...]:
        """Every finding in reading order."""
        return tuple(finding for unit in self.units for finding in unit.findings)

    @property
    def readability(self) -> Readability:
        """The whole file's."""
        return sum((unit.readability for unit in self.units), Readability())

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The form of `check --json` for a file, with readability and the worst sentences beside the findings."""
        return {
            "file": self.name,
            "kind": "prose",
            "form": self.form,
            "language": self.verdict.language,
            "outcome": "needs-review" if self.findings or self.verdict.is_foreign else "passed",
            "readability": chapter_reading("", self.readability).as_json(),
            "findings": [finding.as_json(lang) for finding in self.findings],
            "worst": [worst.as_json(lang) for worst in worst_sentences(self.units)],
        }


def judge(name: str, prose: Prose, asked: str, usual: Form, settings: Settings) -> Judged:
    """The file judged in the form asked for, else in its own; `usual` is that of all files together."""
    verdict = identify(prose.text)
    form: Form = "nn" if asked == "nn" else "nb" if asked == "nb" else _form(verdict, usual)
    units = () if verdict.is_foreign else review_units(prose.units, form, settings)
    return Judged(name, form, verdict, units)


def usual_form(given: Iterable[Prose]) -> Form:
    """The form that several files together are written in; nb when they do not say."""
    return _form(identify("\n".join(prose.text for prose in given)), "nb")


def _form(verdict: Verdict, usual: Form) -> Form:
    if verdict.bokmål == verdict.nynorsk:
        return usual
    return "nn" if verdict.nynorsk > verdict.bokmål else "nb"
