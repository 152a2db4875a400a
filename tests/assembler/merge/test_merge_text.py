"""The merge of prose, case by case: what merges, what is a conflict, and how whitespace comes out."""

import pytest

from assembler.merge.prose import merge_paragraphs, merge_text
from assembler.merge.values import Clean, Conflict

BASE = "Vi bygger skole. Den koster mye. Den er fin.\n\nNeste avsnitt her. Og mer.\n"


def edited(*changes: tuple[str, str], base: str = BASE) -> str:
    for old, new in changes:
        assert old in base
        base = base.replace(old, new)
    return base


CLEAN = {
    "neighbouring sentences": ([("skole", "hus")], [("mye", "lite")], [("skole", "hus"), ("mye", "lite")]),
    "last word and first word of neighbours": (
        [("skole", "hus")],
        [("Den koster", "Huset koster")],
        [("skole. Den", "hus. Huset")],
    ),
    "a sentence that begins small joins the one before": (
        [("skole. Den koster", "skole. den koster")],
        [("Vi", "De")],
        [("Vi", "De"), ("skole. Den koster", "skole. den koster")],
    ),
    "same edit on both sides": ([("mye", "lite")], [("mye", "lite")], [("mye", "lite")]),
    "same edit and one more": (
        [("mye", "lite"), ("fin", "stor")],
        [("mye", "lite")],
        [("mye", "lite"), ("fin", "stor")],
    ),
    "deletion beside an edit": (
        [(" Den koster mye.", "")],
        [("fin", "stor")],
        [(" Den koster mye. Den er fin", " Den er stor")],
    ),
    "both delete the same": (
        [(" Den koster mye.", "")],
        [(" Den koster mye.", ""), ("fin", "stor")],
        [(" Den koster mye. Den er fin", " Den er stor")],
    ),
    "paragraph divided, sentence edited": (
        [("mye. ", "mye.\n\n")],
        [("fin", "stor")],
        [("mye. ", "mye.\n\n"), ("fin", "stor")],
    ),
    "paragraph divided before the edited word": (
        [("mye. ", "mye.\n\n")],
        [("Den er", "Skolen er")],
        [("mye. Den er", "mye.\n\nSkolen er")],
    ),
    "paragraphs joined, sentence edited": (
        [("fin.\n\n", "fin. ")],
        [("Neste", "Siste")],
        [("fin.\n\nNeste", "fin. Siste")],
    ),
    "paragraph added, sentence added before it": (
        [("mer.\n", "mer.\n\nNytt avsnitt.\n")],
        [("mer.\n", "mer. Og mest.\n")],
        [("mer.\n", "mer. Og mest.\n\nNytt avsnitt.\n")],
    ),
    "paragraph deleted, another edited": (
        [("Vi bygger skole. Den koster mye. Den er fin.\n\n", "")],
        [("Neste", "Siste")],
        [("Vi bygger skole. Den koster mye. Den er fin.\n\nNeste", "Siste")],
    ),
    "moved paragraph, edited by the other": (
        [(BASE, "Neste avsnitt her. Og mer.\n\nVi bygger skole. Den koster mye. Den er fin.\n")],
        [("skole", "hus")],
        [(BASE, "Neste avsnitt her. Og mer.\n\nVi bygger hus. Den koster mye. Den er fin.\n")],
    ),
    "rewrapped lines, edited word": (
        [("skole. Den", "skole.\nDen")],
        [("fin", "stor")],
        [("skole. Den", "skole.\nDen"), ("fin", "stor")],
    ),
    "last sentence deleted, sentence added to another paragraph": (
        [(" Den er fin.", "")],
        [("mer.", "mer. Og mest.")],
        [(" Den er fin.", ""), ("mer.", "mer. Og mest.")],
    ),
}

CONFLICTS = {
    "same word": ([("mye", "lite")], [("mye", "nok")]),
    "neighbour words": ([("koster", "gir")], [("mye", "lite")]),
    "deleted here, edited there": ([(" Den koster mye.", "")], [("mye", "lite")]),
    "paragraph deleted here, edited there": ([("Neste avsnitt her. Og mer.\n", "")], [("mer", "mest")]),
    "two paragraphs in one place": ([("mer.\n", "mer.\n\nVårt.\n")], [("mer.\n", "mer.\n\nDeres.\n")]),
    "two sentences in one place": ([("mer.\n", "mer. Vårt.\n")], [("mer.\n", "mer. Deres.\n")]),
    "sentence added beside the deleted one": ([(" Den er fin.", "")], [("fin.", "fin. Og ny.")]),
    "written anew here, edited there": ([("Den koster mye.", "Prisen kjenner ingen ennå.")], [("mye", "lite")]),
    "sentence added to a paragraph that is deleted": (
        [("Neste avsnitt her. Og mer.\n", "")],
        [("mer.", "mer. Og mest.")],
    ),
}


@pytest.mark.parametrize("case", CLEAN)
def test_merges(case: str) -> None:
    ours, theirs, both = CLEAN[case]
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge_text(BASE, edited(*one), edited(*other))
        assert merged.pieces == (Clean(edited(*both)),)


@pytest.mark.parametrize("case", CONFLICTS)
def test_is_a_conflict_that_keeps_both_texts(case: str) -> None:
    ours, theirs = (edited(*changes) for changes in CONFLICTS[case])
    merged = merge_text(BASE, ours, theirs)
    assert len(merged.conflicts) == 1
    assert (merged.ours, merged.theirs) == (ours, theirs)


def test_a_conflict_leaves_the_rest_merged() -> None:
    merged = merge_text(BASE, edited(("mye", "lite"), ("Og mer", "Og mest")), edited(("mye", "nok"), ("Vi", "De")))
    assert merged.pieces == (
        Clean("De bygger skole. "),
        Conflict("Den koster mye.", "Den koster lite.", "Den koster nok."),
        Clean(" Den er fin.\n\nNeste avsnitt her. Og mest.\n"),
    )


def test_deletions_and_moves_are_told() -> None:
    first, second = BASE.strip().split("\n\n")
    merged = merge_paragraphs([first, second, "Tre."], [second, first, "Tre."], [first, second], "nb")
    assert merged.deleted == ("Tre.",)
    assert len(merged.moved) == 1
    assert merged.ours == f"{second}\n\n{first}"


def test_a_paragraph_that_both_move_elsewhere_is_a_conflict() -> None:
    one, two, three, four = "En her.", "To her.", "Tre her.", "Fire her."
    merged = merge_paragraphs([one, two, three, four], [two, one, three, four], [two, three, four, one], "nb")
    assert merged.ours == "\n\n".join([two, one, three, four])
    assert merged.theirs == "\n\n".join([two, three, four, one])
    assert merged.conflicts


def test_a_row_of_a_table_changes_as_a_whole() -> None:
    table = "| År | Sum |\n|---|---|\n| 2025 | 10 |\n| 2026 | 20 |\n"
    merged = merge_text(table, table.replace("10", "11"), table.replace(" 20 ", " 21 "))
    assert merged.pieces == (Clean(table.replace("10", "11").replace(" 20 ", " 21 ")),)
    merged = merge_text(table, table.replace("2025", "2024"), table.replace("10", "11"))
    assert merged.conflicts == (Conflict("| 2025 | 10 |", "| 2024 | 10 |", "| 2025 | 11 |"),)


def test_front_matter_is_merged_by_lines() -> None:
    page = "---\nid: skole\nstatus: utkast\neier: Kari Nordmann i oppvekst\n---\n\n# Skole\n\n- Ein ting.\n- To ting.\n"
    ours = edited(("utkast", "ferdig"), ("# Skole", "# Skole og kultur"), base=page)
    theirs = edited(("skole\n", "skolen\n"), ("- Ein ting.", "- Ein stor ting.\n- Midt imellom."), base=page)
    both = edited(("utkast", "ferdig"), ("# Skole", "# Skole og kultur"), base=theirs)
    assert merge_text(page, ours, theirs).pieces == (Clean(both),)
    ours, theirs = edited(("Kari", "Ola"), base=page), edited(("oppvekst", "kultur"), base=page)
    assert len(merge_text(page, ours, theirs).conflicts) == 1
