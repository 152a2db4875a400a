"""What the notes say that something refers to, where only their words count."""

from collections.abc import Iterator, Sequence

from assembler.readers.docx.flow import note_marks, paragraphs_within
from assembler.readers.docx.parts import WordParts
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import Block
from assembler.readers.docx.views import seen


def note_texts(blocks: Sequence[Block], parts: WordParts) -> Iterator[str]:
    """The current text of each note that is referred to in `blocks` (seen in a view), in one line."""
    for paragraph in paragraphs_within(blocks):
        for mark in note_marks(paragraph.content):
            text = " ".join(" ".join(lines(seen(parts.note(mark)[0], "current"))).split())
            if text:
                yield text
