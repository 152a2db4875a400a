"""A table of the budget office drawn as a chart: its rows are the series, its years the categories."""

from assembler.compose.cells import text
from assembler.compose.makers.charts import alternative_text
from assembler.document.blocks import Blocks, Chart, Row, Table
from assembler.document.chart import Basis, ChartData, Point, Series
from assembler.document.walk import plain_text
from assembler.plan.model import DataTable

# More lines or columns than these cannot be told apart in grey.
_MOST_SERIES = 3


def drawn(data: DataTable) -> Blocks:
    """The table, with its chart before it where it has one.

    `columns` and `lines` have a series for each of the first three rows of figures, over the columns of figures;
    `bars` has a bar for each row, of the budget year's column (or the last).
    """
    table = data.table
    figures = [at for at, column in enumerate(table.columns) if column.kind in ("amount", "number")]
    rows = [row for row in table.rows if row.kind == "body" and all(row.cells[at].value is not None for at in figures)]
    if not data.chart or not figures or not rows:
        return (table,)
    made = _bars(table, rows, figures) if data.chart == "bars" else _over_years(data, rows, figures)
    chart = Chart(
        id=f"figur-{data.id}",
        title=text(data.finding) if data.finding else table.title,
        data=made,
        alt=alternative_text(plain_text(table.title), made),
        subtitle=table.subtitle,
        table=table.id,
    )
    return (chart, table)


def _over_years(data: DataTable, rows: list[Row], figures: list[int]) -> ChartData:
    columns = data.table.columns
    names = tuple(columns[at].year or columns[at].label for at in figures)
    kept = rows[: 1 if data.chart == "columns" else _MOST_SERIES]
    series = tuple(Series(_name(data.table, row), tuple(_point(data.table, row, at) for at in figures)) for row in kept)
    return ChartData("columns" if data.chart == "columns" else "lines", names, series)


def _bars(table: Table, rows: list[Row], figures: list[int]) -> ChartData:
    at = next((at for at in figures if table.columns[at].emphasis), figures[-1])
    points = tuple(_point(table, row, at) for row in rows)
    return ChartData("bars", tuple(_name(table, row) for row in rows), (Series(table.columns[at].label, points),))


def _name(table: Table, row: Row) -> str:
    """What the row is called: the text of its label column."""
    at = next((at for at, column in enumerate(table.columns) if column.kind == "label"), 0)
    return plain_text(row.cells[at].children)


def _point(table: Table, row: Row, at: int) -> Point:
    """A figure; beside projected ones, those that nobody has said anything of are what they were counted to be."""
    cell, column = row.cells[at], table.columns[at]
    projected = any(other.basis == "projection" for other in table.columns)
    basis: Basis = column.basis or ("accounts" if projected else "")
    return Point(cell.value, plain_text(cell.children), basis, column.emphasis)
