"""What differs between two texts, word by word, as a reader sees it: kept, taken out, put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_WORD: Final = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that both have, only the old one ("out") or only the new one ("in")."""

    kind: Literal["same", "out", "in"]
    text: str


def differences(before: str, after: str) -> tuple[Part, ...]:
    """The parts in order; those that are the same or "out" make up `before`, the same and "in" `after`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(part for step in matcher.get_opcodes() for part in _parts(step, old, new) if part.text)


def _parts(step: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Part]:
    kind, start, end, first, last = step
    if kind == "equal":
        yield Part("same", "".join(old[start:end]))
        return
    yield Part("out", "".join(old[start:end]))
    yield Part("in", "".join(new[first:last]))
