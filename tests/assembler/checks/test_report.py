"""Reports: the contract's JSON, what hurts most first, and a page that an independent judge finds accessible."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from assembler.checks.build_report import BuildReport, Imported, LanguageNote, Reconciled, Step
from assembler.checks.files import Given, check_files
from assembler.checks.findings import FileReport, file_report
from assembler.checks.outcome import GOOD, Mark, Outcome, failed, review
from assembler.checks.report_page import check_page
from assembler.checks.transport import LISTED, marks_from_json, marks_to_json
from assembler.finance.ledger import Interpretation
from assembler.problem import Place, Problem, Severity
from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_html import html_example


@pytest.fixture(scope="module")
def reports() -> tuple[FileReport, ...]:
    bad = {"headings": [2, 4], "grid": [["Post", "2026"], ["Skole", "10"]], "headers": 0, "title": ""}
    plain = {"body": "<h1>Plan</h1><p><b>Renter</b></p><p>De øker.</p>"}
    return check_files(
        [
            Given("plan.docx", docx_example({})),
            Given("dårlig.docx", docx_example(bad)),
            Given("plan.html", html_example(plain)),
        ]
    )


@pytest.fixture(scope="module")
def build(reports) -> BuildReport:
    return BuildReport(
        title="Handlings- og økonomiplan 2026–2029, forslag <utkast>",
        files=reports,
        reconciliation=(
            Reconciled("sum-drift", "Sum drift stemmer med § 5-6", "Budsjett 2026", True),
            Reconciled("balanse", "Budsjettet er i balanse", "Plan 2027", False, Decimal("-1250")),
            Reconciled("lan", "Lån stemmer", "Plan 2028", None),
        ),
        language=(LanguageNote("oppvekst-01", "long-sentence", "Setningen har 41 ord.", "Kommunen skal …"),),
        steps=(Step("write-pdf", "Skriver PDF", "214 sider"),),
        warnings=(Problem("checks-unknown-kind", Place(file="a.txt"), severity=Severity.WARNING),),
        imported=Imported(
            11130, Decimal("123456789.50"), (Interpretation("legacy", "601", "Fast lønn", 12, Decimal(100), "010"),)
        ),
        engine_version="0.1.0",
    )


def test_json_is_the_contract_s(reports) -> None:
    said = json.loads(json.dumps(reports[1].as_json("nn")))
    assert {"file", "kind", "profile", "outcome", "findings"} <= set(said)
    assert (said["file"], said["kind"], said["profile"]) == ("dårlig.docx", "docx", "docx-sound+docx-wcag")
    assert said["outcome"] == "failed"
    for finding in said["findings"]:
        assert {"rule", "outcome", "impact", "clauses", "place", "message"} <= set(finding)
    skip = next(f for f in said["findings"] if f["rule"] == "heading-skips-level")
    assert skip["message"] == "Overskrifta «Overskrift» er på nivå 4, men overskrifta før er på nivå 2."
    assert skip["clauses"][0] == "WCAG 1.3.1"
    assert skip["place"]["under"] == "Overskrift"


def test_a_good_file_passes_and_a_doubtful_one_needs_review(reports) -> None:
    assert [report.outcome.value for report in reports] == ["passed", "failed", "needs-review"]
    assert reports[0].findings == ()


def test_what_hurts_most_comes_first_and_failures_before_doubts() -> None:
    marks = {
        "docx-table-row-splits": [review(count=2, table="A")],
        "docx-empty-paragraphs": [failed(count=3)],
        "figure-alt-missing": [failed(Place(page=2)), failed(Place(page=1)), GOOD],
    }
    report = file_report("a", "docx", "p", marks)
    assert [finding.rule for finding in report.sorted()] == [
        "figure-alt-missing",
        "figure-alt-missing",
        "docx-empty-paragraphs",
        "docx-table-row-splits",
    ]
    assert [group.rule for group in report.groups()] == list(dict.fromkeys(f.rule for f in report.sorted()))


def test_no_applicable_rule_is_not_a_pass() -> None:
    assert file_report("a", "docx", "p", {"table-empty": []}).outcome is Outcome.NEEDS_REVIEW


def test_marks_come_through_json_unchanged() -> None:
    cause = Problem("checks-not-word", Place(part="word/document.xml"), {"size": Decimal("1.50")})
    marks = [GOOD, Mark(Outcome.FAILED, Place(page=3, under="A"), {"ratio": Decimal("4.4"), "count": 2}, cause)]
    assert marks_from_json(json.loads(json.dumps(marks_to_json(marks)))) == marks


def test_findings_beyond_the_limit_are_counted_and_failures_are_listed_first() -> None:
    said = marks_to_json([*[review()] * LISTED, *[failed(Place(page=7))] * 3])
    assert said["more"] == 3
    assert [finding["outcome"] for finding in said["findings"][:4]] == ["failed"] * 3 + ["needs-review"]


def test_the_report_of_a_build_has_every_section(build) -> None:
    said = build.as_json("nb")
    assert said["outcome"] == "failed"
    assert [file["file"] for file in said["files"]] == ["plan.docx", "dårlig.docx", "plan.html"]
    assert said["reconciliation"][1] == {
        "id": "balanse",
        "label": "Budsjettet er i balanse",
        "column": "Plan 2027",
        "holds": False,
        "difference": "-1250",
    }
    assert said["import"]["lines"] == 11130
    assert said["import"]["legacy"][0]["key"] == "601"
    assert said["import"]["unmapped"] == said["import"]["floored"] == said["import"]["unknown_units"] == []
    assert said["warnings"][0]["message"] == "Filtypen kan ikke kontrolleres."
    assert said["steps"] and said["language"] and said["rules"]


def test_figures_that_do_not_add_up_fail_a_build_of_good_files() -> None:
    wrong = Reconciled("balanse", "Balanse", "2026", False, Decimal(1))
    assert BuildReport("Plan", (), (wrong,)).outcome is Outcome.FAILED
    assert BuildReport("Plan", ()).outcome is Outcome.PASSED


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_page_says_what_the_report_says_and_escapes_it(build, lang) -> None:
    page = build.as_html(lang)
    text = " ".join(html.fromstring(page).text_content().split())
    assert "forslag <utkast>" in text
    assert "<script" not in page
    for report in build.files:
        for finding in report.findings:
            assert " ".join(finding.message(lang).split()) in text
            assert " ".join(finding.remedy(lang).split()) in text
    assert "−1\u00a0250" in page
    assert "123\u00a0456\u00a0789,50" in page


def test_the_pages_are_accessible(build, reports, axe, tmp_path: Path) -> None:
    pages = []
    for lang in ("nb", "nn", "en"):
        for name, content in (("build", build.as_html(lang)), ("check", check_page(reports, lang))):
            pages.append(tmp_path / f"{name}-{lang}.html")
            pages[-1].write_text(content, encoding="utf-8")
    found = axe(pages)
    assert len(found) == len(pages)
    assert not any(found.values()), found


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_page_passes_our_own_rules(build, lang) -> None:
    (report,) = check_files([Given("report.html", build.as_html(lang).encode())])
    assert [finding.message("en") for finding in report.findings] == []
