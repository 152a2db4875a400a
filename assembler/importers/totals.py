"""Rows that sum the rows above them: reports end with one, and some have one after each block."""

from collections.abc import Mapping
from decimal import Decimal

_NOUGHT = Decimal(0)


class Totals:
    """The sums of the rows read so far, of all and of the block since the last sum, by column."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self._all: dict[int, Decimal] = {}
        self._block: dict[int, Decimal] = {}
        self._rows = 0

    def add(self, amounts: Mapping[int, Decimal]) -> None:
        """Count a row's amounts in."""
        self._rows += 1
        for column, value in amounts.items():
            self._all[column] = self._all.get(column, _NOUGHT) + value
            self._block[column] = self._block.get(column, _NOUGHT) + value

    def is_total(self, amounts: Mapping[int, Decimal]) -> bool:
        """Whether a row without an account is exactly the sum of all rows above it, or of its block."""
        if self._rows < 2 or not amounts:
            return False
        for sums in (self._all, self._block):
            if all(sums.get(column, _NOUGHT) == value for column, value in amounts.items()):
                self._block = {}
                return True
        return False
