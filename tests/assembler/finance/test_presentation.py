from decimal import Decimal

import pytest

from assembler.finance.definition import load_schedules
from assembler.finance.evaluate import statement
from assembler.finance.presentation import in_unit, off_by_rounding, printed_value
from tests.assembler.finance.small_ledger import ledger

MADE = statement(ledger(), load_schedules())


@pytest.mark.parametrize(
    ("signs", "id", "expected"),
    [
        ("natural", "5-6", {1: 400, 10: 600, 16: 45, 22: -40, 25: 40, 27: -15, 31: 35}),
        ("natural_plus", "5-6", {1: 400, 10: 600, 16: 45, 22: -40, 25: 40, 27: 15, 31: 35}),
        ("kostra_raw", "5-6", {1: -400, 10: 600, 16: -45, 22: 40, 25: 40, 27: -15, 31: 35}),
        ("kostra_raw", "5-5-1", {1: 375, 13: -285, 14: -360, 20: -40, 26: -40}),
        ("kostra_raw", "5-4-2", {1: 640, "sum": 680}),
    ],
)
def test_signs_in_print(signs, id, expected):
    schedule = MADE.schedule(id)
    printed = {nr: printed_value(schedule, schedule.line(nr), 0, signs) for nr in expected}
    assert printed == expected


@pytest.mark.parametrize(
    ("kroner", "unit", "printed"),
    [("1500", 1000, 2), ("-1500", 1000, -2), ("2499.99", 1000, 2), ("-400", 1000, 0), ("0.5", 1, 1)],
)
def test_units_round_half_away_from_nought(kroner, unit, printed):
    found = in_unit(Decimal(kroner), unit)
    assert found == printed
    assert not str(found).startswith("-0")


def test_a_sum_that_the_printed_lines_do_not_make_is_found():
    operation = (("010", "1400", "Skole"), ("090", "1400", "Skole"), ("800", "-2800", ""))
    made = statement(ledger(operation=operation, investment=()), load_schedules())
    found = off_by_rounding(made.schedule("5-6"), 1000)
    # 1 + 1 is printed beside 3, and 3 - 3 beside 0: only the sum of expenditure is off.
    assert [(one.nr, one.difference) for one in found] == [(15, 1)]
    assert off_by_rounding(made.schedule("5-6"), 1) == ()


def test_the_sum_of_rows_is_looked_at_too():
    operation = (("010", "1400", "A"), ("010", "1400", "B"), ("800", "-2800", ""))
    made = statement(ledger(operation=operation, investment=()), load_schedules())
    assert [(one.nr, one.difference) for one in off_by_rounding(made.schedule("5-4-2"), 1000)] == [("sum", 1)]
