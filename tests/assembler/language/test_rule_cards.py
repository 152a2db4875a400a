"""Every card's own examples are run: right ones find nothing of the rule, wrong ones exactly what is marked."""

import re

import pytest

from assembler.language.card import BadCards, card_of, cards
from assembler.language.hint import Settings
from assembler.language.kinds.register import KINDS
from assembler.language.passage import Passage
from assembler.language.review import review
from assembler.language.tokens import Form

MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
SETTINGS = {
    "K22": Settings(depth="kort"),
    "K23": Settings(terms=frozenset({"mål", "delmål", "strategi", "oppdrag", "tiltak"})),
}
EXAMPLES = [
    pytest.param(card.id, form, text, id=f"{card.id}-{form}-{number}")
    for card in cards().values()
    for form, examples in card.examples.items()
    for number, text in enumerate((*examples.right, *examples.wrong))
]


def found(rule: str, form: Form, text: str) -> list[str]:
    role = "heading" if text.startswith("# ") else "paragraph"
    passage = Passage(text.removeprefix("# "), role)
    hints = review([passage], form, SETTINGS.get(rule, Settings())).hints
    return [passage.text[hint.start : hint.end] for hint in hints if hint.rule == rule]


@pytest.mark.parametrize(("rule", "form", "text"), EXAMPLES)
def test_example(rule: str, form: Form, text: str) -> None:
    assert found(rule, form, MARKED.sub(r"\1", text)) == MARKED.findall(text)


def test_wrong_examples_are_marked_and_right_ones_are_not() -> None:
    for card in cards().values():
        for examples in card.examples.values():
            assert all(MARKED.search(text) for text in examples.wrong)
            assert not any(MARKED.search(text) for text in examples.right)


def test_every_card_has_a_kind_and_every_kind_a_card() -> None:
    assert {card.kind for card in cards().values()} == set(KINDS)


def test_a_card_without_nynorsk_does_not_load() -> None:
    raw = {
        "id": "K99",
        "kind": "repetition",
        "level": "info",
        "sources": ["x"],
        "texts": {lang: {"title": "t", "message": "m", "try": "p"} for lang in ("nb", "en")},
        "examples": {form: {"right": ["a"], "wrong": ["b"]} for form in ("nb", "nn")},
    }
    with pytest.raises(BadCards, match="nb, nn and en"):
        card_of(raw, "K99")
