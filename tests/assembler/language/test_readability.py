"""LIX by its definition, counted by hand."""

import pytest

from assembler.language.passage import Passage, read
from assembler.language.readability import Readability, readability
from assembler.language.tokens import words


def test_lix_counted_by_hand() -> None:
    # 12 words, 2 sentences, 3 words of more than six letters (kommunen, barnehager, budsjettet): 6 + 25.
    text = "Kommunen skal bygge barnehager og vei. Det er budsjettet som setter grenser"
    counted = readability(read([Passage(text)], "nb").passages)
    assert (counted.words, counted.sentences, counted.long_words) == (12, 2, 4)
    assert counted.lix == pytest.approx(6 + 100 * 4 / 12)


def test_an_abbreviation_ends_no_sentence_and_a_heading_does_not_count() -> None:
    prose = read([Passage("Om bl.a. alle skolene", "heading"), Passage("Vi har bl.a. fire skoler.")], "nb")
    assert (prose.word_count, prose.sentence_count) == (5, 1)


def test_nothing_has_no_lix() -> None:
    assert Readability().lix == 0.0 == Readability().average


def test_sums() -> None:
    assert Readability(10, 2, 3, 1) + Readability(5, 1, 0, 0) == Readability(15, 3, 3, 1)


def test_words() -> None:
    text = "10 985 000 kr til IKT-drift, jf. § 14-4 (2,5 %)."
    assert [text[start:end] for start, end in words(text)] == [
        "10 985 000",
        "kr",
        "til",
        "IKT-drift",
        "jf",
        "14-4",
        "2,5",
    ]
