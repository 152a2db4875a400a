"""Lines over years: solid where figures are known, dashed where they are projected, named where they end."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assembler.charts.canvas import Box, Canvas, Pen, Point, Style
from assembler.charts.measure import SEMIBOLD
from assembler.charts.notation import WHITE, Look, Scale, scale_of
from assembler.document.chart import ChartData, Series
from assembler.messages.catalogue import Lang, label

_HEIGHT: Final = 112.0
_PANEL_HEIGHT: Final = 64.0
_SIZE: Final = 9.0
_LEADING: Final = 11.5
_MOST_TOGETHER: Final = 3
_DASHED: Final = ("projection", "plan")


@dataclass(frozen=True, slots=True)
class _Plot:
    """A plot: x of each category, and the scale from `top` downwards."""

    xs: tuple[float, ...]
    top: float
    scale: Scale

    def at(self, series: Series, index: int) -> Point | None:
        """The place of a point, `None` where there is no figure."""
        value = series.points[index].value
        return None if value is None else (self.xs[index], self.top + self.scale.length - self.scale.at(value))

    @property
    def zero(self) -> float:
        return self.top + self.scale.length - self.scale.at(0)


def lines(canvas: Canvas, look: Look, data: ChartData, width: float, lang: Lang) -> float:
    """Draw lines, `width` points wide; beyond three series a panel for each. The height in points."""
    if len(data.series) <= _MOST_TOGETHER:
        return _panel(canvas, look, data, (data.series, 0.0, _HEIGHT), (width, lang))
    at = 0.0
    for series in data.series:
        at = _panel(canvas, look, data, ((series,), at, _PANEL_HEIGHT), (width, lang)) + 10
    return at - 10


def _panel(
    canvas: Canvas, look: Look, data: ChartData, shown: tuple[tuple[Series, ...], float, float], way: tuple[float, Lang]
) -> float:
    (series, at, height), (width, lang) = shown, way
    names = [_end_text(one, len(data.series)) for one in series]
    side = max([canvas.width(name, Style(_SIZE, SEMIBOLD)) for name in names])
    if data.target:
        side = max(side, canvas.width(data.target.text, Style(_SIZE, SEMIBOLD)))
    first = [data.categories[0], *(one.points[0].text for one in series)]
    start = max(canvas.width(text, Style(_SIZE, SEMIBOLD)) for text in first) / 2 + 4
    side = max(side, canvas.width(data.categories[-1], Style(_SIZE, SEMIBOLD)) / 2)
    plot = _Plot(_xs(data.categories, start, width - side - 12), at + 16, scale_of(data, height))
    taken: list[Box] = []
    canvas.line([(plot.xs[0] - start, plot.zero), (plot.xs[-1] + 4, plot.zero)], look.zero_pen())
    if data.target:
        _target(canvas, look, data, plot)
    for index, one in enumerate(series):
        _curve(canvas, look, plot, one, data.series.index(one) if len(series) > 1 else index)
    _end_names(canvas, plot, series, names, taken)
    _values(canvas, plot, series, taken)
    if len(series) == 1:
        _stretch_names(canvas, look, plot, series[0], (lang, taken))
    return _years(canvas, look, data, plot)


def _xs(categories: tuple[str, ...], left: float, right: float) -> tuple[float, ...]:
    """Years stand at their distance in time; other categories evenly."""
    if len(categories) == 1:
        return ((left + right) / 2,)
    years = [int(name) if name.isdecimal() else at for at, name in enumerate(categories)]
    if not all(name.isdecimal() for name in categories) or any(b <= a for a, b in pairwise(years)):
        years = list(range(len(categories)))
    span = years[-1] - years[0]
    return tuple(left + (year - years[0]) / span * (right - left) for year in years)


def _end_text(series: Series, count: int) -> str:
    text = next((point.text for point in reversed(series.points) if point.value is not None), "")
    return f"{series.name} {text}" if count > 1 else text


def _curve(canvas: Canvas, look: Look, plot: _Plot, series: Series, index: int) -> None:
    colour = look.series_colour(index)
    for first in range(len(series.points) - 1):
        here, there = plot.at(series, first), plot.at(series, first + 1)
        if here and there:
            dash = "4 2.5" if series.points[first + 1].basis in _DASHED else ""
            canvas.line([here, there], Pen(colour, 1.8, dash))
    for at in _marked(series):
        place = plot.at(series, at)
        if place:
            open_dot = series.points[at].basis in _DASHED
            canvas.dot(place, 2.3, WHITE if open_dot else colour, colour)


def _marked(series: Series) -> list[int]:
    """The points with a dot: the ends, the budget year, and the last before a projection."""
    known = [index for index, point in enumerate(series.points) if point.value is not None]
    turns = [
        a for a, b in pairwise(known) if (series.points[a].basis in _DASHED) != (series.points[b].basis in _DASHED)
    ]
    strong = [index for index in known if series.points[index].emphasis]
    return sorted({*known[:1], *known[-1:], *turns, *strong})


def _end_names(canvas: Canvas, plot: _Plot, series: tuple[Series, ...], names: list[str], taken: list[Box]) -> None:
    """Names at the ends of the lines, pushed apart where they would meet, in the order of the lines."""
    ends = []
    for one, name in zip(series, names, strict=True):
        known = [place for at in range(len(one.points)) if (place := plot.at(one, at))]
        if known:
            ends.append((known[-1][1], known[-1][0], name))
    ends.sort()
    bases: list[float] = []
    for y, _, _ in ends:
        bases.append(max(y + 3.1, bases[-1] + _LEADING) if bases else y + 3.1)
    lowest = plot.top + plot.scale.length + 1
    for at, (_, x, name) in enumerate(ends):
        base = min(bases[at], lowest - (len(ends) - 1 - at) * _LEADING)
        taken.append(canvas.text((x + 7, base), name, Style(_SIZE, SEMIBOLD)))


def _values(canvas: Canvas, plot: _Plot, series: tuple[Series, ...], taken: list[Box]) -> None:
    """The values of the marked points but the last, above or below, where there is room."""
    for one in series:
        for at in _marked(one)[:-1]:
            place = plot.at(one, at)
            if place is None:
                continue
            style = Style(_SIZE, SEMIBOLD if one.points[at].emphasis else 400, anchor="middle")
            for y in (place[1] - 7, place[1] + 14):
                box = canvas.box_of((place[0], y), one.points[at].text, style)
                if y < plot.zero and not any(box.meets(other) for other in taken) and _clear(plot, series, box):
                    taken.append(canvas.text((place[0], y), one.points[at].text, style))
                    break


def _clear(plot: _Plot, series: tuple[Series, ...], box: Box) -> bool:
    """Whether no line runs through `box`."""
    for one in series:
        for first in range(len(one.points) - 1):
            here, there = plot.at(one, first), plot.at(one, first + 1)
            if here and there and _crosses(here, there, box):
                return False
    return True


def _crosses(here: Point, there: Point, box: Box) -> bool:
    steps = 24
    return any(
        box.x - 1 < here[0] + (there[0] - here[0]) * i / steps < box.x + box.width + 1
        and box.y - 1 < here[1] + (there[1] - here[1]) * i / steps < box.y + box.height + 1
        for i in range(steps + 1)
    )


def _stretch_names(canvas: Canvas, look: Look, plot: _Plot, series: Series, way: tuple[Lang, list[Box]]) -> None:
    """ "Faktisk" and "Framskriving" above the two stretches of a single line; left out where they do not fit."""
    lang, taken = way
    turns = [a for a in _marked(series)[1:-1] if series.points[a].basis not in _DASHED]
    if not turns or series.points[-1].basis not in _DASHED:
        return
    turn, last = turns[-1], len(series.points) - 1
    for code, first, end in (("charts-actual", 0, turn), ("charts-projection", turn, last)):
        text = label(code, lang)
        style = Style(_SIZE, fill=look.tokens.ink_2, anchor="middle")
        middle = (plot.xs[first] + plot.xs[end]) / 2
        tops = [place[1] for at in range(first, end + 1) if (place := plot.at(series, at))]
        for y in (min(tops) - 6 + step * 6 for step in range(int((max(tops) - min(tops)) // 6), -1, -1)):
            box = canvas.box_of((middle, y), text, style)
            if not any(box.meets(other) for other in taken) and _clear(plot, (series,), box):
                taken.append(canvas.text((middle, y), text, style))
                break


def _target(canvas: Canvas, look: Look, data: ChartData, plot: _Plot) -> None:
    assert data.target
    y = plot.top + plot.scale.length - plot.scale.at(data.target.value)
    canvas.line([(plot.xs[0], y), (plot.xs[-1] + 4, y)], look.target_pen())
    canvas.text((plot.xs[0], y - 4), data.target.text, Style(_SIZE, SEMIBOLD))


def _years(canvas: Canvas, look: Look, data: ChartData, plot: _Plot) -> float:
    """The categories below the plot, those with room; the y below them."""
    low = plot.top + plot.scale.length
    strong = [any(one.points[at].emphasis for one in data.series) for at in range(len(data.categories))]
    last = len(data.categories) - 1
    taken: list[Box] = []
    for at in sorted(range(len(data.categories)), key=lambda i: (not strong[i], i not in (0, last), i)):
        fill = "" if strong[at] else look.tokens.ink_2
        style = Style(_SIZE, SEMIBOLD if strong[at] else 400, fill, "middle")
        box = canvas.box_of((plot.xs[at], low + 14), data.categories[at], style)
        if not any(box.meets(other) for other in taken):
            taken.append(canvas.text((plot.xs[at], low + 14), data.categories[at], style))
    return low + 18
