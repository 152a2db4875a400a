from decimal import Decimal

import pytest

from assembler.importers.amounts import Ambiguous, NotAnAmount, amount, decimal_sign


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 456 538 ", "1456538"),
        ("810 000,00", "810000"),
        (" -1 362 250 ", "-1362250"),
        ("1\u00a0000", "1000"),
        ("1\u202f000,5", "1000.5"),
        ("(500)", "-500"),
        ("500-", "-500"),
        ("\u2212 12", "-12"),
        ("12\u2212", "-12"),
        ("\u201312,5", "-12.5"),
        ("1.250.000,25", "1250000.25"),
        ("1,250,000.25", "1250000.25"),
        ("1.250.000", "1250000"),
        ("0,125", "0.125"),
        ("+3", "3"),
        ("kr 5", "5"),
        ("5 kr", "5"),
        ("1000,-", "1000"),
        ("1500.1250", "1500.125"),
        (".5", "0.5"),
        ("007", "7"),
    ],
)
def test_amounts_as_offices_write_them(text, value):
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "-", "\u2013", "\u2212", "\u00a0"])
def test_nothing_is_nothing(text):
    assert amount(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1 000 x",
        "--5",
        "-5-",
        "(-5)",
        "1,2,3",
        "1.25.000",
        "12.34,567.8",
        "1e5",
        "NaN",
        "#REF!",
        "½",
        "٣",
        "9" * 80,
        "5 % ",
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotAnAmount):
        amount(text)


@pytest.mark.parametrize("text", ["1.500", "1,500", "-12.000", "(999,999)"])
def test_what_can_be_read_in_two_ways_needs_the_files_word(text):
    with pytest.raises(Ambiguous):
        amount(text)
    assert abs(amount(text, "," if "," in text else ".")) < 1000
    assert abs(amount(text, "." if "," in text else ",")) >= 1000


def test_the_file_tells_which_sign_divides():
    assert decimal_sign(["1.500", "12,50", "7"]) == ","
    assert decimal_sign(["1.500", "1.250.000"]) == ","
    assert decimal_sign(["1,500", "12.5"]) == "."
    assert decimal_sign(["1.500", "2.000"]) is None
    assert decimal_sign(["1,50", "1.50"]) is None
