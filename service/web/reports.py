"""A report as its readers need it: what hurts most first, filtered, and what is new since the report before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

IMPACTS: Final = ("critical", "serious", "moderate", "minor")
OUTCOMES: Final = ("failed", "needs-review")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding; `is_new` when the report before did not have it, `picture` the data address of its place or ""."""

    file: str
    rule: str
    outcome: str
    impact: str
    title: str
    message: str
    remedy: str
    clauses: tuple[str, ...]
    where: str
    is_new: bool
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader wants to see; "" is everything."""

    file: str = ""
    outcome: str = ""
    impact: str = ""
    only_new: bool = False


def findings(
    report: Mapping[str, Any], before: Mapping[str, Any] | None, pictures: Sequence[Mapping[str, Any]] = ()
) -> tuple[Shown, ...]:
    """Everything that is not in order, the worst first; `pictures` are those of `pictures.json`."""
    drawn = {(one["file"], one["page"], tuple(one["box"])): str(one["address"]) for one in pictures}
    known = None if before is None else {_key(file, finding) for file, finding in _each(before)}
    found = [
        replace(
            _shown(file, finding, known is not None and _key(file, finding) not in known),
            picture=drawn.get((file, finding["place"].get("page"), tuple(finding.get("box") or ())), ""),
        )
        for file, finding in _each(report)
        if finding["outcome"] in OUTCOMES
    ]
    return tuple(sorted(found, key=lambda one: (OUTCOMES.index(one.outcome), _rank(one.impact))))


def chosen(found: Iterable[Shown], wanted: Filter) -> tuple[Shown, ...]:
    """The findings that pass the filter."""
    return tuple(
        one
        for one in found
        if wanted.file in ("", one.file)
        and wanted.outcome in ("", one.outcome)
        and wanted.impact in ("", one.impact)
        and (one.is_new or not wanted.only_new)
    )


def gone(report: Mapping[str, Any], before: Mapping[str, Any] | None) -> int:
    """How many findings of the report before are settled."""
    if before is None:
        return 0
    now = {_key(file, finding) for file, finding in _each(report)}
    return sum(
        1 for file, finding in _each(before) if finding["outcome"] in OUTCOMES and _key(file, finding) not in now
    )


def _each(report: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return ((str(file["file"]), finding) for file in report["files"] for finding in file["findings"])


def _key(file: str, finding: Mapping[str, Any]) -> tuple[str, ...]:
    # A place moves when a page is added; what is said stays.
    return file.rpartition(".")[2], str(finding["rule"]), str(finding["outcome"]), str(finding["message"])


def _rank(impact: str) -> int:
    return IMPACTS.index(impact) if impact in IMPACTS else len(IMPACTS)


def _shown(file: str, finding: Mapping[str, Any], is_new: bool) -> Shown:
    place = finding.get("place") or {}
    return Shown(
        file=file,
        rule=str(finding["rule"]),
        outcome=str(finding["outcome"]),
        impact=str(finding["impact"]),
        title=str(finding.get("title", "")),
        message=str(finding["message"]),
        remedy=str(finding.get("remedy", "")),
        clauses=tuple(map(str, finding.get("clauses", ()))),
        where=", ".join(f"{value}" for value in place.values()),
        is_new=is_new,
    )
