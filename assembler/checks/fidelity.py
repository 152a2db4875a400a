"""Fidelity: what the Document has, each file made from it has. One report a file, under the profile `fidelity`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from assembler.checks.beside import PAIR, pair
from assembler.checks.card import cards
from assembler.checks.content import Content
from assembler.checks.expected import expected_of, expected_of_json
from assembler.checks.files import LIMITS, Given, plan_of, profile_rules, report_of_said
from assembler.checks.findings import FileReport
from assembler.checks.likeness import RULES, Pair
from assembler.checks.readable import RULE as READABLE_RULE
from assembler.checks.register import KINDS, kind
from assembler.checks.run import said_by_rules, without_sweeping
from assembler.checks.transport import marks_to_json
from assembler.document.blocks import Document
from assembler.isolate import Outcome, call_many
from assembler.problem import Refused
from assembler.resources import named

PROFILE: Final = "fidelity"
_TARGET: Final = "assembler.checks.fidelity:compare"

_TABLES_ALONE: Final = frozenset({"xlsx"})
_WORKBOOK: Final = "assembler.checks.workbook:read_workbook"


def fidelity(document: Document, files: Mapping[str, bytes]) -> tuple[FileReport, ...]:
    """A report on each file, in the order given: what of the document is missing in it, or stands there otherwise.

    The key of a file is its name, or its format alone ("docx"); a format that is not known is left out.
    """
    return _reports(document, [_Asked(name, content, PROFILE, []) for name, content in files.items()])


def check_made(document: Document, files: Mapping[str, bytes], also: str = "") -> tuple[FileReport, ...]:
    """`fidelity` together with the profiles of each file's kind, and `also` where it concerns that kind.

    Each file is read once, by one child; the largest are begun first, since they keep a core busy for long.
    """
    return _reports(document, [_asked(name, content, also) for name, content in files.items()])


def compare(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The marks of each rule of fidelity for one file, and of the rules in `checks`; the target of `isolate.call`.

    `header` is that of `check_content`, whose rules may be none, with what the document has in `expected`.
    """
    with without_sweeping():
        if not header.get("checks"):
            return _compared(header, _read(header["kind"], blobs[0], header["name"])), ()
        said, facts = said_by_rules(header, blobs[0])
        try:
            alike = {} if facts is None else _compared(header, facts.content)
        except Refused:
            alike = {}  # said by the rule on readability
    return said | alike, ()


def _read(file_kind: str, content: bytes, name: str) -> Content:
    if file_kind in _TABLES_ALONE:
        return cast(Content, named(_WORKBOOK)(content, name))
    return cast(Content, kind(file_kind).read(content, name).content)


def _compared(header: Any, content: Content) -> dict[str, Any]:
    pair = Pair(expected_of_json(header["expected"]), content, header["kind"] not in _TABLES_ALONE)
    ids = [id for id in profile_rules(PROFILE) if id != READABLE_RULE]
    return {id: marks_to_json(RULES[cards()[id].check](pair)) for id in ids}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file with the rules that it is to be checked by; without any it is only compared."""

    name: str
    content: bytes
    profile: str
    checks: list[list[str]]

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2].lower()


def _asked(name: str, content: bytes, also: str) -> _Asked:
    if name.rpartition(".")[2].lower() in _TABLES_ALONE:
        return _Asked(name, content, PROFILE, [])
    profile, checks = plan_of(Given(name, content), also=also)
    return _Asked(name, content, f"{profile}+{PROFILE}", checks)


def _reports(document: Document, asked: Sequence[_Asked]) -> tuple[FileReport, ...]:
    expected = expected_of(document).as_json()
    known = sorted((one for one in asked if one.kind in (*KINDS, *_TABLES_ALONE)), key=lambda one: -len(one.content))
    requests = [
        ({"name": one.name, "kind": one.kind, "checks": one.checks, "expected": expected}, (one.content,))
        for one in known
    ]
    outcomes = call_many(_TARGET, requests, LIMITS)
    names = [one.name for one in known]
    reports = {one.name: _report(one, outcome, names) for one, outcome in zip(known, outcomes, strict=True)}
    return tuple(reports[one.name] for one in asked if one.name in reports)


def _report(one: _Asked, outcome: Outcome, names: Sequence[str]) -> FileReport:
    beside = {id: list(pair(one.name, one.kind, names)) for id, check in one.checks if check == PAIR}
    return report_of_said(one.name, one.kind, one.profile, outcome, beside)
