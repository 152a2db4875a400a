"""`plansats word text`: output, exit codes and words."""

from pathlib import Path

import pytest

from assembler.cli.main import main
from tests.assembler.readers.docx.word_files import R, word_file


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    path = tmp_path / "endret.docx"
    path.write_bytes(word_file("<p>{Vi }[-bygger-][+bygde+]{ skole.}</p><p->{A}</p><p>{B}</p>"))
    return path


@pytest.mark.parametrize(
    ("view", "text"),
    [("current", "Vi bygde skole.\nAB\n"), ("original", "Vi bygger skole.\nA\nB\n")],
)
def test_a_view_is_printed_a_paragraph_a_line(edited: Path, view: str, text: str, capsys) -> None:
    assert main(["word", "text", str(edited), "--view", view]) == 0
    assert capsys.readouterr() == (text, "")


def test_a_file_that_is_missing(tmp_path: Path, capsys) -> None:
    assert main(["word", "text", str(tmp_path / "x.docx"), "--lang", "nn"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Det finst inga slik fil." in err


def test_a_file_that_is_none_of_word(tmp_path: Path, capsys) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"%PDF-1.7")
    assert main(["word", "text", str(path), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "x.docx: The file is not a Word document (.docx)." in err


def test_a_warning_does_not_hinder(tmp_path: Path, capsys) -> None:
    path = tmp_path / "x.docx"
    relation = f'<Relationship Id="a" Type="{R}/hyperlink" Target="file:///S:/x" TargetMode="External"/>'
    path.write_bytes(word_file("<p>{a}</p>", relations=relation))
    assert main(["word", "text", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out == "a\n"
    assert "file:///S:/x" in err
