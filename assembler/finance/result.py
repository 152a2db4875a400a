"""Evaluated statutory schedules and reconciliation: values in unrounded kroner, with no look."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.finance.ledger import ColumnKey

LineKind: TypeAlias = Literal["leaf", "sum", "result", "heading", "row"]
Flow: TypeAlias = Literal["expenditure", "income", "fund-use", "result", "asset", "liability"]


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A line of a schedule. `nr` is `None` for a heading; `values` has one entry a column, `None` for missing.

    Values are natural: expenditure, income and use of funds positive; 5-6:22 negative at a net cost.
    `label` in the document's form. In 5-4-2 and 5-5-2 `key` is the area or project id and `label` its name.
    `flow` says which way the money goes, and thus the sign in print; balance lines (asset, liability) are in raw sign.
    `formula` is the sum as the schedule's file has it, "" for lines that have none.
    """

    nr: int | str | None
    key: str
    label: str
    kind: LineKind
    values: tuple[Decimal | None, ...] = ()
    flow: Flow = "expenditure"
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule by its id ("5-6"), in kroner."""

    id: str
    title: str
    columns: tuple[ColumnKey, ...]
    lines: tuple[ScheduleLine, ...]

    def line(self, nr: int | str) -> ScheduleLine:
        """The line numbered `nr`; `KeyError` if there is none."""
        for line in self.lines:
            if line.nr == nr:
                return line
        raise KeyError(nr)


@dataclass(frozen=True, slots=True)
class Check:
    """An integrity check of one column: `difference` in kroner, 0 within tolerance when it `holds`.

    `holds` is `None` when the check does not apply to what was imported.
    """

    id: str
    column: ColumnKey
    holds: bool | None
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """All schedules that could be made of a ledger, with their reconciliation."""

    schedules: tuple[Schedule, ...]
    checks: tuple[Check, ...]

    def schedule(self, id: str) -> Schedule | None:
        """The schedule `id`, or `None` when the ledger had nothing for it."""
        return next((schedule for schedule in self.schedules if schedule.id == id), None)
