"""Facts for the accessibility statement (tilgjengelighetserklæring): each criterion met, not met or not assessed.

The municipality makes the statement itself (FOR-2013-06-21-732); these are the facts that the rules can give it. A
criterion without a rule is not assessed, and so is one that a rule leaves to a person: never met by silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import yaml

from assembler.checks.card import cards
from assembler.checks.findings import FileReport, Finding
from assembler.checks.outcome import Outcome
from assembler.checks.readable import RULE as READABLE_RULE
from assembler.messages.catalogue import Lang
from assembler.resources import templates


class Standing(StrEnum):
    """How a criterion stands, the worst first; `VOID` when it is not for this kind of file."""

    NOT_MET = "not-met"
    NOT_ASSESSED = "not-assessed"
    MET = "met"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion. `pages` says that it is for web pages alone, `remains` what no rule can tell."""

    id: str
    level: str
    title: Mapping[Lang, str]
    pages: bool
    remains: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """A criterion over all files: the worst of what each says, with the findings of each file that has any."""

    criterion: Criterion
    standing: Standing
    files: tuple[tuple[str, Standing, tuple[Finding, ...], int], ...]

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """By name; `count` is how many places there are, listed or not."""
        criterion = self.criterion
        return {
            "criterion": criterion.id,
            "level": criterion.level,
            "title": criterion.title[lang],
            "outcome": self.standing.value,
            "remains": criterion.remains.get(lang, ""),
            "files": [
                {
                    "file": file,
                    "outcome": standing.value,
                    "count": count,
                    "findings": [finding.as_json(lang) for finding in findings],
                }
                for file, standing, findings, count in self.files
            ],
        }


@cache
def criteria() -> tuple[Criterion, ...]:
    """Every criterion that applies to the public sector, in order."""
    raw = yaml.safe_load(templates("checks", "criteria.yaml").read_text(encoding="utf-8"))
    return tuple(
        Criterion(one["id"], one["level"], one["title"], one.get("pages", False), one.get("remains", {})) for one in raw
    )


def statement(reports: Sequence[FileReport]) -> tuple[Statement, ...]:
    """How each criterion stands for the files of `reports`."""
    return tuple(_of(criterion, reports) for criterion in criteria())


def _of(criterion: Criterion, reports: Sequence[FileReport]) -> Statement:
    files = tuple(_file(criterion, report) for report in reports)
    standings = {standing for _, standing, _, _ in files}
    worst = next((standing for standing in Standing if standing in standings), Standing.NOT_ASSESSED)
    return Statement(criterion, worst, files)


def _file(criterion: Criterion, report: FileReport) -> tuple[str, Standing, tuple[Finding, ...], int]:
    rules = frozenset(_rules(criterion, report))
    findings = tuple(finding for finding in report.sorted() if finding.rule in rules)
    count = len(findings) + sum(report.more.get(rule, 0) for rule in rules)
    return report.file, _standing(criterion, report, rules), findings, count


def _rules(criterion: Criterion, report: FileReport) -> Iterator[str]:
    """The rules that were run on the file and concern the criterion."""
    return (rule for rule in report.results if f"WCAG {criterion.id}" in cards()[rule].clauses)


def _standing(criterion: Criterion, report: FileReport, rules: frozenset[str]) -> Standing:
    if criterion.pages and report.kind != "html":
        return Standing.VOID
    said = {report.results[rule] for rule in rules}
    if Outcome.FAILED in said:
        return Standing.NOT_MET
    unread = report.results.get(READABLE_RULE) is Outcome.FAILED
    if not said or Outcome.NEEDS_REVIEW in said or unread:
        return Standing.NOT_ASSESSED
    # Where there is nothing that a criterion could apply to, it is satisfied (Understanding WCAG 2.1, conformance).
    return Standing.MET
