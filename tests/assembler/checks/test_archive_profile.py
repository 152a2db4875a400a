"""The profile for the archive: which files it is for, and what lies beside them."""

import pytest

from assembler.assemble.build import build
from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.checks.files import Given, check_files, kinds_of
from assembler.checks.outcome import Outcome
from assembler.problem import Refused
from assembler.resources import samples
from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_pdf import pdf_example


def test_it_is_for_word_and_pdf_and_refuses_a_page() -> None:
    assert kinds_of("archive") == {"docx", "pdf"}
    with pytest.raises(Refused, match="checks-other-kind"):
        check_files([Given("a.html", b"<!DOCTYPE html><title>a</title>")], "archive")


def test_a_package_is_two_files_of_one_name_in_one_folder() -> None:
    word, pdf = docx_example({}), pdf_example({})
    together = check_files([Given("ut/plan.docx", word), Given("ut/plan.pdf", pdf)], "archive")
    assert [report.outcome for report in together] == [Outcome.PASSED, Outcome.PASSED]
    apart = check_files([Given("ut/plan.docx", word), Given("inn/plan.pdf", pdf)], "archive")
    assert [report.results["archive-pair"] for report in apart] == [Outcome.FAILED, Outcome.NEEDS_REVIEW]


def test_a_build_of_both_formats_is_held_to_it_and_one_of_word_alone_is_not() -> None:
    supply = from_folder(samples("nesfjord"))
    for formats, expected in ((("docx", "pdf"), True), (("docx",), False)):
        reports = build(supply, Order(formats=formats)).report.files
        found = {report.kind: report for report in reports}["docx"]
        assert ("archive-pair" in found.results) is expected
        assert found.outcome is Outcome.PASSED
