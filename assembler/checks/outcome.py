"""What a rule says: marks, one for each thing that it looked at, and the outcome that follows from them.

A rule is a generator of marks. No mark at all means that the rule had nothing to look at (inapplicable); "cannot
tell" is a mark of its own (needs review) and never counts as passed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from assembler.problem import Place, Problem, Value


class Outcome(StrEnum):
    """The four outcomes of a rule; a file as a whole has one of the first three."""

    FAILED = "failed"
    NEEDS_REVIEW = "needs-review"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"


class Impact(StrEnum):
    """How much a fault hurts a reader, the worst first."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule says of one thing: `values` fill in the card's text, `cause` is a problem found further down.

    `box` is where it stands on its page: left, bottom, right and top in points; `None` where that is not known.
    """

    outcome: Outcome
    place: Place = field(default_factory=Place)
    values: Mapping[str, Value] = field(default_factory=dict)
    cause: Problem | None = None
    box: tuple[float, float, float, float] | None = None


Marks: TypeAlias = Iterator[Mark]

GOOD = Mark(Outcome.PASSED)


def failed(place: Place | None = None, **values: Value) -> Mark:
    """A thing that breaks the rule."""
    return Mark(Outcome.FAILED, place or Place(), values)


def review(place: Place | None = None, **values: Value) -> Mark:
    """A thing that only a person can judge."""
    return Mark(Outcome.NEEDS_REVIEW, place or Place(), values)


def judged(good: bool, place: Place, **values: Value) -> Mark:
    """`GOOD`, or a failure at `place`."""
    return GOOD if good else Mark(Outcome.FAILED, place, values)


def verdict(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of the whole: the worst of its parts; inapplicable when there are none."""
    found = set(outcomes)
    return next((outcome for outcome in Outcome if outcome in found), Outcome.INAPPLICABLE)
