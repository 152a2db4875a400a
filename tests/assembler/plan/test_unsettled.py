"""A narrative in which a conflict still stands is refused, with its place and the way out; an inbox only warned of."""

from pathlib import Path

import pytest

from assembler.messages.catalogue import wording
from assembler.plan.load import load_folder
from assembler.problem import Refused

PLAN = """id: liten
type: tertialrapport
title: Rapport
municipality: {name: Nesfjord kommune}
year: 2026
edition: forslag
form: nb
date: 2026-09-22
"""
MARKED = "---\nid: drift\n---\nFør.\n\n<<<<<<< ours\nVår.\n=======\nDeres.\n>>>>>>> theirs\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "narrative").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "narrative/drift.md").write_text("Før.\n", encoding="utf-8")
    load_folder(tmp_path)
    return tmp_path


def test_a_conflict_is_refused_with_its_place_and_remedy(folder: Path) -> None:
    (folder / "narrative/drift.md").write_text(MARKED, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    places = [(problem.code, problem.place.file, problem.place.line) for problem in refused.value.problems]
    assert places == [("plan-unsettled", "narrative/drift.md", 6), ("plan-unsettled", "narrative/drift.md", 10)]
    assert "<<<<<<<" in wording(refused.value.problems[0], "nb").remedy


@pytest.mark.parametrize("left", ["<<<<<<< ours\nVår.\n", "Deres.\n>>>>>>> theirs\n"])
def test_half_a_conflict_is_refused_too(folder: Path, left: str) -> None:
    (folder / "narrative/drift.md").write_text(left, encoding="utf-8")
    with pytest.raises(Refused):
        load_folder(folder)


def test_text_in_the_inbox_is_a_warning(folder: Path) -> None:
    (folder / "inbox").mkdir()
    assert load_folder(folder).warnings == ()
    (folder / "inbox/drift-123.md").write_text("Ny tekst.\n", encoding="utf-8")
    assert [(problem.code, problem.place.file) for problem in load_folder(folder).warnings] == [
        ("plan-inbox", "inbox/")
    ]
