"""A table that the budget office keeps as a sheet, as the record that the JSON document has.

Above the heading there may stand lines "Tittel | …", "Undertittel | …", "Note | …"; a column "Radtype" says which rows
are sums, groups or explanations. What the columns hold is seen from their cells, unless a YAML file of the same name
says it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assembler.plan.fields import Entity, Field, entity, folded
from assembler.plan.grid import Grid
from assembler.plan.located import Located, Scalar
from assembler.plan.quantities import read_number
from assembler.plan.rows import split_year
from assembler.problem import Problem

_ABOVE: Final = ("title", "subtitle", "description", "notes", "layout", "chart", "finding")


def read_table(grid: Grid, described: Located) -> tuple[Located, tuple[Problem, ...]]:
    """The record of a table: what `described` (the YAML beside it, or an empty mapping) says wins over the sheet."""
    members, row = _above(grid)
    members |= described.fields()
    while row < len(grid.rows) and not any(grid.rows[row]):
        row += 1
    if row == len(grid.rows):
        return Located(members, described.place), (Problem("plan-table-empty", grid.place(0, 0)),)
    heading = [grid.located(row, column) for column in range(len(grid.rows[row]))]
    kind_field = entity("table-row").field_named("kind")
    kinds = [n for n, cell in enumerate(heading) if cell and folded(str(cell.content)) in kind_field.aliases()]
    width = max((n + 1 for n, cell in enumerate(heading) if cell and n not in kinds), default=0)
    shown = [n for n in range(width) if n not in kinds]
    body = [n for n in range(row + 1, len(grid.rows)) if any(grid.rows[n])]
    members.setdefault("columns", _columns(grid, row, shown, body))
    members["rows"] = Located(tuple(_row(grid, n, shown, kinds[0] if kinds else -1) for n in body), grid.place(row, 0))
    return Located(members, grid.place(0, 0)), tuple(_stray(grid, body, width, kinds))


def _above(grid: Grid) -> tuple[dict[str, Located], int]:
    """What stands above the heading, and the row after it."""
    fields = {alias: field for field in entity("tables").fields if field.name in _ABOVE for alias in field.aliases()}
    found: dict[str, Located] = {}
    for row in range(len(grid.rows)):
        cells = [cell for cell in (grid.located(row, n) for n in range(len(grid.rows[row]))) if cell]
        field = fields.get(folded(str(cells[0].content))) if cells else None
        if cells and not (field and len(cells) == 2):
            return found, row
        if field:
            _add(found, field, cells[1])
    return found, len(grid.rows)


def _add(found: dict[str, Located], field: Field, cell: Located) -> None:
    if field.kind == "texts-list":
        earlier = found[field.name].items() if field.name in found else ()
        found[field.name] = Located((*earlier, cell), cell.place)
    else:
        found[field.name] = cell


def _columns(grid: Grid, row: int, shown: Sequence[int], body: Sequence[int]) -> Located:
    columns = []
    labelled = False
    for number in shown:
        place = grid.place(row, number)
        cell = grid.located(row, number)
        label, year = split_year("" if cell is None else str(cell.content))
        kind = _kind([grid.located(n, number) for n in body], labelled)
        labelled = labelled or kind == "label"
        basis = entity("table-column").field_named("basis").choice_of(label) if year else None
        members: dict[str, Scalar] = {"label": label, "kind": kind, "year": year or None, "basis": basis}
        columns.append(Located({name: Located(value, place) for name, value in members.items()}, place))
    return Located(tuple(columns), grid.place(row, 0))


def _kind(cells: Sequence[Located | None], labelled: bool) -> str:
    values = [cell.content for cell in cells if cell]
    if values and all(_states(entity("goals"), value) for value in values):
        return "status"
    if values and labelled and all(_is_number(value) for value in values):
        return "amount"
    return "text" if labelled else "label"


def _states(of: Entity, value: object) -> bool:
    return isinstance(value, str) and of.field_named("state").choice_of(value) is not None


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return value.strip() in ("-", "–") or read_number(value) is not None
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _row(grid: Grid, row: int, shown: Sequence[int], kind: int) -> Located:
    place = grid.place(row, 0)
    cells = tuple(grid.located(row, n) or Located(None, grid.place(row, n)) for n in shown)
    members = {"cells": Located(cells, place)}
    said = grid.located(row, kind) if kind >= 0 else None
    return Located(members | ({"kind": said} if said else {}), place)


def _stray(grid: Grid, body: Sequence[int], width: int, kinds: Sequence[int]) -> list[Problem]:
    """Errors of the spreadsheet, and cells beside the table, which would be lost."""
    found = []
    for row in body:
        for column, cell in enumerate(grid.rows[row]):
            if cell and cell.kind == "error":
                found.append(Problem("plan-cell-error", grid.place(row, column)))
            elif cell and column >= width and column not in kinds:
                found.append(Problem("plan-table-stray-cell", grid.place(row, column), {"found": cell.text[:60]}))
    return found
