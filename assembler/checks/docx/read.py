"""From the bytes of a Word file to its facts."""

from typing import Final

from assembler.checks.docx.markup import W
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.docx.word_file import WordFile
from assembler.ooxml.package import read_package
from assembler.problem import Place, Problem, Refused

_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"


def read_word(content: bytes, name: str) -> WordFacts:
    """The facts of the file; `Refused` when it is no package, or a Word file of a kind that is not read."""
    file = WordFile(read_package(content).parts, name)
    root = file.tree(file.main) if file.main else None
    if root is not None and root.tag == _STRICT:
        raise Refused([Problem("checks-strict", Place(part=file.main))])
    if root is not None and root.tag != W + "document":
        raise Refused([Problem("checks-not-word", Place(part=file.main))])
    return WordFacts(file)
