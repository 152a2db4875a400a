"""A table that somebody already has: its numbered lines as printed, and the sign conventions it may be printed in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal, TypeAlias

from assembler.finance.definition import LineDefinition, ScheduleDefinition
from assembler.finance.formula import LineNumber
from assembler.finance.presentation import Signs
from assembler.finance.result import Flow

Convention: TypeAlias = Literal["natural", "natural_plus", "kostra_raw", "income_positive"]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed; `nr` is its number, or its label in tables without numbers. `None` for an empty cell."""

    nr: LineNumber
    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table in the unit and the signs that it was printed in. `name` is "" unless a file holds several tables."""

    columns: tuple[str, ...]
    lines: tuple[PrintedLine, ...]
    name: str = ""

    def step(self) -> Decimal:
        """The smallest difference that the print can show: 1, or 0.1 with one decimal."""
        values = [value.normalize() for line in self.lines for value in line.values if value is not None]
        return Decimal(1).scaleb(min([0, *(int(value.as_tuple().exponent) for value in values)]))


@dataclass(frozen=True, slots=True)
class Reading:
    """A sign convention with the lines that the municipality prints the other way round all through the table."""

    convention: Convention
    turned: tuple[str, ...] = ()

    def factor(self, line: LineDefinition) -> int:
        """1 or -1: what turns the printed value of the line into the value of the formulas, and back."""
        turned = line.flow in _TURNED[self.convention]
        return -1 if turned != (line.key in self.turned) else 1


_TURNED: Mapping[Convention, frozenset[Flow]] = {
    "natural": frozenset(("fund-use",)),
    "natural_plus": frozenset(),
    "kostra_raw": frozenset(("income", "fund-use", "result")),
    # The accounts' signs turned round, as some print §§ 5-5 and 5-9: what comes in is positive.
    "income_positive": frozenset(("expenditure",)),
}
# Lines whose sign differs between municipalities that otherwise agree.
_FREE = (("netto_finans",), ("sum_avsetning",), ("netto_bundne", "netto_ubundne"))


def readings(definition: ScheduleDefinition, signs: Signs | None) -> Iterator[Reading]:
    """The sign conventions that a table may be printed in, the usual ones first; only `signs` if it is given."""
    keys = {line.key for line in definition.lines}
    free = [group for group in _FREE if group[0] in keys]
    conventions: tuple[Convention, ...] = tuple(_TURNED) if signs is None else (signs,)
    for size in range(len(free) + 1):
        for convention in conventions:
            for groups in combinations(free, size):
                yield Reading(convention, tuple(key for group in groups for key in group))
