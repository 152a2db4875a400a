"""A plan at a glance."""

import pytest

from service.jobs.job import End, Order, Status
from service.web.standing import design, figures, owed, texts, wording


def survey(**more):
    text = {"id": "a", "file": "narrative/a.md", "owner": "Kari", "status": "", "due": None}
    done = text | {"file": "narrative/c.md", "status": "Ferdig", "due": "2026-01-01"}
    places = [
        {"slot": "a", "required": True, "texts": [text | {"due": "2026-10-01"}]},
        {"slot": "b", "required": True, "texts": [text | {"file": "narrative/b.md", "due": "2026-12-01"}]},
        {"slot": "c", "required": True, "texts": [done]},
        {"slot": "d", "required": True, "texts": []},
        {"slot": "e", "required": False, "texts": []},
    ]
    return {"chapters": [{"title": "Drift", "places": places}], "language": {"findings": 0}} | more


def test_what_is_late_comes_first_and_what_is_done_is_owed_by_nobody():
    found = owed(survey(), "2026-11-01")
    assert [(one.slot, one.is_late) for one in found] == [("a", True), ("b", False), ("d", False)]
    assert texts(survey()) == (1, 4), "a place that must have a text and has none counts"


def test_the_day_that_a_text_is_due_is_not_late():
    assert not owed(survey(), "2026-10-01")[0].is_late


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


def test_remarks_on_language_are_counted():
    assert wording(survey()).kind == "good"
    assert (wording(survey(language={"findings": 3})).kind, wording(survey(language={"findings": 3})).count) == (
        "look",
        3,
    )
