"""What stands over a column."""

from assembler.document.blocks import Column
from assembler.messages.catalogue import Lang, label


def heading_label(column: Column, lang: Lang) -> str:
    """The label of a column; a column without any word over it has line numbers, and says so."""
    return column.label or ("" if column.year else label("writers-line-number", lang))
