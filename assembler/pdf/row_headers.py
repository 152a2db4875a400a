"""Row headers: `TH` with Scope=Row, an ID in the ID tree, and Headers on the cells that they head.

Typst tags column headers only. ISO 14289-1, 7.5: headers shall be determinable by Headers and IDs, or by Scope.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from assembler.pdf.attributes import with_attributes
from assembler.pdf.name_tree import entries, name_tree

RowPlan: TypeAlias = str | Sequence[int]
OUTSIDE: Final = -1
_LEAVES: Final = ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Figure", "/TOC", "/Link", "/Span", "/Lbl")


class StructureMismatch(Exception):
    """The tables of the file are not those that were announced: a fault of the writer, never of the input."""


def set_row_headers(pdf: Pdf, plans: Sequence[Any]) -> None:
    """Tag the row headers of every table, in reading order.

    A plan has `rows`, one entry for each TR of the body: "group" for a heading over the rows below it, else the
    positions of the row headers among the cells of the TR, with `OUTSIDE` among them for a row that ends its group
    (a result over several groups); and `summary`, "" for none.
    """
    root = pdf.Root.StructTreeRoot
    tables = list(tables_of(root))
    if len(tables) != len(plans):
        raise StructureMismatch(f"{len(tables)} tables, {len(plans)} announced")
    ids = dict(entries(root.get("/IDTree")))
    for number, (table, plan) in enumerate(zip(tables, plans, strict=True), 1):
        if plan["summary"]:
            with_attributes(table, "Table")["/Summary"] = String(plan["summary"])
        _Table(number, ids).tag(table, _one_body(pdf, table), plan["rows"])
    if ids:
        root["/IDTree"] = pdf.make_indirect(name_tree(pdf, ids))


def _one_body(pdf: Pdf, table: Object) -> list[Object]:
    """The rows of the body, all in one TBody.

    Typst keeps a row with those below it only as a header of its second level, which it tags as a THead row or as a
    TBody by itself: the heading of a group, and the last row before the sum.
    """
    kids = kids_of(table)
    bodies = [kid for kid in kids if kid.get("/S") == "/TBody"]
    strays = [row for kid in kids if kid.get("/S") == "/THead" for row in kids_of(kid)[1:]]
    rows = [*strays, *(row for body in bodies for row in kids_of(body))]
    if not rows or (len(bodies) == 1 and not strays):
        return rows
    for kid in kids:
        if kid.get("/S") == "/THead":
            kid["/K"] = Array(kids_of(kid)[:1])
    body = bodies[0] if bodies else pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TBody, P=table))
    body["/K"] = Array(rows)
    for row in rows:
        row["/P"] = body
    table["/K"] = Array([*(kid for kid in kids if kid.get("/S") != "/TBody"), body])
    return rows


def tables_of(element: Object) -> Iterator[Object]:
    """The Table elements below `element` in reading order; tables inside tables are left out."""
    for kid in kids_of(element):
        kind = kid.get("/S")
        if kind == "/Table":
            yield kid
        elif kind is not None and kind not in _LEAVES:
            yield from tables_of(kid)


def kids_of(element: Object) -> list[Object]:
    """The structure elements directly below `element`; marked content and object references are left out."""
    kids = element.get("/K")
    found = kids if isinstance(kids, Array) else [kids]
    return [kid for kid in found if isinstance(kid, Dictionary) and "/S" in kid]


class _Table:
    """The tagging of one table: which header heads each column, and which rows are still spanned from above."""

    def __init__(self, number: int, ids: dict[bytes, Object]) -> None:
        self.number = number
        self.ids = ids
        self.columns: dict[int, bytes] = {}
        self.group: list[bytes] = []
        self.spanning: dict[int, int] = {}
        self.spanning_headers: dict[int, bytes] = {}
        self.last: list[bytes] = []

    def tag(self, table: Object, body: list[Object], rows: Sequence[RowPlan]) -> None:
        for part in kids_of(table):
            if part.get("/S") == "/THead":
                for row in kids_of(part):
                    self.columns |= {at: bytes(cell["/ID"]) for at, cell in enumerate(kids_of(row)) if "/ID" in cell}
        if len(body) != len(rows):
            raise StructureMismatch(f"table {self.number}: {len(body)} rows, {len(rows)} announced")
        for at, (row, plan) in enumerate(zip(body, rows, strict=True)):
            self._row(at, kids_of(row), plan)

    def _row(self, at: int, row: list[Object], plan: RowPlan) -> None:
        if plan == "group":
            self.group = [self._header(_Cell(row[0], 0), f"R{self.number}g{at}", [])]
            return
        if OUTSIDE in plan:
            self.group = []
        cells = self._placed(row)
        above = [self.spanning_headers[c] for c, left in self.spanning.items() if left and c in self.spanning_headers]
        heads = [cells[index] for index in plan if isinstance(index, int) and 0 <= index < len(cells)]
        own: list[bytes] = []
        for cell in heads:
            over = [*self._column(cell.column), *self.group, *(own or above)]
            own.append(self._header(cell, f"R{self.number}x{cell.column}y{at}", over))
        heading = [*above, *own] if own or not self.last or plan else self.last
        for cell in cells:
            if cell not in heads:
                self._plain(cell)
                cell.headers([*self._column(cell.column), *self.group, *heading])
        self.last = heading
        self._advance(cells, heads)

    def _placed(self, row: list[Object]) -> list["_Cell"]:
        """Each cell with its column: columns that a row span from above fills are passed over."""
        placed, column = [], 0
        for element in row:
            while self.spanning.get(column, 0):
                column += 1
            placed.append(_Cell(element, column))
            column += placed[-1].span("/ColSpan")
        return placed

    def _advance(self, cells: list["_Cell"], heads: list["_Cell"]) -> None:
        self.spanning = {column: left - 1 for column, left in self.spanning.items() if left > 1}
        for cell in cells:
            rows = cell.span("/RowSpan")
            if rows > 1:
                self.spanning[cell.column] = rows - 1
                self.spanning_headers.pop(cell.column, None)
                if cell in heads:
                    self.spanning_headers[cell.column] = bytes(cell.element["/ID"])

    def _column(self, column: int) -> list[bytes]:
        return [self.columns[column]] if column in self.columns else []

    def _plain(self, cell: "_Cell") -> None:
        """Make `cell` a data cell: what Typst keeps with the row below it, it tags as a header of columns."""
        if cell.element.get("/S") == "/TH":
            cell.element["/S"] = Name.TD
            self.ids.pop(bytes(cell.element["/ID"]) if "/ID" in cell.element else b"", None)
            for key, holder in (("/ID", cell.element), ("/Scope", cell.table)):
                if key in holder:
                    del holder[key]

    def _header(self, cell: "_Cell", name: str, over: list[bytes]) -> bytes:
        """Make `cell` a row header; its id, which is the one it had or else `name`."""
        found = bytes(cell.element["/ID"]) if "/ID" in cell.element else name.encode("ascii")
        cell.element["/S"] = Name.TH
        cell.element["/ID"] = String(found)
        self.ids[found] = cell.element
        cell.table["/Scope"] = Name.Row
        cell.headers(over)
        return found


class _Cell:
    """A cell, its column, and its Table attributes, which are looked up once."""

    __slots__ = ("column", "element", "table")

    def __init__(self, element: Object, column: int) -> None:
        self.element = element
        self.column = column
        self.table = with_attributes(element, "Table")

    def span(self, key: str) -> int:
        return int(self.table.get(key, 1))

    def headers(self, ids: list[bytes]) -> None:
        self.table["/Headers"] = Array([String(name) for name in ids])
