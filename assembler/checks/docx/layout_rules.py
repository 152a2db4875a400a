"""How a Word file is laid out (`docx-wcag`): spacing by empty paragraphs, floating things, the build of tables."""

import re
from typing import Final

from assembler.checks.docx.layout import TableLayout
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.outcome import GOOD, Marks, failed, judged, review

_EMPTY_IN_A_ROW: Final = 2
_COLUMNS: Final = re.compile(r"\S[ \u00a0]*\t+[^\t\n]*\S[ \u00a0]*\t")
_SPACES: Final = re.compile(r"\S {4,}\S")


def empty_paragraphs(facts: WordFacts) -> Marks:
    """Space is made by paragraph spacing, not by empty paragraphs."""
    if facts.body.layout.paragraphs:
        yield GOOD
    for count, place in facts.body.layout.empty_runs:
        yield judged(count < _EMPTY_IN_A_ROW, place, count=count)


def tabs_as_columns(facts: WordFacts) -> Marks:
    """Columns are a table, not tabs; a paragraph with tab stops of its own is taken to mean them."""
    for text, stops, place in facts.body.layout.paragraphs:
        yield judged(stops or not _COLUMNS.search(text), place)


def spaces_as_layout(facts: WordFacts) -> Marks:
    """Text is not pushed into place by a row of spaces."""
    for text, _, place in facts.body.layout.paragraphs:
        yield judged(not _SPACES.search(text), place)


def floating(facts: WordFacts) -> Marks:
    """Pictures and charts stand in line with the text, so that they are read where they belong."""
    for drawing, place in facts.body.layout.drawings:
        if not drawing.boxes:
            yield judged(not drawing.floats or drawing.decorative or drawing.behind, place)


def text_box(facts: WordFacts) -> Marks:
    """Text stands in the body, not in a text box or a frame."""
    if facts.body.layout.paragraphs:
        yield GOOD
    for drawing, place in facts.body.layout.drawings:
        if drawing.boxes:
            yield failed(place)
    yield from (failed(place) for place in facts.body.layout.frames)


def header_merged(facts: WordFacts) -> Marks:
    """Header cells are not merged: a screen reader gives a cell the header above it."""
    for table in _figures(facts):
        if table.headers:
            yield judged(table.header_merged == 0, table.place, table=table.name, count=table.header_merged)


def body_merged(facts: WordFacts) -> Marks:
    """Cells of a table are not merged; a heading over the whole width may be."""
    for table in _figures(facts):
        yield review(table.place, table=table.name, count=table.body_merged) if table.body_merged else GOOD


def header_late(facts: WordFacts) -> Marks:
    """Only the rows at the top are marked as headers; Word takes no notice of others."""
    for table in facts.body.layout.tables:
        if table.headers or table.late_headers:
            yield judged(table.late_headers == 0, table.place, table=table.name)


def row_splits(facts: WordFacts) -> Marks:
    """A header row does not break across two pages."""
    for table in _figures(facts):
        if table.headers:
            yield review(table.place, table=table.name, count=table.splitting) if table.splitting else GOOD


def nested(facts: WordFacts) -> Marks:
    """A table does not stand inside a table."""
    for table in facts.body.layout.tables:
        yield judged(not table.nested, table.place, table=table.name)


def header_look(facts: WordFacts) -> Marks:
    """A table with a header row also says so to the table style, which other programs go by."""
    for table in _figures(facts):
        if table.headers:
            yield GOOD if table.look_first_row else review(table.place, table=table.name)


def undescribed(facts: WordFacts) -> Marks:
    """A table of many columns has a title or description for those who do not see its build."""
    for table in _figures(facts):
        if table.columns > 3:
            yield GOOD if table.described else review(table.place, table=table.name)


def control_unlabelled(facts: WordFacts) -> Marks:
    """A form field has a name."""
    for control in facts.body.layout.controls:
        yield judged(bool(control.label.strip()), control.place)


def scanned(facts: WordFacts) -> Marks:
    """Text is text, not a picture of a page."""
    covering = [place for drawing, place in facts.body.layout.drawings if drawing.covers and drawing.picture]
    if facts.body.layout.drawings:
        yield GOOD
    words = sum(len(text) for text, _, _ in facts.body.layout.paragraphs)
    for place in covering:
        yield failed(place) if words < 200 * len(covering) else review(place)


def _figures(facts: WordFacts) -> list[TableLayout]:
    """Tables of figures: more than one row and column."""
    return [table for table in facts.body.layout.tables if table.rows > 1 and table.columns > 1]


RULES: Final = {
    "layout.empty_paragraphs": empty_paragraphs,
    "layout.tabs_as_columns": tabs_as_columns,
    "layout.spaces_as_layout": spaces_as_layout,
    "layout.floating": floating,
    "layout.text_box": text_box,
    "layout.header_merged": header_merged,
    "layout.body_merged": body_merged,
    "layout.header_late": header_late,
    "layout.row_splits": row_splits,
    "layout.nested": nested,
    "layout.header_look": header_look,
    "layout.undescribed": undescribed,
    "layout.control_unlabelled": control_unlabelled,
    "layout.scanned": scanned,
}
