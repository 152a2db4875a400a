"""A table too wide for an upright page stands on pages of its own, turned (ECMA-376-1, 17.6)."""

from collections.abc import Iterator
from typing import Final

from assembler.writers.docx.sheet import Sheet

# The frame's own section properties come where this mark stands; the turned ones are made from them.
UPRIGHT: Final = "<!--upright-->"
TURNED: Final = "<!--turned-->"


def turned(pieces: Iterator[str], sheet: Sheet) -> Iterator[str]:
    """`pieces` between two section breaks: the pages before stay upright, these are turned."""
    yield section_break(UPRIGHT)
    sheet.gap = False
    yield from pieces
    sheet.gap = False
    yield section_break(TURNED)


def section_break(mark: str) -> str:
    """The paragraph that ends a section of upright or turned pages.

    A section's properties stand in its last paragraph, a small one of its own: Word offers no other place.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="TableNote"/>{mark}</w:pPr></w:p>'
