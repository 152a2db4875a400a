"""Pipe tables with a caption line above (`: Title {#id subtitle="1000 kr"}`) into tables.

A header cell may end in `{year=2026 basis=budget kind=amount width=16 .uthevet}`, the first cell of a row in
`{.gruppe}`, `{.sum}`, `{.resultat}` or `{.detalj}`; notes are paragraphs beneath with the line `{.tabellnote}`.
"""

from collections.abc import Sequence
from dataclasses import replace

from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from assembler.document.blocks import Column, Row, RowKind, Table
from assembler.document.inline import Inlines, Text
from assembler.document.walk import plain_text
from assembler.markup.desk import Desk
from assembler.markup.figures import Caption
from assembler.markup.markdown_inlines import read_inlines
from assembler.markup.tables import (
    CAPTION_KEYS,
    COLUMN_KEYS,
    EMPHASIS,
    ROW_KINDS,
    make_column,
    make_layout,
    make_row,
)
from assembler.problem import Severity


def read_table(desk: Desk, node: SyntaxTreeNode, caption: Caption | None) -> Table:
    """The table of `node`; one without a title is reported (every table states what it shows)."""
    if caption is None:
        desk.fault("markup-table-title")
    given = caption or Caption(())
    found = desk.attributes(given.group, name=True, keys=CAPTION_KEYS)
    name = desk.identity(found.id, plain_text(given.title), "tabell")
    columns = _columns(desk, node.children[0].children[0].children)
    lines = node.children[1].children if len(node.children) > 1 else []
    rows = tuple(_row(desk, line, columns, number) for number, line in enumerate(lines, 1))
    subtitle, description = found.value("subtitle"), found.value("description")
    layout = make_layout(desk, found.value("layout"))
    return Table(name, given.title, columns, rows, "", subtitle, description, (), layout)


def add_note(table: Table, note: Inlines) -> Table:
    """The table with one more note beneath it."""
    return replace(table, notes=(*table.notes, note)) if note else table


def _columns(desk: Desk, nodes: Sequence[SyntaxTreeNode]) -> tuple[Column, ...]:
    columns: list[Column] = []
    for node in nodes:
        inline = node.children[0]
        children = read_inlines(desk, inline)
        if any(not isinstance(child, Text) for child in children):
            desk.fault("markup-table-header-marks", found=plain_text(children))
        align = str(node.attrs.get("style", ""))
        if align.endswith("center"):
            desk.fault("markup-table-centre", severity=Severity.WARNING, found=plain_text(children))
        found = desk.attributes(str(inline.meta["group"]), keys=COLUMN_KEYS, classes=EMPHASIS)
        before = [column.kind for column in columns]
        columns.append(make_column(desk, plain_text(children), align.endswith("right"), found, before))
    return tuple(columns)


def _row(desk: Desk, node: SyntaxTreeNode, columns: Sequence[Column], number: int) -> Row:
    desk.at(node.map)
    kind: RowKind = "body"
    cells: list[Inlines] = []
    for cell in node.children:
        inline = cell.children[0]
        found = desk.attributes(str(inline.meta["group"]), classes=() if cells else tuple(ROW_KINDS))
        kind = next((ROW_KINDS[name] for name in found.classes if name in ROW_KINDS and not cells), kind)
        cells.append(read_inlines(desk, inline))
    return make_row(desk, cells, kind, columns, number)


def surplus_rows(lines: Sequence[str], root: SyntaxTreeNode) -> list[int]:
    """The lines (from 0) of table rows with other than the header's number of cells; CommonMark mends them silently."""
    rows = [(node.map[0], len(node.children)) for node in root.walk() if node.type == "tr" and node.map]
    return [line for line, count in rows if _cells(lines[line]) != count]


def _cells(line: str) -> int:
    cells = escapedSplit(line.lstrip(" >\t").rstrip(" \t"))
    return len(cells) - (not cells[0]) - (len(cells) > 1 and not cells[-1])
