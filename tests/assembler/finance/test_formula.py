from decimal import Decimal

import pytest

from assembler.finance.formula import BadFormula, evaluate, operands, parse

VALUES = {1: Decimal(10), 2: Decimal(4), 9: Decimal(3), "A.I.1": Decimal(7), "SE": Decimal(5), 7: None, 8: Decimal(0)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1-2", 6),
        ("1-2-9", 3),
        ("1-(2-9)", 9),
        ("-1+2", -6),
        ("#100*2/1", 40),
        ("1+2*9", 22),
        ("A.I.1+SE", 12),
        ("#1.5*2", 6),
    ],
)
def test_a_formula_means_what_it_says(text, value):
    assert evaluate(parse(text), VALUES.get) == value


@pytest.mark.parametrize("text", ["1+7", "1/8", "1/(2-2)", "8/8"])
def test_a_missing_part_or_nothing_to_divide_by_is_no_value(text):
    assert evaluate(parse(text), VALUES.get) is None


@pytest.mark.parametrize(
    "text", ["", "1+", "(1", "1)", "1 2", "__import__('os')", "a+1", "1**2", "#", "1;2", "²", "(" * 99, "-" * 99 + "1"]
)
def test_what_the_grammar_does_not_know_is_refused(text):
    with pytest.raises(BadFormula):
        parse(text)


def test_operands_come_in_the_order_of_the_formula():
    assert operands(parse("25+26-27+#2*A.I.1")) == (25, 26, 27, "A.I.1")
