"""How a schedule's values stand in print: three sign conventions, three units, and the cells that rounding sets off.

Sums are taken in unrounded kroner and rounded last (half away from nought), so that a printed sum may differ from the
sum of the printed lines. That is right, and a note says so.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from assembler.finance.formula import LineNumber, evaluate, parse
from assembler.finance.result import Flow, Schedule, ScheduleLine

Signs: TypeAlias = Literal["natural", "natural_plus", "kostra_raw"]
_ONE = Decimal(1)

# The flows that each convention turns round. Values hold income, expenditure and use of funds positive; balances raw.
_TURNED: dict[Signs, frozenset[Flow]] = {
    "natural": frozenset(("fund-use", "liability")),
    "natural_plus": frozenset(("liability",)),
    "kostra_raw": frozenset(("income", "fund-use", "result")),
}


@dataclass(frozen=True, slots=True)
class RoundedOff:
    """A cell whose printed value is not the sum of the printed lines. `difference` in units, printed less computed."""

    nr: LineNumber
    column: int
    difference: Decimal


def printed_value(schedule: Schedule, line: ScheduleLine, column: int, signs: Signs) -> Decimal | None:
    """The value of a cell in kroner with the sign that it has in print; `None` when it is missing.

    `natural`: use of funds negative. `natural_plus`: use of funds positive. `kostra_raw`: income, use of funds and
    surpluses negative, as the accounting system has them.
    """
    value = line.values[column] if line.values else None
    return -value if value and line.flow in _TURNED[signs] else value


def in_unit(value: Decimal, unit: int) -> Decimal:
    """`value` kroner in whole units (1, 1000, 1000000), half away from nought; never a negative nought."""
    rounded = (value / unit).quantize(_ONE, rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def off_by_rounding(schedule: Schedule, unit: int) -> tuple[RoundedOff, ...]:
    """The cells that a reader who adds up the printed lines would find wrong."""
    found: list[RoundedOff] = []
    for column in range(len(schedule.columns)):
        printed = {line.nr: _rounded(line, column, unit) for line in schedule.lines if line.nr is not None}
        for line in schedule.lines:
            computed = _computed(schedule, line, printed)
            shown = None if line.nr is None else printed[line.nr]
            if line.nr is not None and computed is not None and shown is not None and computed != shown:
                found.append(RoundedOff(line.nr, column, shown - computed))
    return tuple(found)


def _rounded(line: ScheduleLine, column: int, unit: int) -> Decimal | None:
    value = line.values[column] if line.values else None
    return None if value is None else in_unit(value, unit)


def _computed(schedule: Schedule, line: ScheduleLine, printed: dict[LineNumber, Decimal | None]) -> Decimal | None:
    if line.formula:
        return evaluate(parse(line.formula), printed.get)
    if line.kind == "sum" and any(other.kind == "row" for other in schedule.lines):
        rows = [printed[other.nr] for other in schedule.lines if other.kind == "row" and other.nr is not None]
        return sum((value for value in rows if value is not None), Decimal(0))
    return None
