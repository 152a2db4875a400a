"""Checking files that somebody gives, in limited child processes, as many at a time as there are cores.

A file has a child of its own; of many small files a few share one, and when that is stopped, each is begun anew alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, TypeAlias

from assembler.checks.beside import PAIR, pair
from assembler.checks.card import cards, profiles
from assembler.checks.findings import FileReport, file_report
from assembler.checks.outcome import Mark
from assembler.checks.readable import RULE as READABLE_RULE
from assembler.checks.readable import unreadable
from assembler.checks.transport import marks_from_json
from assembler.isolate import Limits, Outcome, Reply, Stopped, call_many, problem_of
from assembler.problem import Place, Problem, Refused

_TARGET: Final = "assembler.checks.run:check_several"
LIMITS: Final = Limits(cpu_seconds=60, wall_seconds=120, memory_bytes=2 * 2**30, output_bytes=50 * 2**20)

MOST_BYTES: Final = 500 * 2**20
"""A file larger than this is not opened."""

_SMALL: Final = 1_000_000
_TOGETHER: Final = 8

KINDS: Final = {".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html"}
DEFAULT_PROFILES: Final[dict[str, tuple[str, ...]]] = {
    "docx": ("docx-sound", "docx-wcag"),
    "pdf": ("pdfua-1", "pdf-readable"),
    "html": ("html-wcag",),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A file to be checked. `kind` is docx, pdf or html; "" when it is none of them.

    `fault` says why there is no content to look at.
    """

    name: str
    content: bytes
    fault: Problem | None = None

    @property
    def kind(self) -> str:
        """By what the content begins with; the name decides where that says nothing."""
        if self.content.startswith(b"%PDF-") or b"%PDF-" in self.content[:1024]:
            return "pdf"
        if self.content.startswith(b"PK\x03\x04"):
            return "docx"
        return KINDS.get(PurePath(self.name).suffix.lower(), "")


def check_files(
    given: Sequence[Given], profile: str = "", done: Callable[[int], None] = lambda index: None, also: str = ""
) -> tuple[FileReport, ...]:
    """The report on each file, in the order given. `profile` "" takes those that belong to the kind of file, and
    `also`, where it concerns that kind.

    A file that cannot be read, or takes more than the limits, has a failure of the rule on readability. `done` gets
    the index of each file as it is finished. Raises `Refused` for an unknown profile, or one for other kinds of files.
    """
    _refuse_others(given, profile)
    plans = [plan_of(file, profile, also) for file in given]
    requests = [
        ({"name": PurePath(file.name).name, "kind": file.kind, "checks": checks}, (file.content,))
        for file, (_, checks) in zip(given, plans, strict=True)
    ]
    outcomes = _outcomes(requests, done)
    names = [file.name for file in given]
    reports = (_report(file, plan, outcome, names) for file, plan, outcome in zip(given, plans, outcomes, strict=True))
    return tuple(reports)


_Request: TypeAlias = tuple[dict[str, Any], tuple[bytes, ...]]


def _outcomes(requests: Sequence[_Request], done: Callable[[int], None]) -> list[Outcome]:
    batches = _batches([len(content) for _, (content,) in requests])
    told = call_many(
        _TARGET, [_together(requests, batch) for batch in batches], LIMITS, lambda at: _each(done, batches[at])
    )
    found: dict[int, Outcome] = {}
    for batch, outcome in zip(batches, told, strict=True):
        if isinstance(outcome, Reply):
            found |= {index: Reply(said) for index, said in zip(batch, outcome.header, strict=True)}
        elif len(batch) == 1:
            found[batch[0]] = outcome
    left = [index for index in range(len(requests)) if index not in found]
    for index, outcome in zip(
        left, call_many(_TARGET, [_together(requests, [at]) for at in left], LIMITS), strict=True
    ):
        found[index] = Reply(outcome.header[0]) if isinstance(outcome, Reply) else outcome
    return [found[index] for index in range(len(requests))]


def _each(done: Callable[[int], None], batch: Sequence[int]) -> None:
    for index in batch:
        done(index)


def _together(requests: Sequence[_Request], batch: Sequence[int]) -> tuple[list[Any], tuple[bytes, ...]]:
    return [requests[index][0] for index in batch], tuple(requests[index][1][0] for index in batch)


def _batches(sizes: Sequence[int]) -> list[list[int]]:
    """The indexes of the files that share a child: of many small files a few, so that all cores have work."""
    most = min(_TOGETHER, max(1, len(sizes) // _TOGETHER))
    batches: list[list[int]] = []
    room = 0
    for index, size in enumerate(sizes):
        if not batches or len(batches[-1]) >= most or size > room:
            batches.append([])
            room = _SMALL
        batches[-1].append(index)
        room -= size
    return batches


def profile_rules(name: str) -> tuple[str, ...]:
    """The ids of the rules of one profile, or of several joined by "+"; `Refused` for an unknown one."""
    named = [part for part in name.split("+") if part]
    unknown = [part for part in named if part not in profiles()]
    if unknown:
        known = ", ".join(profiles())
        raise Refused([Problem("checks-unknown-profile", values={"found": part, "known": known}) for part in unknown])
    return tuple(dict.fromkeys(id for part in named for id in profiles()[part]))


def kinds_of(profile: str) -> frozenset[str]:
    """The kinds of file that a profile is for: those that all its rules concern; every kind for ""."""
    if not profile:
        return frozenset(DEFAULT_PROFILES)
    return frozenset(kind for part in profile.split("+") for kind in DEFAULT_PROFILES if _is_for(part, kind))


def _is_for(profile: str, kind: str) -> bool:
    """All its rules concern the kind; or, in a profile for sets of files, one that concerns no other kind."""
    targets = [cards()[id].targets for id in profile_rules(profile)]
    if any(all(one in each for each in targets) for one in DEFAULT_PROFILES):
        return all(kind in each for each in targets)
    return (kind,) in targets


def _refuse_others(given: Sequence[Given], profile: str) -> None:
    """Without a single rule that concerns it, a file would seem to have passed."""
    others = [file for file in given if profile and file.kind and file.kind not in kinds_of(profile)]
    if others:
        values = {"profile": profile}
        raise Refused([Problem("checks-other-kind", Place(file=file.name), values) for file in others])


Plan: TypeAlias = tuple[str, list[list[str]]]


def plan_of(file: Given, profile: str = "", also: str = "") -> Plan:
    """The name of the profile for a file, and its rules with their checks."""
    more = (also,) if also and file.kind in kinds_of(also) else ()
    name = profile or "+".join((*DEFAULT_PROFILES.get(file.kind, ()), *more))
    ids = profile_rules(name) if name else ()
    with_readable = dict.fromkeys((READABLE_RULE, *ids))
    return name, [[id, cards()[id].check] for id in with_readable if _concerns(id, file.kind)]


def _concerns(id: str, kind: str) -> bool:
    return kind in cards()[id].targets or id == READABLE_RULE


def _report(file: Given, plan: Plan, outcome: Outcome, names: Sequence[str]) -> FileReport:
    profile, checks = plan
    if file.fault is not None:
        return report_of_said(file.name, file.kind, profile, Refused([file.fault]))
    # Only here is it known what lies beside a file.
    beside = {id: list(pair(file.name, file.kind, names)) for id, check in checks if check == PAIR}
    return report_of_said(file.name, file.kind, profile, outcome, beside)


def report_of_said(
    name: str, kind: str, profile: str, outcome: Outcome, more: Mapping[str, Sequence[Mark]] | None = None
) -> FileReport:
    """The report from what a child said of each rule, and what is known besides; a stop or refusal is unreadable."""
    if isinstance(outcome, Stopped | Refused):
        problems = (problem_of(outcome),) if isinstance(outcome, Stopped) else outcome.problems
        return file_report(name, kind, profile, {READABLE_RULE: list(unreadable(problems))})
    marks: dict[str, Sequence[Mark]] = {id: marks_from_json(said) for id, said in outcome.header.items()}
    left_out = {id: said["more"] for id, said in outcome.header.items() if said["more"]}
    return file_report(name, kind, profile, marks | dict(more or {}), left_out)
