"""A validated table record into a table of the document model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assembler.document.blocks import Cell, Column, Row, RowKind, Table
from assembler.document.inline import StatusMark, Text
from assembler.messages.numbers import MISSING, amount_text
from assembler.plan.fields import entity
from assembler.plan.located import Located
from assembler.plan.model import DataTable, Form
from assembler.plan.quantities import digits_of, read_number
from assembler.plan.tidy import tidied
from assembler.problem import Problem

_FIGURES = ("amount", "number")
_ONE_CELL = ("group", "detail")


def tidy_table(record: Located) -> Located:
    """A table record of the folder in the strict form: a row that is a plain list becomes one with `cells`."""
    rows = record.member("rows")
    if rows is not None:
        listed = tuple(
            Located({"cells": row}, row.place) if isinstance(row.content, tuple) else row for row in rows.items()
        )
        if listed:
            record = record.with_fields(record.fields() | {"rows": replace(rows, content=listed)})
    return tidied(record, entity("tables"))


@dataclass(frozen=True, slots=True)
class _Made:
    """A column as declared, with the decimals that its figures are shown with."""

    column: Column
    decimals: int


def make_table(model: Any, record: Located, form: Form) -> tuple[DataTable, tuple[Problem, ...]]:
    """The data table, and cells that do not fit their column. Figures are printed as they stand, whatever the unit."""
    problems: list[Problem] = []
    columns = [_column(column, n, model.rows) for n, column in enumerate(model.columns)]
    rows = tuple(_row(row, record.at(("rows", n)), columns, form, problems) for n, row in enumerate(model.rows))
    table = Table(
        id=model.id,
        title=(Text(model.title),),
        columns=tuple(made.column for made in columns),
        rows=rows,
        subtitle=model.subtitle or "",
        description=model.description or "",
        notes=tuple((Text(note),) for note in model.notes or ()),
        layout=model.layout or "plain",
    )
    return DataTable(model.id, table, model.chart or "", model.finding or ""), tuple(problems)


def _column(column: Any, number: int, rows: Sequence[Any]) -> _Made:
    given = {name: getattr(column, name) for name in ("year", "basis", "emphasis") if getattr(column, name)}
    made = Column(column.label, column.kind, width=column.width, **given)
    if column.decimals is not None:
        return _Made(made, column.decimals)
    values = [_figure(row.cells[number]) for row in rows if number < len(row.cells)]
    return _Made(made, min(6, max((_places(value) for value in values if value is not None), default=0)))


def _places(value: Decimal) -> int:
    return len(digits_of(value).partition(".")[2])


def _figure(value: Any) -> Decimal | None:
    return read_number(value) if isinstance(value, str) else value


def _row(row: Any, record: Located, columns: Sequence[_Made], form: Form, problems: list[Problem]) -> Row:
    kind: RowKind = row.kind or "body"
    cells = list(row.cells)
    if kind in _ONE_CELL:
        said = [cell for cell in cells if cell is not None]
        if len(said) != 1:
            problems.append(Problem("plan-table-one-cell", record.place, {"cells": len(said)}))
        return Row((Cell((Text(_text(said[0]) if said else MISSING),)),), kind)
    if len(cells) != len(columns):
        problems.append(Problem("plan-table-width", record.place, {"cells": len(cells), "columns": len(columns)}))
    made = []
    for number, (value, column) in enumerate(zip(cells, columns, strict=False)):
        cell = _cell(value, column, form)
        if cell is None:
            values = {"found": _text(value)[:60], "column": column.column.label}
            problems.append(Problem("plan-table-cell", record.at(("cells", number)).place, values))
        made.append(cell or Cell((Text(MISSING),)))
    return Row(tuple(made), kind)


def _cell(value: Any, made: _Made, form: Form) -> Cell | None:
    """The cell; `None` when the value is not of the column's kind."""
    if value is None or (isinstance(value, str) and value.strip() in ("", "-", MISSING)):
        return Cell((Text(MISSING),))
    if made.column.kind in _FIGURES:
        number = _figure(value)
        if number is None:
            return None
        # A plus that the office wrote says that the number is a change.
        sign = isinstance(value, str) and value.lstrip().startswith("+")
        return Cell((Text(amount_text(number, form, made.decimals, sign=sign)),), number, made.decimals)
    if made.column.kind == "status":
        return _status(_text(value), form)
    return Cell((Text(" ".join(_text(value).split())),))


def _status(word: str, form: Form) -> Cell | None:
    field = entity("goals").field_named("state")
    for choice in field.choices:
        if choice.value == field.choice_of(word):
            return Cell((StatusMark(choice.value, choice.words[form]),))  # type: ignore[arg-type]
    return None


def _text(value: Any) -> str:
    return digits_of(value) if isinstance(value, Decimal) else str(value)
