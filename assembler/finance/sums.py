"""A ledger summed by class, code and column, in raw sign: the only pass over its lines that the schedules need."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from assembler.finance.definition import LineDefinition, ScheduleDefinition
from assembler.finance.ledger import AccountClass, ColumnKey, LedgerLine

NOUGHT = Decimal(0)


class Sums:
    """Sums of a group of ledger lines."""

    def __init__(self, columns: tuple[ColumnKey, ...]) -> None:
        """Nothing summed yet."""
        self.columns = columns
        self._codes: dict[tuple[int, str], dict[ColumnKey, Decimal]] = {}

    def add(self, line: LedgerLine) -> None:
        """Count the line in."""
        amounts = self._codes.setdefault((line.account_class, line.art), {})
        amounts[line.column] = amounts.get(line.column, NOUGHT) + line.amount

    def has(self, account_class: AccountClass) -> bool:
        """Whether there are lines of the class."""
        return any(found == account_class for found, _ in self._codes)

    def codes(self, account_class: AccountClass) -> tuple[str, ...]:
        """The arts or chapters of the class, sorted."""
        return tuple(sorted(code for found, code in self._codes if found == account_class))

    def total(self, account_class: AccountClass, codes: Iterable[str]) -> tuple[Decimal, ...]:
        """The raw sum of the codes in each column; 0 where there is none."""
        found = [self._codes[account_class, code] for code in codes if (account_class, code) in self._codes]
        return tuple(sum((amounts.get(column, NOUGHT) for amounts in found), NOUGHT) for column in self.columns)


def columns_of(lines: Iterable[LedgerLine]) -> tuple[ColumnKey, ...]:
    """The columns that the lines belong to, by year and version."""
    return tuple(sorted({line.column for line in lines}))


def summed(lines: Iterable[LedgerLine], columns: tuple[ColumnKey, ...]) -> Sums:
    """All lines in one."""
    sums = Sums(columns)
    for line in lines:
        sums.add(line)
    return sums


def grouped(
    lines: Iterable[LedgerLine], columns: tuple[ColumnKey, ...], key: Callable[[LedgerLine], str]
) -> dict[str, Sums]:
    """The lines by `key`, in the order in which the keys first occur."""
    groups: dict[str, Sums] = {}
    for line in lines:
        name = key(line)
        if name not in groups:
            groups[name] = Sums(columns)
        groups[name].add(line)
    return groups


def natural(line: LineDefinition, raw: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Raw sums with the sign of the schedules: income and use of funds positive; balance lines stay raw."""
    if line.flow in ("income", "fund-use"):
        return tuple(-value if value else NOUGHT for value in raw)
    return tuple(raw)


def framed(
    lines: Sequence[LedgerLine], definition: ScheduleDefinition, functions: frozenset[str]
) -> Sequence[LedgerLine]:
    """The lines as § 5-4 has them where general income is restricted to `functions`; no functions restrict nothing."""
    general = definition.general
    if general is None or not functions:
        return lines

    def is_elsewhere(line: LedgerLine) -> bool:
        return line.art in general.arts and line.account_class == 1 and line.function not in functions

    return tuple(replace(line, art=general.other) if is_elsewhere(line) else line for line in lines)
