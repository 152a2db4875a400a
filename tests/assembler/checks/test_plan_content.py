"""What the law asks of a document, by the kind of document: beyond the examples of the cards."""

import pytest

from assembler.assemble.build import build
from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.checks.findings import FileReport
from assembler.checks.outcome import Outcome
from assembler.checks.plan_content.content_report import content_report
from assembler.compose.doctype import document_type
from assembler.messages.catalogue import LANGS
from assembler.resources import samples
from tests.assembler.checks.example_plan import plan_example

EMPTY = {"benefits": [], "amendments": [], "verbal_decisions": [], "financial_targets": [], "kostra": []}


def report(**example) -> FileReport:
    return content_report("plan", plan_example(example))


def test_a_period_report_owes_no_schedules_and_a_plan_no_forecast() -> None:
    plan, period = report().results, report(duties=["period-report"]).results
    assert plan["plan-schedules-printed"] is Outcome.PASSED
    assert period["plan-schedules-printed"] is Outcome.INAPPLICABLE
    assert plan["report-every-area"] is Outcome.INAPPLICABLE
    assert period["report-every-area"] is Outcome.PASSED


def test_a_document_that_the_law_does_not_ask_for_has_no_duties() -> None:
    said = report(
        duties=[], goals=[], indicators=[], measures=[], adjustments=[], investments=[], **EMPTY, without=["contents"]
    )
    assert {id for id, outcome in said.results.items() if outcome is not Outcome.INAPPLICABLE} == {"plan-units-said"}


def test_only_an_adopted_budget_fails_for_want_of_balance() -> None:
    checks = [["inv_zero", 2026, "adopted", False, "-500"]]
    assert report(checks=checks).results["plan-balanced"] is Outcome.FAILED
    draft = [["inv_zero", 2026, "proposal", False, "-500"]]
    assert report(checks=draft, edition="forslag", binding=False).results["plan-balanced"] is Outcome.NEEDS_REVIEW
    # What was proposed before is no business of the adopted edition, and accounts may end as they will.
    assert report(checks=draft).results["plan-balanced"] is Outcome.PASSED
    past = [["drift_zero", 2024, "accounts", False, "9"]]
    assert report(checks=past).results["plan-balanced"] is Outcome.PASSED


def test_the_budget_of_one_year_is_no_broken_plan_of_four() -> None:
    said = report(plan={"last_year": 2026})
    assert said.results["plan-four-years"] is Outcome.NEEDS_REVIEW
    assert "2026" in said.findings[0].message("nb")
    assert report(plan={"last_year": 2035}).results["plan-years-shown"] is Outcome.FAILED


def test_a_deviation_at_the_limit_needs_no_cause() -> None:
    figures = {"area": "skole", "actual": "1", "period_budget": "1", "budget": "100000"}

    def outcome(forecast: str) -> Outcome:
        said = report(duties=["period-report"], reports=[{**figures, "forecast": forecast}])
        return said.results["report-deviation-cause"]

    assert outcome("102000") is Outcome.INAPPLICABLE
    assert outcome("102001") is Outcome.FAILED
    assert outcome("97999") is Outcome.FAILED


def test_a_heading_that_only_mentions_the_decision_is_not_the_decision() -> None:
    said = report(duties=["period-report"], without=["vedtak"])
    assert said.results["plan-decision"] is Outcome.NEEDS_REVIEW


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_has_words_in_every_language(lang) -> None:
    said = report(duties=["economy-plan", "budget", "period-report"], without=["drift", "vedtak"], reports=[])
    assert said.outcome is Outcome.FAILED
    for finding in said.findings:
        assert finding.message(lang)
        assert finding.remedy(lang)


def test_the_law_asks_of_each_document_type_what_it_is() -> None:
    assert document_type("handlings-og-okonomiplan").duties == ("economy-plan", "budget")
    assert document_type("tertialrapport").duties == ("period-report",)


@pytest.mark.parametrize("sample", ["nesfjord", "stavanger-2016"])
def test_a_build_reports_on_its_content_and_the_samples_fail_nothing(sample: str) -> None:
    built = build(from_folder(samples(sample)), Order(formats=("xlsx",)))
    first = built.report.files[0]
    assert (first.kind, first.profile) == ("document", "plan-content")
    assert first.count("failed") == 0


def test_a_chapter_alone_is_not_held_to_what_the_whole_owes() -> None:
    built = build(from_folder(samples("nesfjord")), Order(formats=("xlsx",), chapter="oppfolging"))
    assert [file.kind for file in built.report.files] == ["xlsx"]
