"""What is told of a text that was read: each kind of thing once a block, with the place where it was seen first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from assembler.problem import Place, Problem, Severity, Value

_EXCERPT: Final = 80
# As much of a text that is not kept as anybody reads in a report.
_LONGEST: Final = 2000


@dataclass(slots=True)
class _Remark:
    place: str
    values: dict[str, Value]
    severity: Severity
    count: int = 1


@dataclass(slots=True)
class Remarks:
    """The remarks of one block; `block` is its id, "" for text that stands in none."""

    block: str = ""
    _found: dict[tuple[str, ...], _Remark] = field(default_factory=dict)

    def note(self, code: str, excerpt: str, what: str = "") -> None:
        """Something that only informs: nothing that anybody wrote is lost by it."""
        self._add(code, excerpt, what, Severity.NOTE)

    def warn(self, code: str, excerpt: str, what: str = "") -> None:
        """Something that somebody should look at."""
        self._add(code, excerpt, what, Severity.WARNING)

    def lost(self, code: str, said: str, what: str = "") -> None:
        """Words that are not kept: each of them is told, in full as far as anybody reads."""
        text = " ".join(said.split())[:_LONGEST]
        values: dict[str, Value] = {"what": what} if what else {}
        self._found.setdefault((code, what, text), _Remark(text, values, Severity.WARNING))

    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order in which they were seen first."""
        return tuple(self._problems())

    def _add(self, code: str, excerpt: str, what: str, severity: Severity) -> None:
        known = self._found.get((code, what))
        if known:
            known.count += 1
        else:
            values: dict[str, Value] = {"what": what} if what else {}
            self._found[code, what] = _Remark(shortened(excerpt), values, severity)

    def _problems(self) -> Iterator[Problem]:
        for (code, *_), remark in self._found.items():
            place = Place(block=self.block, text=remark.place)
            yield Problem(code, place, {**remark.values, "count": remark.count}, remark.severity)


def shortened(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
