"""What a municipality decides, what is exempt, and text that is no Norwegian."""

import pytest

from assembler.language.hint import STANDARD, Settings
from assembler.language.identify import identify
from assembler.language.limits import limits
from assembler.language.passage import Passage
from assembler.language.review import review, review_all
from tests.measure_language import CORPUS

STIFF = "Vi svarer vedrørende saken."


def rules(text: str, settings: Settings = STANDARD, form="nb") -> list[str]:
    return [hint.rule for hint in review([Passage(text)], form, settings).hints]


def test_an_allowed_word_is_not_found() -> None:
    assert rules(STIFF) == ["K08"]
    assert rules(STIFF, Settings(allowed=frozenset({"vedrørende"}))) == []


def test_a_long_word_is_allowed_with_its_endings() -> None:
    word = "Vi styrker kompetanseutviklingen."
    assert rules(word) == ["K11"]
    assert rules(word, Settings(allowed=frozenset({"kompetanseutvikling"}))) == []
    assert rules(word, Settings(allowed=frozenset({"kompetanse"}))) == ["K11"]


def test_an_ignored_rule_does_not_run() -> None:
    assert rules(STIFF, Settings(ignored=frozenset({"K08"}))) == []


def test_a_term_of_the_glossary_needs_no_explanation() -> None:
    assert rules("Vi styrker FDV i år.") == ["K10"]
    assert rules("Vi styrker FDV i år.", Settings(terms=frozenset({"fdv"}))) == []


def test_an_acronym_is_asked_about_once_in_a_document() -> None:
    block = [Passage("Vi styrker FDV i år.")]
    first, second = review_all([block, block], "nb")
    assert [len(first.hints), len(second.hints)] == [1, 0]


@pytest.mark.parametrize(
    "text", ["Han skrev «vedrørende saken».", 'Han skrev "vedrørende saken".', "Vi bor i Vedrørende Hus."]
)
def test_quotations_and_names_are_exempt(text: str) -> None:
    assert rules(text) == []


def test_speech_with_a_dash_is_exempt_but_a_list_with_dashes_is_not() -> None:
    spoken = "Hun er glad. – Man vet aldri vedrørende bussen, sier hun. Vi svarer vedrørende saken."
    assert rules(spoken) == ["K08"]
    item = Passage("– Vi svarer vedrørende saken.", "item")
    assert [hint.rule for hint in review([item], "nb").hints] == ["K08"]


def test_locked_text_is_exempt() -> None:
    assert review([Passage(STIFF, locked=((10, 20),))], "nb").hints == ()


def test_the_short_depth_is_stricter() -> None:
    short = limits("kort")
    assert (short["average-words"].judge(15), short["average-words"].judge(15.1)) == (None, ("warning", 15))
    assert (short["lix"].judge(40.0), short["lix"].judge(40.5)) == (None, ("warning", 40))
    assert limits()["sentence-words"] == short["sentence-words"]
    assert rules("Vi bruker av disposisjonsfondet.") == []
    assert rules("Vi bruker av disposisjonsfondet.", Settings(depth="kort")) == ["K22"]


@pytest.mark.parametrize(
    ("words", "level"), [(20, None), (21, "info"), (25, "info"), (26, "warning"), (35, "warning"), (36, "error")]
)
def test_limits_of_a_sentence(words: int, level: str | None) -> None:
    hints = review([Passage("Vi " + "går " * (words - 1) + ".")], "nb", Settings(ignored=frozenset({"K19"}))).hints
    assert [hint.level for hint in hints if hint.rule == "K01"] == ([level] if level else [])


def test_suggestions_keep_the_capital() -> None:
    (hint,) = review([Passage("Vedrørende saken har vi et spørsmål.")], "nb").hints
    assert hint.instead == "Om"


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Kommunen iverksetter tiltaket.", "setter i gang"),
        ("Derfor iverksetter vi tiltaket.", ""),
        ("Kommunen iverksetter ikke tiltaket.", ""),
        ("Det er således grunn til å vente.", ""),
        ("Vi bygger i inneværende år.", "i år"),
    ],
)
def test_a_replacement_is_offered_only_where_the_sentence_stands_it(text: str, instead: str) -> None:
    assert [hint.instead for hint in review([Passage(text)], "nb").hints] == [instead]


def test_bands_of_lix() -> None:
    assert [limits()["lix"].judge(value) for value in (39.9, 40, 50, 60)] == [
        None,
        ("info", 40),
        ("warning", 50),
        ("error", 60),
    ]


ENGLISH = "The municipality will build two new schools in the next four years, and this is what it has to cost."


def test_another_language_is_not_linted_as_norwegian() -> None:
    assert identify(ENGLISH).language == "en"
    found = review([Passage(STIFF), Passage(ENGLISH)], "nb")
    assert found.foreign == (1,)
    assert {hint.passage for hint in found.hints} == {0}
    assert found.readability.words == 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Kommunen bygger to nye skoler, når man ser på, hvad det har kostet, og hvad vi får ud af det efter et år.",
            "da",
        ),
        ("Kommunen skal byggja to nye skular i åra som kjem, og det er ikkje gratis for nokon av oss.", "nn"),
        ("Kommunen skal bygge to nye skoler i årene som kommer, og det er ikke gratis for noen av oss.", "nb"),
        ("Kommunen ska bygga två nya skolor under de kommande åren, och det är inte gratis för någon av oss.", "sv"),
        ("Die Gemeinde wird in den nächsten Jahren zwei neue Schulen bauen, und das ist nicht umsonst für uns.", "de"),
        ("Suohkan galgá hukset guokte ođđa skuvlla ja dat ii leat nuvttá, muhto mii leat mearridan dan dahkat.", "se"),
        ("Nes, Vik, Sand", "unknown"),
        ("To handler om å tåle været, ett om hvor vi bygger, og ett om å komme seg fram uten bil i byen.", "nb"),
        ("Merknader er forslag til klarere språk. Følg dem, svar på dem, eller la dem stå. De blir ikke trykt.", "nb"),
        ("Børnene bliver hørt, og skolen får penge til nye bøger, men det er ikke nok til alle.", "da"),
        ("Utsetting av levende organismer eller rogn kan bare skje med tillatelse, eller etter søknad.", "nb"),
        ("Det er den komande far sin John som vert sendt tilbake att i tid, eller om att fleire gonger.", "nn"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert identify(text).language == language


def test_mixed_forms_are_named_word_by_word() -> None:
    hints = review([Passage("Vi vet ikkje hva det koster, men pengene kommer frå staten.")], "nb").hints
    assert [(hint.rule, hint.instead) for hint in hints] == [("K15", "ikke"), ("K15", "fra")]


@pytest.mark.parametrize("form", ["nb", "nn"])
def test_well_written_paragraphs_get_no_hint(form) -> None:
    lines = (CORPUS / f"good.{form}.txt").read_text(encoding="utf-8").splitlines()
    passages = [Passage(line) for line in lines if not line.startswith("# ")]
    assert len(passages) > 30
    assert [hint for passage in passages for hint in review([passage], form).hints] == []
    assert review(passages, form).hints == ()


def test_nothing_is_found_in_nothing() -> None:
    assert review([], "nb").hints == () == review([Passage("")], "nn").hints
