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


def prose(folder: Path, **versions: str) -> list[str]:
    for name, text in versions.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [str(folder / name) for name in ("base", "ours", "theirs")]


def test_a_clean_merge_is_printed(tmp_path: Path, capsys) -> None:
    files = prose(tmp_path, base="Én. To.\r\n", ours="Én til. To.\r\n", theirs="Én. To og tre.\r\n")
    assert main(["word", "merge", *files]) == 0
    assert capsys.readouterr() == ("Én til. To og tre.\r\n", "")


def test_a_conflict_is_marked_and_ends_with_1(tmp_path: Path, capsys) -> None:
    files = prose(tmp_path, base="a b\n", ours="a c\n", theirs="a d\n")
    assert main(["word", "merge", *files, "--lang", "nn"]) == 1
    out, err = capsys.readouterr()
    assert out == "<<<<<<< ours\na c\n=======\na d\n>>>>>>> theirs\n"
    assert err == "Konfliktar: 1. Vel ein av tekstane mellom merka.\n"


def test_files_that_cannot_be_merged_are_all_named(tmp_path: Path, capsys) -> None:
    files = prose(tmp_path, base="a\n", ours="a\0b")
    assert main(["word", "merge", files[0], str(tmp_path / "x"), files[2], "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("There is no such file.") == 2
    assert main(["word", "merge", files[0], files[1], files[0], "--lang", "en"]) == 2
    assert "ours: The file is not text." in capsys.readouterr().err
