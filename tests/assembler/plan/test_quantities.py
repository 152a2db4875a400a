"""Numbers as they really stand in exports and sheets (the examples are those of the municipalities' open ledgers)."""

from decimal import Decimal

import pytest

from assembler.plan.quantities import heading_and_factor, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 456 538", "1456538"),
        ("1\u00a0456\u00a0538", "1456538"),
        ("1\u202f456\u202f538 ", "1456538"),
        ("810 000,00", "810000"),
        (" -1 362 250 ", "-1362250"),
        ("−1 362 250", "-1362250"),
        ("–500", "-500"),
        ("(500)", "-500"),
        ("250-", "-250"),
        ("1.234.567", "1234567"),
        ("1.234,50", "1234.5"),
        ("1.234", "1.234"),
        ("12,5", "12.5"),
        ("+7", "7"),
        ("0", "0"),
        ("-0", "0"),
    ],
)
def test_a_number_is_read_by_norwegian_habit(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "abc",
        "12a",
        "1 23",
        "1,2,3",
        "1.2.3",
        "12 34",
        "1e5",
        "٣",
        "NaN",
        "--5",
        "(5",
        "5)",
        "1" * 16,
        "½",
    ],
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("heading", "bare", "factor"),
    [
        ("beløp 2026 (1000 kr)", "beløp 2026", 1000),
        ("beløp 2026 i 1000 kroner", "beløp 2026", 1000),
        ("2026 (mill. kr)", "2026", 1_000_000),
        ("2026 tkr", "2026", 1000),
        ("total ramme (kr)", "total ramme", 1),
        ("kr", "kr", 1),
        ("2026", "2026", 1),
    ],
)
def test_a_heading_may_say_its_unit(heading, bare, factor):
    assert heading_and_factor(heading) == (bare, factor)
