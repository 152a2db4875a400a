"""From the markup of a body, a cell or a text box to blocks."""

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from assembler.readers.docx.inlines import InlineReader, anchor, control_names, is_anchor, is_silent, refuse_depth
from assembler.readers.docx.looks import is_on, number, paragraph_looks
from assembler.readers.docx.markup import CHANGES, attribute, authors_of, child, children, chosen, name, presence_of
from assembler.readers.docx.tree import (
    DELETED,
    INSERTED,
    UNCHANGED,
    Block,
    Cell,
    Control,
    Paragraph,
    Presence,
    Row,
    Table,
)

# Runs and their kin that a damaged file has outside of any paragraph: their text is a paragraph of its own.
_STRAY: Final = frozenset({"r", "hyperlink", "fldSimple", "m:oMath", "m:oMathPara"})
_MOST_COLUMNS: Final = 63  # Word's own limit
_CELL_CHANGES: Final = {"cellIns": INSERTED, "cellDel": DELETED}


def read_blocks(parent: Iterable[etree._Element], presence: Presence = UNCHANGED, depth: int = 0) -> tuple[Block, ...]:
    """The blocks among the children of `parent`. `Refused` when they stand absurdly deep in each other."""
    return tuple(_blocks(parent, presence, depth))


def _blocks(parent: Iterable[etree._Element], presence: Presence, depth: int) -> Iterator[Block]:
    refuse_depth(depth)
    for element in parent:
        kind = name(element)
        if kind == "p":
            yield _paragraph(element, presence, depth)
        elif kind == "tbl":
            yield _table(element, presence, depth)
        elif kind == "sdt":
            inside = read_blocks(children(element, "sdtContent"), presence, depth + 1)
            yield Control(*control_names(element), inside, _gallery(element))
        elif is_anchor(kind):
            yield anchor(element)
        elif kind in _STRAY:
            yield Paragraph(_INLINES.read((element,), presence, depth + 1), mark=presence)
        elif kind == "mc:AlternateContent":
            yield from _blocks(chosen(element), presence, depth + 1)
        elif not is_silent(kind):
            yield from _blocks(element, CHANGES.get(kind, UNCHANGED).inside(presence), depth + 1)


_INLINES: Final = InlineReader(read_blocks)


def _paragraph(element: etree._Element, presence: Presence, depth: int) -> Paragraph:
    content = _INLINES.read(element, presence, depth + 1)
    properties = child(element, "pPr")
    if properties is None:
        return Paragraph(content, mark=presence, authors=authors_of(element))
    look, before = paragraph_looks(properties)
    return Paragraph(content, look, presence_of(child(properties, "rPr"), presence), before, authors_of(element))


def _gallery(control: etree._Element) -> str:
    return attribute(child(control, "sdtPr", "docPartObj", "docPartGallery"), "val")


def _table(element: etree._Element, presence: Presence, depth: int) -> Table:
    said = {
        wanted: attribute(child(element, "tblPr", wanted), "val")
        for wanted in ("tblStyle", "tblCaption", "tblDescription")
    }
    rows = tuple(_rows(element, presence, depth + 1))
    return Table(rows, said["tblStyle"], said["tblCaption"], said["tblDescription"], authors_of(element))


def _rows(parent: Iterable[etree._Element], presence: Presence, depth: int) -> Iterator[Row]:
    """The rows of a table, also those in controls, custom XML or alternatives."""
    refuse_depth(depth)
    for element in parent:
        kind = name(element)
        if kind == "tr":
            own = presence_of(child(element, "trPr"), presence)
            header = child(element, "trPr", "tblHeader")
            yield Row(tuple(_cells(element, own, depth + 1)), own, header is not None and is_on(header))
        elif kind == "mc:AlternateContent":
            yield from _rows(chosen(element), presence, depth + 1)
        elif not is_silent(kind) and kind != "tblGrid":
            yield from _rows(element, CHANGES.get(kind, UNCHANGED).inside(presence), depth + 1)


def _cells(parent: Iterable[etree._Element], presence: Presence, depth: int) -> Iterator[Cell]:
    refuse_depth(depth)
    for element in parent:
        kind = name(element)
        if kind == "tc":
            own = presence
            for entry in children(element, "tcPr"):
                own = _CELL_CHANGES.get(name(entry), UNCHANGED).inside(own)
            yield _cell(element, own, depth)
        elif kind == "mc:AlternateContent":
            yield from _cells(chosen(element), presence, depth + 1)
        elif not is_silent(kind):
            yield from _cells(element, CHANGES.get(kind, UNCHANGED).inside(presence), depth + 1)


def _cell(element: etree._Element, presence: Presence, depth: int) -> Cell:
    properties = child(element, "tcPr")
    merge = child(properties, "vMerge")
    span = number(attribute(child(properties, "gridSpan"), "val")) or 1
    merged = merge is not None and attribute(merge, "val") != "restart"
    return Cell(read_blocks(element, presence, depth + 1), presence, min(span, _MOST_COLUMNS), merged)
