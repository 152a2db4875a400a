"""Editions from one plan: amendments add to measures, or take them back."""

from decimal import Decimal

from assembler.compose.doctype import document_type
from assembler.compose.editions import of_edition
from assembler.plan.decisions import Amendment, Benefit
from assembler.plan.model import Measure
from tests.assembler.compose.edition import plan

TYPE = "handlings-og-okonomiplan"


def amended(*amendments):
    measures = (
        Measure("S-1", "Legge ned en skole", "skole", {2027: Decimal(-1900), 2028: Decimal(-4600)}),
        Measure("S-2", "Leseløft", "skole", {2027: Decimal(3200), 2028: Decimal(0)}),
    )
    benefits = (Benefit("S-1", "cost", "Færre timer"), Benefit("S-2", "quality", "Flere lesere"))
    return plan(type=TYPE, measures=measures, benefits=benefits, amendments=amendments)


def test_a_measure_that_is_taken_back_whole_is_gone_with_its_benefits_from_its_edition_on():
    back = Amendment("1", "Skolen består", "skole", "drift", {2027: Decimal(1900), 2028: Decimal(4600)}, measure="S-1")
    whole = amended(back)
    assert [one.id for one in of_edition(whole, document_type(TYPE), "forslag").measures] == ["S-1", "S-2"]
    adopted = of_edition(whole, document_type(TYPE), "vedtatt")
    assert [one.id for one in adopted.measures] == ["S-2"]
    assert [one.measure for one in adopted.benefits] == ["S-2"]
    assert adopted.amendments == (back,)


def test_a_measure_that_is_taken_back_in_part_has_what_is_left():
    later = Amendment("1", "Skolen består ett år til", "skole", "drift", {2027: Decimal(1900)}, measure="S-1")
    adopted = of_edition(amended(later), document_type(TYPE), "vedtatt")
    assert adopted.measures[0].amounts == {2027: Decimal(0), 2028: Decimal(-4600)}
