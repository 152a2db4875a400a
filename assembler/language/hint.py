"""What a rule says: a hint to the writer, never a verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assembler.language.limits import Level, Limit, limits


@dataclass(frozen=True, slots=True)
class Hint:
    """A rule's hint at one place: `start` and `end` in the text of passage number `passage`.

    `values` fill in the card's texts; `instead` may stand in the place of the span as it is, "" when no replacement is
    safe.
    """

    rule: str
    level: Level
    passage: int
    start: int
    end: int
    values: Mapping[str, str | int] = field(default_factory=dict)
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a municipality has decided. `depth` and `document` (its type) may have stricter limits.

    `allowed` words and phrases are never found, `terms` are the words of its own glossary; both in small letters.
    `ignored` are the ids of rules that a block switches off.
    """

    depth: str = "standard"
    allowed: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    document: str = ""

    @property
    def limits(self) -> Mapping[str, Limit]:
        """The limits that hold."""
        return limits(self.depth, self.document)


STANDARD = Settings()
