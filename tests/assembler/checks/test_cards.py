"""Cards, functions, profiles and the printed catalogue belong together, and a half-written card does not load."""

import copy
from pathlib import Path

import pytest
import yaml

from assembler.checks.card import BadCards, card_of, cards, profiles
from assembler.checks.catalogue import catalogue
from assembler.checks.register import every_check
from assembler.messages.catalogue import LANGS
from assembler.resources import templates

ROOT = Path(__file__).parents[3]


def written(name: str = "heading-skips-level") -> dict:
    return yaml.safe_load(templates("checks", "cards", f"{name}.yaml").read_text(encoding="utf-8"))


def test_every_function_has_a_card_and_every_card_a_function() -> None:
    assert {card.check for card in cards().values()} == every_check()


def test_every_rule_is_in_a_profile_that_concerns_its_target() -> None:
    listed = {id for ids in profiles().values() for id in ids}
    assert listed == set(cards())
    targets = {"docx-sound": "docx", "docx-wcag": "docx", "pdfua-1": "pdf", "pdf-readable": "pdf", "html-wcag": "html"}
    targets |= {"fidelity": "document", "plan-content": "document"}
    mixed = {"archive"}
    assert set(targets) | mixed == set(profiles())
    for name, target in targets.items():
        strays = [id for id in profiles()[name] if target not in cards()[id].targets and id != "file-readable"]
        assert strays == []
        own = {id for id, card in cards().items() if target in card.targets}
        assert own <= {id for other, ids in profiles().items() if targets.get(other, target) == target for id in ids}


def test_every_clause_names_a_standard() -> None:
    standards = ("WCAG ", "EN 301 549 ", "ISO 14289-1 ", "Matterhorn ", "ECMA-376 ", "ISO 29500-2 ", "MS-DOCX ")
    standards += ("kommuneloven § ", "eigedomsskattelova § ", "FOR-2019-06-07-714 § ")
    standards += ("ISO 19005-2 6.", "ISO 15836-1", "ISO 15489-1 5.")
    standards += ("GFOA 20", "Norges beste økonomiplan, jury 20", "KS Helhetsmodellen")
    for card in cards().values():
        assert card.clauses
        assert all(clause.startswith(standards) for clause in card.clauses)


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_without_one_of_the_languages_does_not_load(lang: str) -> None:
    raw = written()
    del raw["texts"][lang]
    with pytest.raises(BadCards, match="not nb, nn and en"):
        card_of(raw, "heading-skips-level")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda raw: raw["texts"]["nn"].pop("mend"), "title, mend"),
        (lambda raw: raw["texts"]["en"].update(failed="Level {level}."), "other values"),
        (lambda raw: raw["texts"]["nn"].update(review="?"), "other texts"),
        (lambda raw: raw["texts"]["nb"].pop("failed"), "failed or review"),
        (lambda raw: raw["examples"].pop("html"), "every target needs examples"),
        (lambda raw: raw["examples"]["html"].pop("fail"), "one that fails"),
        (lambda raw: raw.pop("clauses"), "has the fields"),
        (lambda raw: raw.update(severity="high"), "has the fields"),
        (lambda raw: raw.update(id="heading-jumps"), "the id of its file"),
    ],
)
def test_a_half_written_card_does_not_load(change, reason: str) -> None:
    raw = copy.deepcopy(written())
    change(raw)
    with pytest.raises(BadCards, match=reason):
        card_of(raw, "heading-skips-level")


@pytest.mark.parametrize("lang", LANGS)
def test_the_printed_catalogue_is_that_of_the_cards(lang) -> None:
    printed = (ROOT / "docs" / "rules" / f"{lang}.md").read_text(encoding="utf-8")
    assert printed == catalogue(lang), f"print it again: plansats check --rules --lang {lang} > docs/rules/{lang}.md"
