"""The abbreviations of Norwegian, from `templates/language/abbreviations.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from assembler.language.tokens import Form
from assembler.resources import templates

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """`joins` never end a sentence, `may_end` may, `before_figures` are words but before a figure.

    `full` has the words of those that always mean the same, by form.
    """

    joins: frozenset[str]
    may_end: frozenset[str]
    before_figures: frozenset[str]
    full: Mapping[str, Mapping[Form, str]]


@cache
def abbreviations() -> Abbreviations:
    """All abbreviations, in small letters and without their last stop."""
    raw = yaml.load(templates("language", "abbreviations.yaml").read_text(encoding="utf-8"), _LOADER)
    full = {name: words for part in raw.values() for name, words in part.items() if words}
    joins, may_end, before_figures = (frozenset(raw[kind]) for kind in ("joins", "may-end", "before-figures"))
    return Abbreviations(joins, may_end, before_figures, full)
