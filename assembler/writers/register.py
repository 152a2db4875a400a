"""Every format that a document can be written in. A new writer is one room and one line here."""

from collections.abc import Callable, Mapping

from assembler.document.blocks import Document
from assembler.writers.docx.writer import write_docx
from assembler.writers.html.writer import write_html
from assembler.writers.pdf.writer import write_pdf
from assembler.writers.written import Materials, Written
from assembler.writers.xlsx.writer import write_xlsx

WRITERS: Mapping[str, Callable[[Document, Materials], Written]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "html": write_html,
    "xlsx": write_xlsx,
}
FORMATS: tuple[str, ...] = tuple(WRITERS)
