"""Widths of table columns, in twentieths of a point (twips)."""

from decimal import Decimal
from typing import Final

from assembler.document.blocks import Column, Table

TWIPS_PER_MM: Final = Decimal("56.6929")
PORTRAIT_MM: Final = Decimal(168)
TEXT_MM: Final = Decimal(116)
LANDSCAPE_MM: Final = Decimal(255)
_LEAST_LABEL_MM: Final = Decimal(30)
_LEAST_MM: Final = Decimal(12)
_WIDE: Final = ("label", "text")


def twips(millimetres: Decimal | int) -> int:
    """Millimetres as twips."""
    return int((millimetres * TWIPS_PER_MM).to_integral_value())


def needs_landscape(table: Table) -> bool:
    """Whether the columns do not fit on an upright page."""
    return sum((column.width or _least(column) for column in table.columns), Decimal(0)) > PORTRAIT_MM


def column_widths(table: Table, available: Decimal) -> list[int]:
    """The width of each column; together they are `available` millimetres, whatever the columns ask for."""
    fixed = sum((column.width for column in table.columns if column.width), Decimal(0))
    shares = sum(_share(column) for column in table.columns if not column.width)
    needed = sum((_least(column) for column in table.columns if not column.width), Decimal(0))
    left = max(available - fixed, needed)
    wanted = [column.width or left * _share(column) / shares for column in table.columns]
    scale = available / sum(wanted, Decimal(0))
    return [twips(width * scale) for width in wanted]


def _share(column: Column) -> int:
    return 2 if column.kind in _WIDE else 1


def _least(column: Column) -> Decimal:
    return _LEAST_LABEL_MM if column.kind in _WIDE else _LEAST_MM
