"""A problem is a value: a code, a place and the values that its wording names.

Nothing in this module knows any wording; `assembler.messages` turns a problem into text at the edge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

Value: TypeAlias = str | int | Decimal


class Severity(StrEnum):
    """How much a problem hinders: an `ERROR` refuses, a `WARNING` is reported, a `NOTE` only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem lies; every part is "" (or 0) when it does not apply.

    `file` is relative to the plan folder (or the name that the user gave), `pointer` an RFC 6901 JSON pointer,
    `sheet` and `cell` a spreadsheet place ("Tiltak", "D14"), `line` and `column` count from 1,
    `block` the id of a narrative block or of a block of the Document, `part` a part inside a package or a
    structure element path inside a PDF, `page` counts from 1. `under` is the heading that the place stands under and
    `text` an excerpt of what stands there, for those who look with their eyes. `object` is the reference of an object
    inside a PDF ("12 0 R").
    """

    file: str = ""
    pointer: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    column: int = 0
    block: str = ""
    part: str = ""
    page: int = 0
    under: str = ""
    text: str = ""
    object: str = ""

    def as_json(self) -> dict[str, str | int]:
        """The parts that say something, by name."""
        parts = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in parts.items() if value}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, warning or note: `code` names its wording in `messages/texts`, `values` fill the wording in."""

    code: str
    place: Place = field(default_factory=Place)
    values: Mapping[str, Value] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def within(self, file: str) -> "Problem":
        """The same problem, placed in `file`; a file that is already named stays."""
        return self if self.place.file else replace(self, place=replace(self.place, file=file))

    def as_json(self) -> dict[str, Any]:
        """The problem as a JSON value, which `problem_of_json` reads back."""
        values = {name: {"decimal": str(v)} if isinstance(v, Decimal) else v for name, v in self.values.items()}
        return {"code": self.code, "place": self.place.as_json(), "values": values, "severity": str(self.severity)}


def problem_of_json(entry: Any) -> Problem:
    """The problem that `Problem.as_json` wrote; `ValueError` for anything else."""
    try:
        place, severity = Place(**entry["place"]), Severity(entry["severity"])
        code, values = entry["code"], {str(name): _value(value) for name, value in entry["values"].items()}
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("not a problem") from fault
    nothing = Place()
    if not isinstance(code, str) or any(
        type(getattr(place, name)) is not type(getattr(nothing, name)) for name in Place.__slots__
    ):
        raise ValueError("not a problem")
    return Problem(code, place, values, severity)


def _value(value: Any) -> Value:
    match value:
        case str() | int():
            return value
        case {"decimal": str(digits)}:
            try:
                return Decimal(digits)
            except ArithmeticError as fault:
                raise ValueError("not a number") from fault
        case _:
            raise ValueError("not a value")


class Refused(Exception):
    """Input that cannot be used; carries *all* problems found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """`problems` must not be empty."""
        self.problems = tuple(problems)
        super().__init__(", ".join(sorted({problem.code for problem in self.problems})))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those problems that refuse the input."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
