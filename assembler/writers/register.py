"""Every format that a document can be written in. A new writer is one room and one line here.

A writer is named and not imported: each brings libraries of its own, and a build of one format needs no other's.
"""

from collections.abc import Mapping
from typing import Final, Protocol, cast

from assembler.document.blocks import Document
from assembler.resources import named
from assembler.writers.written import Materials, Written

_WRITERS: Final[Mapping[str, str]] = {
    "docx": "assembler.writers.docx.writer:write_docx",
    "pdf": "assembler.writers.pdf.writer:write_pdf",
    "html": "assembler.writers.html.writer:write_html",
    "xlsx": "assembler.writers.xlsx.writer:write_xlsx",
}
FORMATS: Final[tuple[str, ...]] = tuple(_WRITERS)


class Writer(Protocol):
    """Writes a composed document as a file. `Refused` when it cannot be written at all."""

    def __call__(self, document: Document, materials: Materials, /) -> Written:
        """The file, and what could only be written otherwise than asked for."""


def writer(format: str) -> Writer:
    """The writer of one of `FORMATS`."""
    return cast(Writer, named(_WRITERS[format]))
