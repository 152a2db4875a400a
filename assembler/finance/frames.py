"""How an area's frame becomes the next: opening frame, deflator, adjustments, measures, new frame; tied to § 5-4."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.finance.changes import ChangeList
from assembler.finance.result import Schedule
from assembler.finance.sums import NOUGHT

StepKind: TypeAlias = Literal["opening", "deflator", "adjustment", "measure"]
Amounts: TypeAlias = tuple[Decimal, ...]
STEPS: tuple[StepKind, ...] = ("opening", "deflator", "adjustment", "measure")


@dataclass(frozen=True, slots=True)
class FrameStep:
    """One reason why a frame changes: net kroner, more is more expenditure; one amount a column."""

    area: str
    kind: StepKind
    text: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Frame:
    """An area's way from its opening frame to the new one.

    `adopted` is the area's row in § 5-4 second paragraph, and `difference` the new frame less that row; both are `None`
    where the schedule has no such row. A frame ties when its difference is nought.
    """

    area: str
    steps: tuple[FrameStep, ...]
    new: Amounts
    adopted: Amounts | None
    difference: Amounts | None

    def sum_of(self, kind: StepKind) -> Amounts:
        """The steps of one kind together."""
        return _added([step.amounts for step in self.steps if step.kind == kind], len(self.new))

    def ties(self) -> bool | None:
        """Whether the new frame is what § 5-4 says; `None` when there is nothing to compare with."""
        return None if self.difference is None else not any(self.difference)


def frames(steps: Iterable[FrameStep], areas: Schedule | None, columns: Sequence[int] = ()) -> tuple[Frame, ...]:
    """The frames of all areas, in the order in which they first occur; areas that only the schedule has come last.

    `areas` is § 5-4 second paragraph and `columns` the indexes of its columns that the steps' amounts stand for.
    """
    by_area: dict[str, list[FrameStep]] = {}
    for step in steps:
        by_area.setdefault(step.area, []).append(step)
    rows = _rows(areas, columns)
    width = max((len(step.amounts) for own in by_area.values() for step in own), default=len(columns))
    for area in rows:
        by_area.setdefault(area, [])
    return tuple(_frame(area, own, rows.get(area), width) for area, own in by_area.items())


def steps_of_changes(changes: ChangeList, kinds: Mapping[str, StepKind]) -> tuple[FrameStep, ...]:
    """The lines of a change list as steps, summed by area, group and kind; a group not in `kinds` is a measure."""
    sums: dict[tuple[str, str], tuple[str, Amounts]] = {}
    for change in changes.changes:
        key = (change.area, change.group)
        before = sums.get(key, (change.group_text, (NOUGHT,) * len(change.amounts)))
        sums[key] = (before[0], _added([before[1], change.amounts], len(change.amounts)))
    found = [FrameStep(area, kinds.get(group, "measure"), text, own) for (area, group), (text, own) in sums.items()]
    return tuple(sorted(found, key=lambda step: (step.area, STEPS.index(step.kind))))


def _frame(area: str, steps: Sequence[FrameStep], adopted: Amounts | None, width: int) -> Frame:
    new = _added([step.amounts for step in steps], width)
    difference = None if adopted is None else tuple(one - two for one, two in zip(new, adopted, strict=True))
    return Frame(area, tuple(sorted(steps, key=lambda step: STEPS.index(step.kind))), new, adopted, difference)


def _rows(areas: Schedule | None, columns: Sequence[int]) -> dict[str, Amounts]:
    if areas is None:
        return {}
    rows = (line for line in areas.lines if line.kind == "row")
    return {line.key: tuple(line.values[column] or NOUGHT for column in columns) for line in rows}


def _added(rows: Sequence[Amounts], width: int) -> Amounts:
    return tuple(sum((row[column] for row in rows), NOUGHT) for column in range(width))
