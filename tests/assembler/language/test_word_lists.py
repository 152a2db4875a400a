"""The word lists: each entry with its source and in both forms, and nothing that YAML took for something else."""

import pytest

from assembler.language.abbreviations import abbreviations
from assembler.language.lexicon import lexicon, prefixes
from assembler.language.limits import limits
from assembler.language.wordlists import substitutions, word_list
from assembler.resources import templates

SUBSTITUTIONS = ("stiff-words", "technical-terms", "term-variants")


@pytest.mark.parametrize("name", SUBSTITUTIONS)
def test_entries_have_a_source_and_both_forms(name: str) -> None:
    for entry in word_list(name):
        assert entry["source"]
        for form in ("nb", "nn"):
            assert entry[form]
            assert all(isinstance(word, str) for pair in entry[form].items() for word in pair)


@pytest.mark.parametrize("form", ["nb", "nn"])
@pytest.mark.parametrize("name", SUBSTITUTIONS)
def test_no_phrase_stands_twice(name: str, form: str) -> None:
    listed = [phrase for entry in word_list(name) for phrase in entry[form]]
    assert len(listed) == len(set(listed))
    assert substitutions(name, form)


def test_good_norwegian_is_on_no_list() -> None:
    for form in ("nb", "nn"):
        listed = {phrase for entry in word_list("stiff-words") for phrase in entry[form]}
        assert not {"dersom", "på bakgrunn av"} & listed


def test_words_of_the_other_form_are_no_words_of_the_own() -> None:
    lists = word_list("other-form")
    for name in ("in-nb", "in-nn"):
        assert all(isinstance(word, str) for pair in lists[name].items() for word in pair)
        assert not set(lists[name]) & set(lists[name].values())


def test_abbreviations_are_written_out_in_both_forms() -> None:
    known = abbreviations()
    assert not known.joins & known.may_end
    assert all(set(words) == {"nb", "nn"} and all(words.values()) for words in known.full.values())


@pytest.mark.parametrize("form", ["nb", "nn"])
def test_lexicons_are_credited_sorted_and_without_what_a_prefix_explains(form: str) -> None:
    for path in sorted(templates("language", form).glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert "Norsk Ordbank" in lines[0] and "CC BY 4.0" in lines[0]
        words = [line for line in lines if not line.startswith("#")]
        assert words == sorted(set(words))
    assert lexicon(form).participles.find("gjennomført") and "" not in prefixes()


def test_a_type_or_depth_without_limits_of_its_own_has_the_standard_ones() -> None:
    assert limits("full", "tertialrapport") == limits()
