"""Tables: a grid without holes and overlaps, and headers that can be found for each cell (ISO 14289-1, 7.2 and 7.5)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.nodes import Node
from assembler.pdf.plain import Entries, Plain, TooLarge, bytes_of, name_of, whole_of

_WIDEST: Final = 2000
_MOST_PLACES: Final = 1_000_000
_SCOPES: Final = frozenset({"Row", "Column", "Both"})
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
    """A table, laid out until its first fault: `wide` is a row with cells beyond the columns of the first row, `short`
    one that ends before them (row, columns), `deep` the column of a cell that reaches below the last row.
    """

    node: Node
    height: int = 0
    columns: int = 0
    cells: list[Cell] = field(default_factory=list)
    taken: dict[tuple[int, int], Cell] = field(default_factory=dict)
    wide: tuple[int, int] | None = None
    short: tuple[int, int] | None = None
    deep: int | None = None

    @property
    def is_regular(self) -> bool:
        """Whether each place holds one cell, and each row begins one."""
        return (self.wide, self.short, self.deep) == (None, None, None) and not any(one.overlaps for one in self.cells)


def overlap(facts: UaFacts) -> Marks:
    """No cell lies over another."""
    for grid in _grids(facts):
        for cell in grid.cells:
            yield failed(facts.place(cell.node)) if cell.overlaps else GOOD


def rows_unequal(facts: UaFacts) -> Marks:
    """No cell reaches below the last row."""
    for grid in _grids(facts):
        yield GOOD if grid.deep is None else failed(facts.place(grid.node), column=grid.deep + 1)


def row_too_wide(facts: UaFacts) -> Marks:
    """No row has more columns than the first."""
    yield from _measured(facts, lambda grid: grid.wide)


def row_too_short(facts: UaFacts) -> Marks:
    """No row has fewer columns than the first."""
    yield from _measured(facts, lambda grid: grid.short)


def _measured(facts: UaFacts, fault: Callable[[Grid], tuple[int, int] | None]) -> Marks:
    for grid in _grids(facts):
        row, found = fault(grid) or (-1, 0)
        bad = row >= 0
        yield failed(facts.place(grid.node), row=row + 1, found=found, columns=grid.columns) if bad else GOOD


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
    """The table laid out row by row, until a fault is met: what comes after it cannot be told."""
    rows = [[kid for kid in row.kids() if kid.role in ("TH", "TD")] for row in _rows(table)]
    listed = [[_cell(facts, node, number) for node in row] for number, row in enumerate(rows)]
    grid = Grid(table, _height(listed), sum(cell.columns for cell in listed[0]) if listed else 0)
    if not grid.height:
        return grid
    for number, row in enumerate(listed):
        if not _lay(grid, number, row):
            return grid
    _look_for_holes(grid)
    return grid


def _height(rows: list[list[Cell]]) -> int:
    """How many rows there are, by the cells that begin them: those that one reaches into are counted with it."""
    height = at = 0
    while at < len(rows):
        span = rows[at][0].rows if rows[at] else 0
        height += span
        at += max(1, span)
    return height


def _lay(grid: Grid, number: int, row: list[Cell]) -> bool:
    """Puts the cells of a row in their places; whether they fit."""
    column = 0
    for cell in row:
        while (number, column) in grid.taken:
            column += 1
        cell.column = column
        column += cell.columns
        if column > grid.columns:
            grid.wide = number, column
            return False
        if number + cell.rows > grid.height:
            grid.deep = cell.column
            return False
        if not _take(grid, cell):
            return False
        grid.cells.append(cell)
    if not row and grid.columns:
        grid.short = number, 0
    return grid.short is None


def _take(grid: Grid, cell: Cell) -> bool:
    if len(grid.taken) + cell.rows * cell.columns > _MOST_PLACES:
        raise TooLarge
    for place in product(range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns)):
        if place in grid.taken:
            cell.overlaps = grid.taken[place].overlaps = True
            grid.cells.append(cell)
            return False
        grid.taken[place] = cell
    return True


def _look_for_holes(grid: Grid) -> None:
    for row in range(grid.height):
        width = sum((row, column) in grid.taken for column in range(grid.columns))
        if width < grid.columns:
            grid.short = row, width
            return


def _cell(facts: UaFacts, node: Node, row: int) -> Cell:
    table = table_attributes(facts, node)
    return Cell(
        node,
        row,
        0,
        min(max(0, whole_of(facts.objects.get(table.get("/RowSpan")), 1)), _WIDEST),
        min(max(0, whole_of(facts.objects.get(table.get("/ColSpan")), 1)), _WIDEST),
        name_of(facts.objects.get(table.get("/Scope"))),
        tuple(bytes_of(facts.objects.get(one)) for one in facts.objects.items(table.get("/Headers"))),
    )


def table_attributes(facts: UaFacts, node: Node) -> Entries:
    """The attributes of the owner Table; several rules ask for them."""
    known: dict[int, Entries] = facts.kept("table attributes", dict)
    if id(node) not in known:
        known[id(node)] = attributes_of(facts, node, "Table")
    return known[id(node)]


def attributes_of(facts: UaFacts, node: Node, owner: str) -> Entries:
    """The attributes of an owner, those in classes under those in the element; of two alike the first counts
    (ISO 32000-1, 14.7.5).
    """
    if "/A" not in node.entries and "/C" not in node.entries:
        return {}
    classes = facts.objects.entries(facts.objects.entries(facts.root.get("/StructTreeRoot")).get("/ClassMap"))
    held = list(facts.objects.several(node.entries.get("/A")))
    for name in facts.objects.several(node.entries.get("/C")):
        held += facts.objects.several(classes.get(str(facts.objects.get(name))))
    found: dict[str, Plain] = {}
    for one in held:
        entries = facts.objects.entries(one)
        if facts.objects.get(entries.get("/O")) == f"/{owner}":
            found = {**entries, **found}
    return found


def _headed(facts: UaFacts) -> Iterator[tuple[Cell, str, bool]]:
    """Each data cell of tables with headers: the first header that the cell names in vain, and whether it has one.

    It has where all headers have a Scope; the corner needs none. In a table with holes it cannot be told which row a
    cell is in.
    """
    for grid in _grids(facts):
        headers = [cell for cell in grid.cells if cell.node.role == "TH"]
        if grid.is_regular and headers:
            all_scoped = all(cell.scope in _SCOPES for cell in headers)
            known = {cell.id for cell in headers} - {b""}
            for cell in grid.cells:
                if cell.node.role == "TD" and (cell.row or cell.column):
                    unknown = [name for name in cell.headers if name not in known]
                    found = all_scoped or (bool(cell.headers) and not unknown) or _in_scope(grid, cell)
                    yield cell, unknown[0].decode("utf-8", "replace") if unknown else "", found


def _in_scope(grid: Grid, cell: Cell) -> bool:
    """Whether a header with a Scope stands above the cell or before it (ISO 32000-1, 14.8.4.3.4)."""
    above = ([(row, column) for row in reversed(range(cell.row))]
             for column in range(cell.column, cell.column + cell.columns))  # fmt: skip
    before = ([(row, column) for column in reversed(range(cell.column))]
              for row in range(cell.row, cell.row + cell.rows))  # fmt: skip
    return any(_has_scope(grid, way, "Row") for way in above) or any(_has_scope(grid, way, "Column") for way in before)


def _has_scope(grid: Grid, way: Iterable[tuple[int, int]], other: str) -> bool:
    """Whether a header on the way has a Scope, and not the `other` one. The way ends behind a group of headers."""
    passed = False
    for place in way:
        cell = grid.taken[place]
        is_header = cell.node.role == "TH"
        if is_header and cell.scope in _SCOPES and cell.scope != other:
            return True
        if passed and not is_header:
            return False
        passed = is_header
    return False


RULES: Final = {
    "ua_tables.overlap": overlap,
    "ua_tables.rows_unequal": rows_unequal,
    "ua_tables.row_too_wide": row_too_wide,
    "ua_tables.row_too_short": row_too_short,
    "ua_tables.header_unfound": header_unfound,
    "ua_tables.header_unknown": header_unknown,
}
