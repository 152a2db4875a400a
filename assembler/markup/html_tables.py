"""HTML tables into tables; the same closed set of things to say as in Markdown, as `data-` attributes and classes."""

from collections.abc import Sequence

from assembler.document.blocks import Column, Row, RowKind, Table
from assembler.document.inline import Inlines, Text
from assembler.document.walk import plain_text
from assembler.markup.attributes import Attributes
from assembler.markup.desk import Desk
from assembler.markup.html_inlines import read_run
from assembler.markup.html_tree import Element
from assembler.markup.tables import COLUMN_KEYS, make_column, make_layout, make_row

TABLE_NOTE = "table-note"
_KINDS: dict[str, RowKind] = {"": "body", "group": "group", "sum": "sum", "result": "result", "detail": "detail"}


def read_table(desk: Desk, node: Element) -> Table:
    """The table of `node`; one without a caption or a head is reported."""
    captions, heads = (
        list(node.elements("caption")),
        [r for head in node.elements("thead") for r in head.elements("tr")],
    )
    title: Inlines = read_run(desk, captions[0].children) if captions else ()
    if not title:
        desk.fault("markup-table-title")
    name = desk.identity(node.get("id"), plain_text(title), "tabell")
    if len(heads) != 1:
        desk.fault("markup-table-cells")
    columns = _columns(desk, heads[0]) if heads else ()
    lines = [row for body in node.elements("tbody") for row in body.elements("tr")]
    rows = tuple(_row(desk, line, columns, number) for number, line in enumerate(lines, 1)) if columns else ()
    subtitle, description = node.get("data-subtitle"), node.get("data-description")
    layout = make_layout(desk, node.get("data-layout"))
    return Table(name, title, columns, rows, "", subtitle, description, (), layout)


def _columns(desk: Desk, head: Element) -> tuple[Column, ...]:
    columns: list[Column] = []
    for cell in head.elements("th", "td"):
        desk.line = cell.line
        children = read_run(desk, cell.children)
        if any(not isinstance(child, Text) for child in children):
            desk.fault("markup-table-header-marks", found=plain_text(children))
        values = {key: cell.get(f"data-{key}") for key in COLUMN_KEYS if cell.get(f"data-{key}")}
        found = Attributes(classes=tuple(cell.get("class").split()), values=values)
        columns.append(make_column(desk, plain_text(children), False, found, [column.kind for column in columns]))
    return tuple(columns)


def _row(desk: Desk, node: Element, columns: Sequence[Column], number: int) -> Row:
    desk.line = node.line
    if node.get("class") not in _KINDS:
        desk.fault("markup-attribute-unknown", found=node.get("class"))
    kind = _KINDS.get(node.get("class"), "body")
    cells = [read_run(desk, cell.children) for cell in node.elements("th", "td")]
    wanted = 1 if kind in ("group", "detail") else len(columns)
    if len(cells) != wanted:
        desk.fault("markup-table-cells")
    cells = [*cells[:wanted], *([()] * (wanted - len(cells)))]
    return make_row(desk, cells, kind, columns, number)
