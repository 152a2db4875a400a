"""Every document type of the project is sound: its slots can be filled, in both forms of Norwegian."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assembler.compose.composer import compose
from assembler.compose.doctype import Slot, document_type, document_types
from assembler.compose.slots import MAKERS
from assembler.document.blocks import Section
from assembler.plan.model import NarrativeBlock
from assembler.problem import Refused
from tests.assembler.compose.edition import situation


def slots(found: tuple[Slot, ...]) -> Iterator[Slot]:
    for slot in found:
        yield slot
        yield from slots(slot.slots)


@pytest.mark.parametrize("id", document_types())
def test_every_slot_can_be_filled(id: str) -> None:
    kind = document_type(id)
    every = [slot for chapter in kind.chapters for slot in slots(chapter.slots)]
    assert {slot.make for slot in every if slot.make} <= set(MAKERS)
    assert all(bool(slot.make) + bool(slot.narrative) + (slot.section is not None) == 1 for slot in every)
    for edition in kind.editions:
        ids = [chapter.id for chapter in kind.chapters if edition.id in (chapter.editions or (edition.id,))]
        assert len(ids) == len(set(ids))
    assert set(kind.pages) <= set(kind.depths)


def test_makers_are_all_used_by_some_type() -> None:
    used = {
        slot.make for id in document_types() for chapter in document_type(id).chapters for slot in slots(chapter.slots)
    }
    assert set(MAKERS) - used <= {"indicator-chart"}


def test_an_unknown_type_names_those_there_are() -> None:
    with pytest.raises(Refused) as refused:
        document_type("romanen")
    assert "tertialrapport" in str(refused.value.problems[0].values["known"])


def test_a_missing_required_text_is_said_and_an_empty_chapter_left_out() -> None:
    composed = compose(situation())
    missing = {str(p.values["slot"]) for p in composed.problems if p.code == "compose-narrative-missing"}
    assert {"vedtak", "samla-vurdering", "omrade-skule", "omrade-helse"} <= missing
    titles = [block.id for block in composed.document.blocks if isinstance(block, Section)]
    assert "vedtak" not in titles
    assert titles[:3] == ["om-rapporten", "samla-vurdering", "okonomi"]


def test_one_chapter_alone() -> None:
    composed = compose(situation(), "okonomi")
    assert [block.id for block in composed.document.blocks if isinstance(block, Section)] == ["okonomi"]
    unknown = compose(situation(), "ukjend")
    assert "compose-chapter-unknown" in {problem.code for problem in unknown.problems}


def test_a_text_without_a_place_in_the_type_is_told_but_not_one_of_another_depth() -> None:
    blocks = (NarrativeBlock("a", "finans", "nn", ()), NarrativeBlock("b", "dikt", "nn", ()))
    composed = compose(replace(situation(narratives=blocks), depth="kort"))
    told = [str(p.values["slot"]) for p in composed.problems if p.code == "compose-slot-unknown"]
    assert told == ["dikt"]
