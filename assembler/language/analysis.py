"""A text made ready for analysis: its sentences, each with its tokens. Made once, read by every measure and rule."""

from dataclasses import dataclass
from functools import cached_property

from assembler.language.splitting import sentences
from assembler.language.tokens import Form, Span, Token, tokens


@dataclass(frozen=True)
class Sentence:
    """A sentence: its span in the text and its tokens."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens that count as words."""
        return tuple(token for token in self.tokens if token.is_word)


@dataclass(frozen=True)
class Analysis:
    """A text with its sentences. `form` is the form of Norwegian that it is read as."""

    text: str
    form: Form
    sentences: tuple[Sentence, ...]

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """All words in order."""
        return tuple(word for sentence in self.sentences for word in sentence.words)


def analyse(text: str, form: Form) -> Analysis:
    """`text` with its sentences and tokens; a text without any is an analysis without sentences."""
    return Analysis(text, form, tuple(_with_tokens(text, sentences(text, form))))


def _with_tokens(text: str, spans: list[Span]) -> list[Sentence]:
    rest = iter(tokens(text))
    token = next(rest, None)
    found: list[Sentence] = []
    for start, end in spans:
        own: list[Token] = []
        while token is not None and token.start < end:
            own.append(token)
            token = next(rest, None)
        found.append(Sentence(start, end, tuple(own)))
    return found
