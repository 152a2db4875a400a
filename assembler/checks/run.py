"""Running rules over the facts of one file. This is what happens in the child process: JSON in, JSON out."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeAlias

from assembler.checks.docx.read import read_word
from assembler.checks.html.facts import read_html
from assembler.checks.outcome import Mark
from assembler.checks.pdf.facts import read_pdf
from assembler.checks.readable import unreadable
from assembler.checks.register import CONTENT_RULES, HTML_RULES, PDF_RULES, READABLE, WORD_RULES
from assembler.checks.transport import marks_to_json
from assembler.problem import Problem, Refused

_Rules: TypeAlias = Mapping[str, Callable[[], Iterable[Mark]]]
_Reader: TypeAlias = Callable[[bytes, str], _Rules]


def check_content(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The marks of each rule for one file; the target of `assembler.isolate.call`.

    `header` is `{"name", "kind", "checks": [[rule id, check name], …]}`, the one blob is the file. The answer is
    `{rule id: marks}`. What cannot be read is said by the rule on readability; a rule that would have needed it is
    left out, never passed.
    """
    (content,) = blobs
    with _without_sweeping():
        return _check(header, content)


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """Facts are many small values that live to the end: to look for garbage among them takes a fifth of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _check(header: Any, content: bytes) -> tuple[Any, tuple[bytes, ...]]:
    said: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    try:
        rules = _rules(header["kind"], content, header["name"])
    except Refused as refused:
        rules = {}
        problems.update({problem.code: problem for problem in refused.problems})
    for id, check in header["checks"]:
        try:
            said.update({id: marks_to_json(rules[check]())} if check in rules else {})
        except Refused as refused:
            problems.update({problem.code: problem for problem in refused.problems})
    ids = [id for id, check in header["checks"] if check == READABLE]
    return {id: marks_to_json(unreadable(tuple(problems.values()))) for id in ids} | said, ()


def _rules(kind: str, content: bytes, name: str) -> _Rules:
    if kind not in _KINDS:
        raise Refused([Problem("checks-unknown-kind")])
    return _KINDS[kind](content, name)


def _of_kind(read: Callable[[bytes, str], Any], own: Mapping[str, Callable[[Any], Iterable[Mark]]]) -> _Reader:
    """Reads a file of one kind, and binds its rules and those on content to its facts."""

    def rules(content: bytes, name: str) -> _Rules:
        facts = read(content, name)
        return {
            **_bound(own, lambda: facts),
            **_bound(CONTENT_RULES, lambda: facts.content),
        }

    return rules


def _bound(rules: Mapping[str, Callable[[Any], Iterable[Mark]]], facts: Callable[[], Any]) -> _Rules:
    """The rules with their facts filled in, which are gathered when the first rule asks."""
    return {name: partial(_run, rule, facts) for name, rule in rules.items()}


def _run(rule: Callable[[Any], Iterable[Mark]], facts: Callable[[], Any]) -> Iterable[Mark]:
    return rule(facts())


_KINDS: Final[Mapping[str, _Reader]] = {
    "docx": _of_kind(read_word, WORD_RULES),
    "pdf": _of_kind(read_pdf, PDF_RULES),
    "html": _of_kind(read_html, HTML_RULES),
}
