"""Which column stands for a year, and how years head tables."""

from dataclasses import replace
from decimal import Decimal

from assembler.compose.cells import period_column
from assembler.compose.periods import budget_column, by_year, newest, shown
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule, ScheduleLine, Statement
from tests.assembler.compose.edition import situation

KEYS = (
    ColumnKey(2025, "accounts"),
    ColumnKey(2026, "original"),
    ColumnKey(2026, "adjusted"),
    ColumnKey(2027, "proposal"),
    ColumnKey(2027, "adopted"),
    ColumnKey(2028, "plan"),
    ColumnKey(2029, "adopted"),
)


def schedule(keys: tuple[ColumnKey, ...] = KEYS, empty: int | None = None) -> Schedule:
    values = tuple(None if at == empty else Decimal(at + 1) for at in range(len(keys)))
    return Schedule("5-4-2", "Drift", keys, (ScheduleLine("skole", None, "Skole", "row", values),))


def of(year: int, made: Schedule):
    parts = {"type": "handlings-og-okonomiplan", "year": year, "first_year": 2027, "last_year": 2030, "period": 0}
    return replace(situation(**parts), statement=Statement((made,), ()))


def test_the_newest_budget_of_a_year_counts_and_accounts_do_not() -> None:
    made = schedule()
    assert newest(made, 2026) == 2
    assert newest(made, 2027) == 4
    assert newest(made, 2025) is None
    assert newest(schedule(empty=4), 2027) == 3
    assert budget_column(of(2027, made), made) == 4


def test_a_table_of_many_columns_keeps_the_newest_of_the_budget_year() -> None:
    made = schedule()
    assert shown(of(2027, made), made) == (0, 1, 2, 4, 5, 6)
    few = schedule(KEYS[:5])
    assert shown(of(2027, few), few) == (0, 1, 2, 3, 4)


def test_a_year_has_its_accounts_or_else_its_newest_budget() -> None:
    keys = (ColumnKey(2026, "original"), ColumnKey(2026, "accounts"), ColumnKey(2027, "proposal"))
    made = schedule(keys)
    assert [made.columns[at] for at in by_year(made)] == [keys[1], keys[2]]


def test_what_is_adopted_for_a_later_year_is_headed_as_the_plan() -> None:
    made = of(2027, schedule())
    later, own = (period_column(made, KEYS[at]) for at in (6, 4))
    assert (later.label, later.year, later.basis) == ("Plan", "2029", "plan")
    assert (own.label, own.basis, own.emphasis) == ("Vedteke", "budget", True)
