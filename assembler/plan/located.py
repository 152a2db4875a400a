"""Values that know where they stand: one tree for YAML, sheets, front matter and JSON alike.

Every door of the plan makes such a tree; what is found wrong in it later can still name line, cell or pointer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from typing import Any, Final, TypeAlias

from assembler.problem import Place, Problem

Scalar: TypeAlias = str | int | bool | Decimal | None
Path: TypeAlias = tuple[str | int, ...]

DEEPEST: Final = 24
MOST_VALUES: Final = 400_000
MOST_BITS: Final = 128
MOST_DIGITS: Final = 40
MOST_DECIMALS: Final = 15


@dataclass(frozen=True, slots=True)
class Located:
    """A value and its place. `content` is a scalar, or the located members of a list or a mapping.

    `gaps` are a sheet row's empty cells: the column's heading and the cell's place, by the name of the field.
    """

    content: Scalar | tuple[Located, ...] | dict[str, Located]
    place: Place = field(default_factory=Place)
    gaps: dict[str, Located] = field(default_factory=dict)

    def plain(self) -> Any:
        """The value without places: scalars, lists and dicts."""
        match self.content:
            case dict() as members:
                return {key: member.plain() for key, member in members.items()}
            case tuple() as items:
                return [item.plain() for item in items]
            case scalar:
                return scalar

    def at(self, path: Iterable[str | int]) -> Located:
        """The value at `path`, or the nearest value around it where the path ends early."""
        here = self
        for step in path:
            inner = here.member(step)
            if inner is None:
                break
            here = inner
        return here

    def member(self, step: str | int) -> Located | None:
        """The member of that name or position; `None` when there is none."""
        items = self.items()
        return items[step] if isinstance(step, int) and step < len(items) else self.fields().get(str(step))

    def items(self) -> tuple[Located, ...]:
        """The items of a list; () for everything else."""
        return self.content if isinstance(self.content, tuple) else ()

    def fields(self) -> dict[str, Located]:
        """The members of a mapping; {} for everything else."""
        return self.content if isinstance(self.content, dict) else {}

    def with_fields(self, members: dict[str, Located]) -> Located:
        """The same place with other members."""
        return replace(self, content=members)


def from_json(value: Any) -> tuple[Located, tuple[Problem, ...]]:
    """A JSON value with the JSON pointer of every part; what JSON cannot say is a problem and becomes `None`.

    Floats become the shortest decimal that reads back the same (JSON has no other numbers).
    """
    problems: list[Problem] = []
    budget = iter(range(MOST_VALUES))
    return _located(value, "", problems, budget, 0), tuple(problems)


def _located(value: Any, pointer: str, problems: list[Problem], budget: Iterator[int], depth: int) -> Located:
    place = Place(pointer=pointer)
    if depth > DEEPEST or next(budget, None) is None:
        problems.append(Problem("plan-too-large", place, {"limit": MOST_VALUES, "depth": DEEPEST}))
        return Located(None, place)
    if isinstance(value, dict):
        members = {
            str(key): _located(member, f"{pointer}/{_escaped(str(key))}", problems, budget, depth + 1)
            for key, member in value.items()
            if _speakable(str(key), place, problems)
        }
        return Located(members, place)
    if isinstance(value, list | tuple):
        items = (_located(item, f"{pointer}/{n}", problems, budget, depth + 1) for n, item in enumerate(value))
        return Located(tuple(items), place)
    return Located(_scalar(value, place, problems), place)


def _scalar(value: Any, place: Place, problems: list[Problem]) -> Scalar:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if _speakable(value, place, problems) else None
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        if isinstance(number, int) and number.bit_length() < MOST_BITS:
            return number
        if isinstance(number, Decimal) and number.is_finite() and number.adjusted() < MOST_DIGITS:
            return _short(number)
    problems.append(Problem("plan-not-json", place, {"found": type(value).__name__}))
    return None


def _short(number: Decimal) -> Decimal:
    """Fifteen decimals at most: what lies beyond is the noise of binary floating point."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -MOST_DECIMALS:
        return number
    with localcontext(prec=MOST_DIGITS + MOST_DECIMALS + 1):
        return number.quantize(Decimal(1).scaleb(-MOST_DECIMALS)).normalize()


def _speakable(text: str, place: Place, problems: list[Problem]) -> bool:
    """Whether text can be written as UTF-8: a lone surrogate (which JSON can escape) cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        problems.append(Problem("plan-text-characters", place, {}))
        return False
    return True


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
