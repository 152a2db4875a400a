"""`plansats check`: exit codes and output of the contract."""

import json
from pathlib import Path

import pytest

from assembler.cli.main import main
from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_html import html_example


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "good.docx").write_bytes(docx_example({}))
    (tmp_path / "inner" / "bad.docx").write_bytes(docx_example({"headings": [1, 3]}))
    (tmp_path / "doubt.html").write_bytes(html_example({"body": "<h1>A</h1><p><b>B</b></p><p>C.</p>"}))
    (tmp_path / "notes.txt").write_text("not looked at")
    return tmp_path


def test_a_good_file_ends_with_0(folder: Path, capsys) -> None:
    assert main(["check", str(folder / "good.docx")]) == 0
    assert "Godkjent" in capsys.readouterr().out


def test_doubt_is_no_failure(folder: Path, capsys) -> None:
    assert main(["check", str(folder / "doubt.html"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Needs review by a person" in said
    assert "“B” stands in bold" in said


def test_a_folder_is_looked_through_and_one_failure_ends_with_1(folder: Path, capsys) -> None:
    assert main(["check", str(folder), "--json"]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(Path(file["file"]).name, file["outcome"]) for file in files] == [
        ("doubt.html", "needs-review"),
        ("good.docx", "passed"),
        ("bad.docx", "failed"),
    ]
    assert files[2]["findings"][0]["rule"] == "heading-skips-level"


def test_place_and_remedy_stand_in_the_words(folder: Path, capsys) -> None:
    assert main(["check", str(folder / "inner" / "bad.docx"), "--lang", "nn"]) == 1
    said = capsys.readouterr().out
    assert "Overskrifta «Overskrift» er på nivå 3, men overskrifta før er på nivå 1." in said
    assert "under «Overskrift»" in said
    assert "Slik rettar du det: Gje overskrifta eit nivå" in said


def test_a_profile_narrows_the_rules(folder: Path, capsys) -> None:
    assert main(["check", str(folder / "inner" / "bad.docx"), "--profile", "docx-sound", "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["profile"] == "docx-sound"


def test_a_profile_takes_its_own_kind_out_of_a_folder(folder: Path, capsys) -> None:
    assert main(["check", str(folder), "--profile", "html-wcag", "--json"]) == 0
    assert [Path(file["file"]).name for file in json.loads(capsys.readouterr().out)["files"]] == ["doubt.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "No file is named"),
        (["nowhere.docx"], "There is no such file"),
        (["{folder}/good.docx", "--profile", "pretty"], "no profile called “pretty”"),
        (["{folder}/doubt.html", "--profile", "docx-sound"], "has no rules for this kind of file"),
        (["{folder}/empty"], "no files that can be checked"),
    ],
)
def test_what_cannot_be_asked_ends_with_2(arguments: list[str], said: str, folder: Path, capsys) -> None:
    (folder / "empty").mkdir()
    assert main(["check", "--lang", "en", *(word.format(folder=folder) for word in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_the_page_is_written(folder: Path) -> None:
    page = folder / "report.html"
    assert main(["check", str(folder / "good.docx"), "--html", str(page), "--lang", "en"]) == 0
    assert "Check of files" in page.read_text(encoding="utf-8")


def test_the_rules_can_be_read(capsys) -> None:
    assert main(["check", "--rules", "--lang", "en"]) == 0
    assert "# Rules for the check of files" in capsys.readouterr().out
