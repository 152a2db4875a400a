"""The kinds of rules, by the name that cards use."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from assembler.language.card import Card
from assembler.language.hint import Hint, Settings
from assembler.language.kinds.density import bli_passive_density, noun_density, s_passive_density
from assembler.language.kinds.form_words import other_form, repetition
from assembler.language.kinds.lengths import (
    average_length,
    heading_length,
    lix,
    paragraph_length,
    sentence_length,
    word_length,
)
from assembler.language.kinds.nominalisation import empty_verb
from assembler.language.kinds.phrases import double_negation, pair, subject, substitution
from assembler.language.kinds.short_forms import abbreviation, acronym
from assembler.language.kinds.structure import empty_heading, enumeration, no_reader, term_variant, unexplained_term
from assembler.language.passage import Prose

Kind: TypeAlias = Callable[[Prose, Card, Settings], Iterator[Hint]]

KINDS: Mapping[str, Kind] = {
    "sentence-length": sentence_length,
    "average-length": average_length,
    "lix": lix,
    "paragraph-length": paragraph_length,
    "heading-length": heading_length,
    "word-length": word_length,
    "s-passive-density": s_passive_density,
    "bli-passive-density": bli_passive_density,
    "noun-density": noun_density,
    "empty-verb": empty_verb,
    "substitution": substitution,
    "abbreviation": abbreviation,
    "acronym": acronym,
    "subject": subject,
    "double-negation": double_negation,
    "pair": pair,
    "other-form": other_form,
    "empty-heading": empty_heading,
    "enumeration": enumeration,
    "no-reader": no_reader,
    "unexplained-term": unexplained_term,
    "term-variant": term_variant,
    "repetition": repetition,
}
