"""Which language a text is written in, judged by its small words: bokmål, nynorsk, or another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assembler.language.tokens import tokens
from assembler.language.wordlists import plain_words

Language: TypeAlias = Literal["nb", "nn", "en", "sv", "da", "de", "se", "unknown"]

_FOREIGN: tuple[Language, ...] = ("en", "sv", "da", "de", "se")
_NEIGHBOURS = ("sv", "da")
_ENOUGH = 12
_SHARE = 0.08
_HITS = 2
_READ = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """The language, and what share of the words are small words of each form of Norwegian; `words` have letters.

    "unknown" is too short, or has hardly any small words (a list of names, a language that is not known here).
    """

    language: Language
    bokmål: float = 0.0
    nynorsk: float = 0.0
    words: int = 0

    @property
    def is_foreign(self) -> bool:
        """Whether it is written in another language than Norwegian."""
        return self.language in _FOREIGN

    @property
    def is_doubtful(self) -> bool:
        """Whether it is long enough to tell, and still seems to be no language known here."""
        return self.language == "unknown" and self.words >= _ENOUGH


def identify(text: str) -> Verdict:
    """The language of `text` (its first twenty thousand characters)."""
    words = [token.lower for token in tokens(text[:_READ]) if token.text[0].isalpha()]
    own = {name: _share(words, f"only-{name}") for name in ("nb", "nn")}
    return Verdict(_language(words, own), own["nb"], own["nn"], len(words))


def _language(words: list[str], own: Mapping[str, float]) -> Language:
    if len(words) < _ENOUGH:
        return "unknown"
    norwegian = max(_share(words, "nb"), _share(words, "nn"))
    foreign = {name: _share(words, name) for name in _FOREIGN}
    likeliest = max(_FOREIGN, key=lambda name: foreign[name])
    against = max(own["nb"] - (_share(words, "also-da") if likeliest == "da" else 0.0), own["nn"], _SHARE)
    if likeliest not in _NEIGHBOURS:
        against = max(against, norwegian)
    if foreign[likeliest] * len(words) >= _HITS and foreign[likeliest] > against:
        return likeliest
    if norwegian < _SHARE:
        return "unknown"
    return "nn" if own["nn"] > own["nb"] else "nb"


def _share(words: list[str], name: str) -> float:
    small = plain_words("languages", name)
    return sum(word in small for word in words) / len(words) if words else 0.0
