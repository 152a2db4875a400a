"""What hangs together: goals with assignments, measures, projects and kroner; UN goals with where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assembler.compose.cells import amount_cell, row, text, text_cell, total
from assembler.compose.maker import Options
from assembler.compose.periods import plan_years, year_columns
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Column, Row, Table
from assembler.document.identity import ids
from assembler.document.inline import CrossReference, Inline, LineBreak, Text
from assembler.plan.model import Amounts, Goal


@dataclass(frozen=True, slots=True)
class _Deed:
    """A measure or a project that serves goals."""

    number: str
    title: str
    kind: str
    area: str
    goals: tuple[str, ...]
    amounts: Amounts


def goal_matrix(situation: Situation, _options: Options) -> Blocks:
    """Goals × assignments × measures × kroner: under each top goal, what serves it and what that costs."""
    tops = [goal for goal in situation.plan.goals if not goal.parent]
    deeds = _deeds(situation)
    rows = [part for top in tops for part in _goal_rows(situation, top, deeds)]
    if not rows or not deeds:
        return ()
    rows += _apart(situation, [deed for deed in deeds if not deed.goals])
    rows += [_sum_row(situation, f"matrix-sum-{kind}", [one for one in deeds if one.kind == kind])
             for kind in ("measure", "investment") if any(one.kind == kind for one in deeds)]  # fmt: skip
    table = Table(
        id="malmatrise",
        title=text(situation.word("matrix-title")),
        columns=(
            Column(situation.word("matrix-assignment"), "label"),
            Column(situation.word("matrix-deed"), "text", width=Decimal(50)),
            *year_columns(situation),
        ),
        rows=tuple(rows),
        subtitle=situation.word("matrix-subtitle", unit=situation.unit_text),
        description=situation.word("matrix-description"),
        layout="measures",
        notes=(text(situation.word("matrix-note")),) if any(len(deed.goals) > 1 for deed in deeds) else (),
    )
    return (table,)


def _deeds(situation: Situation) -> list[_Deed]:
    plan = situation.plan
    measures = [_Deed(one.id, one.title, "measure", one.area, one.goals, one.amounts) for one in plan.measures]
    return measures + [
        _Deed(one.id, one.title, "investment", one.area, one.goals, one.amounts) for one in plan.investments
    ]


def _goal_rows(situation: Situation, top: Goal, deeds: Sequence[_Deed]) -> Iterator[Row]:
    below = list(_below(situation, top))
    yield row((text_cell(f"{top.id} {top.title}"),), "group")
    served = [(goal, [deed for deed in deeds if goal.id in deed.goals]) for goal in below]
    shown = [(goal, own) for goal, own in served if own or goal.kind == "assignment"]
    for goal, own in shown:
        yield from _served_rows(situation, goal, own)
    if not shown:
        nothing = (text_cell("") for _ in plan_years(situation))
        yield row((text_cell(f"{top.id} {top.title}"), text_cell(situation.word("matrix-nothing")), *nothing))


def _below(situation: Situation, goal: Goal) -> Iterator[Goal]:
    """The goal and all under it, in the order of the tree."""
    yield goal
    for child in situation.plan.goals:
        if child.parent == goal.id:
            yield from _below(situation, child)


def _served_rows(situation: Situation, goal: Goal, deeds: Sequence[_Deed]) -> Iterator[Row]:
    name = f"{goal.id} {goal.title}"
    if not deeds:
        nothing = (text_cell("") for _ in plan_years(situation))
        yield row((text_cell(name), text_cell(situation.word("matrix-within")), *nothing))
    for deed in deeds:
        yield _deed_row(situation, name, deed)


def _deed_row(situation: Situation, name: str, deed: _Deed) -> Row:
    word = situation.word(f"matrix-{deed.kind}", number=deed.number, title=deed.title)
    amounts = (_amount(situation, deed, year) for year in plan_years(situation))
    return row((text_cell(name), text_cell(word), *amounts))


def _apart(situation: Situation, deeds: Sequence[_Deed]) -> Iterator[Row]:
    """What serves no goal, by its area, so that the sums are those of the whole plan."""
    names = {area.id: area.name for area in situation.plan.areas}
    if deeds:
        yield row((text_cell(situation.word("matrix-apart")),), "group")
    for deed in deeds:
        yield _deed_row(situation, names.get(deed.area, ""), deed)


def _amount(situation: Situation, deed: _Deed, year: int) -> Cell:
    return amount_cell(situation, deed.amounts.get(year, Decimal(0)), sign=deed.kind == "measure")


def _sum_row(situation: Situation, name: str, deeds: Sequence[_Deed]) -> Row:
    sums = (total([deed.amounts.get(year) for deed in deeds]) for year in plan_years(situation))
    signed = name.endswith("measure")
    cells = (amount_cell(situation, value, sign=signed) for value in sums)
    return row((text_cell(situation.word(name)), text_cell(""), *cells), "sum")


def un_index(situation: Situation, _options: Options) -> Blocks:
    """The UN goals that the plan's goals serve, with those goals and where they stand."""
    plan = situation.plan
    by_number = {number: [goal for goal in plan.goals if number in goal.un_goals] for number in range(1, 18)}
    there = frozenset(ids(situation.before))
    rows = [_un_row(situation, number, goals, there) for number, goals in by_number.items() if goals]
    if not rows:
        return ()
    table = Table(
        id="fn-mal",
        title=text(situation.word("un-title")),
        columns=(
            Column(situation.word("un-goal"), "label", width=Decimal(36)),
            Column(situation.word("un-own-goals"), "text"),
            Column(situation.word("un-where"), "text", width=Decimal(48)),
        ),
        rows=tuple(rows),
        subtitle=situation.word("un-subtitle"),
        description=situation.word("un-description"),
        layout="measures",
    )
    return (table,)


def _un_row(situation: Situation, number: int, goals: Iterable[Goal], there: frozenset[str]) -> Row:
    own = list(goals)
    areas = {below.area for goal in own for below in _below(situation, goal)}
    wanted = ["maltre", *(f"omrade-{area.id}" for area in situation.plan.areas if area.id in areas)]
    where = [name for name in dict.fromkeys(wanted) if name in there]
    cells = (
        text_cell(f"{number} {situation.word(f'un-goal-{number}')}"),
        Cell(_lines([f"{goal.id} {goal.title}" for goal in own])),
        Cell(_references(where)) if where else text_cell(""),
    )
    return row(cells)


def _lines(words: Sequence[str]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for word in words:
        parts += [LineBreak(), Text(word)] if parts else [Text(word)]
    return tuple(parts)


def _references(names: Sequence[str]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for name in names:
        parts += [Text(", "), CrossReference(name)] if parts else [CrossReference(name)]
    return tuple(parts)
