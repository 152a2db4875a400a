"""What rules read: a block of prose as passages (paragraphs, headings, list items), each analysed once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from assembler.language.analysis import Analysis, Sentence, analyse
from assembler.language.identify import identify
from assembler.language.tokens import Form, Span, Token

Role: TypeAlias = Literal["paragraph", "heading", "item"]

_DASHES = "\u2013\u2014"
_QUOTED = re.compile(r"«[^«»]*»|\u201c[^\u201c\u201d]*\u201d|\u201e[^\u201e\u201c]*\u201c|\"[^\"\n]*\"")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or list item as text. `locked` are spans that no writer can change (bound figures)."""

    text: str
    role: Role = "paragraph"
    locked: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Read:
    """A passage that has been analysed; `index` is its place in the block. A foreign one is read by no rule."""

    index: int
    role: Role
    analysis: Analysis
    exempt: frozenset[int]
    is_foreign: bool = False

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.analysis.text

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return self.analysis.sentences

    @cached_property
    def ends(self) -> frozenset[int]:
        """Where its sentences end."""
        return frozenset(sentence.end for sentence in self.sentences)

    def is_free(self, token: Token) -> bool:
        """Whether the token is the writer's own: not quoted, not locked."""
        return token.start not in self.exempt


@dataclass(frozen=True)
class Prose:
    """A block of prose in one form of Norwegian."""

    form: Form
    passages: tuple[Read, ...]

    @cached_property
    def running(self) -> tuple[Read, ...]:
        """The passages that are running text in Norwegian: no headings."""
        return tuple(one for one in self.passages if one.role != "heading" and not one.is_foreign)

    @cached_property
    def sentence_count(self) -> int:
        """Sentences of running text; a list item is at least one."""
        return sum(len(passage.sentences) for passage in self.running)

    @cached_property
    def word_count(self) -> int:
        """Words of running text."""
        return sum(len(passage.analysis.words) for passage in self.running)

    def free_sentences(self) -> Iterator[tuple[Read, tuple[Token, ...]]]:
        """Each sentence of running text as its tokens, without those that are exempt."""
        for passage in self.running:
            for sentence in passage.sentences:
                if passage.exempt:
                    yield passage, tuple(token for token in sentence.tokens if passage.is_free(token))
                else:
                    yield passage, sentence.tokens


def read(passages: Sequence[Passage], form: Form) -> Prose:
    """The passages, analysed."""
    return Prose(form, tuple(_read(index, passage, form) for index, passage in enumerate(passages)))


def _read(index: int, passage: Passage, form: Form) -> Read:
    analysis = analyse(passage.text, form)
    spoken = [(one.start, one.end) for one in analysis.sentences if _is_spoken(passage, one)]
    spans = (*passage.locked, *(match.span() for match in _QUOTED.finditer(passage.text)), *spoken)
    exempt = _exempt(analysis, spans) if spans else frozenset()
    return Read(index, passage.role, analysis, exempt, identify(passage.text).is_foreign)


def _is_spoken(passage: Passage, sentence: Sentence) -> bool:
    """Whether the sentence is speech set with a dash ("– Man vet aldri, sier hun."); in a list the dash is a bullet."""
    return passage.role == "paragraph" and passage.text[sentence.start] in _DASHES


def _exempt(analysis: Analysis, spans: Sequence[Span]) -> frozenset[int]:
    """Where the tokens begin that lie in one of `spans`."""
    found: set[int] = set()
    ordered = iter(sorted(spans))
    start, end = next(ordered)
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            while token.start >= end:
                following = next(ordered, None)
                if following is None:
                    return frozenset(found)
                start, end = following[0], max(following[1], end)
            if token.start >= start:
                found.add(token.start)
    return frozenset(found)
