"""Sentence spans, checked by hand."""

import pytest

from assembler.language import sentences
from assembler.language.tokens import Form


def split(text: str, form: Form = "nb") -> list[str]:
    return [text[start:end] for start, end in sentences(text, form)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Kommunen viser til § 14-4 annet ledd.", "Det gjelder bl.a. skoler, barnehager o.l.", "Vi kommer tilbake."],
        ["Møtet er 17. mai kl. 12.30 i 5. etasje.", "Velkommen!"],
        ["Rolf B. Wegner svarte.", "Hva nå?", "Ingen visste det."],
        ["Vi velger plan B.", "Det er billigst."],
        ["Kong Harald V. åpnet brua.", "Han sa:", "«Her er det fint.»", "Så gikk han."],
        ["Det koster 15 mill. kr.", "Staten betaler 3 mill. NOK."],
        ["Se kap. 3.5.2 og pkt. 4.", "Der står det."],
        ["Jf. kommuneloven § 14-2.", "Budsjettet må være i balanse, jf. nr. 3."],
        ["Grunnen er enkel:", "Vi blir flere."],
        ["Kommunen skal:", "Bygge skoler."],
        ["Vi spilte «Guitar Hero: World Tour» hele natta.", "Det var gøy."],
        ["«Nei!» sa hun.", "«Jo!»"],
        ["Vi vet ikke ... men vi tror det.", "Slik er det."],
        ["Innbyggertallet var 11 204 i 2024.", "I 2025 var det 11 310."],
        ["Gjelder ca. 40 personer, dvs. alle.", "Ingen unntak."],
        ["Eiendommen er gnr. 23 bnr. 118.", "Høyden er 7,8 m.", "Kravet står i pbl. § 19-2 og hol. § 3-1."],
        ["Søk min. 14 dager før.", "Boka er min.", "Repr. Aas og Aa. Lie møtte.", "Se personopplysningsl. § 1."],
    ],
)
def test_joined_sentences_come_apart_again(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_nynorsk() -> None:
    expected = ["Det gjeld m.a. skular, jf. kap. 7.", "Vi kjem attende 3. juli.", "Saka er avgjord, t.d. av rådet."]
    assert split(" ".join(expected), "nn") == expected


def test_headings_and_list_items_stand_alone() -> None:
    text = "Flere eldre\n\nVi blir flere. Det koster.\n- punkt en\n- punkt to\n1. Nummer"
    assert split(text) == ["Flere eldre", "Vi blir flere.", "Det koster.", "- punkt en", "- punkt to", "1. Nummer"]


def test_wrapped_text_is_not_cut_at_line_ends() -> None:
    text = "Dette er en tekst som er\nbrutt over flere linjer med\nhardt linjeskift. Den har to\nsetninger."
    assert split(text) == [
        "Dette er en tekst som er\nbrutt over flere linjer med\nhardt linjeskift.",
        "Den har to\nsetninger.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u00a0"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert sentences(text, "nb") == []


def test_control_characters_and_soft_hyphens_do_no_harm() -> None:
    assert split("\x00\x01 hei.\r\nNy linje. \u00ad") == ["\x00\x01 hei.", "Ny linje. \u00ad"]
