"""Facts for the accessibility statement: every criterion once, and none met by silence."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from assembler.checks.card import cards
from assembler.checks.files import Given, check_files
from assembler.checks.statement import Standing, criteria, statement
from assembler.checks.statement_table import FORMS
from assembler.cli.main import main
from assembler.messages.catalogue import LANGS
from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_html import html_example
from tests.assembler.checks.example_pdf import pdf_example

NO_TITLE = Given("utkast.docx", docx_example({"title": ""}))
GOOD = Given("plan.docx", docx_example({}))


def standings(*given: Given) -> dict[str, Standing]:
    return {one.criterion.id: one.standing for one in statement(check_files(given))}


def test_the_criteria_are_the_47_that_the_public_sector_owes() -> None:
    ids = [criterion.id for criterion in criteria()]
    assert len(ids) == len(set(ids)) == 47
    assert ids == sorted(ids, key=lambda id: [int(part) for part in id.split(".")])
    # WCAG 2.1 has 30 criteria on level A and 20 on AA; 1.2.3 (A), 1.2.4 and 1.2.5 (AA) are not demanded.
    levels = [criterion.level for criterion in criteria()]
    assert (levels.count("A"), levels.count("AA")) == (29, 18)
    assert {criterion.id for criterion in criteria() if criterion.pages} == {"2.4.1", "2.4.5", "3.2.3", "3.2.4"}
    for criterion in criteria():
        assert set(criterion.title) == set(LANGS)
        assert set(criterion.remains) in (set(), set(LANGS))


def test_every_wcag_clause_of_a_card_is_among_them() -> None:
    cited = {clause.removeprefix("WCAG ") for card in cards().values() for clause in card.clauses if "WCAG " in clause}
    # Reading level is on level AAA: good advice, but not demanded.
    assert cited - {criterion.id for criterion in criteria()} == {"3.1.5"}


def test_met_not_met_and_not_assessed() -> None:
    found = standings(NO_TITLE)
    assert found["2.4.2"] is Standing.NOT_MET
    assert found["3.1.1"] is Standing.MET
    # No picture, so nothing that the criterion could apply to.
    assert found["1.1.1"] is Standing.MET
    assert found["2.3.1"] is Standing.NOT_ASSESSED
    assert found["2.4.5"] is Standing.VOID


def test_what_is_left_to_a_person_is_not_met() -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ser ut som en overskrift</w:t></w:r></w:p>"
    bold += "<w:p><w:r><w:t>Tekst som følger.</w:t></w:r></w:p>"
    given = Given("a.docx", docx_example({"headings": [1], "body": bold}))
    assert {finding.rule for finding in check_files([given])[0].findings} == {"heading-by-eye"}
    assert standings(given)["1.3.1"] is Standing.NOT_ASSESSED


def test_the_worst_file_decides_and_is_named() -> None:
    rows = statement(check_files([GOOD, NO_TITLE]))
    titled = next(row for row in rows if row.criterion.id == "2.4.2")
    assert titled.standing is Standing.NOT_MET
    assert [(file, standing) for file, standing, _, _ in titled.files] == [
        ("plan.docx", Standing.MET),
        ("utkast.docx", Standing.NOT_MET),
    ]


def test_a_file_that_cannot_be_read_is_assessed_in_nothing() -> None:
    assert set(standings(Given("a.docx", b"PK\x03\x04"))[id] for id in ("1.1.1", "2.4.2", "3.1.1")) == {
        Standing.NOT_ASSESSED
    }


def test_what_is_void_for_documents_is_not_void_for_pages() -> None:
    page = Given("a.html", html_example({}))
    assert standings(page, Given("a.pdf", pdf_example({})))["2.4.5"] is not Standing.VOID


@pytest.mark.parametrize("lang", LANGS)
def test_each_form_is_the_same_table(lang) -> None:
    rows = statement(check_files([NO_TITLE]))
    text = [line.split("\t") for line in FORMS["text"](rows, lang).splitlines()]
    table = list(csv.reader(StringIO(FORMS["csv"](rows, lang)), delimiter=";"))
    assert text == table
    assert {len(row) for row in table} == {5}
    page = FORMS["html"](rows, lang)
    assert page.count("<tr>") == len(table) == 48
    assert all(row[0] in page for row in table)


def test_no_text_of_a_file_becomes_a_formula_or_markup() -> None:
    link = Given("=1+1.docx", NO_TITLE.content)
    rows = statement(check_files([link]))
    cells = [cell for row in csv.reader(StringIO(FORMS["csv"](rows, "nb")), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert any(cell.startswith("'=1+1.docx") for cell in cells)
    marked = statement(check_files([Given("<b>.docx", docx_example({"title": ""}))]))
    assert "<b>" not in FORMS["html"](marked, "nb")


def test_the_command_prints_it_alone_or_with_the_findings(tmp_path: Path, capsys) -> None:
    file = tmp_path / "utkast.docx"
    file.write_bytes(NO_TITLE.content)
    assert main(["check", str(file), "--statement", "csv", "--lang", "en"]) == 1
    assert capsys.readouterr().out.startswith("Success criterion;Level;Outcome;")
    assert main(["check", str(file), "--json", "--statement"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert len(told["statement"]) == 47
    assert next(one for one in told["statement"] if one["criterion"] == "2.4.2")["outcome"] == "not-met"
    assert main(["check", str(file), "--json"]) == 1
    assert "statement" not in json.loads(capsys.readouterr().out)
