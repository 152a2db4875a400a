"""What everything that reads one narrative block leans on."""

from dataclasses import dataclass

from assembler.messages.catalogue import Lang
from assembler.readers.docx.line import LineReader
from assembler.readers.docx.pictures import Pictures
from assembler.readers.docx.remarks import Remarks


@dataclass(frozen=True, slots=True)
class Reading:
    """`lang` is the language of the document."""

    reader: LineReader
    remarks: Remarks
    pictures: Pictures
    lang: Lang
