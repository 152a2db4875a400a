"""Cells, columns and rows of the tables that compose makes: the one place where amounts become text."""

from collections.abc import Sequence
from decimal import Decimal

from assembler.compose.periods import BASIS, version_of
from assembler.compose.situation import Situation
from assembler.document.blocks import Cell, Column, Row, RowKind
from assembler.document.inline import Inlines, State, StatusMark, Text
from assembler.finance.ledger import ColumnKey
from assembler.messages.numbers import MISSING, amount_text, rounded


def text(value: str) -> Inlines:
    """A plain run; empty for an empty string."""
    return (Text(value),) if value else ()


def text_cell(value: str) -> Cell:
    """A cell of text; the sign for "missing" where there is none, since no cell is empty."""
    return Cell(text(value or MISSING))


def number_cell(situation: Situation, value: Decimal | None, decimals: int = 0, *, sign: bool = False) -> Cell:
    """A cell with a number; "–" for a missing one."""
    if value is None:
        return Cell(text(MISSING))
    shown = rounded(value, decimals)
    return Cell(text(amount_text(shown, situation.form, decimals, sign=sign)), shown, decimals)


def amount_cell(situation: Situation, kroner: Decimal | None, *, sign: bool = False) -> Cell:
    """A cell with kroner in the plan's unit, rounded half away from zero."""
    return number_cell(situation, None if kroner is None else kroner / situation.plan.unit, sign=sign)


def status_cell(situation: Situation, state: State | None) -> Cell:
    """A cell with a status as shape and word."""
    if state is None:
        return text_cell(situation.word("not-reported"))
    return Cell((StatusMark(state, status_word(situation, state)),))


def status_word(situation: Situation, state: State) -> str:
    """The word of a status: "I rute"."""
    return situation.word(f"status-{state}")


def period_column(situation: Situation, key: ColumnKey, width: Decimal | None = None) -> Column:
    """An amount column headed by the kind of figures and the year; the budget year's is marked."""
    budgets = sorted(
        {column for made in situation.statement.schedules for column in made.columns if _is_budget(situation, column)}
    )
    own_year = key in budgets[-1:]
    # Alone, the budget of the year is just that; beside an earlier version it says which one it is.
    version = version_of(situation, key)
    kind = "budget" if own_year and len(budgets) == 1 and version in ("adopted", "proposal") else version
    return Column(
        situation.word(f"column-{kind}"),
        "amount",
        year=str(key.year),
        basis=BASIS[version],
        emphasis=own_year,
        width=width or Decimal("17.5"),
    )


def _is_budget(situation: Situation, key: ColumnKey) -> bool:
    return key.year == situation.plan.year and key.version != "accounts"


def amount_column(label: str, width: str = "20", *, emphasis: bool = False) -> Column:
    """An amount column without a year."""
    return Column(label, "amount", emphasis=emphasis, width=Decimal(width))


def row(cells: Sequence[Cell], kind: RowKind = "body") -> Row:
    """A row of `cells`."""
    return Row(tuple(cells), kind)


def detail(value: str) -> tuple[Row, ...]:
    """The row of text under a row; none for an empty text."""
    return (Row((Cell(text(value)),), "detail"),) if value else ()


def total(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of those values that are there; `None` when none is."""
    present = [value for value in values if value is not None]
    return sum(present, Decimal(0)) if present else None
