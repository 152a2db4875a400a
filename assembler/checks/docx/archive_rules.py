"""What a Word file in a package for the archive needs beside being readable: it is what can be edited again."""

from collections.abc import Callable, Mapping
from typing import Final

from assembler.checks.docx.markup import W
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.outcome import GOOD, Marks, failed, judged
from assembler.problem import Place

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_CHANGES: Final = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))


def word_author(facts: WordFacts) -> Marks:
    """The properties name who made the document."""
    yield judged(bool(_property(facts, (_DC + "creator",))), Place())


def word_dated(facts: WordFacts) -> Marks:
    """The properties have a date."""
    yield judged(bool(_property(facts, (_TERMS + "created", _TERMS + "modified"))), Place())


def word_outside(facts: WordFacts) -> Marks:
    """Nothing that the document shows lies outside the file; links that a reader follows may."""
    yield GOOD
    for part, relation in facts.every_relation():
        if relation.external and not relation.kind.endswith("/hyperlink"):
            yield failed(Place(part=part), target=relation.target[:200])


def word_unsettled(facts: WordFacts) -> Marks:
    """No tracked change is left to be accepted or rejected, and no comment to be answered."""
    for part, root in facts.file.stories():
        changes = sum(1 for _ in root.iter(*_CHANGES))
        comments = sum(1 for _ in root.iter(W + "commentReference"))
        good = not changes and not comments
        yield judged(good, Place(part=part), changes=changes, comments=comments)


def _property(facts: WordFacts, names: tuple[str, ...]) -> str:
    for part in facts.file.related("", "core-properties"):
        root = facts.file.tree(part)
        for name in names if root is not None else ():
            found = root.findtext(name) if root is not None else None
            if found and found.strip():
                return found.strip()
    return ""


RULES: Final[Mapping[str, Callable[[WordFacts], Marks]]] = {
    "archive.author": word_author,
    "archive.dated": word_dated,
    "archive.outside": word_outside,
    "archive.unsettled": word_unsettled,
}
