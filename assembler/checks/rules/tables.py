"""Tables of figures: a header row that is marked, and headers that say something (WCAG 1.3.1)."""

from collections.abc import Iterator

from assembler.checks.content import Content, TableFact
from assembler.checks.outcome import GOOD, Marks, judged, review


def header_missing(content: Content) -> Marks:
    """Every table of figures has a marked header row, or marked headers at the side; of pairs, a person judges."""
    for table in _tables(content):
        if _has_text(table):
            if not table.headers and not table.sided and _of_pairs(table):
                yield review(table.place, table=_name(table))
            else:
                yield judged(table.headers > 0 or table.sided, table.place, table=_name(table))


def header_empty(content: Content) -> Marks:
    """No header cell is empty; the corner above the row headers may be."""
    for table in _tables(content):
        if table.headers and any(text.strip() for text in table.column_headers):
            empty = [text for text in table.column_headers[1:] if not text.strip()]
            yield judged(not empty, table.place, table=_name(table), count=len(empty))


def caption_missing(content: Content) -> Marks:
    """A table is named by a caption."""
    for table in _tables(content):
        yield GOOD if table.caption.strip() else review(table.place, table=_name(table))


def empty(content: Content) -> Marks:
    """A table has text in it."""
    for table in _tables(content):
        yield judged(_has_text(table), table.place)


def _has_text(table: TableFact) -> bool:
    return any(cell.strip() for row in table.rows for cell in row)


def _of_pairs(table: TableFact) -> bool:
    """Whether it is a list of words with what they stand for ("Dato: | 12. november"), which has no header row."""
    firsts = [row[0].strip() for row in table.rows if row]
    return table.width == 2 and all(first.endswith(":") for first in firsts if first) and any(firsts)


def _tables(content: Content) -> Iterator[TableFact]:
    return (table for table in content.tables if not table.for_layout)


def _name(table: TableFact) -> str:
    """The words by which a person finds the table: its caption, else its first cells."""
    return table.caption.strip() or " | ".join(" ".join(cell.split()) for cell in table.rows[0][:4])[:80]


RULES = {
    "tables.header_missing": header_missing,
    "tables.header_empty": header_empty,
    "tables.caption_missing": caption_missing,
    "tables.empty": empty,
}
