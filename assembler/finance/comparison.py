"""What changed between two columns of figures: from proposal to adopted, from one year to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.finance.definition import LineDefinition, load_schedule
from assembler.finance.formula import LineNumber
from assembler.finance.ledger import ColumnKey, Ledger
from assembler.finance.mapping import LEAVES, extra_codes
from assembler.finance.result import Schedule
from assembler.finance.sums import NOUGHT, grouped, natural

Direction: TypeAlias = Literal["up", "down", "same"]
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Change:
    """From `before` to `after` in kroner, in the signs of the schedules."""

    before: Decimal
    after: Decimal

    @property
    def amount(self) -> Decimal:
        """How much more `after` is."""
        return self.after - self.before

    @property
    def per_cent(self) -> Decimal | None:
        """The change in per cent of the size of `before`, unrounded; `None` from nought."""
        return _HUNDRED * self.amount / abs(self.before) if self.before else None

    @property
    def direction(self) -> Direction:
        """Whether it goes up, down, or stays: the wordings are `finance-change-up`, `-down` and `-same`."""
        if self.amount == 0:
            return "same"
        return "up" if self.amount > 0 else "down"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of a schedule in two columns."""

    nr: LineNumber
    key: str
    label: str
    change: Change


@dataclass(frozen=True, slots=True)
class AreaChange:
    """An area's share of a line of § 5-6 in two columns; `area` is "" for lines without one."""

    area: str
    nr: LineNumber
    key: str
    labels: Mapping[str, str]
    change: Change


def line_changes(schedule: Schedule, before: ColumnKey, after: ColumnKey) -> tuple[LineChange, ...]:
    """Every line of the schedule that has both values; `ValueError` for a column that it lacks."""
    one, two = schedule.columns.index(before), schedule.columns.index(after)
    found: list[LineChange] = []
    for line in schedule.lines:
        if line.nr is None or not line.values:
            continue
        first, second = line.values[one], line.values[two]
        if first is not None and second is not None:
            found.append(LineChange(line.nr, line.key, line.label, Change(first, second)))
    return tuple(found)


def area_changes(
    ledger: Ledger, before: ColumnKey, after: ColumnKey, renamed: Mapping[str, str] | None = None
) -> tuple[AreaChange, ...]:
    """Every line of § 5-6 that changed in an area, by area in the order of the ledger.

    `renamed` brings areas together that are called otherwise in one of the two ("ansv 800000" is the same area).
    """
    names = renamed or {}
    columns = (before, after)
    own = [line for line in ledger.lines if line.account_class == 1 and line.column in columns]
    leaves = [line for line in load_schedule(LEAVES[1]).lines if line.kind == "leaf"]
    found: list[AreaChange] = []
    for area, sums in grouped(own, columns, lambda line: names.get(line.area, line.area)).items():
        for line in leaves:
            one, two = natural(line, sums.total(1, _codes(line)))
            if one != two and line.nr is not None:
                found.append(AreaChange(area, line.nr, line.key, line.labels, Change(one, two)))
    return tuple(found)


def changes_by_area(changes: tuple[AreaChange, ...]) -> dict[str, Decimal]:
    """How much each area's result changed: more income is better, more expenditure worse."""
    flows = {line.nr: line.flow for line in load_schedule(LEAVES[1]).lines}
    found: dict[str, Decimal] = {}
    for one in changes:
        sign = 1 if flows[one.nr] in ("income", "fund-use") else -1
        found[one.area] = found.get(one.area, NOUGHT) + sign * one.change.amount
    return found


def _codes(line: LineDefinition) -> frozenset[str]:
    return line.codes | extra_codes(1).get(line.key, frozenset())
