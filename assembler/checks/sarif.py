"""The report in SARIF 2.1.0 (OASIS), which editors, code hosts and quality dashboards read.

A file is an artifact, a card a rule, a finding a result. A page and a structure element are logical locations: SARIF
has regions of text and bytes alone.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from assembler.checks.card import RULES_VERSION, Card, cards
from assembler.checks.findings import FileReport, Finding, Group
from assembler.checks.outcome import Impact, Outcome
from assembler.messages.catalogue import Lang, label
from assembler.problem import Place

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {
    Impact.CRITICAL: "error",
    Impact.SERIOUS: "error",
    Impact.MODERATE: "warning",
    Impact.MINOR: "note",
}
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}


def sarif(reports: Sequence[FileReport], lang: Lang) -> dict[str, Any]:
    """The log as a JSON value: one run, with every rule that ran and every finding, what hurts most first."""
    rules = [id for id in cards() if any(id in report.results for report in reports)]
    numbers = {id: at for at, id in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "Plansats",
                "version": RULES_VERSION,
                "language": lang,
                "rules": [_rule(cards()[id], lang) for id in rules],
            }
        },
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(report) for report in reports],
        "results": [
            one
            for at, report in enumerate(reports)
            for group in report.groups()
            for one in _results(report, group, (at, numbers[group.rule]), lang)
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(card: Card, lang: Lang) -> dict[str, Any]:
    words = card.texts[lang]
    mend = f"{label('checks-page-mend', lang)}: {words.mend}"
    link = f"[`{card.id}`](docs/rules/{lang}.md#{card.id})"
    return {
        "id": card.id,
        "shortDescription": {"text": words.title},
        "help": {"text": mend, "markdown": f"{mend}\n\n{link}: {', '.join(card.clauses)}"},
        "messageStrings": {
            name: {"text": text} for name, text in (("failed", words.failed), ("review", words.review)) if text
        },
        "defaultConfiguration": {"level": _LEVELS[card.impact]},
        "properties": {"impact": card.impact.value, "clauses": list(card.clauses), "tags": list(card.targets)},
    }


def _artifact(report: FileReport) -> dict[str, Any]:
    known = {"mimeType": _TYPES[report.kind]} if report.kind in _TYPES else {}
    said = {"profile": report.profile, "outcome": report.outcome.value}
    return {"location": {"uri": _uri(report.file)}, **known, "properties": said}


def _uri(file: str) -> str:
    """The file as a reference: absolute when its path is, else as it was given."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _results(report: FileReport, group: Group, numbers: tuple[int, int], lang: Lang) -> Iterator[dict[str, Any]]:
    at, rule = numbers
    seen: dict[str, int] = {}
    for finding in group.findings:
        # Equal findings of one rule are told apart by their order.
        print_of_it = _fingerprint(finding)
        seen[print_of_it] = seen.get(print_of_it, 0) + 1
        yield {
            "ruleId": finding.rule,
            "ruleIndex": rule,
            **_weight(finding.outcome, group.card),
            "message": {"text": finding.message(lang)},
            "locations": [_location(report.file, at, finding, lang)],
            "partialFingerprints": {"place/v1": f"{print_of_it}:{seen[print_of_it]}"},
            "properties": {"remedy": finding.remedy(lang)},
        }
    if group.more:
        yield {
            "ruleId": group.rule,
            "ruleIndex": rule,
            **_weight(report.results[group.rule], group.card),
            "message": {"text": label("checks-page-more", lang, count=group.more)},
            "locations": [{"physicalLocation": _physical(report.file, at, Place())}],
            "occurrenceCount": group.more,
        }


def _weight(outcome: Outcome, card: Card) -> dict[str, str]:
    """A result that a person must judge has no level (SARIF 2.1.0, 3.27.10)."""
    if outcome is Outcome.FAILED:
        return {"kind": "fail", "level": _LEVELS[card.impact]}
    return {"kind": "review", "level": "none"}


def _location(file: str, at: int, finding: Finding, lang: Lang) -> dict[str, Any]:
    logical = list(_logical(finding.place))
    where = finding.where(lang)
    return {
        "physicalLocation": _physical(file, at, finding.place),
        **({"logicalLocations": logical} if logical else {}),
        **({"message": {"text": where}} if where else {}),
    }


def _physical(file: str, at: int, place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    return {"artifactLocation": {"uri": _uri(file), "index": at}, **({"region": region} if place.line else {})}


def _logical(place: Place) -> Iterator[dict[str, str]]:
    if place.page:
        yield {"name": str(place.page), "fullyQualifiedName": f"page {place.page}", "kind": "page"}
    if place.part:
        yield {"fullyQualifiedName": place.part, "kind": "element"}
    if place.under:
        yield {"name": place.under, "kind": "heading"}
    if place.text:
        yield {"name": place.text, "kind": "text"}


def _fingerprint(finding: Finding) -> str:
    place = finding.place
    told = "\0".join((finding.rule, str(place.page), place.part, place.under, place.text))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
