"""What an edited copy means for the plan, block by block; synthetic copies, so that no Word file is needed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assembler.document.exported import ExportedBlock, LockedPart
from assembler.merge.marked import read_marked
from assembler.merge.values import Clean, Conflict
from assembler.problem import Place, Problem, Refused, Severity
from assembler.readers.docx.edited import Comment, FoundBlock, FoundLocked, NewPicture, NewText
from assembler.reconcile.applying import apply
from assembler.reconcile.bringing import compared
from assembler.reconcile.outcome import Outcome
from tests.assembler.reconcile.edited_copies import Office, blocks

DRIFT = "# Mål\n\nVi bygger et hus. Det koster lite.\n\nSlutt.\n"
TEXTS = {"drift": DRIFT, "skole": "Skolen er ny.\n", "helse": "Helse er bra.\n", "vei": "Veien er lang.\n"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "plan", TEXTS)


def states(outcome: Outcome) -> dict[str, str]:
    return {block.id: block.state for block in outcome.blocks}


def changed(outcome: Outcome) -> dict[str, str]:
    return {id: state for id, state in states(outcome).items() if state != "unchanged"}


def everything(office: Office) -> dict[str, bytes]:
    return {path.relative_to(office.root).as_posix(): path.read_bytes() for path in office.root.rglob("*.md")}


def test_a_copy_without_edits_changes_nothing(office: Office) -> None:
    before = everything(office)
    outcome = compared(office.place, office.copy())
    assert changed(outcome) == {}
    assert apply(office.place, outcome).files == {}
    assert everything(office) == before


def test_one_edited_block_is_that_block_and_its_new_text(office: Office) -> None:
    before = everything(office)
    outcome = compared(office.place, office.copy({"skole": "Skolen er gammel.\n"}))
    assert changed(outcome) == {"skole": "changed"}
    apply(office.place, outcome)
    assert office.text("skole") == "Skolen er gammel.\n"
    assert {name for name, content in everything(office).items() if content != before[name]} == {"narrative/skole.md"}


def test_nothing_is_written_before_it_is_applied(office: Office) -> None:
    before = everything(office)
    compared(office.place, office.copy({"skole": "Skolen er gammel.\n"}))
    assert everything(office) == before


def test_the_head_stays_to_the_byte_and_untouched_paragraphs_as_they_were_written(office: Office) -> None:
    office.write("drift", "Mål\n===\n\nVi bygger et hus.\nDet koster lite.\n\nSlutt.")
    outcome = compared(office.place, office.copy({"drift": DRIFT.replace("Slutt.", "Helt slutt.")}))
    assert changed(outcome) == {"drift": "changed"}
    apply(office.place, outcome)
    assert office.path("drift").read_text("utf-8").startswith(office.head("drift"))
    assert "Vi bygger et hus.\nDet koster lite." in office.text("drift")
    assert office.text("drift").rstrip().endswith("Helt slutt.")


def test_line_ends_of_windows_stay(office: Office) -> None:
    content = (office.head("drift") + DRIFT).replace("\n", "\r\n").encode()
    office.path("drift").write_bytes(content)
    apply(office.place, compared(office.place, office.copy({"drift": DRIFT.replace("lite", "mye")})))
    assert office.path("drift").read_bytes() == content.replace(b"lite", b"mye")


def test_both_changed_different_sentences_and_both_changes_are_in(office: Office) -> None:
    office.write("drift", DRIFT.replace("lite", "mye"))
    outcome = compared(office.place, office.copy({"drift": DRIFT.replace("hus", "slott")}))
    assert changed(outcome) == {"drift": "merged"}
    apply(office.place, outcome)
    assert office.text("drift") == DRIFT.replace("lite", "mye").replace("hus", "slott")


def test_both_changed_the_same_word_and_both_texts_stand_marked_in_the_file(office: Office) -> None:
    office.write("drift", DRIFT.replace("hus", "skur"))
    outcome = compared(office.place, office.copy({"drift": DRIFT.replace("hus", "slott")}))
    assert changed(outcome) == {"drift": "conflict"}
    assert not outcome.is_clean
    apply(office.place, outcome)
    said = office.text("drift")
    assert "<<<<<<< ours\nVi bygger et skur. Det koster lite.\n=======\n" in said
    assert "=======\nVi bygger et slott. Det koster lite.\n>>>>>>> theirs\n" in said


def test_a_missing_block_is_only_a_proposal(office: Office) -> None:
    before = everything(office)
    outcome = compared(office.place, office.copy({"skole": None}))
    assert changed(outcome) == {"skole": "deletion-proposed"}
    assert outcome.is_clean
    apply(office.place, outcome)
    assert everything(office) == before


def test_a_block_whose_text_was_all_deleted_is_a_proposal_too(office: Office) -> None:
    outcome = compared(office.place, office.copy({"skole": ""}))
    assert changed(outcome) == {"skole": "deletion-proposed"}


def test_a_changed_order_is_a_proposal_of_the_fewest_moves(office: Office) -> None:
    outcome = compared(office.place, office.copy(order=["vei", "drift", "skole", "helse"]))
    assert changed(outcome) == {"vei": "move-proposed"}
    (move,) = [block.move for block in outcome.blocks if block.move]
    assert (move.after, move.before) == ("", "helse")


def test_a_block_that_was_moved_and_edited_is_changed_and_its_move_is_told(office: Office) -> None:
    outcome = compared(office.place, office.copy({"vei": "Veien er kort.\n"}, ["vei", "drift", "skole", "helse"]))
    assert changed(outcome) == {"vei": "changed"}
    assert [block.id for block in outcome.blocks if block.move] == ["vei"]


def test_text_between_blocks_goes_to_the_inbox_once(office: Office) -> None:
    copy = office.copy(inbox=(NewText("skole", blocks("Et nytt avsnitt.\n")),))
    outcome = compared(office.place, copy)
    apply(office.place, outcome)
    (file,) = (office.root / "inbox").iterdir()
    assert "Et nytt avsnitt." in file.read_text("utf-8")
    file.unlink()
    again = compared(office.place, copy)
    assert [text.known for text in again.inbox] == [True]
    assert apply(office.place, again).files == {}


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    office.write("drift", DRIFT.replace("lite", "mye"))
    office.write("helse", "Helse er best.\n")
    edits: dict[str, str | None] = {
        "drift": DRIFT.replace("hus", "slott"),
        "skole": "Ny skole.\n",
        "helse": "Helse er topp.\n",
    }
    first = compared(office.place, office.copy(edits))
    assert changed(first) == {"drift": "merged", "skole": "changed", "helse": "conflict"}
    apply(office.place, first)
    before = everything(office)
    second = compared(office.place, office.copy(edits))
    assert changed(second) == {"helse": "conflict"}
    assert apply(office.place, second).files == {}
    assert everything(office) == before


def test_a_conflict_that_was_settled_does_not_come_back(office: Office) -> None:
    office.write("helse", "Helse er best.\n")
    copy = office.copy({"helse": "Helse er topp.\n"})
    apply(office.place, compared(office.place, copy))
    office.write("helse", "Helse er best.\n")
    outcome = compared(office.place, copy)
    assert changed(outcome) == {}
    assert [problem.code for block in outcome.blocks for problem in block.problems] == ["reconcile-known"]


def test_what_a_newer_copy_adds_to_a_conflict_stands_in_it(office: Office) -> None:
    office.write("helse", "Helse er best.\n")
    apply(office.place, compared(office.place, office.copy({"helse": "Helse er topp.\n"})))
    newer = office.copy({"helse": "Helse er topp.\n\nOg mer.\n"})
    outcome = compared(office.place, newer)
    assert changed(outcome) == {"helse": "conflict"}
    apply(office.place, outcome)
    assert read_marked(office.text("helse")) == (
        Conflict("", "Helse er best.\n", "Helse er topp.\n"),
        Clean("\nOg mer.\n"),
    )
    before = everything(office)
    for copy in (newer, office.copy({"helse": "Helse er topp.\n"})):
        assert apply(office.place, compared(office.place, copy)).files == {}
    assert everything(office) == before


def test_a_third_text_for_one_place_waits_until_the_conflict_is_settled(office: Office) -> None:
    office.write("helse", "Helse er best.\n")
    apply(office.place, compared(office.place, office.copy({"helse": "Helse er topp.\n"})))
    before = everything(office)
    copy = office.copy({"helse": "Helse er ypperst.\n"})
    outcome = compared(office.place, copy)
    assert changed(outcome) == {"helse": "refused"}
    assert [problem.code for problem in outcome.blocks[2].problems] == ["reconcile-unsettled"]
    apply(office.place, outcome)
    assert everything(office) == before
    office.write("helse", "Helse er topp.\n")
    assert changed(compared(office.place, copy)) == {"helse": "conflict"}


def test_copies_of_two_people_one_after_the_other(office: Office) -> None:
    for edit in ({"drift": DRIFT.replace("lite", "mye")}, {"drift": DRIFT.replace("hus", "slott")}):
        apply(office.place, compared(office.place, office.copy(edit)))
    assert office.text("drift") == DRIFT.replace("lite", "mye").replace("hus", "slott")
    third = compared(office.place, office.copy({"drift": DRIFT.replace("hus", "skur")}))
    assert changed(third) == {"drift": "conflict"}


def test_a_text_that_the_plan_dropped_and_the_editor_changed_is_kept_in_the_inbox(office: Office) -> None:
    office.path("skole").unlink()
    outcome = compared(office.place, office.copy({"skole": "Skolen er rød.\n"}))
    assert changed(outcome) == {"skole": "conflict"}
    apply(office.place, outcome)
    (file,) = (office.root / "inbox").iterdir()
    assert "Skolen er rød." in file.read_text("utf-8")


def test_a_file_with_another_name_is_found_by_its_id(office: Office) -> None:
    office.path("skole").rename(office.root / "narrative/nytt-navn.md")
    apply(office.place, compared(office.place, office.copy({"skole": "Skolen er rød.\n"})))
    assert (office.root / "narrative/nytt-navn.md").read_text("utf-8").endswith("Skolen er rød.\n")


def test_a_faulty_file_of_the_plan_is_refused_and_stays(office: Office) -> None:
    office.write("skole", "Tall: <script>x</script>\n")
    before = everything(office)
    outcome = compared(office.place, office.copy({"skole": "Skolen er rød.\n"}))
    assert changed(outcome) == {"skole": "refused"}
    apply(office.place, outcome)
    assert everything(office) == before


def test_a_block_of_a_stranger_is_kept_in_the_inbox(office: Office) -> None:
    stranger = replace(office.copy().blocks[0], id="fremmed", current=blocks("Fra en annen fil.\n"))
    copy = replace(office.copy(), blocks=(*office.copy().blocks, stranger))
    outcome = compared(office.place, copy)
    assert [(text.after, text.text) for text in outcome.inbox] == [("vei", "Fra en annen fil.\n")]


def test_locked_parts_that_were_changed_are_refused_with_both_texts(tmp_path: Path) -> None:
    parts = (LockedPart("block", "skjema", ("Sum 10\u00a0000",)), LockedPart("figure", "sum.total", ("412,0", "412")))
    office = Office(tmp_path / "plan", TEXTS, parts)
    same = (FoundLocked("block", "skjema", "Sum 10 000"), FoundLocked("figure", "sum.total", "412"))
    assert compared(office.place, office.copy(locked=same)).is_clean
    other = (FoundLocked("block", "skjema", "Sum 11 000"), FoundLocked("figure", "sum.total", "999"))
    outcome = compared(office.place, office.copy(locked=other))
    refused = [(block.id, block.kind, block.base, block.theirs) for block in outcome.blocks if block.state == "refused"]
    assert refused == [
        ("skjema", "block", "Sum 10\u00a0000", "Sum 11 000"),
        ("sum.total", "figure", "412,0", "999"),
    ]
    assert not outcome.is_clean


def test_a_locked_table_that_lost_its_marks_and_was_changed_is_refused_and_kept(tmp_path: Path) -> None:
    text = "Vekst i Nord\nTiltak\nSum\nVei og bru\n100\nNy skole\n200"
    office = Office(
        tmp_path / "plan", TEXTS, (LockedPart("block", "tiltak", (text,)), LockedPart("block", "b", ("x",)))
    )
    table = ": Vekst i Nord {#t}\n\n| Tiltak | Sum |\n|---|--:|\n| Vei og bru | 100 |\n| Ny skole | 999 |\n"
    outcome = compared(office.place, office.copy(inbox=(NewText("vei", blocks(table)),)))
    refused = [(block.id, block.kind, block.base) for block in outcome.blocks if block.state == "refused"]
    assert refused == [("tiltak", "block", text)]
    assert "999" in outcome.blocks[-1].theirs
    assert "999" in outcome.inbox[0].text
    assert [note.place.block for note in outcome.notes] == ["b"]


def test_a_locked_table_that_is_gone_is_told_and_a_figure_may_go_with_its_sentence(tmp_path: Path) -> None:
    parts = (LockedPart("block", "skjema", ("Sum",)), LockedPart("figure", "sum.total", ("412",)))
    office = Office(tmp_path / "plan", TEXTS, parts)
    outcome = compared(office.place, office.copy())
    assert outcome.is_clean
    assert [(note.code, note.place.block) for note in outcome.notes] == [("reconcile-locked-missing", "skjema")]


def test_edits_without_tracking_are_told(office: Office) -> None:
    tracked = office.copy({"skole": "Skolen er rød.\n"})
    untracked = tuple(replace(block, original=block.current) for block in tracked.blocks)
    for copy, told in ((tracked, []), (replace(tracked, blocks=untracked), [("reconcile-untracked", "skole")])):
        outcome = compared(office.place, copy)
        assert [(note.code, note.place.block) for block in outcome.blocks for note in block.problems] == told


def test_comments_of_people_are_told_and_those_of_the_program_only_with_answers(office: Office) -> None:
    own = Comment("Plansats", "", "Lang setning.\n[K11]", "skole")
    answer = Comment("Kari", "2026-10-01T10:00:00Z", "Rettet.")
    given = (own, Comment("Ola", "", "Er dette riktig?", "drift"), replace(own, replies=(answer,)))
    outcome = compared(office.place, office.copy(comments=given))
    assert [(comment.author, len(comment.replies)) for comment in outcome.comments] == [("Ola", 0), ("Plansats", 1)]


def test_what_the_reader_says_is_told(office: Office) -> None:
    told = Problem("plan-inbox", Place(file="x"), severity=Severity.NOTE)
    outcome = compared(office.place, office.copy(problems=(told,)))
    assert [note.code for note in outcome.notes] == ["plan-inbox"]


def test_a_reworded_heading_has_the_id_of_its_words_unless_something_points_at_it(office: Office) -> None:
    edited = DRIFT.replace("# Mål", "# Nye mål {#mal}")
    apply(office.place, compared(office.place, office.copy({"drift": edited})))
    assert office.text("drift").startswith("# Nye mål\n")
    office.write("drift", DRIFT)
    office.write("vei", "Les [](#mal).\n")
    apply(office.place, compared(office.place, office.copy({"drift": edited.replace("lite", "mye")})))
    assert office.text("drift").startswith("# Nye mål {#mal}\n")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"export": ""}, "reconcile-no-export"),
        ({"plan": "en-annen-plan"}, "reconcile-other-plan"),
        ({"export": "export-2"}, "reconcile-unknown-export"),
        ({"export": "../../etc/passwd"}, "reconcile-unknown-export"),
    ],
)
def test_a_file_that_is_none_of_this_plans_is_refused(office: Office, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        compared(office.place, office.copy(**given))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_plan_that_changed_after_the_comparison_is_not_overwritten(office: Office) -> None:
    outcome = compared(office.place, office.copy({"skole": "Skolen er rød.\n", "vei": "Veien er kort.\n"}))
    office.write("vei", "Skrevet i mellomtiden.\n")
    before = everything(office)
    with pytest.raises(Refused) as refused:
        apply(office.place, outcome)
    assert [problem.place.file for problem in refused.value.problems] == ["narrative/vei.md"]
    assert everything(office) == before


def test_a_damaged_base_is_refused(office: Office) -> None:
    (office.root / ".plansats/exports/export-1.json").write_text('{"plansats": 1, "id": 3}')
    with pytest.raises(Refused) as refused:
        compared(office.place, office.copy())
    assert [problem.code for problem in refused.value.problems] == ["reconcile-base-damaged"]


def test_bases_come_back_as_they_were_kept(office: Office) -> None:
    assert office.place.base("export-1") == office.base


def test_a_text_for_a_place_that_was_empty_makes_its_file(tmp_path: Path) -> None:
    office = Office(tmp_path / "plan", TEXTS)
    empty = ExportedBlock("kultur", "Kultur · ny [kultur]", (), "", "omrade-kultur")
    base = replace(office.base, id="export-2", blocks=(*office.base.blocks, empty))
    office.place.keep(base)
    found = FoundBlock("kultur", "tag", blocks("Vi har nytt kulturhus.\n"), ())
    copy = office.copy(export="export-2")
    assert changed(compared(office.place, replace(copy, blocks=(*copy.blocks, replace(found, current=()))))) == {}
    copy = replace(copy, blocks=(*copy.blocks, found))
    outcome = compared(office.place, copy)
    assert changed(outcome) == {"kultur": "changed"}
    assert outcome.blocks[-1].title == "Kultur"
    apply(office.place, outcome)
    said = (office.root / "narrative/kultur.md").read_text("utf-8")
    assert said == "---\nid: kultur\nslot: omrade-kultur\n---\nVi har nytt kulturhus.\n"
    again = compared(office.place, copy)
    assert changed(again) == {}
    assert apply(office.place, again).files == {}


def test_a_new_picture_comes_with_the_text_that_shows_it(office: Office) -> None:
    picture, other = NewPicture("images/word-1.png", b"PNG"), NewPicture("images/word-2.png", b"PNG")
    text = "Se her.\n\n![En bro](images/word-1.png)\n"
    outcome = compared(office.place, office.copy({"skole": text}, pictures=(picture, other)))
    assert apply(office.place, outcome).files.keys() >= {"narrative/skole.md", "images/word-1.png"}
    assert [path.name for path in (office.root / "images").iterdir()] == ["word-1.png"]


def test_comments_are_kept_with_the_import_and_follow_their_thread(office: Office) -> None:
    asked = Comment("Kari", "2026-11-01", "Stemmer det?", block="helse")
    for _ in range(2):
        apply(office.place, compared(office.place, office.copy(comments=(asked,))))
    answered = replace(asked, resolved=True, replies=(Comment("Ola", "2026-11-02", "Ja."),))
    apply(office.place, compared(office.place, office.copy(comments=(answered,))))
    kept = json.loads((office.root / ".plansats/imports/export-1.json").read_text("utf-8"))["comments"]
    assert [(each["author"], each["text"], each["resolved"], len(each["replies"])) for each in kept] == [
        ("Kari", "Stemmer det?", True, 1)
    ]
    assert apply(office.place, compared(office.place, office.copy(comments=(answered,)))).files == {}
