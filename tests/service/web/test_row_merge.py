"""Two edit a table at once: nothing that one of them wrote is lost, and what both wrote is told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from service.web.row_merge import CellClash, merge_rows

HEADS = ("Nr", "Tiltak", "2027")
BASE = (HEADS, ("a", "Skole", "100"), ("b", "Vei", "200"), ("c", "Bad", "300"))


def changed(rows, at, column, cell):
    row = rows[at]
    return (*rows[:at], (*row[:column], cell, *row[column + 1 :]), *rows[at + 1 :])


def test_cells_of_both_are_in_it():
    rows, clashes = merge_rows(BASE, changed(BASE, 1, 2, "150"), changed(BASE, 1, 1, "Ny skole"), ["Nr"])
    assert rows[1] == ("a", "Ny skole", "150") and not clashes


def test_where_both_wrote_both_are_told_and_mine_stands():
    rows, clashes = merge_rows(BASE, changed(BASE, 2, 2, "210"), changed(BASE, 2, 2, "220"), ["Nr"])
    assert rows[2] == ("b", "Vei", "220") and clashes == (CellClash("b", "2027", "210", "220"),)


def test_new_rows_of_both_stay_in_their_places():
    theirs = (*BASE[:2], ("x", "Bro", "1"), *BASE[2:])
    rows, clashes = merge_rows(BASE, theirs, (*BASE, ("y", "Park", "2")), ["Nr"])
    assert [row[0] for row in rows[1:]] == ["a", "x", "b", "c", "y"] and not clashes


def test_a_row_that_one_took_away_goes_unless_the_other_wrote_in_it():
    without = (*BASE[:2], BASE[3])
    assert [row[0] for row in merge_rows(BASE, BASE, without, ["Nr"])[0][1:]] == ["a", "c"]
    assert [row[0] for row in merge_rows(BASE, without, BASE, ["Nr"])[0][1:]] == ["a", "c"]
    kept, _ = merge_rows(BASE, changed(BASE, 2, 1, "Veien"), without, ["Nr"])
    assert ("b", "Veien", "200") in kept
    kept, _ = merge_rows(BASE, without, changed(BASE, 2, 1, "Veien"), ["Nr"])
    assert ("b", "Veien", "200") in kept


def test_a_column_that_one_added_comes_with_it():
    mine = tuple((*row, cell) for row, cell in zip(BASE, ("2028", "1", "2", "3"), strict=True))
    rows, clashes = merge_rows(BASE, changed(BASE, 1, 1, "Skolen"), mine, ["Nr"])
    assert rows[0] == (*HEADS, "2028") and rows[1] == ("a", "Skolen", "100", "1") and not clashes


def test_rows_without_a_key_of_their_own_are_told_apart():
    base = (HEADS, ("", "Skole", "1"), ("", "Skole", "1"))
    rows, clashes = merge_rows(base, changed(base, 1, 2, "5"), changed(base, 2, 2, "6"), ["Nr"])
    assert rows[1:] == (("", "Skole", "5"), ("", "Skole", "6")) and not clashes


EDITS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2)), min_size=1, max_size=4, unique=True)


@given(EDITS, EDITS)
@settings(max_examples=50)
def test_every_cell_that_was_written_is_there_or_told(ours, other):
    mine, theirs = BASE, BASE
    for number, (at, column) in enumerate(ours):
        mine = changed(mine, at, column, f"min{number}")
    for number, (at, column) in enumerate(other):
        theirs = changed(theirs, at, column, f"din{number}")
    rows, clashes = merge_rows(BASE, theirs, mine, ["Nr"])
    there = {cell for row in rows for cell in row} | {clash.theirs for clash in clashes}
    assert {f"min{n}" for n in range(len(ours))} | {f"din{n}" for n in range(len(other))} <= there
    assert len(clashes) == len(set(ours) & set(other))
