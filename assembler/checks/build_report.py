"""The report on a build: what was made, whether it adds up, what the rules and the language check say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from assembler.checks.card import RULES_VERSION
from assembler.checks.findings import FileReport
from assembler.checks.language_table import ChapterReading
from assembler.checks.outcome import Outcome, verdict
from assembler.checks.pictures import Picture, Spot
from assembler.checks.report_page import Notice, Page, render
from assembler.finance.ledger import Interpretation
from assembler.messages.catalogue import Lang, label, wording
from assembler.problem import Problem

_LISTS: Final = {
    "unmapped": "unmapped",
    "legacy": "legacy",
    "floored": "floored",
    "unknown-unit": "unknown_units",
    "invalid-code": "invalid_codes",
    "padded": "padded",
    "repeated-unit": "repeated_units",
    "ignored": "ignored",
}


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One control of the figures: `label` says it in words, `column` which figures ("Budsjett 2026").

    `holds` is `None` when it does not apply; `difference` in kroner.
    """

    id: str
    label: str
    column: str
    holds: bool | None
    difference: Decimal = Decimal(0)

    def as_json(self) -> dict[str, Any]:
        """The contract's form, with the words beside it."""
        return {
            "id": self.id,
            "label": self.label,
            "column": self.column,
            "holds": self.holds,
            "difference": str(self.difference),
        }


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that hurts a reader, why it does, the block it stands in and who wrote it."""

    sentence: str
    block: str
    owner: str
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """By name."""
        return {"sentence": self.sentence, "block": self.block, "owner": self.owner, "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class LanguageNote:
    """A finding on language in a narrative block: the rule, what it says, the words that it is about, who wrote it."""

    block: str
    rule: str
    message: str
    text: str = ""
    owner: str = ""

    def as_json(self) -> dict[str, Any]:
        """By name."""
        return {
            "block": self.block,
            "rule": self.rule,
            "message": self.message,
            "text": self.text,
            "owner": self.owner,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the build, in words, with what came of it ("214 sider")."""

    id: str
    label: str
    result: str = ""

    def as_json(self) -> dict[str, Any]:
        """By name."""
        return {"id": self.id, "label": self.label, "result": self.result}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of the ledgers: how many lines and kroner were read, and everything that had to be interpreted."""

    lines: int
    amount: Decimal
    interpretations: tuple[Interpretation, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's form: a list for each kind of interpretation."""
        lists: dict[str, list[dict[str, Any]]] = {name: [] for name in _LISTS.values()}
        for one in self.interpretations:
            lists[_LISTS[one.kind]].append(
                {
                    "key": one.key,
                    "text": one.text,
                    "lines": one.lines,
                    "amount": str(one.amount),
                    "meaning": one.meaning,
                }
            )
        return {"lines": self.lines, "amount": str(self.amount), **lists}


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Everything that is known of a build. `title` names the document and edition; there is no clock in it."""

    title: str
    files: tuple[FileReport, ...]
    reconciliation: tuple[Reconciled, ...] = ()
    language: tuple[LanguageNote, ...] = ()
    steps: tuple[Step, ...] = ()
    warnings: tuple[Problem, ...] = ()
    imported: Imported | None = None
    engine_version: str = ""
    rules_version: str = RULES_VERSION
    template_version: str = ""
    readability: tuple[ChapterReading, ...] = ()
    worst: tuple[HardSentence, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Failed when a file has failed or the figures do not add up; needs review; passed."""
        figures = Outcome.FAILED if any(r.holds is False for r in self.reconciliation) else Outcome.PASSED
        return verdict((figures, *(file.outcome for file in self.files)))

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """`report.json`: the files as `check --json` has them, and the sections of a build."""
        return {
            "title": self.title,
            "outcome": self.outcome.value,
            "engine": self.engine_version,
            "rules": self.rules_version,
            "template": self.template_version,
            "files": [file.as_json(lang) for file in self.files],
            "reconciliation": [one.as_json() for one in self.reconciliation],
            "language": [one.as_json() for one in self.language],
            "worst": [one.as_json() for one in self.worst],
            "readability": [one.as_json() for one in self.readability],
            "steps": [one.as_json() for one in self.steps],
            "warnings": [_warning(problem, lang) for problem in self.warnings],
            "import": self.imported.as_json() if self.imported else None,
        }

    def as_html(self, lang: Lang, pictures: Mapping[Spot, Picture] | None = None) -> str:
        """`report.html`: the same to read, as one accessible page, with `pictures` of places in the files."""
        return render(
            Page(
                title=self.title,
                outcome=self.outcome,
                files=self.files,
                reconciliation=self.reconciliation,
                language=self.language,
                readability=self.readability,
                worst=self.worst,
                steps=self.steps,
                warnings=tuple(_notice(problem, lang) for problem in self.warnings),
                imported=self.imported,
                versions=self._versions(lang),
                pictures=pictures or {},
            ),
            lang,
        )

    def _versions(self, lang: Lang) -> Sequence[tuple[str, str]]:
        named: Mapping[str, str] = {
            "checks-page-engine": self.engine_version,
            "checks-page-rules": self.rules_version,
            "checks-page-template": self.template_version,
        }
        return [(label(code, lang), version) for code, version in named.items() if version]


def _warning(problem: Problem, lang: Lang) -> dict[str, Any]:
    words = wording(problem, lang)
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "place": problem.place.as_json(),
        "message": words.message,
        "remedy": words.remedy,
    }


def _notice(problem: Problem, lang: Lang) -> Notice:
    words = wording(problem, lang)
    return Notice(words.message, words.remedy, words.place)
