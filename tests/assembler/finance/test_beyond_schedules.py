from decimal import Decimal

from assembler.finance.changes import BudgetChange, ChangeList
from assembler.finance.comparison import Change, area_changes, changes_by_area, line_changes
from assembler.finance.definition import load_schedules
from assembler.finance.detail import area_details
from assembler.finance.evaluate import statement
from assembler.finance.explanation import explained
from assembler.finance.financing import financing
from assembler.finance.frames import FrameStep, frames, steps_of_changes
from assembler.finance.ledger import ColumnKey, Ledger
from assembler.finance.targets import target_figures
from assembler.finance.trace import Trace
from tests.assembler.finance.small_ledger import BUDGET, INVESTMENT, OPERATION, ledger

PROPOSAL = ColumnKey(2026, "proposal")
BOTH = Ledger(ledger().lines + ledger(PROPOSAL, (*OPERATION[:1], ("600", "-40", "Skole")), ()).lines)
MADE = statement(ledger(), load_schedules())


def test_a_change_has_amount_per_cent_and_direction():
    up, down, same = (Change(Decimal(b), Decimal(a)) for b, a in ((200, 250), (-200, -250), (0, 0)))
    assert (up.amount, up.per_cent, up.direction) == (50, 25, "up")
    assert (down.amount, down.per_cent, down.direction) == (-50, -25, "down")
    assert (same.per_cent, same.direction) == (None, "same")


def test_changes_from_proposal_to_adopted_by_line_and_by_area():
    made = statement(BOTH, load_schedules()).schedule("5-6")
    by_nr = {one.nr: one.change.amount for one in line_changes(made, PROPOSAL, BUDGET)}
    assert (by_nr[7], by_nr[10], by_nr[11]) == (Decimal("10.50"), 0, Decimal("90.50"))
    changes = area_changes(BOTH, PROPOSAL, BUDGET)
    assert [(one.nr, one.change.amount) for one in changes if one.area == "Skole"] == [
        (7, Decimal("10.50")),
        (11, Decimal("90.50")),
    ]
    assert changes_by_area(changes)["Skole"] == -80


def test_renamed_areas_are_compared_as_one():
    changes = area_changes(BOTH, PROPOSAL, BUDGET, {"Skole": "Oppvekst", "Helse": "Oppvekst"})
    assert {one.area for one in changes} == {"Oppvekst", ""}


def test_the_detail_adds_up_to_the_class():
    details = area_details(ledger())
    assert [detail.area for detail in details] == ["Skole", "Helse", ""]
    assert [(one.art, one.amounts) for one in details[0].arts] == [
        ("010", (600,)),
        ("099", (Decimal("90.50"),)),
        ("600", (Decimal("-50.50"),)),
    ]
    assert details[0].arts[0].text == "Fastlønn"
    assert sum(detail.total[0] for detail in details) == 0


def test_a_frame_ties_to_the_area_table_or_says_by_how_much_it_does_not():
    areas = MADE.schedule("5-4-2")
    steps = [
        FrameStep("Skole", "measure", "Ny lærer", (Decimal(50),)),
        FrameStep("Skole", "opening", "", (Decimal(570),)),
        FrameStep("Skole", "deflator", "", (Decimal(20),)),
        FrameStep("Helse", "opening", "", (Decimal(45),)),
    ]
    school, health = frames(steps, areas, [0])
    assert (school.area, school.new, school.ties()) == ("Skole", (640,), True)
    assert [step.kind for step in school.steps] == ["opening", "deflator", "measure"]
    assert school.sum_of("measure") == (50,)
    assert (health.new, health.adopted, health.difference, health.ties()) == ((45,), (40,), (5,), False)


def test_an_area_without_steps_still_has_to_tie():
    assert [frame.difference for frame in frames([], MADE.schedule("5-4-2"), [0])] == [(-640,), (-40,)]


def test_change_groups_become_steps():
    rows = [("Skole", "N00", "10"), ("Skole", "N07", "3"), ("Skole", "N00", "5")]
    changes = tuple(BudgetChange(a, "", "", g, f"Gruppe {g}", "", (Decimal(v),)) for a, g, v in rows)
    steps = steps_of_changes(ChangeList("b.csv", (BUDGET,), changes), {"N00": "opening"})
    assert [(step.kind, step.amounts) for step in steps] == [("opening", (15,)), ("measure", (3,))]


def test_target_figures_by_hand():
    supplied = {"lanegjeld": {BUDGET: Decimal("1631")}}
    by_key = {one.key: one.values for one in target_figures(MADE, "nn", supplied)}
    # 35 of 815.50 and 1631 of 815.50.
    assert round(by_key["netto_driftsresultat_prosent"][0], 4) == Decimal("4.2918")
    assert by_key["gjeldsgrad_prosent"] == (200,)
    assert by_key["disposisjonsfond_prosent"] == (None,)


def test_financing_ties_to_5_5():
    found = financing(MADE.schedule("5-5-1"))
    assert found.need == (400,)
    assert dict(found.sources)["loans"] == (285,)
    assert dict(found.sources)["operation"] == (40,)
    assert found.difference == (0,)
    unmapped = statement(ledger(investment=(*INVESTMENT, ("690", "-9", ""), ("230", "9", "1"))), load_schedules())
    left = financing(unmapped.schedule("5-5-1"))
    assert (left.carried, left.difference) == ((-9,), (0,))


def test_class_sums_are_explained_to_the_krone():
    investment = (*INVESTMENT, ("690", "-9", ""), ("230", "11", "1"), ("980", "-1", ""))
    own = ledger(investment=investment)
    by_class = {one.account_class: one for one in explained(own, statement(own, load_schedules()))}
    assert (by_class[0].total, by_class[0].unmapped, by_class[0].carried, by_class[0].result) == (1, -9, -1, -11)
    assert [one.rest for one in by_class.values()] == [0, 0]


def test_every_cell_says_which_ledger_lines_it_came_from():
    own = ledger()
    trace = Trace(own.lines)
    for schedule in MADE.schedules:
        for line in schedule.lines:
            if line.nr is None:
                continue
            found = trace.lines(schedule, line.nr, BUDGET)
            if line.kind in {"leaf", "row"}:
                assert abs(sum(one.amount for one in found)) == abs(line.values[0]), (schedule.id, line.nr)
    school = MADE.schedule("5-4-2").line(1)
    assert [one.row for one in trace.lines(MADE.schedule("5-4-2"), school.nr, BUDGET)] == [2, 3, 4]
    assert [one.row for one in trace.lines(MADE.schedule("5-6"), 9, BUDGET)] == [4, 7, 10, 11, 12]
