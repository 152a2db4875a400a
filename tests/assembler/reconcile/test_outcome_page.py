"""The report of an import: as a page that people read, and as JSON that programs read."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from assembler.document.exported import LockedPart
from assembler.merge.values import Clean
from assembler.messages.catalogue import LANGS, Lang
from assembler.readers.docx.edited import Comment, FoundLocked, NewText
from assembler.reconcile.bringing import compared
from assembler.reconcile.differences import differences
from assembler.reconcile.outcome import Brought, Outcome
from assembler.reconcile.page import outcome_page
from assembler.reconcile.told import outcome_json
from tests.assembler.reconcile.edited_copies import Office, blocks

TEXTS = {
    "drift": "# Mål\n\nVi bygger et hus. Det koster lite.\n\nSlutt.\n",
    "skole": "Skolen er ny.\n",
    "helse": "Helse er bra.\n",
    "vei": "Veien er lang.\n",
    "vann": "Vannet er rent.\n",
}


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    """One of everything."""
    office = Office(tmp_path / "plan", TEXTS, (LockedPart("block", "skjema", ("Sum\n10",)),))
    office.write("skole", "Skolen er gammel.\n")
    office.write("drift", TEXTS["drift"].replace("Slutt", "Ferdig"))
    copy = office.copy(
        {
            "drift": TEXTS["drift"].replace("hus", "slott"),
            "skole": "Skolen er <rød>.\n",
            "helse": None,
            "vann": "Vann.\n",
        },
        ["vei", "drift", "skole", "helse", "vann"],
        locked=(FoundLocked("block", "skjema", "Sum\n11"),),
        inbox=(NewText("vei", blocks("Mellom to blokker.\n")),),
        comments=(
            Comment("Kari", "2026-10-01T10:00:00Z", "Sant?", "drift", "et hus", True, (Comment("Ola", "", "Ja."),)),
        ),
        program="LibreOffice/7.4",
    )
    return compared(office.place, replace(copy, blocks=tuple(replace(b, authors=("Kari",)) for b in copy.blocks)))


def seen(page: str) -> str:
    """What the page shows, without what is only there for those who do not see it."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="unseen">.*?</span>', "", page)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_everything_in_its_language(outcome: Outcome, lang: Lang) -> None:
    page = outcome_page(outcome, "Redigert.docx", lang)
    assert f'<html lang="{lang}">' in page
    for said in (
        "Redigert.docx",
        "Mellom to blokker.",
        "Sant?",
        "Ja.",
        "<rød>",
        "gammel",
        "inbox/",
    ):
        assert said in seen(page)
    assert "<rød>" not in page
    assert "\\" not in seen(page)
    assert not re.search(r"<script|https?://", page)


def test_what_was_added_and_removed_is_marked_and_said_in_words(outcome: Outcome) -> None:
    page = outcome_page(outcome, "Redigert.docx", "nb")
    assert re.search(r'<del><span class="unseen"> \[strøket: </span>hus', page)
    assert re.search(r'<ins><span class="unseen"> \[tilføyd: </span>slott', page)
    # What the plan itself changed since the export is no difference that the file brings.
    assert "Ferdig" not in re.sub(r"<p>(?:(?!</p>).)*</p>", "", page)


def test_those_that_ask_for_a_person_come_first(outcome: Outcome) -> None:
    page = outcome_page(outcome, "Redigert.docx", "nb")
    order = [page.index(f'<span class="state {state}">', page.index("Endringene</h2>")) for state in (
        "conflict", "refused", "deletion-proposed", "move-proposed", "merged", "changed",
    )]  # fmt: skip
    assert order == sorted(order)


def test_the_json_has_the_states_of_the_contract(outcome: Outcome) -> None:
    told = json.loads(json.dumps(outcome_json(outcome, "nb")))
    assert {"blocks", "inbox", "comments", "notes"} <= told.keys()
    assert [(block["id"], block["state"]) for block in told["blocks"]] == [
        ("drift", "merged"),
        ("skole", "conflict"),
        ("helse", "deletion-proposed"),
        ("vei", "move-proposed"),
        ("vann", "changed"),
        ("skjema", "refused"),
    ]
    assert told["blocks"][1]["conflicts"] == [
        {"base": "Skolen er ny.", "ours": "Skolen er gammel.", "theirs": "Skolen er \\<rød>."}
    ]
    assert told["comments"][0]["resolved"] is True
    assert told["comments"][0]["replies"][0]["author"] == "Ola"
    assert told["inbox"][0]["after"] == "vei"
    assert [note["code"] for note in told["notes"]] == ["reconcile-locked"]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("En to tre.\n", "En to tre.\n", [1]),
        ("En to tre.\n", "En fire tre.\n", [["=En ", "-to ", "+fire ", "=tre."]]),
        ("A a.\n\nB b.\n\nC c.\n", "A a.\n\nB x.\n\nC c.\n", [1, ["=B ", "-b", "+x", "=."], 1]),
        ("A a.\n\nB b.\n", "A a.\n", [1, ["-B b."]]),
        ("", "Helt ny.\n", [["+Helt ny."]]),
        ("A a.\n", "A a.\n\n{.ingress}\nB b.\n", [1, ["+{.ingress}", "+ ", "+B b."]]),
    ],
)
def test_differences_are_shown_word_by_word(before: str, after: str, shown: list[object]) -> None:
    signs = {"same": "=", "added": "+", "removed": "-"}
    found = [
        passage.same or [signs[part.kind] + part.text for part in passage.parts]
        for passage in differences(before, after, "nb")
    ]
    assert found == shown


def test_axe_finds_nothing_on_the_page(outcome: Outcome, tmp_path: Path, axe) -> None:  # type: ignore[no-untyped-def]
    pages = []
    for lang in LANGS:
        pages.append(tmp_path / f"{lang}.html")
        pages[-1].write_text(outcome_page(outcome, "Redigert.docx", lang), encoding="utf-8")
    assert not [finding for found in axe(pages).values() for finding in found]


def test_marks_of_markdown_are_said_in_words() -> None:
    block = Brought(
        "drift", "text", "changed", "Drift", "narrative/drift.md",
        base="", ours="{.ingress}\nTre av seks.\n",
        pieces=(Clean("{.ingress}\nHalvparten.[^a]\n\n# Tak\n\n[^a]: Om lag.\n"),),
    )  # fmt: skip
    page = seen(outcome_page(Outcome("e", "p", "Word", (block,)), "a.docx", "nb"))
    for said in ("Ingress:", "Halvparten. (fotnote)", "Overskrift: Tak", "Fotnote: Om lag."):
        assert said in page
    assert "[^a]" not in page
    assert "uendret." not in page
