"""A Word file that somebody gives → its tree. Nothing in the file is trusted, and all its faults come back at once.

Text is that of the body. Headers, footers, footnotes, endnotes and comments stand in parts of their own and are not
part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from assembler.ooxml.names import CONTENT_TYPES_PART
from assembler.ooxml.package import Package, dangers, read_package
from assembler.problem import Place, Problem, Refused, Severity, errors
from assembler.readers.docx.blocks import read_blocks
from assembler.readers.docx.markup import child, name
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import Block
from assembler.readers.docx.views import seen

# Nothing is fetched when text is read: a link to a file server, or the office template that a letter was begun from,
# stands in many honest files. What takes its content from outside (pictures, frames, objects) is refused.
_HARMLESS: Final = ("hyperlink", "attachedTemplate")


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The body of a Word file with its tracked changes, and what is worth a warning about the file."""

    body: tuple[Block, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A document, the package that it came in, and the name of its main part there."""

    document: WordDocument
    package: Package
    main: str


def read_word(content: bytes) -> WordDocument:
    """The document in `content`; `Refused` for what is damaged, hostile or no Word document."""
    return opened(content).document


def opened(content: bytes) -> OpenedFile:
    """The file in `content` with its document; `Refused` as for `read_word`."""
    package = read_package(content)
    problems = tuple(_tempered(package))
    if errors(problems):
        raise Refused(errors(problems))
    part = _main_part(package)
    root = package.xml(part)
    body = child(root, "body")
    if name(root) != "document" or body is None:
        raise Refused([Problem("readers-docx-not-word", Place(part=part))])
    return OpenedFile(WordDocument(read_blocks(body), problems), package, part)


def word_text(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The text of one view, a paragraph a line, in UTF-8; a target of `assembler.isolate.call`.

    `header` is `{"view": "current" | "original"}`, the one blob is the file; the answer is `{"warnings": […]}`.
    """
    (content,) = blobs
    document = read_word(content)
    text = "".join(f"{line}\n" for line in lines(seen(document.body, header["view"])))
    return {"warnings": [problem.as_json() for problem in document.warnings]}, (text.encode(),)


def _tempered(package: Package) -> Iterator[Problem]:
    """The dangers of a package; those that cannot hurt a reader are warnings."""
    harmless = set(_harmless(package))
    for problem in dangers(package):
        spared = (problem.place.part, problem.values.get("target")) in harmless
        yield replace(problem, severity=Severity.WARNING) if spared else problem


def _harmless(package: Package) -> Iterator[tuple[str, str]]:
    """Part and target of each relationship to something outside that is only named, never taken in."""
    for part in package.parts:
        if part.endswith(".rels"):
            for relationship in _relationships(package, part):
                if relationship[0].rsplit("/", 1)[-1] in _HARMLESS:
                    yield part, relationship[1]


def _relationships(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Kind and target (as far as a problem quotes it) of the relationships in a part; none in one that is no XML."""
    try:
        root = package.xml(part)
    except Refused:
        return
    for entry in root:
        yield str(entry.get("Type", "")), str(entry.get("Target", ""))[:200]


def _main_part(package: Package) -> str:
    for relationship in package.relationships(""):
        if relationship.kind.endswith("/officeDocument") and not relationship.external:
            part = package.target("", relationship)
            if part in package.parts:
                return part
    raise Refused([Problem("readers-docx-not-word", Place(part=CONTENT_TYPES_PART))])
