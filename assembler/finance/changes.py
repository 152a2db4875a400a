"""Lists that have no accounts: budget changes by group, and investments by project."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeVar

from assembler.finance.ledger import ColumnKey

Amounts: TypeAlias = tuple[Decimal, ...]
T = TypeVar("T", "BudgetChange", "Investment")


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """One line of a list that explains how a frame becomes the next: raw sign, one amount a column in kroner.

    `group` is the code of the kind of change ("N01", price and wages) and `group_text` its name; "" where unknown.
    """

    area: str
    service: str
    service_text: str
    group: str
    group_text: str
    text: str
    amounts: Amounts
    row: int = 0


@dataclass(frozen=True, slots=True)
class Investment:
    """One line of an investment list: raw sign, one amount a column in kroner.

    `kind` is the main group of the line ("Investeringer i anleggsmidler", "Bruk av lånemidler"), `edition` the version
    that the source names, `district` the part of the municipality; "" where unknown.
    """

    project: str
    project_text: str
    category: str
    kind: str
    area: str
    service: str
    service_text: str
    district: str
    edition: str
    amounts: Amounts
    row: int = 0


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Budget changes of one file."""

    file: str
    columns: tuple[ColumnKey, ...]
    changes: tuple[BudgetChange, ...]


@dataclass(frozen=True, slots=True)
class InvestmentList:
    """Investments of one file."""

    file: str
    columns: tuple[ColumnKey, ...]
    investments: tuple[Investment, ...]


@dataclass(frozen=True, slots=True)
class GroupSum:
    """The sum of a group of lines: its code or name, its text, how many lines, one amount a column."""

    key: str
    text: str
    lines: int
    amounts: Amounts


def by_group(found: ChangeList) -> tuple[GroupSum, ...]:
    """The changes summed by kind of change, by code."""
    return tuple(sorted(_sums(found.changes, lambda one: (one.group, one.group_text)), key=lambda one: one.key))


def by_kind(found: InvestmentList) -> tuple[GroupSum, ...]:
    """The investments and their financing summed by edition and main group, in the order of the file."""
    return _sums(found.investments, lambda one: (one.edition, one.kind))


def _sums(lines: Iterable[T], key: Callable[[T], tuple[str, str]]) -> tuple[GroupSum, ...]:
    found: dict[tuple[str, str], list[Amounts]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line.amounts)
    return tuple(
        GroupSum(code, text, len(rows), tuple(sum(column, Decimal(0)) for column in zip(*rows, strict=True)))
        for (code, text), rows in found.items()
    )
