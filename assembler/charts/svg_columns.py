"""Columns: one for each year, from a zero line, with the kind of figure bracketed below; a panel for each series."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from assembler.charts.canvas import Box, Canvas, Pen, Style
from assembler.charts.measure import REGULAR, SEMIBOLD
from assembler.charts.notation import MISSING, WHITE, Look, Scale, bases_of, scale_of
from assembler.document.chart import Basis, ChartData, Series
from assembler.messages.catalogue import Lang, label

_HEIGHT: Final = 104.0
_BAR_SHARE: Final = 0.62
_WIDEST_STEP: Final = 58.0
_LEADING: Final = 11.0
_NAME: Final = 18.0


@dataclass(frozen=True, slots=True)
class _Panel:
    """One panel: `top` is where its plot begins (the high end of the scale), `step` the distance of the columns,
    `width` that of the whole drawing."""

    top: float
    step: float
    scale: Scale
    width: float

    def x(self, index: int) -> float:
        """The middle of a column."""
        return (index + 0.5) * self.step

    def within(self, middle: float, text: float) -> float:
        """The middle of a text `text` wide, near `middle` but inside the drawing."""
        return max(text / 2, min(middle, self.width - text / 2))

    def y(self, value: float) -> float:
        """The y of a value."""
        return self.top + self.scale.length - self.scale.at(value)


def columns(canvas: Canvas, look: Look, data: ChartData, width: float, lang: Lang) -> float:
    """Draw a column chart, `width` points wide; its height in points."""
    target = canvas.width(data.target.text, Style(9, SEMIBOLD)) + 8 if data.target else 0.0
    step = min(_WIDEST_STEP, (width - target) / max(1, len(data.categories)))
    several = len(data.series) > 1
    at = 0.0
    for series in data.series:
        if several:
            canvas.text((0, at + 10), series.name, Style(9, SEMIBOLD))
            at += _NAME
        panel = _Panel(at + 13, step, scale_of(data, _HEIGHT if not several else _HEIGHT * 0.65), width)
        at = _plot(canvas, look, data, series, panel)
        at = _names(canvas, look, data, (series, panel), at)
        at = _brackets(canvas, look, series, panel, (at, lang)) + (10 if several else 0)
    return at


def _plot(canvas: Canvas, look: Look, data: ChartData, series: Series, panel: _Panel) -> float:
    """Bars, values and target; the lowest y used."""
    zero, right = panel.y(0), panel.step * len(data.categories)
    labels = _value_boxes(canvas, series, panel)
    if data.target:
        y = panel.y(float(data.target.value))
        canvas.line([(0, y), (right, y)], look.target_pen())
        canvas.text((right + 6, y + 3), data.target.text, Style(9, SEMIBOLD))
        for _, box, _ in labels:
            if box.y - 1 < y < box.y + box.height + 1:
                canvas.rect(Box(box.x - 2, y - 2, box.width + 4, 4), WHITE)
    for index, point in enumerate(series.points):
        if point.value:
            high, low = sorted((panel.y(float(point.value)), zero))
            bar = panel.step * _BAR_SHARE
            look.bar(canvas, Box(panel.x(index) - bar / 2, high, bar, max(0.5, low - high)), point)
    canvas.line([(0, zero), (right, zero)], look.zero_pen())
    for text, box, style in labels:
        canvas.text((box.x + box.width / 2, box.y + 0.75 * style.size), text, style)
    named = panel.y(float(data.target.value)) + 3 if data.target else zero
    return max([zero, named, *(box.y + box.height for _, box, _ in labels)])


def _value_boxes(canvas: Canvas, series: Series, panel: _Panel) -> list[tuple[str, Box, Style]]:
    """The values outside their bars; where they would collide, the budget year, the ends and every free one stay."""
    size = next((s for s in (9.0, 8.5, 8.0) if _widest(canvas, series, s) <= panel.step - 1.5), 8.0)
    last = len(series.points) - 1
    order = sorted(range(len(series.points)), key=lambda i: (not series.points[i].emphasis, i not in (0, last), i))
    kept: list[tuple[int, str, Box, Style]] = []
    for index in order:
        point = series.points[index]
        style = Style(size + (0.5 if point.emphasis else 0), SEMIBOLD if point.emphasis else REGULAR, anchor="middle")
        value = float(point.value or 0)
        y = panel.y(value) + (11 if value < 0 else -4)
        text = point.text if point.value is not None else point.text or MISSING
        box = canvas.box_of((panel.within(panel.x(index), canvas.width(text, style)), y), text, style)
        if not any(box.meets(other) for _, _, other, _ in kept):
            kept.append((index, text, box, style))
    return [(text, box, style) for _, text, box, style in sorted(kept, key=lambda entry: entry[0])]


def _widest(canvas: Canvas, series: Series, size: float) -> float:
    return max(canvas.width(p.text, Style(size, SEMIBOLD if p.emphasis else REGULAR)) for p in series.points)


def _names(canvas: Canvas, look: Look, data: ChartData, shown: tuple[Series, _Panel], at: float) -> float:
    """The categories under the columns, broken into lines where they are long, those with room; the y below them."""
    series, panel = shown
    lines = [canvas.face.lines(name, 9, panel.step - 4) for name in data.categories]
    last = len(lines) - 1
    taken: list[Box] = []
    for index in sorted(range(last + 1), key=lambda i: (not series.points[i].emphasis, i not in (0, last), i)):
        heavy = series.points[index].emphasis
        style = Style(9, SEMIBOLD if heavy else REGULAR, "" if heavy else look.tokens.ink_2, "middle")
        x = panel.within(panel.x(index), max(canvas.width(line, style) for line in lines[index]))
        boxes = [canvas.box_of((x, at + 14 + row * _LEADING), line, style) for row, line in enumerate(lines[index])]
        if not any(box.meets(other) for box in boxes for other in taken):
            taken += boxes
            for row, line in enumerate(lines[index]):
                canvas.text((x, at + 14 + row * _LEADING), line, style)
    return at + 16 + (max(len(name) for name in lines) - 1) * _LEADING


def _brackets(canvas: Canvas, look: Look, series: Series, panel: _Panel, where: tuple[float, Lang]) -> float:
    """A line under the columns of one kind, with its name; the y below them. Nothing for columns without a kind."""
    at, lang = where
    runs = _runs(bases_of(series))
    if not runs:
        return at
    ends: list[float] = []
    for basis, first, last in runs:
        left, right = panel.x(first) - panel.step * 0.42, panel.x(last) + panel.step * 0.42
        canvas.line([(left, at + 3), (right, at + 3)], Pen(look.tokens.rule_2, 0.5))
        text = label(f"charts-{_said(basis, runs)}", lang)
        half = canvas.width(text) / 2
        middle = panel.within((left + right) / 2, 2 * half)
        row = next((row for row, end in enumerate(ends) if middle - half >= end + 3), len(ends))
        ends[row:] = [middle + half, *ends[row + 1 :]]
        style = Style(9, fill=look.tokens.ink_2, anchor="middle")
        canvas.text((middle, at + 13 + row * _LEADING), text, style)
    return at + 16 + (len(ends) - 1) * _LEADING


def _said(basis: Basis, runs: Sequence[tuple[Basis, int, int]]) -> str:
    """What a run is called: beside a projection and nothing else, counted figures are actual ones, not accounts."""
    kinds = {kind for kind, _, _ in runs}
    return "actual" if basis == "accounts" and kinds == {"accounts", "projection"} else basis


def _runs(bases: Sequence[Basis]) -> list[tuple[Basis, int, int]]:
    """Neighbours of one kind: kind, first and last column; only kinds of figures, not of municipalities."""
    runs: list[tuple[Basis, int, int]] = []
    at = 0
    for basis, group in groupby(bases):
        size = len(list(group))
        if basis in ("accounts", "budget", "plan", "projection"):
            runs.append((basis, at, at + size - 1))
        at += size
    return runs
