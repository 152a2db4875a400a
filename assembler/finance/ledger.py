"""Ledger lines as the accounting system has them, in raw sign: expenditure positive, income negative."""

from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering
from typing import Literal, TypeAlias

Version: TypeAlias = Literal["accounts", "original", "adjusted", "proposal", "adopted", "plan", "forecast"]
AccountClass: TypeAlias = Literal[0, 1, 2]


_VERSIONS: tuple[Version, ...] = ("accounts", "original", "adjusted", "proposal", "adopted", "plan", "forecast")


@total_ordering
@dataclass(frozen=True, slots=True)
class ColumnKey:
    """Which figures a ledger line belongs to: a year and a version of it.

    Columns stand by year, and within a year in the order in which its versions come about.
    """

    year: int
    version: Version

    def __lt__(self, other: "ColumnKey") -> bool:
        """Whether this column stands before `other`."""
        return (self.year, _VERSIONS.index(self.version)) < (other.year, _VERSIONS.index(other.version))


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of an account export.

    `account_class` is 1 operating (drift), 0 investment, 2 balance. `art` is the KOSTRA art (or the balance chapter) in
    three digits after interpretation, `account` what the file said. `amount` is kroner, raw sign. `area` is "" when
    unknown. `row` counts from 1 in `file` (in `sheet`, "" for a text file), so that every figure can be traced.
    `function` is the KOSTRA function; `service` the local service that it was cut from, as the file wrote it.
    `free` is a free dimension, "" unless the import was asked for it.
    """

    column: ColumnKey
    account_class: AccountClass
    art: str
    amount: Decimal
    account: str
    account_text: str = ""
    unit: str = ""
    unit_text: str = ""
    function: str = ""
    function_text: str = ""
    project: str = ""
    project_text: str = ""
    area: str = ""
    file: str = ""
    row: int = 0
    sheet: str = ""
    service: str = ""
    free: str = ""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What an importer had to interpret: `kind` names it, `key` the code concerned, with number of lines and amount."""

    kind: Literal["unmapped", "legacy", "floored", "unknown-unit", "invalid-code", "padded", "repeated-unit", "ignored"]
    key: str
    text: str
    lines: int
    amount: Decimal
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Imported lines with the report of what was interpreted."""

    lines: tuple[LedgerLine, ...]
    interpretations: tuple[Interpretation, ...] = ()
