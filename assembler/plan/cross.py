"""What only shows when the records of a plan are held together: references, doubles, circles, years and sums."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from assembler.plan.fields import Entity, entity
from assembler.plan.located import Located
from assembler.plan.model import Adjustment
from assembler.problem import Place, Problem, Severity

EXAMPLE: Final = "eksempel"
STUB: Final = "mal"
# Amounts of years that the plan's period must cover; the years of indicators and key figures are history.
_OF_THE_PERIOD: Final = ("measures", "investments", "financing", "amendments", "benefits")
# Ids of ledgers: held against the units of the plan only where it lists any.
_CODES: Final = {("adjustments", "unit"): "units"}


@dataclass(frozen=True, slots=True)
class Record:
    """A record: the located value that it came from, and the value of the plan, `None` when a field is faulty."""

    located: Located
    value: Any

    def said(self, name: str) -> tuple[str, ...]:
        """What a field says, in text: () for nothing, one for each item of a list."""
        known = getattr(self.value, name, None)
        member = self.located.member(name)
        contents = [item.content for item in member.items() or (member,)] if member else [known]
        return tuple(str(content) for content in contents if isinstance(content, str | int) and content != "")

    def place(self, *path: str | int) -> Place:
        """Where a member stands."""
        return self.located.at(path).place


Records = Mapping[str, Sequence[Record]]


def check_records(records: Records, broken: frozenset[str], period: tuple[int, int] | None) -> Iterator[Problem]:
    """Everything that is wrong between records. `broken` entities have faulty records, so nothing is said about
    references to them; without a valid `period` nothing about years."""
    for name, found in records.items():
        declared = entity(name)
        yield from _doubles(declared, found)
        yield from _references(declared, found, records, broken)
        yield from _examples(declared, found)
        if period and name in _OF_THE_PERIOD:
            yield from _years(found, period)
    yield from _circles(records.get("goals", ()))
    if "adjustments" not in broken:
        yield from _sums(records.get("adjustments", ()))


def _doubles(declared: Entity, records: Sequence[Record]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Record] = {}
    for record in records:
        key = tuple("".join(record.said(name)) for name in declared.key)
        if not key[0]:
            continue
        earlier = first.setdefault(key, record)
        if earlier is not record:
            place = earlier.place(declared.key[0])
            values = {"id": ", ".join(part for part in key if part), "first": _short(place)}
            yield Problem("plan-double", record.place(declared.key[0]), values)


def _short(place: Place) -> str:
    """A place in few signs, alike in all languages: "D14", "12", "/goals/3/id"."""
    parts = (place.file, place.sheet, place.cell or (str(place.line) if place.line else ""), place.pointer)
    return " ".join(part for part in parts if part)


def _references(
    declared: Entity, records: Sequence[Record], all_records: Records, broken: frozenset[str]
) -> Iterator[Problem]:
    for field in declared.fields:
        target = _CODES.get((declared.name, field.name), field.of if field.kind.startswith("reference") else "")
        if not target or target in broken or (field.kind == "code" and not all_records.get(target)):
            continue
        known = {name for one in all_records.get(target, ()) for name in one.said(entity(target).key[0])}
        for record in records:
            for number, name in enumerate(record.said(field.name)):
                if name not in known:
                    yield Problem("plan-reference", record.place(field.name, number), {"found": name, "target": target})


def _examples(declared: Entity, records: Sequence[Record]) -> Iterator[Problem]:
    """Rows and texts that `plansats new` wrote are read (a new folder shows what it makes), and not forgotten."""
    for record in records:
        if declared.name == "narrative" and STUB in record.said("status"):
            yield Problem("plan-stub", record.place("status"), {}, Severity.WARNING)
            continue
        if "".join(record.said(declared.key[0])).casefold().startswith(EXAMPLE):
            yield Problem("plan-example", record.place(declared.key[0]), {}, Severity.WARNING)


def _years(records: Sequence[Record], period: tuple[int, int]) -> Iterator[Problem]:
    for record in records:
        for year in record.value.amounts if record.value else ():
            if not period[0] <= year <= period[1] and record.value.amounts[year]:
                values = {"year": str(year), "first": str(period[0]), "last": str(period[1])}
                yield Problem("plan-year-outside", record.place("amounts", str(year)), values, Severity.WARNING)


def _circles(records: Sequence[Record]) -> Iterator[Problem]:
    """Each circle of goals once, named from its first goal in the order of the file."""
    parents: dict[str, str] = {}
    by_id: dict[str, Record] = {}
    for record in records:
        name = "".join(record.said("id"))
        if name not in parents:
            parents[name], by_id[name] = "".join(record.said("parent")), record
    settled: set[str] = set()
    for start in parents:
        path: list[str] = []
        here = start
        while here in parents and here not in settled and here not in path:
            path.append(here)
            here = parents[here]
        if here in path:
            circle = path[path.index(here) :]
            record = by_id[circle[0]]
            yield Problem("plan-circle", record.place("parent"), {"circle": " → ".join([*circle, circle[0]])})
        settled.update(path)


def _sums(records: Sequence[Record]) -> Iterator[Problem]:
    """Kommuneloven § 14-4: a budget stays in balance, so what is moved within it sums to nought."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    first: dict[str, Record] = {}
    for record in records:
        line: Adjustment | None = record.value
        if line is None:
            return
        sums[line.fund] += line.amount
        first.setdefault(line.fund, record)
    for fund, total in sums.items():
        if total:
            place = Place(file=first[fund].located.place.file, pointer="/adjustments" if _is_json(first[fund]) else "")
            yield Problem("plan-adjustments-sum", place, {"fund": fund, "difference": total}, Severity.WARNING)


def _is_json(record: Record) -> bool:
    return bool(record.located.place.pointer)


def check_head(model: Any, located: Located) -> tuple[tuple[int, int] | None, tuple[Problem, ...]]:
    """The period of a plan's head (`None` when its years are in disorder), and what is wrong with it."""
    first = model.first_year or model.year
    last = model.last_year or first
    problems = []
    if last < first:
        values = {"first": str(first), "last": str(last)}
        problems.append(Problem("plan-period-order", located.at(("last_year",)).place, values))
    elif not first <= model.year <= last:
        values = {"year": str(model.year), "first": str(first), "last": str(last)}
        problems.append(Problem("plan-year-of-period", located.at(("year",)).place, values))
    return None if problems else (first, last), tuple(problems)
