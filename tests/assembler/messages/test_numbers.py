"""Numbers and dates as Språkrådet writes them (expectations by hand)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.messages.numbers import amount_text, long_date, month_text, per_cent_text, rounded, years_text


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("10985000", 0, "10\u00a0985\u00a0000"),
        ("1215", 0, "1\u00a0215"),
        ("-6000", 0, "−6\u00a0000"),
        ("1.75", 2, "1,75"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("-0.4", 0, "0"),
        ("0", 1, "0,0"),
        ("842.6", None, "842,6"),
    ],
)
def test_amounts(value: str, decimals: int | None, written: str) -> None:
    assert amount_text(Decimal(value), "nb", decimals) == written


def test_prose_closes_up_four_digits_and_changes_are_signed() -> None:
    assert amount_text(Decimal(1372), "nn", 0, group_four=False) == "1372"
    assert amount_text(Decimal(10_372), "nn", 0, group_four=False) == "10\u00a0372"
    assert amount_text(Decimal("30.2"), "nb", 1, sign=True) == "+30,2"
    assert amount_text(Decimal(0), "nb", 0, sign=True) == "0"
    assert per_cent_text(Decimal("1.75"), "nb", 1) == "1,8\u00a0%"


def test_dates() -> None:
    assert long_date(date(2014, 6, 5), "nb") == "5.\u00a0juni 2014"
    assert long_date(date(2026, 10, 2), "nn") == "2.\u00a0oktober 2026"
    assert (month_text("2028-08"), month_text("2028"), month_text("hausten 2027")) == (
        "august 2028",
        "2028",
        "hausten 2027",
    )
    assert (years_text(2026, 2029), years_text(2026, 2026)) == ("2026–2029", "2026")


@given(st.decimals(-(10**12), 10**12, places=3), st.integers(0, 3))
def test_what_is_printed_is_the_rounded_value(value: Decimal, decimals: int) -> None:
    text = amount_text(value, "nb", decimals)
    read = text.replace("\u00a0", "").replace(",", ".").replace("−", "-")
    assert Decimal(read) == rounded(value, decimals)
