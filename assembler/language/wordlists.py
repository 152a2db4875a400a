"""The word lists that rules read, from `templates/language/words/`; each entry stands there with its source."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from assembler.language.tokens import Form, Token, tokens
from assembler.resources import templates

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def word_list(name: str) -> Any:
    """The list `name` as YAML gave it."""
    return yaml.load(templates("language", "words", f"{name}.yaml").read_text(encoding="utf-8"), _LOADER)


@cache
def plain_words(name: str, part: str) -> frozenset[str]:
    """One part of a list whose parts are words between spaces."""
    return frozenset(word_list(name)[part].split())


class Phrases:
    """Phrases of one or more words, found in a row of tokens by their first word."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        """`entries` maps phrases to what belongs to them."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for phrase, value in entries.items():
            words = tuple(token.lower for token in tokens(phrase))
            self._by_first.setdefault(words[0], []).append((words, phrase, value))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def at(self, row: tuple[Token, ...], index: int) -> tuple[int, str, str] | None:
        """The longest phrase that begins at `index`: how many tokens it has, the phrase, its value."""
        for words, phrase, value in self._by_first.get(row[index].lower, ()):
            if len(words) == 1 or tuple(token.lower for token in row[index : index + len(words)]) == words:
                return len(words), phrase, value
        return None


@cache
def substitutions(name: str, form: Form) -> Phrases:
    """The phrases of a list whose entries have `nb` and `nn` maps from what is written to what may stand instead."""
    return Phrases({found: instead for entry in word_list(name) for found, instead in (entry.get(form) or {}).items()})
