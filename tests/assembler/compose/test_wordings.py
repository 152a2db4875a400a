"""Names of a plan in the other form of Norwegian."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assembler.assemble.order import Order, settle
from assembler.compose.wordings import in_form
from assembler.plan.decisions import Hearing
from assembler.plan.model import Area, Measure
from assembler.plan.wording import Wording
from tests.assembler.compose.edition import plan

WORDS = (
    Wording("Skole", "nn", "Skule"),
    Wording("Leseløftet på skolen", "nn", "Leseløftet på skulen"),
    Wording("Saksnummer", "nn", "Saksnummer i arkivet"),
)


def bilingual():
    return plan(
        form="nb",
        areas=(Area("skole", "Skole", sources=("Grunnskole",)), Area("helse", "Helse")),
        measures=(Measure("S-1", "Leseløftet på skolen", "skole", {2027: Decimal(1)}, text="Skole og lesing."),),
        facts={"Saksnummer": "26/1"},
        wordings=WORDS,
    )


def test_an_area_is_named_anew_and_still_found_by_its_names_in_ledgers():
    school, health = in_form(bilingual(), "nn").areas
    assert (school.name, school.sources) == ("Skule", ("Skole", "Grunnskole"))
    assert (health.name, health.sources) == ("Helse", ())


def test_only_whole_texts_are_worded():
    own = in_form(bilingual(), "nn")
    assert own.measures[0].title == "Leseløftet på skulen"
    assert own.measures[0].text == "Skole og lesing."
    assert own.facts == {"Saksnummer i arkivet": "26/1"}


def test_the_plans_own_form_is_as_it_was():
    whole = bilingual()
    assert in_form(whole, "nb") is whole


def test_an_order_in_the_other_form_has_its_words():
    assert [area.name for area in settle(bilingual(), Order(form="nn")).plan.areas] == ["Skule", "Helse"]
    assert [area.name for area in settle(bilingual(), Order(form="nb")).plan.areas] == ["Skole", "Helse"]


def test_words_of_the_glossary_and_how_to_respond_have_a_wording_too():
    own = replace(
        bilingual(),
        terms={"Skole": "Der barn lærer."},
        hearing=Hearing(date(2026, 12, 10), respond="Skriv til oss."),
        wordings=(
            *WORDS,
            Wording("Skriv til oss.", "nn", "Skriv oss."),
            Wording("Der barn lærer.", "nn", "Der born lærer."),
        ),
    )
    worded = in_form(own, "nn")
    assert worded.terms == {"Skule": "Der born lærer."}
    assert worded.hearing is not None and worded.hearing.respond == "Skriv oss."
