import pytest

from assembler.finance.codes import codes_of, legacy_arts
from assembler.finance.definition import load_schedule, load_schedules
from assembler.finance.formula import operands
from assembler.finance.mapping import Placement, lines_of, resolve

ALL = [schedule for wording in ("current", "2020") for schedule in load_schedules(wording)]


def named(schedule):
    return f"{schedule.id}-{schedule.wording}"


@pytest.mark.parametrize("schedule", ALL, ids=named)
def test_every_line_has_a_label_in_both_forms_and_its_formula_names_lines_that_exist(schedule):
    numbers = {line.nr for line in schedule.lines}
    for line in schedule.lines:
        assert line.labels["nb"].strip()
        assert line.labels["nn"].strip()
        assert line.formula is None or set(operands(line.formula)) <= numbers


def test_the_statutory_schedules_are_there_and_5_7_is_left_out():
    counts = {schedule.id: sum(line.nr is not None for line in schedule.lines) for schedule in load_schedules()}
    assert counts["5-4-1"] == 25
    assert counts["5-5-1"] == 27
    assert counts["5-6"] == 32
    assert {"5-4-2", "5-5-2", "5-8", "5-9-drift", "5-9-investering"} <= set(counts)
    assert "5-7" not in counts


@pytest.mark.parametrize("id", ["5-6", "5-5-1", "5-8"])
def test_no_code_counts_in_two_lines(id):
    seen = set()
    for line in load_schedule(id).lines:
        assert not (line.codes & seen), line.nr
        seen |= line.codes


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("account_class", [0, 1])
def test_every_art_that_may_stand_in_a_class_has_a_line(year, account_class):
    codes = codes_of(year)
    valid = [art for art in codes.arts if art not in codes.arts_not_in[account_class]]
    assert len(valid) > 80
    assert [art for art in valid if resolve(account_class, art, year).how == "unmapped"] == []


@pytest.mark.parametrize(
    ("account_class", "art", "how", "taken_for", "nr"),
    [
        (1, "600", "exact", "600", 7),
        (1, "601", "floored", "600", 7),
        (1, "811", "floored", "810", 5),
        (1, "371", "floored", "370", 12),
        (1, "161", "exact", "161", 12),
        (1, "160", "exact", "160", 10),
        (1, "690", "legacy", "690", 8),
        (0, "690", "unmapped", "690", None),
        (1, "875", "legacy", "875", 3),
        (0, "875", "unmapped", "875", None),
        (1, "490", "legacy", "490", 13),
        (1, "290", "legacy", "290", 12),
        (1, "790", "legacy", "790", 6),
        (0, "548", "floored", "540", 23),
        (0, "523", "unmapped", "523", None),
        (0, "513", "unmapped", "513", None),
        (1, "513", "floored", "511", 21),
        (1, "580", "unmapped", "580", None),
        (1, "930", "unmapped", "930", None),
        (0, "630", "unmapped", "630", None),
        (1, "521", "unmapped", "521", None),
        (0, "521", "exact", "521", 4),
        (1, "980", "carried", "980", None),
    ],
)
def test_an_art_finds_its_line_or_none(account_class, art, how, taken_for, nr):
    found = resolve(account_class, art, 2026)
    assert (found.how, found.art, found.nr) == (how, taken_for, nr)


def test_a_sub_art_of_270_is_floored_to_what_its_year_had():
    assert resolve(1, "275", 2016).art == "270"
    assert resolve(1, "275", 2026).art == "272"


def test_a_placement_gives_an_unmapped_art_its_line():
    assert "690" not in lines_of(0)
    assert lines_of(0, (Placement(0, "690", 1),))["690"] == 1


def test_legacy_arts_name_lines_that_exist():
    keys = {line.key for line in load_schedule("5-6").lines}
    assert {legacy.line for legacy in legacy_arts().values()} <= keys
