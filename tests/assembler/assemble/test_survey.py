import shutil
from pathlib import Path

import pytest

from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.assemble.survey import survey
from assembler.document.blocks import Section
from assembler.document.walk import plain_text
from assembler.problem import Refused
from assembler.resources import samples


@pytest.fixture
def stavanger(tmp_path: Path) -> Path:
    return Path(shutil.copytree(samples("stavanger-2016"), tmp_path / "plan"))


def places(found):
    return {place["slot"]: place for chapter in found["chapters"] for place in chapter["places"]}


def test_every_place_for_a_text_is_told_with_who_owes_it(stavanger: Path) -> None:
    text = stavanger / "narrative" / "vedtak.md"
    text.write_text(text.read_text(encoding="utf-8").replace("status: ferdig", "status: utkast\ndue: 2015-12-01"))
    (stavanger / "narrative" / "utgifter.md").unlink()
    found = survey(from_folder(stavanger), Order()).as_json()
    decision = places(found)["vedtak"]
    assert decision["required"] is True
    (written,) = decision["texts"]
    assert (written["status"], written["due"], written["owner"]) == ("utkast", "2015-12-01", "Budsjettkontoret")
    assert written["file"] == "narrative/vedtak.md"
    unwritten = places(found)["utgifter"]
    assert (unwritten["heading"], unwritten["texts"]) == ("Utgifter", [])


def test_an_edition_and_its_figures(stavanger: Path) -> None:
    found = survey(from_folder(stavanger), Order(depth="full")).as_json()
    assert (found["plan"]["edition"], found["plan"]["depth"], found["plan"]["year"]) == ("vedtatt", "full", 2016)
    # 11 301 lines of the adopted budget's operating part alone: all three ledgers are read.
    assert found["ledger_lines"] > 11301
    assert {check["holds"] for check in found["reconciliation"] if check["id"] == "drift_zero"} == {True}


def test_a_faulty_plan_is_refused_with_every_fault(stavanger: Path) -> None:
    plan = stavanger / "plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("year: 2016\n", "year: soon\n").replace("unit: 1000", "unit: 7")
    )
    with pytest.raises(Refused) as refused:
        survey(from_folder(stavanger), Order())
    assert len(refused.value.problems) >= 2


def test_an_area_of_which_nothing_but_its_figures_is_known_gets_no_chapter(stavanger: Path) -> None:
    document = survey(from_folder(stavanger), Order()).composed.document
    titles = [plain_text(block.title) for block in document.blocks if isinstance(block, Section)]
    # areas.csv names one area, and no text, goal, measure or investment is of it.
    assert "Driftsbudsjett" in titles
    assert "Sum felles inntekter og utgifter" not in titles
