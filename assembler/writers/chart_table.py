"""The data table of a chart, for those who cannot see it: every writer shows the same one."""

from assembler.document.blocks import Cell, Chart, Column, Row, Table
from assembler.document.chart import Point
from assembler.document.inline import Text
from assembler.messages.catalogue import Lang, label
from assembler.messages.numbers import MISSING

_MOST_ACROSS = 10


def chart_table(chart: Chart, lang: Lang) -> Table | None:
    """The values of `chart` as a table without a caption; `None` when another table of the document has them.

    Years run across, a row for each series; other categories run down, a column for each series.
    """
    data = chart.data
    if chart.table or not data.series or not data.categories:
        return None
    if data.kind in ("columns", "lines") and len(data.categories) <= _MOST_ACROSS:
        strong = [any(series.points[at].emphasis for series in data.series) for at in range(len(data.categories))]
        heads = (
            Column(label("writers-chart-series", lang), "label"),
            *(Column(name, "amount", emphasis=heavy) for name, heavy in zip(data.categories, strong, strict=True)),
        )
        rows = tuple(Row((_text(s.name), *(_value(point) for point in s.points))) for s in data.series)
    else:
        heads = (
            Column(label("writers-chart-category", lang), "label"),
            *(Column(series.name, "amount") for series in data.series),
        )
        rows = tuple(
            Row((_text(name), *(_value(series.points[at]) for series in data.series)))
            for at, name in enumerate(data.categories)
        )
    return Table(f"{chart.id}-data", (), heads, rows)


def _text(text: str) -> Cell:
    return Cell((Text(text or MISSING),))


def _value(point: Point) -> Cell:
    decimals = 0 if point.value is None else max(0, -int(point.value.as_tuple().exponent))
    return Cell((Text(point.text or MISSING),), point.value, decimals)
