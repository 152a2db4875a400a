"""Horizontal charts: bars of one series, bars grouped by category, and signed changes from a zero line."""

from dataclasses import dataclass
from typing import Final

from assembler.charts.canvas import Box, Canvas, Pen, Style
from assembler.charts.measure import REGULAR, SEMIBOLD
from assembler.charts.notation import MISSING, Look, Scale, scale_of
from assembler.document.chart import ChartData, Point

_GAP: Final = 4.0
_LEADING: Final = 11.0
_LABEL_SHARE: Final = 0.42
_STEP: Final = 17.0
_GROUP_STEP: Final = 13.2
_CHANGE_STEP: Final = 22.0
_CHANGE_BAR: Final = 8.0


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where bars lie: `left` is the x of the low end, `zero` that of nought."""

    left: float
    scale: Scale

    @property
    def zero(self) -> float:
        return self.left + self.scale.at(0)


def bars(canvas: Canvas, look: Look, data: ChartData, width: float) -> float:
    """Draw a bar chart of the first series, `width` points wide; its height in points."""
    points = data.series[0].points
    labels = [canvas.face.lines(name, 9, width * _LABEL_SHARE) for name in data.categories]
    column = max(canvas.width(line, _label(p)) for lines, p in zip(labels, points, strict=True) for line in lines)
    top = 14.0 if data.target else 2.0
    axis = _axis(canvas, data, column + 8, width)
    heights = [max(_STEP, len(lines) * _LEADING + 5) for lines in labels]
    bottom = top + sum(heights)
    _target(canvas, look, data, axis, (top - 2, bottom))
    y = top
    for lines, point, height in zip(labels, points, heights, strict=True):
        _lines(canvas, lines, y, height, _label(point))
        _bar(canvas, look, axis, Box(0, y + (height - 10.5) / 2, 0, 10.5), (point, 0))
        y += height
    canvas.line([(axis.zero, top - 2), (axis.zero, bottom)], look.zero_pen())
    return bottom + 2


def grouped_bars(canvas: Canvas, look: Look, data: ChartData, width: float) -> float:
    """Draw one bar per series under each category's name; the height in points."""
    names = [(series.name, _series_style(series.points)) for series in data.series]
    column = max(canvas.width(name, style) for name, style in names)
    top = 14.0 if data.target else 0.0
    axis = _axis(canvas, data, column + 8, width)
    block = 14.0 + _GROUP_STEP * len(data.series) + 7
    _target(canvas, look, data, axis, (top, top + block * len(data.categories) - 7))
    for at, category in enumerate(data.categories):
        y = top + at * block
        canvas.text((0, y + 9.5), category, Style(9, SEMIBOLD))
        first = y + 13.5
        for index, series in enumerate(data.series):
            row = first + index * _GROUP_STEP
            name, style = names[index]
            canvas.text((0, row + 8.6), name, style)
            _bar(canvas, look, axis, Box(0, row + 1.3, 0, 10.4), (series.points[at], index))
        canvas.line([(axis.zero, first), (axis.zero, first + _GROUP_STEP * len(data.series))], look.zero_pen())
    return top + block * len(data.categories) - 5


def change(canvas: Canvas, look: Look, data: ChartData, width: float) -> float:
    """Draw signed changes, thin bars from a zero line with a rule between the rows; the height in points."""
    points = data.series[0].points
    labels = [canvas.face.lines(name, 9, width * _LABEL_SHARE) for name in data.categories]
    column = max(canvas.width(line, _label(p)) for lines, p in zip(labels, points, strict=True) for line in lines)
    axis = _axis(canvas, data, column + 12, width)
    y = 2.0
    for index, (lines, point) in enumerate(zip(labels, points, strict=True)):
        height = max(_CHANGE_STEP, len(lines) * _LEADING + 8)
        if index:
            canvas.line([(0, y), (width, y)], Pen(look.tokens.rule, 0.3))
        _lines(canvas, lines, y, height, _label(point))
        _bar(canvas, look, axis, Box(0, y + (height - _CHANGE_BAR) / 2, 0, _CHANGE_BAR), (point, 0))
        y += height
    canvas.line([(axis.zero, 0), (axis.zero, y)], look.zero_pen())
    return y + 1


def _label(point: Point) -> Style:
    return Style(9, SEMIBOLD if point.emphasis else REGULAR)


def _series_style(points: tuple[Point, ...]) -> Style:
    own = any(point.basis == "own" or point.emphasis for point in points)
    return Style(9, SEMIBOLD if own else REGULAR)


def _axis(canvas: Canvas, data: ChartData, column: float, width: float) -> _Axis:
    """The axis between the labels and the right edge, with room for the values outside the bars."""
    points = [point for series in data.series for point in series.points]
    style = Style(9, SEMIBOLD)
    right = max((canvas.width(p.text, style) for p in points if p.value is None or p.value >= 0), default=0.0)
    left = max((canvas.width(p.text, style) for p in points if p.value is not None and p.value < 0), default=0.0)
    start = column + (left + _GAP if left else 0)
    room = max(20.0, width - start - right - 2 * _GAP)
    return _Axis(start, scale_of(data, room))


def _bar(canvas: Canvas, look: Look, axis: _Axis, row: Box, shown: tuple[Point, int]) -> None:
    """A bar in `row` (its y and height count) in the colour of series `index`, and its value outside it."""
    point, index = shown
    base = row.y + row.height / 2 + 3.1
    heavy = point.emphasis or point.basis == "own"
    style = Style(9, SEMIBOLD if heavy else REGULAR)
    if point.value is None:
        canvas.text((axis.zero + _GAP, base), point.text or MISSING, style)
        return
    end = axis.left + axis.scale.at(point.value)
    near, far = sorted((axis.zero, end))
    if far > near:
        look.bar(canvas, Box(near, row.y, max(0.5, far - near), row.height), point, index)
    if point.value < 0:
        canvas.text((near - _GAP, base), point.text, Style(style.size, style.weight, anchor="end"))
    else:
        canvas.text((far + _GAP, base), point.text, style)


def _lines(canvas: Canvas, lines: tuple[str, ...], y: float, height: float, style: Style) -> None:
    first = y + height / 2 + 3.1 - (len(lines) - 1) * _LEADING / 2
    for index, line in enumerate(lines):
        canvas.text((0, first + index * _LEADING), line, style)


def _target(canvas: Canvas, look: Look, data: ChartData, axis: _Axis, span: tuple[float, float]) -> None:
    if data.target is None:
        return
    x = axis.left + axis.scale.at(data.target.value)
    canvas.line([(x, span[0]), (x, span[1])], look.target_pen())
    style = Style(9, SEMIBOLD)
    half = canvas.width(data.target.text, style) / 2
    right = axis.left + axis.scale.length + 2 * _GAP
    canvas.text((max(half, min(x, right - half)), span[0] - 4), data.target.text, Style(9, SEMIBOLD, anchor="middle"))
