"""Conflicts settled by a person, one by one, before or after they stand in the files."""

from pathlib import Path

import pytest

from assembler.problem import Refused
from assembler.reconcile.applying import apply
from assembler.reconcile.bringing import compared
from assembler.reconcile.outcome import Outcome
from assembler.reconcile.settling import Choice, Written, settle
from tests.assembler.reconcile.edited_copies import Office

BASE = "Vi bygger et hus. Det koster lite.\n\nVeien er lang.\n"
OURS = BASE.replace("hus", "skur").replace("lang", "kort")
THEIRS = BASE.replace("hus", "slott").replace("lang", "ny")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "plan", {"drift": BASE})
    made.write("drift", OURS)
    return made


def outcome_of(office: Office) -> Outcome:
    return compared(office.place, office.copy({"drift": THEIRS}))


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        (["ours", "ours"], OURS),
        (["theirs", "theirs"], THEIRS),
        (["ours", "theirs"], OURS.replace("kort", "ny")),
        (["theirs", Written("Veien er *ferdig*.")], "Vi bygger et slott. Det koster lite.\n\nVeien er *ferdig*.\n"),
    ],
)
def test_each_conflict_is_settled_as_it_was_chosen(office: Office, choices: list[Choice], text: str) -> None:
    settled = settle(outcome_of(office), "drift", choices)
    assert settled.is_clean
    apply(office.place, settled)
    assert office.text("drift") == text


def test_what_is_left_open_stands_marked(office: Office) -> None:
    half = settle(outcome_of(office), "drift", ["theirs", "open"])
    assert [block.state for block in half.blocks] == ["conflict"]
    apply(office.place, half)
    assert office.text("drift").startswith("Vi bygger et slott. Det koster lite.\n\n<<<<<<< ours\nVeien er kort.\n")


def test_conflicts_that_stand_in_the_file_can_be_settled_later(office: Office) -> None:
    apply(office.place, outcome_of(office))
    apply(office.place, settle(outcome_of(office), "drift", ["theirs", "ours"]))
    assert office.text("drift") == THEIRS.replace("ny", "kort")


def test_a_text_that_no_narrative_can_hold_is_refused(office: Office) -> None:
    with pytest.raises(Refused):
        settle(outcome_of(office), "drift", ["ours", Written("<div>\n\nhei")])


@pytest.mark.parametrize(("block", "choices"), [("drift", ["ours"]), ("finnes-ikke", ["ours"])])
def test_a_wrong_number_of_choices_is_refused(office: Office, block: str, choices: list[Choice]) -> None:
    with pytest.raises(Refused) as refused:
        settle(outcome_of(office), block, choices)
    assert [problem.code for problem in refused.value.problems] == ["reconcile-choices"]
