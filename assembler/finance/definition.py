"""Statutory schedules as data: one file a schedule in `templates/schedules`, read once and checked whole.

A schedule's `lines` are leaves (art or chapter sets), formulas over the same schedule, references to a line of another
one (`same_as`), totals of a table of rows (`total_of`) and headings. A new schedule is a new file, no code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field

from assembler.finance.formula import Expression, LineNumber, parse
from assembler.finance.ledger import AccountClass
from assembler.finance.result import Flow, LineKind
from assembler.resources import templates

Wording: TypeAlias = Literal["current", "2020"]
RowsBy: TypeAlias = Literal["area", "project"]


@dataclass(frozen=True, slots=True)
class LineDefinition:
    """A line as the regulation has it.

    `codes` are the arts (three digits) or the balance chapters that a leaf sums; `carried` the arts that state the same
    result a second time; `formula` is `None` for leaves and headings; `total_of` names the table of rows whose sum the
    line repeats, "" otherwise; `of` is the line of another schedule that it repeats, `None` otherwise.
    """

    nr: LineNumber | None
    key: str
    kind: LineKind
    flow: Flow
    labels: Mapping[str, str]
    codes: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    formula: Expression | None = None
    formula_text: str = ""
    total_of: str = ""
    of: tuple[str, LineNumber] | None = None


@dataclass(frozen=True, slots=True)
class RowsDefinition:
    """A table with a row an area or a project: the formula is over the lines of schedule `of`."""

    by: RowsBy
    of: str
    formula: Expression


@dataclass(frozen=True, slots=True)
class GeneralIncome:
    """Arts that a municipality may count as general income in certain functions only; elsewhere as `other`."""

    arts: frozenset[str]
    other: str


@dataclass(frozen=True, slots=True)
class ScheduleDefinition:
    """A schedule in one wording. `evaluated` is false where only the structure is known.

    `balance` names the two sums that must be alike, `None` where there are none.
    """

    id: str
    wording: Wording
    titles: Mapping[str, str]
    account_class: AccountClass
    confidence: str
    lines: tuple[LineDefinition, ...]
    rows: RowsDefinition | None = None
    evaluated: bool = True
    balance: tuple[LineNumber, LineNumber] | None = None
    general: GeneralIncome | None = None

    def line(self, nr: LineNumber) -> LineDefinition:
        """The line numbered `nr`; `KeyError` if there is none."""
        for line in self.lines:
            if line.nr == nr:
                return line
        raise KeyError(nr)


class _Texts(BaseModel):
    model_config = ConfigDict(extra="forbid")
    nb: str
    nn: str


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    nr: int | str | None = None
    key: str = ""
    kind: Literal["leaf", "sum", "result", "row"] = "leaf"
    flow: Flow = "expenditure"
    label: _Texts | None = None
    heading: bool = False
    arts: list[str] = Field(default_factory=list)
    chapters: list[str] = Field(default_factory=list)
    carried: list[str] = Field(default_factory=list)
    formula: str = ""
    total_of: str = ""
    same_as: str = ""
    optional: bool = False
    confidence: str = ""


class _Rows(BaseModel):
    model_config = ConfigDict(extra="forbid")
    by: RowsBy
    of: str
    formula: str


class _General(BaseModel):
    model_config = ConfigDict(extra="forbid")
    arts: list[str]
    other: str


class _Schedule(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    id: str
    wording: Wording
    title: _Texts
    account_class: Literal[0, 1, 2] = Field(alias="class")
    confidence: str
    evaluated: bool = True
    rows: _Rows | None = None
    balance: tuple[str, str] | None = None
    general: _General | None = None
    lines: list[_Line]


@cache
def load_schedules(wording: Wording = "current") -> tuple[ScheduleDefinition, ...]:
    """All schedules in `wording`; those that the older wording did not change come from the current one."""
    files = [_Schedule.model_validate(_yaml(path)) for path in sorted(templates("schedules").glob("*.yaml"))]
    chosen = {file.id: file for file in files if file.wording == "current"}
    chosen |= {file.id: file for file in files if file.wording == wording}
    made: dict[str, ScheduleDefinition] = {}
    for file in sorted(chosen.values(), key=lambda file: any(line.same_as for line in file.lines)):
        made[file.id] = _definition(file, made)
    return tuple(made[id] for id in sorted(made))


def load_schedule(id: str, wording: Wording = "current") -> ScheduleDefinition:
    """The schedule `id`; `KeyError` if there is none."""
    for schedule in load_schedules(wording):
        if schedule.id == id:
            return schedule
    raise KeyError(id)


def expanded(codes: Iterable[str]) -> frozenset[str]:
    """Single codes and spans ("010-089") as single codes of the same width."""
    found: set[str] = set()
    for code in codes:
        first, _, last = code.partition("-")
        width = len(first)
        found.update(f"{n:0{width}d}" for n in range(int(first), int(last or first) + 1))
    return frozenset(found)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _definition(file: _Schedule, made: Mapping[str, ScheduleDefinition]) -> ScheduleDefinition:
    rows = None if file.rows is None else RowsDefinition(file.rows.by, file.rows.of, parse(file.rows.formula))
    return ScheduleDefinition(
        id=file.id,
        wording=file.wording,
        titles=file.title.model_dump(),
        account_class=file.account_class,
        confidence=file.confidence,
        lines=tuple(_line(line, made) for line in file.lines),
        rows=rows,
        evaluated=file.evaluated,
        balance=file.balance,
        general=None if file.general is None else GeneralIncome(expanded(file.general.arts), file.general.other),
    )


def _line(line: _Line, made: Mapping[str, ScheduleDefinition]) -> LineDefinition:
    if line.heading:
        return LineDefinition(None, "", "heading", "result", _labels(line))
    if line.same_as:
        return _repeated(line, made)
    return LineDefinition(
        nr=line.nr,
        key=line.key,
        kind=line.kind,
        flow=line.flow,
        labels=_labels(line),
        codes=expanded(line.arts) | frozenset(line.chapters),
        carried=expanded(line.carried),
        formula=parse(line.formula) if line.formula else None,
        formula_text=line.formula,
        total_of=line.total_of,
    )


def _repeated(line: _Line, made: Mapping[str, ScheduleDefinition]) -> LineDefinition:
    id, _, number = line.same_as.partition(":")
    nr: LineNumber = int(number) if number.isdigit() else number
    other = made[id].line(nr)
    return LineDefinition(
        nr=line.nr,
        key=other.key,
        kind=other.kind,
        flow=other.flow,
        labels=other.labels if line.label is None else _labels(line),
        codes=other.codes,
        of=(id, nr),
    )


def _labels(line: _Line) -> dict[str, str]:
    return {} if line.label is None else line.label.model_dump()
