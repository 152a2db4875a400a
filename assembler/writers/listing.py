"""Lists of tables and figures: each row begins with one reference. Paper has no links, so there a page goes with it."""

from collections.abc import Container

from assembler.document.blocks import Table
from assembler.document.inline import CrossReference


def listed(table: Table, label: int, known: Container[str]) -> tuple[str, ...]:
    """What each row of a list leads to, by its column `label` (-1 for none); empty for a table that is no list.

    `known` are the ids that can be referred to; a list with another reference has no pages.
    """
    found = [
        inline.target
        for row in table.rows
        if row.kind == "body" and label >= 0
        for inline in row.cells[label].children
        if isinstance(inline, CrossReference) and len(row.cells[label].children) == 1
    ]
    whole = len(found) == len(table.rows) and label < len(table.columns) - 1
    return tuple(found) if whole and all(one in known for one in found) else ()
