"""Putting comments into a Word file. This is what happens in the child process: the rules say once more where."""

from collections.abc import Iterator
from typing import Any, Final

from assembler.checks.docx.anchors import Anchors
from assembler.checks.docx.kind import KIND
from assembler.checks.docx.read import read_word
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.outcome import Outcome
from assembler.checks.register import CONTENT_RULES
from assembler.ooxml.comments import Comment, Voice, with_comments
from assembler.ooxml.package import read_package
from assembler.problem import Place, Problem, Refused

_AUTHOR: Final = "Plansats"


def put_comments(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The file with the comments of `header`; the target of `assembler.isolate.call`. `Refused` as `read_word`.

    `header` is `{"name", "lang", "rules": [{"check", "said": [{"where", "lines"}]}]}`, a text for each finding of a
    rule, failures before reviews, as they are listed in a report.
    """
    (content,) = blobs
    package = read_package(content)
    facts = read_word(content, header["name"])
    root = facts.file.tree(facts.file.main) if facts.file.main else None
    if root is None or facts.file.body is None:
        raise Refused([Problem("checks-not-word", Place(part=facts.file.main))])
    anchors = Anchors(facts)
    comments = tuple(one for rule in header["rules"] for one in _of_rule(facts, anchors, rule))
    voice = Voice(_AUTHOR, _AUTHOR[0], header["lang"])
    return {"comments": len(comments)}, (with_comments(package, facts.file.main, root, comments, voice),)


def _of_rule(facts: WordFacts, anchors: Anchors, rule: Any) -> Iterator[Comment]:
    for said, place in zip(rule["said"], _places(facts, rule["check"]), strict=False):
        paragraph, exact = anchors.paragraph(place)
        if paragraph is not None:
            where = () if exact or not said["where"] else (said["where"],)
            yield Comment(paragraph, (*where, *said["lines"]))


def _places(facts: WordFacts, check: str) -> list[Place]:
    """The places of a rule's findings, failures before reviews."""
    try:
        if check in KIND.rules:
            marks = list(KIND.rules[check](facts))
        else:
            marks = list(CONTENT_RULES[check](facts.content)) if check in CONTENT_RULES else []
    except Refused:
        marks = []
    kinds = (Outcome.FAILED, Outcome.NEEDS_REVIEW)
    return [mark.place for kind in kinds for mark in marks if mark.outcome is kind]
