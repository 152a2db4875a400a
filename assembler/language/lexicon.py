"""What is known of words: s-forms, participles, exceptions, small words. Loaded at first use, once a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from assembler.language.tokens import Form
from assembler.resources import templates

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DOUBTFUL = "~"
_SHORT = 4


@cache
def shared_words() -> Mapping[str, frozenset[str]]:
    """Small closed classes that both forms share, by name."""
    raw = yaml.load(templates("language", "shared-words.yaml").read_text(encoding="utf-8"), _LOADER)
    return {kind: frozenset(words.split()) for kind, words in raw.items()}


@cache
def prefixes() -> tuple[str, ...]:
    """What may stand before a verb ("oppgradert", "viderefører"), the longest first."""
    return tuple(sorted(shared_words()["prefixes"], key=lambda prefix: (-len(prefix), prefix)))


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of forms; `doubtful` ones are also other words, so that only their surroundings decide."""

    sure: frozenset[str]
    doubtful: frozenset[str]

    def find(self, word: str) -> str:
        """The listed form behind `word` (itself, or what follows a prefix or hyphen); "" when there is none.

        Behind a prefix a doubtful form stays doubtful ("kvalitetssikres").
        """
        if word in self.sure or word in self.doubtful:
            return word
        head, hyphen, tail = word.rpartition("-")
        if head[-1:].isdigit():
            return ""
        if hyphen and tail in self.sure:
            return tail
        rests = [tail[len(prefix) :] for prefix in prefixes() if tail.startswith(prefix)]
        sure = next((rest for rest in rests if len(rest) > 2 and rest in self.sure), "")
        return sure or next((rest for rest in rests if len(rest) > _SHORT and rest in self.doubtful), "")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the analysis of one form of Norwegian knows of words.

    `s_forms` are passive forms in -s (bokmål) and verb stems that take -ast (nynorsk); `small` the closed classes by
    name, `exceptions` what looks like a passive and is none.
    """

    s_forms: WordList
    participles: WordList
    small: Mapping[str, frozenset[str]]
    exceptions: Mapping[str, frozenset[str]]

    def is_ert(self, word: str) -> bool:
        """Whether `word` is the participle of a verb in -ere ("vurdert"); only nynorsk needs to ask."""
        stem = word[:-2] if word.endswith("erte") else word[:-1] if word.endswith("ert") else ""
        return bool(stem) and bool(self.s_forms.find(stem))


@cache
def lexicon(form: Form) -> Lexicon:
    """The lexicon of `form`."""
    return Lexicon(
        _words(form, "s-forms.txt" if form == "nb" else "verb-stems.txt"),
        _words(form, "participles.txt"),
        _classes("function-words.yaml", form),
        _classes("passive-exceptions.yaml", form),
    )


def _words(form: Form, name: str) -> WordList:
    lines = templates("language", form, name).read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if not line.startswith("#")]
    sure = frozenset(line for line in listed if not line.endswith(_DOUBTFUL))
    return WordList(sure, frozenset(line[:-1] for line in listed if line.endswith(_DOUBTFUL)))


def _classes(name: str, form: Form) -> Mapping[str, frozenset[str]]:
    raw = yaml.load(templates("language", name).read_text(encoding="utf-8"), _LOADER)
    return {kind: frozenset(words[form].split()) for kind, words in raw.items()}
