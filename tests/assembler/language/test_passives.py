"""Passives, checked by hand; what only looks like one is left alone."""

import pytest

from assembler.language import passives
from assembler.language.tokens import Form


def found(text: str, form: Form) -> list[str]:
    return [text[start:end] for start, end in passives(text, form)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Planen behandles i juni og vedtas i desember.", ["behandles", "vedtas"]),
        ("Utvalget ledes av ordføreren.", ["ledes"]),
        ("Planens mål nås ikke uten flere ansatte.", ["nås"]),
        ("Kostnadene må dekkes inn, og tiltaket dekkes av fondet.", ["dekkes", "dekkes"]),
        ("Gebyret ble satt ned, og skolen er blitt pusset opp.", ["ble satt", "blitt pusset"]),
        ("Saken ble av rådmannen oversendt formannskapet.", ["ble av rådmannen oversendt"]),
        ("Midlene bruktes til drift.", ["bruktes"]),
        ("Det finnes tre skoler, elevene trives, og lærerne møtes ofte.", []),
        ("De ansattes arbeidsmiljø og brukernes behov er viktige.", []),
        ("Alle ble godt kjent med planen og ble interessert.", []),
        ("Det blir stadig vanskeligere å rekruttere.", []),
        ("Hvordan blir livet på øya?", []),
        ("Vi vil i samarbeid med de ansattes organisasjoner verne de folkevalgtes tid.", []),
        ("Tiltakene må ses i sammenheng, og vi ses på torget.", ["ses"]),
        ("I alternativ 2 flyttes Øvre Ler, og feilene kvalitetssikres av revisor.", ["flyttes", "kvalitetssikres"]),
        ("Åsvang ble skilt ut fra Nes, og vedtak fattes alltid av et menneske.", ["ble skilt", "fattes"]),
    ],
)
def test_bokmål(text: str, expected: list[str]) -> None:
    assert found(text, "nb") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Planen skal handsamast i juni og vedtakast i desember.", ["handsamast", "vedtakast"]),
        ("Utvalet vert leia av ordføraren, og møta blir haldne kvar månad.", ["vert leia", "blir haldne"]),
        ("Planen vart vedteken i fjor, og vegane er blitt brøytte.", ["vart vedteken", "blitt brøytte"]),
        ("I år blir sakene lagde fram samla.", ["blir sakene lagde"]),
        ("Saka reknast som avslutta, og tiltaket må sjåast i samanheng.", ["reknast", "sjåast"]),
        ("Det finst tre skular, elevane trivst, og lærarane møtest ofte.", []),
        ("Dette er det enklaste, og det bør gjerast snarast.", ["gjerast"]),
        ("Gymnasten er ein entusiast med mange utkast.", []),
        ("Dei vart best kjende med planen då.", []),
        ("Barna blir trygge vaksne. Det blir god tid.", []),
    ],
)
def test_nynorsk(text: str, expected: list[str]) -> None:
    assert found(text, "nn") == expected


def test_spans_are_places_in_the_text() -> None:
    text = "Vi vet at planen ikke\u00a0ble vedtatt."
    assert passives(text, "nb") == [(text.index("ble"), text.index("."))]
