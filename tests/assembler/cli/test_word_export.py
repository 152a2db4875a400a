"""`plansats word export` as its user meets it: a file to write in, or a refusal in plain words and nothing written."""

import json
from pathlib import Path

import pytest

from assembler.cli.main import main
from assembler.plan.load import load_folder
from assembler.readers.docx.editing import export_id, read_edited

PLAN = """
id: prove
type: handlings-og-okonomiplan
title: Budsjett
municipality: {name: Prøve kommune}
year: 2026
first_year: 2026
last_year: 2026
edition: forslag
form: nn
date: 2025-11-03
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    (folder / "narrative").mkdir(parents=True)
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "narrative" / "rammer.md").write_text("---\nstatus: utkast\n---\nEin tekst.\n", encoding="utf-8")
    return folder


def export(plan: Path, out: Path, *more: str) -> int:
    return main(["word", "export", str(plan), "-o", str(out), *more])


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_to_write_in_and_its_base_in_the_plan_folder(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ut" / "kopi.docx"
    assert export(plan, out) == 0
    said = capsys.readouterr()
    assert said.out == f"{out}\n"
    assert "Tekstar som kan redigerast" in said.err
    export_name, plan_name = export_id(out.read_bytes())
    assert plan_name == "prove"
    base = json.loads((plan / ".plansats" / "exports" / f"{export_name}.json").read_text(encoding="utf-8"))
    assert next(one for one in base["blocks"] if one["id"] == "rammer")["file"] == "narrative/rammer.md"
    assert [one.id for one in read_edited(out.read_bytes()).blocks] == [one["id"] for one in base["blocks"]]
    assert everything(out.parent) == ["kopi.docx"]


def test_what_is_kept_is_no_part_of_the_plan(plan: Path, tmp_path: Path) -> None:
    before = load_folder(plan)
    assert export(plan, tmp_path / "kopi.docx") == 0
    assert load_folder(plan) == before


def test_a_file_that_is_there_is_not_written_over(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kopi.docx"
    out.write_bytes(b"skrive i")
    assert export(plan, out) == 2
    assert "Fila finst frå før" in capsys.readouterr().err
    assert out.read_bytes() == b"skrive i"
    assert export(plan, out, "--force") == 0
    assert export_id(out.read_bytes())[1] == "prove"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--chapter", "finst-ikkje"), "finst-ikkje"),
        (("--edition", "juni"), "juni"),
        (("--form", "nb"), "rammer"),
        (("--depth", "djup"), "djup"),
    ],
)
def test_what_cannot_be_met_is_refused_and_nothing_is_written(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], words: str
) -> None:
    before = everything(plan)
    assert export(plan, tmp_path / "ut" / "kopi.docx", *more) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()
    assert [name for name in everything(plan) if name.endswith(".json")] == []
    assert set(before) <= set(everything(plan))


def test_a_faulty_plan_is_refused_with_all_its_faults(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (plan / "narrative" / "rammer.md").write_text("{{finst.ikkje}} og {{heller.ikkje}}\n", encoding="utf-8")
    assert export(plan, tmp_path / "kopi.docx") == 2
    said = capsys.readouterr().err
    assert "finst.ikkje" in said
    assert "heller.ikkje" in said
    assert not (tmp_path / "kopi.docx").exists()


@pytest.mark.parametrize("name", ["kopi.pdf", "mappe.docx"])
def test_a_name_that_is_no_word_file(plan: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "mappe.docx").mkdir()
    assert export(plan, tmp_path / name, "--force", "--lang", "en") == 2
    assert not (plan / ".plansats").exists()


def test_no_plan_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(tmp_path / "borte", tmp_path / "kopi.docx", "--lang", "en") == 2
    assert "borte" in capsys.readouterr().err


def test_one_chapter_and_no_comments(plan: Path, tmp_path: Path) -> None:
    text = "Prøvene i fjor haust viste at femteklassingane las litt betre enn snittet i landet.\n"
    (plan / "narrative" / "rammer.md").write_text(text, encoding="utf-8")
    with_comments, without = tmp_path / "a.docx", tmp_path / "b.docx"
    assert export(plan, with_comments, "--chapter", "rammer", "--chapter", "rammer") == 0
    assert export(plan, without, "--chapter", "rammer", "--no-comments") == 0
    first, second = read_edited(with_comments.read_bytes()), read_edited(without.read_bytes())
    assert "rammer" in [one.id for one in first.blocks]
    assert "utviklingstrekk" not in [one.id for one in first.blocks]
    assert (bool(first.comments), bool(second.comments)) == (True, False)
    # Remarks are no content: the two files are copies of one export.
    assert first.export == second.export
