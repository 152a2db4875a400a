"""Tables: a grid without holes and overlaps, and headers that can be found for each cell (ISO 14289-1, 7.2 and 7.5)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.nodes import Node
from assembler.pdf.plain import Entries, Plain, bytes_of, name_of, whole_of

_WIDEST: Final = 2000
_PARTS: Final = frozenset({"THead", "TBody", "TFoot"})


@dataclass(slots=True)
class Cell:
    """A cell with its place in the grid, counted from 0."""

    node: Node
    row: int
    column: int
    rows: int
    columns: int
    scope: str
    headers: tuple[bytes, ...]
    overlaps: bool = False

    @property
    def id(self) -> bytes:
        """The element's ID, empty for none."""
        return bytes_of(self.node.entries.get("/ID"))


@dataclass(slots=True)
class Grid:
    """A table. `wide` are the rows with cells beyond the columns of the first row, `short` those that end before them
    (row, columns); `deep` are the columns with a cell that reaches below the last row.
    """

    node: Node
    columns: int = 0
    cells: list[Cell] = field(default_factory=list)
    wide: list[tuple[int, int]] = field(default_factory=list)
    short: list[tuple[int, int]] = field(default_factory=list)
    deep: list[int] = field(default_factory=list)


def overlap(facts: UaFacts) -> Marks:
    """No cell lies over another."""
    for grid in _grids(facts):
        for cell in grid.cells:
            yield failed(facts.place(cell.node)) if cell.overlaps else GOOD


def rows_unequal(facts: UaFacts) -> Marks:
    """No cell reaches below the last row."""
    for grid in _grids(facts):
        yield failed(facts.place(grid.node), column=grid.deep[0] + 1) if grid.deep else GOOD


def row_too_wide(facts: UaFacts) -> Marks:
    """No row has more columns than the first."""
    for grid in _grids(facts):
        if grid.wide and (not grid.short or grid.wide[0] < grid.short[0]):
            row, found = grid.wide[0]
            yield failed(facts.place(grid.node), row=row + 1, found=found, columns=grid.columns)
        else:
            yield GOOD


def row_too_short(facts: UaFacts) -> Marks:
    """No row has fewer columns than the first."""
    for grid in _grids(facts):
        if grid.short and (not grid.wide or grid.short[0] < grid.wide[0]):
            row, found = grid.short[0]
            yield failed(facts.place(grid.node), row=row + 1, found=found, columns=grid.columns)
        else:
            yield GOOD


def header_unfound(facts: UaFacts) -> Marks:
    """Every cell has a header: named by Headers, or in its row or column with a Scope."""
    for cell, unknown, found in _headed(facts):
        yield GOOD if found or unknown else failed(facts.place(cell.node))


def header_unknown(facts: UaFacts) -> Marks:
    """The headers that a cell names exist."""
    for cell, unknown, found in _headed(facts):
        if cell.headers:
            yield GOOD if found or not unknown else failed(facts.place(cell.node), found=unknown)


def _grids(facts: UaFacts) -> Iterable[Grid]:
    return facts.kept("grids", lambda: [_grid(facts, node) for node in facts.of_role("Table")])


def _rows(table: Node) -> Iterator[Node]:
    for kid in table.kids():
        if kid.role == "TR":
            yield kid
        elif kid.role in _PARTS:
            yield from (row for row in kid.kids() if row.role == "TR")


def _grid(facts: UaFacts, table: Node) -> Grid:
    grid = Grid(table)
    rows = [[kid for kid in row.kids() if kid.role in ("TH", "TD")] for row in _rows(table)]
    taken: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        column = 0
        for node in row:
            while (number, column) in taken:
                column += 1
            cell = _cell(facts, node, number, column)
            grid.cells.append(cell)
            _take(grid, taken, cell, len(rows))
            column += cell.columns
        width = 1 + max((at for _, at in _in_row(taken, number, column)), default=-1)
        grid.columns = grid.columns if number else width
        _measure(grid, taken, number, width)
    _keep_first(grid, len(rows))
    return grid


def _keep_first(grid: Grid, rows: int) -> None:
    """One fault leads to the next: of a table only the first is told."""
    uneven = min((row for row, _ in (*grid.wide, *grid.short)), default=rows)
    if any(cell.overlaps for cell in grid.cells) or (grid.deep and uneven >= rows - 1):
        grid.wide, grid.short = [], []
    elif uneven < rows:
        grid.deep = []


def _in_row(taken: Mapping[tuple[int, int], Cell], row: int, least: int) -> Iterator[tuple[int, int]]:
    column = 0
    while (row, column) in taken or column < least:
        if (row, column) in taken:
            yield row, column
        column += 1


def _take(grid: Grid, taken: dict[tuple[int, int], Cell], cell: Cell, rows: int) -> None:
    if cell.row + cell.rows > rows:
        grid.deep.append(cell.column)
    for row in range(cell.row, min(cell.row + cell.rows, rows)):
        for column in range(cell.column, cell.column + cell.columns):
            if (row, column) in taken:
                cell.overlaps = taken[row, column].overlaps = True
            taken[row, column] = cell


def _measure(grid: Grid, taken: Mapping[tuple[int, int], Cell], row: int, width: int) -> None:
    if width > grid.columns:
        grid.wide.append((row, width))
    elif any((row, column) not in taken for column in range(grid.columns)):
        grid.short.append((row, width))


def _cell(facts: UaFacts, node: Node, row: int, column: int) -> Cell:
    table = table_attributes(facts, node)
    return Cell(
        node,
        row,
        column,
        min(max(0, whole_of(facts.objects.get(table.get("/RowSpan")), 1)), _WIDEST),
        min(max(0, whole_of(facts.objects.get(table.get("/ColSpan")), 1)), _WIDEST),
        name_of(facts.objects.get(table.get("/Scope"))),
        tuple(bytes_of(facts.objects.get(one)) for one in facts.objects.several(table.get("/Headers"))),
    )


def table_attributes(facts: UaFacts, node: Node) -> Entries:
    """The attributes of the owner Table; several rules ask for them."""
    known: dict[int, Entries] = facts.kept("table attributes", dict)
    if id(node) not in known:
        known[id(node)] = attributes_of(facts, node, "Table")
    return known[id(node)]


def attributes_of(facts: UaFacts, node: Node, owner: str) -> Entries:
    """The attributes of an owner, those in classes under those in the element (ISO 32000-1, 14.7.5)."""
    if "/A" not in node.entries and "/C" not in node.entries:
        return {}
    classes = facts.objects.entries(facts.objects.entries(facts.root.get("/StructTreeRoot")).get("/ClassMap"))
    held: list[Plain] = []
    for name in facts.objects.several(node.entries.get("/C")):
        held += facts.objects.several(classes.get(str(facts.objects.get(name))))
    held += facts.objects.several(node.entries.get("/A"))
    found: dict[str, Plain] = {}
    for one in held:
        entries = facts.objects.entries(one)
        if facts.objects.get(entries.get("/O")) == f"/{owner}":
            found |= entries
    return found


def _headed(facts: UaFacts) -> Iterator[tuple[Cell, str, bool]]:
    """Each data cell of tables with headers: the first header that it names in vain, and whether it has one."""
    for grid in _grids(facts):
        if grid.wide or grid.short or grid.deep or any(cell.overlaps for cell in grid.cells):
            # Which row and column a cell belongs to cannot be told in a table with holes.
            continue
        headers = [cell for cell in grid.cells if cell.node.role == "TH"]
        known = {cell.id for cell in grid.cells if "/ID" in cell.node.entries}
        scoped = [cell for cell in headers if cell.scope in ("Row", "Column", "Both")]
        columns = {at for one in scoped if one.scope != "Row" for at in range(one.column, one.column + one.columns)}
        rows = {at for one in scoped if one.scope != "Column" for at in range(one.row, one.row + one.rows)}
        for cell in grid.cells:
            if cell.node.role == "TD" and headers:
                unknown = [name for name in cell.headers if name not in known]
                in_scope = any(at in columns for at in range(cell.column, cell.column + cell.columns)) or any(
                    at in rows for at in range(cell.row, cell.row + cell.rows)
                )
                found = (bool(cell.headers) and not unknown) or in_scope
                yield cell, unknown[0].decode("utf-8", "replace") if unknown else "", found


RULES: Final = {
    "ua_tables.overlap": overlap,
    "ua_tables.rows_unequal": rows_unequal,
    "ua_tables.row_too_wide": row_too_wide,
    "ua_tables.row_too_short": row_too_short,
    "ua_tables.header_unfound": header_unfound,
    "ua_tables.header_unknown": header_unknown,
}
