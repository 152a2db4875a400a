"""Fidelity: what the Document has, each file made from it has. One report a file, under the profile `fidelity`."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from assembler.checks.card import cards
from assembler.checks.content import Content
from assembler.checks.docx.read import read_word
from assembler.checks.expected import expected_of, expected_of_json
from assembler.checks.files import LIMITS, profile_rules
from assembler.checks.findings import FileReport, file_report
from assembler.checks.html.facts import read_html
from assembler.checks.likeness import RULES, Pair
from assembler.checks.pdf.facts import read_pdf
from assembler.checks.readable import RULE as READABLE_RULE
from assembler.checks.readable import unreadable
from assembler.checks.transport import marks_from_json, marks_to_json
from assembler.checks.workbook import read_workbook
from assembler.document.blocks import Document
from assembler.isolate import Stopped, call_many, problem_of
from assembler.problem import Refused

PROFILE: Final = "fidelity"
_TARGET: Final = "assembler.checks.fidelity:compare"

_READERS: Final[Mapping[str, Callable[[bytes, str], Content]]] = {
    "docx": lambda content, name: read_word(content, name).content,
    "pdf": lambda content, name: read_pdf(content, name).content,
    "html": lambda content, name: read_html(content, name).content,
    "xlsx": read_workbook,
}
_TABLES_ALONE: Final = frozenset({"xlsx"})


def fidelity(document: Document, files: Mapping[str, bytes]) -> tuple[FileReport, ...]:
    """A report on each file, in the order given: what of the document is missing in it, or stands there otherwise.

    The key of a file is its name, or its format alone ("docx"); a format that is not known is left out.
    """
    expected = expected_of(document).as_json()
    known = {name: content for name, content in files.items() if _kind(name) in _READERS}
    requests = [({"name": name, "kind": _kind(name), "expected": expected}, (each,)) for name, each in known.items()]
    outcomes = call_many(_TARGET, requests, LIMITS)
    return tuple(_report(name, outcome) for name, outcome in zip(known, outcomes, strict=True))


def compare(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The marks of each rule of fidelity for one file; the target of `assembler.isolate.call`."""
    content = _READERS[header["kind"]](blobs[0], header["name"])
    pair = Pair(expected_of_json(header["expected"]), content, header["kind"] not in _TABLES_ALONE)
    ids = [id for id in profile_rules(PROFILE) if id != READABLE_RULE]
    return {id: marks_to_json(RULES[cards()[id].check](pair)) for id in ids}, ()


def _kind(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _report(name: str, outcome: Any) -> FileReport:
    if isinstance(outcome, Stopped | Refused):
        problems = outcome.problems if isinstance(outcome, Refused) else (problem_of(outcome),)
        return file_report(name, _kind(name), PROFILE, {READABLE_RULE: list(unreadable(problems))})
    marks = {id: marks_from_json(said) for id, said in outcome.header.items()}
    left_out = {id: said["more"] for id, said in outcome.header.items() if said["more"]}
    return file_report(name, _kind(name), PROFILE, marks, left_out)
