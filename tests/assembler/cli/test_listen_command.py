from pathlib import Path

import pikepdf
import pytest

from assembler.cli.main import main


def test_a_file_without_tags_is_refused_with_a_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "untagged.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    assert main(["listen", str(path), "--lang", "nn"]) == 2
    said = capsys.readouterr()
    assert "ingen merke" in said.err
    assert "Lag ein merkt" in said.err
    assert said.out == ""


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listen", str(tmp_path / "none.pdf")]) == 2
    assert "none.pdf" in capsys.readouterr().err
