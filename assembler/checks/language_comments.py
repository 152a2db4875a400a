"""Remarks of the plain-language rules as comments in an editing copy, each on the sentence that it is about."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from assembler.checks.language_findings import LanguageFinding, UnitReport
from assembler.checks.language_rules import LanguageReport
from assembler.document.languages import with_region
from assembler.language.passage import Passage
from assembler.messages.catalogue import Lang
from assembler.ooxml.comments import Comment, Voice, paragraph_text, with_comments
from assembler.ooxml.copy_names import AUTHOR, GUIDE, INITIALS, LABEL, TEXT
from assembler.ooxml.names import DOCUMENT_PART, W
from assembler.ooxml.package import read_package

_W = f"{{{W}}}"


def with_language_comments(content: bytes, report: LanguageReport, lang: Lang) -> bytes:
    """The editing copy `content` (our own, just written) with the remarks of `report` in `lang`."""
    package = read_package(content)
    root = package.xml(DOCUMENT_PART)
    comments = tuple(_comments(root, report, lang))
    if not comments:
        return content
    return with_comments(package, DOCUMENT_PART, root, comments, Voice(AUTHOR, INITIALS, with_region(lang)))


def _comments(root: etree._Element, report: LanguageReport, lang: Lang) -> Iterator[Comment]:
    texts = {tag.removeprefix(TEXT): control for tag, control in _controls(root) if tag.startswith(TEXT)}
    for block, units in groupby(report.units, lambda unit: unit.unit.place.block):
        if block in texts:
            yield from _of_block(list(_paragraphs(texts[block])), units, lang)


def _controls(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for control in root.iter(_W + "sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        yield "" if tag is None else str(tag.get(_W + "val")), control


def _paragraphs(control: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of the writer, without the guidance."""
    # The elements themselves, since an identity is only theirs as long as somebody holds them.
    guidance = {one for tag, inner in _controls(control) if tag == GUIDE for one in inner.iter(_W + "p")}
    yield from (one for one in control.iter(_W + "p") if one not in guidance)


def _of_block(paragraphs: list[etree._Element], units: Iterable[UnitReport], lang: Lang) -> Iterator[Comment]:
    at = 0
    for unit in units:
        for number, passage in enumerate(unit.unit.passages):
            found = _find(paragraphs, passage, at)
            at = at if found is None else found
            findings = [finding for finding in unit.findings if finding.hint.passage == number]
            if at < len(paragraphs):
                yield from _of_passage(paragraphs[at], findings, exact=found is not None, lang=lang)


def _find(paragraphs: list[etree._Element], passage: Passage, start: int) -> int | None:
    """The paragraph that holds the passage, from `start` on; `None` for a footnote's text, which stands elsewhere."""
    return next((at for at in range(start, len(paragraphs)) if _own_text(paragraphs[at])[1] == _line(passage)), None)


def _line(passage: Passage) -> str:
    return passage.text.replace("\n", " ")


def _own_text(paragraph: etree._Element) -> tuple[int, str]:
    """Where the writer's own text begins, and the text: the number of a figure stands before it."""
    labels = sum(len(paragraph_text(control)) for tag, control in _controls(paragraph) if tag == LABEL)
    return labels, paragraph_text(paragraph)[labels:]


def _of_passage(
    paragraph: etree._Element, findings: list[LanguageFinding], *, exact: bool, lang: Lang
) -> Iterator[Comment]:
    start = _own_text(paragraph)[0]
    for sentence, group in groupby(findings, lambda finding: finding.sentence):
        lines = tuple(f"{one.message(lang)} {one.attempt(lang)} [{one.hint.rule}]" for one in group)
        span = (start + sentence[0], start + sentence[1]) if exact else None
        yield Comment(paragraph, lines, span)
