"""Running rules over the facts of one file. This is what happens in the child process: JSON in, JSON out."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeAlias

from assembler.checks.content import Content
from assembler.checks.outcome import Mark
from assembler.checks.readable import unreadable
from assembler.checks.register import CONTENT_RULES, KINDS, READABLE, kind
from assembler.checks.transport import marks_to_json
from assembler.problem import Problem, Refused

_Rules: TypeAlias = Mapping[str, Callable[[Any], Iterable[Mark]]]


def check_content(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The marks of each rule for one file; the target of `assembler.isolate.call`.

    `header` is `{"name", "kind", "checks": [[rule id, check name], …]}`, the one blob is the file. The answer is
    `{rule id: marks}`. What cannot be read is said by the rule on readability; a rule that would have needed it is
    left out, never passed.
    """
    (content,) = blobs
    with without_sweeping():
        return said_by_rules(header, content)[0], ()


def check_several(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """`check_content` for each of several small files: `header` and the answer are lists in the order of the blobs."""
    return [check_content(one, (content,))[0] for one, content in zip(header, blobs, strict=True)], ()


@contextmanager
def without_sweeping() -> Iterator[None]:
    """Facts are many small values that live to the end: to look for garbage among them takes a fifth of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def said_by_rules(header: Any, content: bytes) -> tuple[dict[str, Any], Any]:
    """What `check_content` answers, and the facts of the file; `None` when it cannot be read."""
    problems: dict[str, Problem] = {}
    facts: Any = None
    rules: _Rules = {}
    try:
        facts, rules = _opened(header["kind"], content, header["name"])
    except Refused as refused:
        problems.update({problem.code: problem for problem in refused.problems})
    said: dict[str, Any] = {}
    for id, check in header["checks"]:
        try:
            said.update({id: marks_to_json(rules[check](facts))} if check in rules else {})
        except Refused as refused:
            problems.update({problem.code: problem for problem in refused.problems})
    ids = [id for id, check in header["checks"] if check == READABLE]
    if facts is not None and header["kind"] == "pdf":
        _place(facts, said)
    return {id: marks_to_json(unreadable(tuple(problems.values()))) for id in ids} | said, facts


def _place(facts: Any, said: Mapping[str, Any]) -> None:
    """Give each finding at a known object of a PDF its box on the page."""
    findings = [one for each in said.values() for one in each["findings"] if one["place"].get("object")]
    try:
        boxes = facts.boxes(one["place"]["object"] for one in findings) if findings else {}
    except Refused:
        return
    for one in findings:
        page, box = boxes.get(one["place"]["object"], (0, None))
        if box and not one["box"] and page == one["place"].get("page"):
            one["box"] = list(box)


def _opened(file_kind: str, content: bytes, name: str) -> tuple[Any, _Rules]:
    """The facts of a file, and the rules that run over them."""
    if file_kind not in KINDS:
        raise Refused([Problem("checks-unknown-kind")])
    own = kind(file_kind)
    on_content = {check: partial(_on_content, rule) for check, rule in CONTENT_RULES.items()}
    return own.read(content, name), {**own.rules, **on_content}


def _on_content(rule: Callable[[Content], Iterable[Mark]], facts: Any) -> Iterable[Mark]:
    return rule(facts.content)
