"""Two write the same text: what is kept has the words of both, or both are given back. A law, and its plain cases."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.problem import Refused
from service.web.writing import Clash, Kept, Written, keep
from tests.service.town import Town

EXAMPLES = int(os.environ.get("PLANSATS_LAW_EXAMPLES", "25"))
HEAD = b"id: p\ntype: notat\ntitle: P\nyear: 2027\n"
FILE = "narrative/drift.md"
PARAGRAPHS = [f"Avsnitt {word} har noen ord som står her." for word in ("alfa", "beta", "gamma", "delta")]


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    made = Town(tmp_path_factory.mktemp("hall"))
    yield made
    made.close()


def plan_with(hall, paragraphs):
    text = "\n\n".join(paragraphs) + "\n"
    files = {"plan.yaml": HEAD, FILE: f"---\nid: drift\nowner: Kari\n---\n{text}".encode()}
    return hall.store.create(files, hall.author()).id


def kept_of(hall, plan, *arguments, **other):
    return keep(hall.store, plan, written(*arguments, **other), hall.author())


def written(paragraphs, **other):
    values = {"file": FILE, "form": "nb", "text": "\n\n".join(paragraphs), "format": "markdown", "base": 1, "head": {}}
    return Written(**values | other)


# Each writer puts words of their own at the end of, into, or between paragraphs: none is a word that was there before.
EDITS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["end", "inside", "after"])), min_size=1, max_size=3, unique=True
)


def edited(name, edits):
    paragraphs, words = [[text] for text in PARAGRAPHS], []
    for number, (at, how) in enumerate(edits):
        word = f"{name}{number}"
        words.append(word)
        first = paragraphs[at][0]
        match how:
            case "end":
                paragraphs[at][0] = f"{first} {word.title()} her."
            case "inside":
                paragraphs[at][0] = first.replace(" har ", f" har {word} ", 1)
            case _:
                paragraphs[at].append(f"Nytt {word} avsnitt.")
    return [text for group in paragraphs for text in group], words


@given(EDITS, EDITS)
@settings(max_examples=EXAMPLES)
def test_no_word_of_two_writers_is_lost(hall, one, other):
    plan = plan_with(hall, PARAGRAPHS)
    (first, words), (second, others) = edited("kari", one), edited("ola", other)
    assert isinstance(kept_of(hall, plan, first), Kept)
    kept = kept_of(hall, plan, second)
    now = hall.store.read(plan, FILE)[1].decode().lower()
    if isinstance(kept, Kept):
        assert all(word in now for word in (*words, *others))
    else:
        assert all(word in now for word in words), "what was saved first stands"
        shown = (kept.merged.ours + kept.merged.theirs).lower()
        assert all(word in shown for word in others), "and what came later is given back"


def test_the_lines_above_the_text_stay_to_the_letter(hall):
    plan = plan_with(hall, PARAGRAPHS)
    kept_of(hall, plan, ["Nytt."])
    assert hall.store.read(plan, FILE)[1].startswith(b"---\nid: drift\nowner: Kari\n---\n")
    kept_of(hall, plan, ["Nytt."], base=2, head={"owner": "Ola", "due": "2026-12-01"})
    assert b"owner: Ola" in hall.store.read(plan, FILE)[1] and b"due: 2026-12-01" in hall.store.read(plan, FILE)[1]


def test_a_line_that_somebody_else_changed_meanwhile_stays_so(hall):
    plan = plan_with(hall, PARAGRAPHS)
    one, other = (
        {"owner": "Kari", "status": "ferdig", "due": ""},
        {"owner": "Kari", "status": "", "due": "2026-12-01"},
    )
    kept_of(hall, plan, PARAGRAPHS, head=one)
    kept_of(hall, plan, [*PARAGRAPHS, "Nytt."], head=other)
    now = hall.store.read(plan, FILE)[1]
    assert b"status: ferdig" in now and b"due: 2026-12-01" in now


def test_a_text_of_the_template_is_a_draft_when_somebody_writes_in_it(hall):
    files = {"plan.yaml": HEAD, FILE: b"---\nid: drift\nstatus: mal\n---\nHer kommer teksten.\n"}
    plan = hall.store.create(files, hall.author()).id
    assert kept_of(hall, plan, [], text="Her kommer teksten.\n", head={"status": "mal"}).state.number == 1
    kept_of(hall, plan, ["Skolene får mer."], head={"status": "mal"})
    assert b"status: utkast" in hall.store.read(plan, FILE)[1]
    kept_of(hall, plan, ["Skolene får mer penger."], base=2, head={"status": "ferdig"})
    assert b"status: ferdig" in hall.store.read(plan, FILE)[1]


def test_the_same_text_makes_no_revision(hall):
    plan = plan_with(hall, PARAGRAPHS)
    again = kept_of(hall, plan, PARAGRAPHS, text="\r\n\r\n".join(PARAGRAPHS) + "\r\n")
    assert isinstance(again, Kept) and again.state.number == 1


def test_at_one_place_both_texts_are_given_back(hall):
    plan = plan_with(hall, ["Vi bruker tre millioner."])
    kept_of(hall, plan, ["Vi bruker fire millioner."])
    clash = kept_of(hall, plan, ["Vi bruker fem millioner."])
    assert isinstance(clash, Clash)
    (one,) = clash.merged.conflicts
    assert "fire" in one.ours and "fem" in one.theirs


def test_html_from_the_browser_is_kept_as_markdown(hall):
    plan = plan_with(hall, ["x"])
    html = '<h1>Drift</h1><p>Vi <strong>bruker</strong> <data value="5-4-1.17.2027"></data>.</p><ul><li>Ett</li></ul>'
    kept_of(hall, plan, [], text=html, format="html")
    kept = hall.store.read(plan, FILE)[1].decode()
    assert "# Drift" in kept and "**bruker**" in kept and "{{5-4-1.17.2027}}" in kept and "- Ett" in kept


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", '<p onclick="x()">Hei</p>', "<iframe src=x></iframe>"])
def test_nothing_that_acts_is_kept(hall, script):
    plan = plan_with(hall, ["x"])
    try:
        kept_of(hall, plan, [], text=f"<p>Trygt.</p>{script}", format="html")
    except Refused:
        return
    kept = hall.store.read(plan, FILE)[1].decode()
    assert "alert" not in kept and "onclick" not in kept and "iframe" not in kept
