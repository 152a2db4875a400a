"""A plan at a glance."""

import pytest

from service.jobs.job import End, Order, Status
from service.web.guide import first_steps
from service.web.overview import Row, Wanted
from service.web.standing import design, done_and_all, figures, owed, status_of, status_words, texts, wording


def survey(**more):
    text = {"id": "a", "file": "narrative/a.md", "owner": "Kari", "status": "", "due": None}
    done = text | {"file": "narrative/c.md", "status": "Ferdig", "due": "2026-01-01"}
    places = [
        {"slot": "a", "heading": "", "required": True, "texts": [text | {"due": "2026-10-01"}]},
        {
            "slot": "b",
            "heading": "",
            "required": True,
            "texts": [text | {"file": "narrative/b.md", "due": "2026-12-01"}],
        },
        {"slot": "c", "heading": "Lån", "required": True, "texts": [done]},
        {"slot": "d", "heading": "Fond", "required": True, "texts": []},
        {"slot": "e", "heading": "Renter", "required": False, "texts": []},
    ]
    return {"chapters": [{"title": "Drift", "places": places}], "language": {"findings": 0}} | more


def every(day="2026-11-01", **more):
    return tuple(texts(survey(**more), day))


def test_what_is_late_comes_first_and_what_is_done_is_owed_by_nobody():
    found = owed(every())
    assert [(one.slot, one.is_late) for one in found] == [("a", True), ("b", False), ("d", False)]
    assert done_and_all(every()) == (1, 4), "a place that must have a text and has none counts"


def test_the_day_that_a_text_is_due_is_not_late():
    assert not owed(every("2026-10-01"))[0].is_late


def test_texts_under_one_heading_can_be_told_apart():
    assert [(one.name, one.number) for one in every()] == [
        ("Drift", 1), ("Drift", 2), ("Lån", 1), ("Fond", 1), ("Renter", 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "status", "shown"),
    [
        ("Ferdig", "ferdig", "Done"),
        ("godkjent", "ferdig", "Done"),
        ("til gjennomlesing", "til gjennomlesning", "For review"),
        ("mal", "mal", "Not written"),
        ("venter på tall", "venter på tall", "venter på tall"),
        ("", "", ""),
    ],
)
def test_a_status_is_a_declared_word_or_the_plans_own(word, status, shown):
    assert status_of(word) == status
    assert status_words(status, "en") == shown


def test_the_first_page_is_filtered_by_owner_and_by_what_is_late():
    row = Row(None, None, owed=owed(every()))
    assert len(Wanted().of(row).owed) == 3
    assert [one.slot for one in Wanted("Kari").of(row).owed] == ["a", "b"]
    assert [one.slot for one in Wanted("Kari", only_late=True).of(row).owed] == ["a"]
    assert Wanted("Ola").of(row).owed == ()


def test_the_first_steps_go_away_when_a_plan_is_under_way():
    found = survey(ledger_lines=0, problems=[{"code": "plan-example"}, {"code": "plan-note"}])
    steps = first_steps(found, every(), None)
    assert [(step.code, step.is_done, step.is_next, step.left) for step in steps] == [
        ("web-guide-tables", False, True, 1),
        ("web-guide-ledgers", False, False, 0),
        ("web-guide-texts", False, False, 3),
        ("web-guide-build", False, False, 0),
    ]
    built = Status("1", Order("build", {}), End("done", "passed"))
    assert first_steps(survey(ledger_lines=3, problems=[]), every(), built) == (), "texts are written all the time"


@pytest.mark.parametrize(
    ("lines", "holds", "kind"),
    [(0, [True], "none"), (5, [], "none"), (5, [True, None], "good"), (5, [True, False, False], "bad")],
)
def test_figures_reconcile_or_say_how_many_do_not(lines, holds, kind):
    mark = figures(survey(ledger_lines=lines, reconciliation=[{"holds": one} for one in holds]))
    assert mark.kind == kind
    assert kind != "bad" or mark.count == 2


@pytest.mark.parametrize(
    ("state", "outcome", "kind"),
    [
        ("queued", "", "busy"),
        ("running", "", "busy"),
        ("done", "passed", "good"),
        ("done", "failed", "bad"),
        ("done", "needs-review", "look"),
        ("failed", "", "bad"),
    ],
)
def test_the_newest_build_says_whether_the_design_holds(state, outcome, kind):
    assert design(Status("1", Order("build", {}), End(state, outcome))).kind == kind
    assert design(None).kind == "none"


def test_a_plan_that_is_only_the_template_has_no_language_yet():
    stub = {"id": "a", "file": "a.md", "owner": "", "status": "mal", "due": None}
    chapters = [{"title": "Drift", "places": [{"slot": "a", "heading": "", "required": True, "texts": [stub]}]}]
    assert wording(survey(chapters=chapters)).kind == "none"


def test_remarks_on_language_are_counted():
    assert wording(survey()).kind == "good"
    assert (wording(survey(language={"findings": 3})).kind, wording(survey(language={"findings": 3})).count) == (
        "look",
        3,
    )
