"""Narrative is merged as prose, and what comes out is narrative: nothing bound, linked or noted goes missing."""

import pytest

from assembler.markup.markdown import read_markdown
from assembler.merge.narrative import Version, merge_narrative, version_of
from assembler.merge.values import Conflict, Merged

BASE = """# Mål

Vi bygger {{hus.sum|mill}} hus. Det koster [lite](https://a.no). Slutten kommer her.[^n]

- en
- to

: Tabell {#t}

| Tiltak | Sum |
| ------ | --: |
| Vei    |  10 |
| Skole  |  20 |

![Bru](images/bru.jpg)

[^n]: Note en. Note to.
"""


def version(text: str) -> Version:
    blocks, problems = read_markdown(text, file="", form="nb")
    assert not problems, problems
    return version_of(blocks, "nb")


def merged(ours: str, theirs: str, base: str = BASE) -> Merged:
    return merge_narrative(version(base), version(ours), version(theirs), "nb")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("hus. Det", "skoler. Det"), ("Slutten", "Enden")),
        (("Note en", "Note 1"), ("Note to", "Note 2")),
        (("|  10 |", "|  11 |"), ("|  20 |", "|  21 |")),
        (("- en\n", "- én\n"), ("- to\n", "- to\n- tre\n")),
        (("# Mål", "# Nye mål"), ("![Bru]", "![En bru]")),
        (("Vi bygger {{hus.sum|mill}} hus. ", ""), ("Slutten kommer her", "Her er slutten")),
        (("(https://a.no)", "(https://b.no)"), ("- en\n", "- en til\n")),
    ],
)
def test_edits_of_different_places_are_both_made(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    found = merged(BASE.replace(*ours), BASE.replace(*theirs))
    assert found.conflicts == ()
    assert found.ours == version(BASE.replace(*ours).replace(*theirs)).text


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("hus. Det", "skoler. Det"), ("hus. Det", "broer. Det")),
        (("|  10 |", "|  11 |"), ("| Vei ", "| Bru ")),
        (("(https://a.no)", "(https://b.no)"), ("(https://a.no)", "(https://c.no)")),
        (("Vi bygger {{hus.sum|mill}} hus. ", ""), ("{{hus.sum|mill}} hus", "{{hus.sum|mill}} nye hus")),
    ],
)
def test_edits_of_the_same_place_are_a_conflict_with_both(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    left, right = BASE.replace(*ours), BASE.replace(*theirs)
    found = merged(left, right)
    assert found.conflicts
    assert (found.ours, found.theirs) == (version(left).text, version(right).text)


def test_a_merge_that_is_no_narrative_any_more_is_one_conflict() -> None:
    """Both sides end with a note of their own; theirs has another name, so that both texts can be taken."""
    ours = "Vi bygger hus.[^1] Det koster lite.\n\n[^1]: Mange hus.\n"
    theirs = "Vi bygger hus. Det koster lite.[^1]\n\n[^1]: Svært lite.\n"
    base = "Vi bygger hus. Det koster lite.\n"
    assert merged(ours, theirs, base).pieces == (Conflict(base, ours, theirs.replace("[^1]", "[^1-2]")),)


def test_the_text_that_stands_is_read_as_it_was_written() -> None:
    found = merged(BASE.replace("hus. Det", "skoler. Det"), BASE)
    assert found.ours == version(BASE.replace("hus. Det", "skoler. Det")).text
    assert merged(BASE, BASE.replace("- to\n", "")).ours == version(BASE.replace("- to\n", "")).text


def test_a_cell_that_widens_its_column_leaves_the_other_rows_alone() -> None:
    base = ": Elever\n\n| Sted | 2026 |\n| ---- | ---: |\n| Nes  |   10 |\n| Vik  |    7 |\n"
    wide = base.replace("Nes ", "Nes og Ytre Nes")
    found = merged(wide, base.replace("    7 |", "    8 |"), base)
    assert found.ours == version(wide.replace("    7 |", "    8 |")).text
    assert not found.conflicts


@pytest.mark.parametrize("name", ["note", "b"])
def test_notes_that_both_added_are_both_there_whatever_they_are_called(name: str) -> None:
    ours = BASE.replace("hus. Det", "hus.[^note] Det") + "\n[^note]: Vår note.\n"
    theirs = BASE.replace("- to", f"- to[^{name}]") + f"\n[^{name}]: Deres note.\n"
    found = merged(ours, theirs)
    assert not found.conflicts
    own = "note-2" if name == "note" else name
    assert f"- to[^{own}]" in found.ours
    assert f"[^{own}]: Deres note." in found.ours
    assert "hus.[^note] Det" in found.ours
    assert "[^note]: Vår note." in found.ours
    # What is in already is not brought in once more.
    assert merged(found.ours, theirs).ours == found.ours
