"""`plansats build` as its user meets it: files or a refusal in plain words, never something in between."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assembler.cli.main import main
from assembler.plan.dump import plan_json
from assembler.plan.load import load_folder
from assembler.resources import samples

PLAN = """
id: prove
type: handlings-og-okonomiplan
title: Budsjett
municipality: {name: Prøve kommune}
year: 2026
first_year: 2026
last_year: 2026
edition: %(edition)s
form: nb
date: 2025-11-03
accounts: [{file: konto.csv, year: 2026, version: adopted}]
"""
BALANCED = "konto;ansvar;funksjon;beløp\n10100;1;202;900\n18700;9;800;-1000\n15700;9;880;100\n05700;1;222;0\n"
INVESTMENT = "02300;1;222;100\n09700;9;880;-100\n"


def folder(path: Path, edition: str = "vedtatt", ledger: str = BALANCED + INVESTMENT, text: str = "Tekst.") -> Path:
    path.mkdir()
    (path / "plan.yaml").write_text(PLAN % {"edition": edition}, encoding="utf-8")
    (path / "konto.csv").write_text(ledger, encoding="utf-8")
    (path / "narrative").mkdir()
    (path / "narrative" / "rammer.md").write_text(f"---\nid: rammer\n---\n{text}\n", encoding="utf-8")
    return path


def build(plan: Path, out: Path, *more: str) -> int:
    return main(["build", str(plan), "--out", str(out), *(more or ("--formats", "html"))])


def test_an_adopted_budget_that_balances_is_printed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert build(folder(tmp_path / "plan"), out) == 0
    assert sorted(path.name for path in out.iterdir()) == ["prove-vedtatt.html", "report.html", "report.json"]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["outcome"] != "failed"
    assert {file["kind"]: file["outcome"] for file in report["files"]}["html"] == "passed"
    assert {entry["id"]: entry["holds"] for entry in report["reconciliation"]}["balanced"] is True
    assert report["import"]["lines"] == 6


def test_an_adopted_budget_that_does_not_balance_is_refused_and_a_draft_is_stamped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uneven = BALANCED.replace("-1000", "-41000") + INVESTMENT
    assert build(folder(tmp_path / "a", ledger=uneven), tmp_path / "out") == 2
    assert not (tmp_path / "out").exists()
    assert "40\u00a0000 kroner" in capsys.readouterr().err
    assert build(folder(tmp_path / "b", edition="forslag", ledger=uneven), tmp_path / "out") == 1
    assert "Utkast: tallene stemmer ikke" in (tmp_path / "out" / "prove-forslag.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Se {{5-6.99.2026}}.", "narrative/rammer.md"),
        ("Se [](#borte).", "«borte»"),
        ("![](images/x.png)", "linje 4"),
        ("# Å\n\n### Ø", "linje 6"),
    ],
)
def test_a_fault_in_the_text_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    assert build(folder(tmp_path / "plan", text=text), tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path / "ingen", tmp_path / "out") == 2
    assert "Det finnes ingen slik mappe" in capsys.readouterr().err


def test_the_program_speaks_the_form_of_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(samples("nesfjord"), tmp_path / "out", "--edition", "siste") == 2
    assert "Utgåva «siste» finst ikkje" in capsys.readouterr().err
    assert build(samples("nesfjord"), tmp_path / "out", "--edition", "siste", "--lang", "en") == 2
    assert "no edition “siste”" in capsys.readouterr().err


def test_a_form_that_the_texts_lack_is_refused_and_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(folder(tmp_path / "plan"), tmp_path / "out", "--form", "nn") == 2
    assert "narrative/rammer.md" in capsys.readouterr().err


def test_the_same_plan_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    words = ["build", str(samples("nesfjord")), "--chapter", "okonomi", "--out"]
    for name, seed in (("one", "1"), ("two", "2")):
        program = "import sys; from assembler.cli.main import main; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", program, *words, str(tmp_path / name)]
        done = subprocess.run(command, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}, check=False)
        assert done.returncode == 0
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert len(one) == 6
    assert [name for name in one if one[name] != two[name]] == []


def test_a_plan_as_one_json_document_is_built_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = load_folder(samples("nesfjord")).plan
    # JSON carries no pictures: the one text that shows one stays behind.
    plan = replace(whole, narratives=tuple(n for n in whole.narratives if n.id != "investeringar"), pictures=())
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_json(plan)), encoding="utf-8")
    words = ("--chapter", "okonomi", "--formats", "html")
    assert build(file, tmp_path / "json", *words) == 0
    assert build(samples("nesfjord"), tmp_path / "folder", *words) == 0
    name = "nesfjord-tertial-2-2026-forslag-okonomi.html"
    assert (tmp_path / "json" / name).read_bytes() == (tmp_path / "folder" / name).read_bytes()
    file.write_text('{"id": ', encoding="utf-8")
    assert build(file, tmp_path / "bad", *words) == 2
    assert "ikke gyldig JSON" in capsys.readouterr().err
