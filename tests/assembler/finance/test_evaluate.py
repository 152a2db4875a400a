from dataclasses import replace
from decimal import Decimal

from assembler.finance.definition import load_schedules
from assembler.finance.evaluate import statement
from assembler.finance.ledger import ColumnKey, Ledger
from assembler.finance.mapping import Placement
from assembler.finance.trace import Trace
from tests.assembler.finance.small_ledger import BUDGET, INVESTMENT, OPERATION, ledger, line

MADE = statement(ledger(), load_schedules())


def value(id, nr, column=0, made=MADE):
    return made.schedule(id).line(nr).values[column]


def check(id, made=MADE):
    return next(check for check in made.checks if check.id == id)


def test_5_6_by_hand():
    assert value("5-6", 1) == 400
    assert value("5-6", 4) == 5
    assert value("5-6", 7) == Decimal("50.50")
    assert value("5-6", 9) == Decimal("815.50")
    assert value("5-6", 15) == Decimal("770.50")
    assert value("5-6", 16) == 45
    assert value("5-6", 22) == -40
    assert value("5-6", 24) == 35
    assert value("5-6", 27) == 15
    assert value("5-6", 31) == 35
    assert value("5-6", 32) == 0


def test_5_4_by_hand():
    assert value("5-4-1", 4) == 5
    assert value("5-4-1", 5) == 755
    assert value("5-4-1", 6) == 680
    assert value("5-4-1", 8) == 710
    assert value("5-4-1", 17) == 35
    assert value("5-4-1", 25) == 0


def test_areas_leave_out_depreciation_finance_and_general_income():
    rows = MADE.schedule("5-4-2").lines
    assert [(row.label, row.values[0]) for row in rows] == [
        ("Skole", 640),
        ("Helse", 40),
        ("Sum bevilgninger drift, netto", 680),
    ]


def test_lines_without_an_area_get_a_row_of_their_own_named_in_the_form():
    extra = (*OPERATION, ("100", "7", ""))
    made = statement(ledger(operation=extra), load_schedules(), "nn")
    assert [row.label for row in made.schedule("5-4-2").lines] == [
        "Skole",
        "Helse",
        "(utan område)",
        "Sum løyvingar drift, netto",
    ]


def test_an_area_whose_net_is_nought_keeps_its_row():
    extra = (*OPERATION, ("100", "7", "Vatn"), ("640", "-7", "Vatn"))
    rows = statement(ledger(operation=extra), load_schedules()).schedule("5-4-2").lines
    assert ("Vatn", 0) in [(row.label, row.values[0]) for row in rows]


def test_5_5_by_hand():
    assert [value("5-5-1", nr) for nr in (1, 2, 3, 6, 7, 13, 14, 20, 26, 27)] == [
        375,
        20,
        5,
        400,
        75,
        285,
        360,
        40,
        40,
        0,
    ]
    assert [(row.label, row.values[0]) for row in MADE.schedule("5-5-2").lines] == [
        ("Prosjekt 1", 375),
        ("Prosjekt 2", 20),
        ("(uten prosjekt)", 5),
        ("Sum investeringer", 400),
    ]


def test_arts_of_internal_loans_count_once():
    found = statement(ledger(investment=(*INVESTMENT, ("521", "50", ""), ("911", "-50", ""))), load_schedules())
    assert [value("5-5-1", nr, made=found) for nr in (4, 13, 15, 16)] == [50, 335, 0, 0]


def test_everything_holds_and_what_does_not_apply_says_so():
    assert {one.id: one.holds for one in MADE.checks} == {
        "drift_zero": True,
        "inv_zero": True,
        "transfer": True,
        "depreciation": True,
        "brutto_same": True,
        "netto_same": True,
        "areas_sum": True,
        "projects_sum": True,
        "balance_zero": None,
        "memo_zero": None,
        "balanced": True,
        "unmapped": True,
        "valid_codes": True,
    }


def test_an_unmapped_art_is_named_with_its_amount_and_leaves_the_budget_unbalanced():
    made = statement(ledger(investment=(*INVESTMENT, ("690", "-9", "1"), ("230", "9", "1"))), load_schedules())
    assert (check("unmapped", made).holds, check("unmapped", made).difference) == (False, -9)
    assert (check("balanced", made).holds, check("balanced", made).difference) == (False, -9)
    assert check("inv_zero", made).difference == 0


def test_a_placement_by_hand_settles_it():
    investment = (*INVESTMENT, ("690", "-9", "1"), ("230", "9", "1"))
    made = statement(ledger(investment=investment), load_schedules(), placements=[Placement(0, "690", 1)])
    assert value("5-5-1", 1, made=made) == 375
    assert check("balanced", made).holds
    assert check("unmapped", made).holds


def test_invalid_combinations_are_judged_only_where_the_year_has_a_code_list():
    lines = ledger().lines
    wrong = replace(lines[0], function="841")
    made = statement(Ledger((wrong, *lines[1:])), load_schedules())
    assert (check("valid_codes", made).holds, check("valid_codes", made).difference) == (False, 600)
    early = Ledger(tuple(replace(one, column=ColumnKey(2016, "adopted")) for one in (wrong, *lines[1:])))
    assert check("valid_codes", statement(early, load_schedules())).holds is None


def test_a_budget_only_art_is_invalid_in_accounts():
    lines = [line(1, "490", "5", ColumnKey(2026, version), area="Skole")(2) for version in ("accounts", "adopted")]
    made = statement(Ledger(tuple(lines)), load_schedules())
    assert [one.holds for one in made.checks if one.id == "valid_codes"] == [False, True]


def test_accounts_may_end_with_a_deficit_budgets_may_not():
    deficit = (("010", "10", "Skole"), ("980", "-10", ""))
    for version, holds in (("accounts", None), ("adopted", False)):
        made = statement(ledger(ColumnKey(2026, version), deficit, ()), load_schedules())
        assert value("5-6", 32, made=made) == -10
        assert check("balanced", made).holds is holds
        assert check("unmapped", made).holds


def test_a_column_without_a_class_is_missing_not_nought():
    both = Ledger(ledger().lines + ledger(ColumnKey(2026, "proposal"), investment=()).lines)
    made = statement(both, load_schedules())
    assert made.schedule("5-5-1").columns == (ColumnKey(2026, "proposal"), BUDGET)
    assert made.schedule("5-5-1").line(1).values == (None, 375)
    assert made.schedule("5-6").line(1).values == (400, 400)


def test_the_balance_sheet_by_chapter_in_raw_sign():
    chapters = (("10", "100"), ("27", "900"), ("451", "-700"), ("56", "-120"), ("5990", "-180"), ("9100", "5"))
    lines = [line(2, code, amount, ColumnKey(2025, "accounts")) for code, amount in chapters]
    made = statement(
        Ledger(tuple(one(n) for n, one in enumerate((*lines, line(2, "9999", "-5", ColumnKey(2025, "accounts"))), 2))),
        load_schedules(),
    )
    assert [value("5-8", nr, made=made) for nr in ("A", "B", "SE", "C", "D", "SG", "F.I")] == [
        900,
        100,
        1000,
        -300,
        -700,
        -1000,
        5,
    ]
    assert check("balance_zero", made).holds
    assert check("memo_zero", made).holds


def test_the_wording_of_2020_has_net_fund_lines():
    made = statement(ledger(), load_schedules("2020"))
    assert value("5-4-1", 19, made=made) == -15
    assert value("5-4-1", 20, made=made) == 10
    assert value("5-4-1", 22, made=made) == 35
    assert value("5-5-1", 25, made=made) == 0


def test_general_income_may_be_restricted_to_functions():
    grants = [line(1, "810", amount, BUDGET, area="Skole")(99) for amount in ("-30", "-8")]
    whole = Ledger((*ledger().lines, replace(grants[0], function="840"), replace(grants[1], function="202")))
    for functions, general, school, spent in (((), 43, 640, 680), (("840", "850"), 35, 632, 672)):
        made = statement(whole, load_schedules(), general_functions=functions)
        assert value("5-4-1", 4, made=made) == general
        assert value("5-4-2", 1, made=made) == school
        assert value("5-4-1", 6, made=made) == spent
        assert value("5-6", 5, made=made) == 38
        assert [check(id, made).holds for id in ("brutto_same", "netto_same", "areas_sum")] == [True] * 3
        trace = Trace(whole.lines, (), frozenset(functions))
        cells = trace.lines(made.schedule("5-4-2"), 1, BUDGET)
        assert sum(one.amount for one in cells) == school
