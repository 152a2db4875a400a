"""Chart values: what a chart shows, with no look. `assembler.charts` draws them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

# Kinds that read well at half the width: two may stand side by side.
HALF_WIDE: Final = ("bars", "grouped-bars", "lines")
ChartKind: TypeAlias = Literal["columns", "bars", "grouped-bars", "lines", "change"]
Basis: TypeAlias = Literal["accounts", "budget", "plan", "projection", "own", "group", "country", "change", ""]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series. `value` is `None` where there is no figure; `text` is the value as printed.

    `basis` says what kind of figure it is (one notation everywhere: accounts solid, budget outlined, plan hatched).
    `emphasis` marks the budget year, or the sum of a change chart.
    """

    value: Decimal | None
    text: str
    basis: Basis = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A row of points, one for each category; `name` is printed at the series (no legend)."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A target drawn as a dashed line, named beside it."""

    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class ChartData:
    """The content of a chart.

    `columns`: vertical, categories are years; `bars`: horizontal, one series; `grouped-bars`: horizontal, one bar per
    series in each category; `lines`: categories are years; `change`: horizontal signed bars from a zero line.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    target: Target | None = None
