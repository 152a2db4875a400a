"""Lost browsers get a page, programs get the one form of fault; names stay while a new state of a plan is read."""

from html import unescape

import pytest

from service.access.asking import admit
from service.access.principal import Grant, Principal, Role
from service.jobs.job import End, Status
from service.store.values import PlanHead, StoredPlan
from service.web.surveys import survey_of
from tests.service.town import PASSWORD

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("address", ["/nowhere", "/plans/none/such", "/static/nothing.css"])
def test_a_browser_that_is_lost_gets_a_page(town, address):
    answer = town.client.get(address, headers=BROWSER)
    assert answer.status_code == 404
    assert answer.mimetype == "text/html" and "<h1" in answer.text and 'href="/"' in answer.text


@pytest.mark.parametrize(("address", "accept"), [("/v1/nothing", BROWSER), ("/nowhere", {}), ("/v1/plans/none", {})])
def test_a_program_gets_the_problem_document(town, address, accept):
    answer = town.client.get(address, headers=accept | town.headers())
    assert answer.status_code == 404 and answer.mimetype == "application/problem+json"


def test_a_text_that_does_not_say_what_it_was_begun_from_is_not_kept(town):
    address = f"/plans/{town.plans['nes']}/texts/narrative/drift.md"
    before = town.store.read(town.plans["nes"], "narrative/drift.md")
    assert town.client.post(address, data={"text": "Nytt."}, headers=town.headers("editor")).status_code == 404
    assert town.store.read(town.plans["nes"], "narrative/drift.md") == before


def test_what_cannot_be_kept_is_shown_again_as_it_was_written(town):
    address = f"/plans/{town.plans['nes']}/texts/narrative/drift.md"
    sent = {"text": '<p>Skulen <a href="javascript:x()">treng</a> "tak".</p>', "base": "1", "format": "html"}
    answer = town.client.post(address, data=sent, headers=town.headers("editor"))
    assert answer.status_code == 422
    shown = answer.text.partition('data-mine="')[2].partition('"')[0]
    assert unescape(shown) == sent["text"], "the editor has it, escaped"
    assert 'javascript:x()">' not in answer.text
    assert town.store.read(town.plans["nes"], "narrative/drift.md")[0].number == 1


def test_files_of_the_pages_are_asked_for_by_what_they_are(town):
    page = town.client.get("/sign-in").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "?v=" in address and "max-age=31536000" in town.client.get(address, buffered=True).headers["Cache-Control"]


class _Desk:
    """Jobs that are as far as a test says."""

    def __init__(self):
        self.end, self.asked = End("done", "passed", detail={"plan": {"title": "Budsjett"}}), 0

    def enqueue(self, order):
        self.asked += 1
        return Status("1", order, self.end)


def plan(sequence):
    return StoredPlan("p", "o", PlanHead("p", "notat", "P", "nb"), sequence, "", "", "")


@pytest.fixture
def asked_by(town):
    """A request of somebody with a role in the whole plan, or in some chapters of it."""

    def ask(*chapters):
        grants = tuple(Grant(Role.READER, "p", chapter) for chapter in chapters)
        context = town.app.test_request_context("/")
        context.push()
        contexts.append(context)
        admit(Principal("user", "u", "o", grants), None)

    contexts = []
    yield ask
    for context in reversed(contexts):
        context.pop()


def test_a_state_of_a_plan_is_asked_for_once_and_names_the_next_while_it_is_read(asked_by):
    asked_by("")
    desk = _Desk()
    first = survey_of(desk, plan(1), "nb")
    assert survey_of(desk, plan(1), "nb") == first and desk.asked == 1
    desk.end = End("running")
    waiting = survey_of(desk, plan(2), "nb")
    assert waiting.survey is None and waiting.is_waiting and waiting.names["plan"]["title"] == "Budsjett"
    assert survey_of(desk, plan(2), "nn").names is None, "another language has names of its own"


def test_who_has_a_role_in_one_chapter_sees_how_that_one_stands(asked_by):
    desk = _Desk()
    detail = {
        "plan": {"title": "Budsjett"},
        "chapters": [{"id": "drift", "title": "Drift"}, {"id": "omrade-skole", "title": "Skole"}],
        "problems": [{"message": "om en setning i Drift"}],
        "language": {"findings": 1, "worst": [{"sentence": "En setning i Drift."}], "chapters": []},
    }
    desk.end = End("done", "passed", detail=detail)
    asked_by("")
    assert survey_of(desk, plan(1), "nb").survey == detail
    asked_by("omrade-skole")
    seen = survey_of(desk, plan(1), "nb").survey
    assert [chapter["id"] for chapter in seen["chapters"]] == ["omrade-skole"]
    assert "i Drift" not in str(seen)


@pytest.mark.parametrize(
    "address", ["//evil.example/", "/\\evil.example/", "/\t/evil.example/", "https://evil.example/"]
)
def test_signing_in_leads_nowhere_else(town, address):
    data = {"email": "kari@nes.no", "password": PASSWORD, "next": address}
    answer = town.client.post("/sign-in", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
