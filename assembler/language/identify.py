"""Which language a text is written in, judged by its small words: bokmål, nynorsk, or another one."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from assembler.language.tokens import tokens
from assembler.language.wordlists import plain_words

Language: TypeAlias = Literal["nb", "nn", "en", "sv", "da", "de", "se", "unknown"]

_FOREIGN: tuple[Language, ...] = ("en", "sv", "da", "de", "se")
_ENOUGH = 12
_SHARE = 0.08
_READ = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """The language, and what share of the words are small words of each form of Norwegian.

    "unknown" is too short, or has hardly any small words (a list of names).
    """

    language: Language
    bokmål: float = 0.0
    nynorsk: float = 0.0

    @property
    def is_foreign(self) -> bool:
        """Whether it is written in another language than Norwegian."""
        return self.language in _FOREIGN


def identify(text: str) -> Verdict:
    """The language of `text` (its first twenty thousand characters)."""
    words = [token.lower for token in tokens(text[:_READ]) if token.text[0].isalpha()]
    own = {name: _share(words, f"only-{name}") for name in ("nb", "nn")}
    if len(words) < _ENOUGH:
        return Verdict("unknown", own["nb"], own["nn"])
    norwegian = max(_share(words, "nb"), _share(words, "nn"))
    foreign = {name: _share(words, name) for name in _FOREIGN}
    likeliest = max(_FOREIGN, key=lambda name: foreign[name])
    if foreign[likeliest] > max(*own.values(), _SHARE):
        return Verdict(likeliest, own["nb"], own["nn"])
    if norwegian < _SHARE:
        return Verdict("unknown", own["nb"], own["nn"])
    return Verdict("nn" if own["nn"] > own["nb"] else "nb", own["nb"], own["nn"])


def _share(words: list[str], name: str) -> float:
    small = plain_words("languages", name)
    return sum(word in small for word in words) / len(words) if words else 0.0
