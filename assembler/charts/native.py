"""Chart values as a native Word chart (DrawingML chart, ECMA-376-1, 21.2) with the workbook that Word edits.

The notation is that of the drawn charts: accounts solid, budget outlined, plan hatched, projection dashed; no frame,
no gridlines, no value axis; values at the marks, names at the series instead of a legend. What the part shows is kept
in its caches, so that it looks right before anybody opens the workbook.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from assembler.brand.model import Tokens
from assembler.charts.native_marks import Pencil, outlined
from assembler.charts.native_workbook import categories_source, name_source, values_source, workbook
from assembler.document.chart import ChartData, Point, Series
from assembler.ooxml.names import A, C, R
from assembler.ooxml.text import attribute

_LANGUAGES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_CATEGORY_AXIS: Final = 111_111_111
_VALUE_AXIS: Final = 222_222_222
_PLOT_WIDTH: Final = 0.8
# So many categories have thick bars; more of them would not fit on a page with their table.
_FEW: Final = 3
_FLAT: Final = ("bars", "grouped-bars", "change")
# A sign of 9 pt type is about so wide; categories get at most so much of the drawing, which is as wide as the page.
_SIGN_MM: Final = Decimal("1.75")
_MOST_CATEGORY_MM: Final = Decimal(60)
_WIDTH_MM: Final = Decimal(160)
_MOST_SHARE: Final = Decimal("0.45")
_ROUNDS: Final = 8
_WORKBOOK: Final = "rId1"
_DIGITS: Final = re.compile(r"[0-9]")
_LOCALES: Final = {"nb": "414", "nn": "814", "en": "809"}


@dataclass(frozen=True, slots=True)
class NativeChart:
    """The chart part, its workbook (relationship "rId1" of the part), and the height that suits it at 168 mm width."""

    markup: bytes
    workbook: bytes
    height_mm: int


def native_chart(data: ChartData, tokens: Tokens, family: str, lang: Literal["nb", "nn", "en"]) -> NativeChart:
    """`data` as a native chart in the colours of `tokens` and the typeface `family`."""
    drawn = _Drawn(data, Pencil(tokens, family, _LANGUAGES[lang]), lang)
    return NativeChart(drawn.markup(), workbook(data), _height(data))


def _height(data: ChartData) -> int:
    match data.kind:
        case "columns" | "lines":
            return 64
        case "bars" | "change":
            return 8 + 9 * len(data.categories)
        case "grouped-bars":
            apart, bar = (4, 6) if len(data.categories) <= _FEW else (3, 5)
            return 8 + len(data.categories) * (apart + bar * len(data.series))


class _Drawn:
    """One chart being written."""

    def __init__(self, data: ChartData, pencil: Pencil, lang: str) -> None:
        self._data = data
        self._pencil = pencil
        self._lang = _LANGUAGES[lang]
        self._locale = _LOCALES[lang]
        self._flat = data.kind in _FLAT

    def markup(self) -> bytes:
        """The whole part."""
        plot = f"{self._layout()}{self._bars() if self._data.kind != 'lines' else self._lines()}"
        if self._data.target and not self._flat:
            plot += self._target_line()
        plot += self._category_axis() + self._value_axis()
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
            f'<c:lang val="{self._lang}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
            f"<c:plotArea>{plot}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
            f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{self._pencil.text()}"
            f'<c:externalData r:id="{_WORKBOOK}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        ).encode()

    def _layout(self) -> str:
        """Lines and targets are named to the right of their last point, so the plot leaves room there."""
        if self._flat or not (self._data.kind == "lines" or self._data.target):
            return "<c:layout/>"
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            '<c:x val="0.02"/><c:y val="0.08"/><c:w val="'
            f'{_PLOT_WIDTH}"/><c:h val="0.78"/></c:manualLayout></c:layout>'
        )

    def _bars(self) -> str:
        data = self._data
        gap = {"columns": 61, "bars": 61, "grouped-bars": 50, "change": 150}[data.kind]
        series = "".join(self._bar_series(index, one) for index, one in enumerate(data.series))
        direction = "bar" if self._flat else "col"
        overlap = '<c:overlap val="-8"/>' if len(data.series) > 1 else ""
        return (
            f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
            f'<c:gapWidth val="{gap}"/>{overlap}{_axes()}</c:barChart>'
        )

    def _bar_series(self, index: int, series: Series) -> str:
        look = self._pencil.fill(series.points[0], index) if series.points else self._pencil.fill(None, index)
        points = "".join(
            f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"{self._pencil.fill(point, index)}</c:dPt>"
            for at, point in enumerate(series.points)
            if point.value is not None
        )
        shown = [at for at, point in enumerate(series.points) if point.value is not None]
        named = shown[:1] if len(self._data.series) > 1 else []
        labels = self._labels(series, "outEnd", named)
        return (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name_source(self._data, index)}{look}'
            f'<c:invertIfNegative val="0"/>{points}{labels}{self._source(index)}</c:ser>'
        )

    def _labels(self, series: Series, place: str, named: list[int]) -> str:
        """Values at every point; at the points of `named` the name of the series stands before the value."""
        special = "".join(
            f'<c:dLbl><c:idx val="{at}"/>{self._label_look(series, point.emphasis)}'
            f'<c:dLblPos val="{place}"/>{_shown(name=at in named, parted=" " if self._flat else chr(10))}</c:dLbl>'
            for at, point in enumerate(series.points)
            if point.emphasis or at in named
        )
        look = self._label_look(series, False)
        return f'<c:dLbls>{special}{look}<c:dLblPos val="{place}"/>{_shown()}</c:dLbls>'

    def _label_look(self, series: Series, strong: bool) -> str:
        code = attribute(number_format(series.points, self._locale, signed=self._data.kind == "change"))
        form = f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        # A line of a target would cross the figures: their ground is white there.
        ground = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if self._data.target else "<a:noFill/>"
        return f"{form}<c:spPr>{ground}<a:ln><a:noFill/></a:ln></c:spPr>{self._pencil.text(strong, wrap=False)}"

    def _source(self, index: int) -> str:
        return categories_source(self._data) + values_source(self._data, index)

    def _lines(self) -> str:
        series = "".join(self._line_series(index, one) for index, one in enumerate(self._data.series))
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
            f"{_axes()}</c:lineChart>"
        )

    def _line_series(self, index: int, series: Series) -> str:
        shown = [at for at, point in enumerate(series.points) if point.value is not None]
        colour = self._pencil.line_colour(series, index)
        points = "".join(
            f'<c:dPt><c:idx val="{at}"/>{self._marker(series, at, shown, colour)}<c:bubble3D val="0"/>'
            f"{outlined(colour, 1.8, dashed=series.points[at].basis == 'projection')}</c:dPt>"
            for at in shown
        )
        silent = [at for at in shown if at not in (shown[0], shown[-1]) and not series.points[at].emphasis]
        special = "".join(
            f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
            if at in silent
            else f'<c:dLbl><c:idx val="{at}"/>{self._label_look(series, at == shown[-1])}'
            f'<c:dLblPos val="{"r" if at == shown[-1] else "t"}"/>{_shown(name=at == shown[-1])}</c:dLbl>'
            for at in shown
        )
        labels = f'<c:dLbls>{special}{self._label_look(series, False)}<c:dLblPos val="t"/>{_shown()}</c:dLbls>'
        return (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name_source(self._data, index)}'
            f'{outlined(colour, 1.8)}<c:marker><c:symbol val="none"/></c:marker>{points}{labels}'
            f'{self._source(index)}<c:smooth val="0"/></c:ser>'
        )

    def _marker(self, series: Series, at: int, shown: list[int], colour: str) -> str:
        """A dot ends the line: filled, or open where the last figure is a projection."""
        if at != shown[-1]:
            return '<c:marker><c:symbol val="none"/></c:marker>'
        fill = "FFFFFF" if series.points[at].basis == "projection" else colour
        return (
            '<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>'
            f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
            f'<a:ln w="15875"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr></c:marker>'
        )

    def _target_line(self) -> str:
        """The target as a dashed line from edge to edge (a trend line, half a category longer at both ends), named."""
        data, at = self._data, len(self._data.series)
        assert data.target is not None
        look = outlined(self._pencil.tokens.ink[1:], 0.75, dashed=True)
        half = _PLOT_WIDTH / 2 / max(1, len(data.categories))
        name = (
            f'<c:dLbl><c:idx val="{len(data.categories) - 1}"/><c:layout><c:manualLayout><c:x val="{half:.4f}"/>'
            '<c:y val="0"/></c:manualLayout></c:layout><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f'{self._pencil.text(wrap=False)}<c:dLblPos val="r"/>{_shown(value=False, name=True)}</c:dLbl>'
        )
        trend = (
            f'<c:trendline>{look}<c:trendlineType val="linear"/><c:forward val="0.5"/><c:backward val="0.5"/>'
            '<c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>'
        )
        return (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{name_source(data, at)}'
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            f'<c:marker><c:symbol val="none"/></c:marker><c:dLbls>{name}{_shown(value=False)}</c:dLbls>{trend}'
            f'{self._source(at)}<c:smooth val="0"/></c:ser><c:marker val="1"/>{_axes()}</c:lineChart>'
        )

    def _category_axis(self) -> str:
        place, order = ("l", "maxMin") if self._flat else ("b", "minMax")
        return (
            f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{place}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f"{outlined(self._pencil.tokens.ink[1:], 0.75)}{self._pencil.text()}"
            f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )

    def _value_axis(self) -> str:
        low, high = _range(self._data)
        place = "t" if self._flat else "l"
        return (
            f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high}"/>'
            f'<c:min val="{low}"/></c:scaling><c:delete val="1"/><c:axPos val="{place}"/>'
            '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
            f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        )


def number_format(points: tuple[Point, ...], locale: str, signed: bool = False) -> str:
    """The number format of a series: its decimals, the true minus sign, + before increases when `signed`.

    Charts close up four digits. `locale` is Excel's code of the language whose decimal sign is used ("414"). What all
    printed values end with ("%") follows the number.
    """
    values = [point.value for point in points if point.value is not None]
    places = max((-int(value.as_tuple().exponent) for value in values), default=0)
    grouped = any(abs(value) >= 10_000 for value in values)
    form = ("#,##0" if grouped else "0") + ("." + "0" * places if places > 0 else "") + _unit(points)
    code = f"[$-{locale}]"
    return f"{code}{'+' if signed else ''}{form};{code}\u2212{form}" + (f";{code}{form}" if signed else "")


def _unit(points: tuple[Point, ...]) -> str:
    ends = {_DIGITS.split(point.text)[-1] for point in points if point.value is not None}
    unit = ends.pop() if len(ends) == 1 else ""
    return f'"{unit}"' if unit and '"' not in unit else ""


def _range(data: ChartData) -> tuple[Decimal, Decimal]:
    """The ends of the value axis: nought is always within, and there is room for the labels."""
    values = [point.value for series in data.series for point in series.points if point.value is not None]
    if data.target:
        values.append(data.target.value)
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    room = (high - low or Decimal(1)) * Decimal("0.14")
    ends = (low - room if low else low), high + room
    return _with_labels(data, *ends) if data.kind in _FLAT else ends


def _with_labels(data: ChartData, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The ends of an axis that lies, so far out that no label at a bar's end passes the edge of the drawing.

    Word pulls such a label back over the bar, other programs cut it. What a label takes grows with the axis itself, by
    less than half of it, so a few rounds come close enough.
    """
    plot = _WIDTH_MM - min(_MOST_CATEGORY_MM, max((len(one) for one in data.categories), default=0) * _SIGN_MM)
    labels = list(_labelled(data, plot))
    for _ in range(_ROUNDS):
        span = high - low
        high = max([high, *(value + share * span for value, share in labels if value >= 0)])
        low = min([low, *(value - share * span for value, share in labels if value < 0)])
    return Decimal(f"{low:.5g}"), Decimal(f"{high:.5g}")


def _labelled(data: ChartData, plot: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """Each value with its label's share of the plot; the first figure of several series bears their names too."""
    for series in data.series:
        name = len(series.name) + 1 if len(data.series) > 1 else 0
        for point in series.points:
            if point.value is not None:
                signs = len(point.text) + name + 1
                yield point.value, min(_MOST_SHARE, signs * _SIGN_MM / plot)
                name = 0


def _axes() -> str:
    return f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'


def _shown(value: bool = True, name: bool = False, parted: str = " ") -> str:
    """What a label shows: the value, the name of the series, or both with `parted` between."""
    separator = f"<c:separator>{parted}</c:separator>" if value and name else ""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>{separator}'
    )
