"""Years and columns: which of a schedule's columns stands for a year, and how the years of the plan head a table."""

from decimal import Decimal

from assembler.compose.situation import Situation
from assembler.document.blocks import Column
from assembler.document.chart import Basis
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule
from assembler.plan.model import Version

BASIS: dict[Version, Basis] = {
    "accounts": "accounts",
    "original": "budget",
    "adjusted": "budget",
    "proposal": "budget",
    "adopted": "budget",
    "plan": "plan",
    "forecast": "projection",
}
# More columns of amounts than these leave too little room for the words of a schedule.
_MOST_COLUMNS = 6


def version_of(situation: Situation, key: ColumnKey) -> Version:
    """What a column is in this plan: whatever its ledger calls it, a budget for a later year is the plan."""
    budgets = ("original", "adjusted", "proposal", "adopted")
    return "plan" if key.year > situation.plan.year and key.version in budgets else key.version


def plan_years(situation: Situation) -> tuple[int, ...]:
    """The years of the plan's period."""
    return tuple(range(situation.plan.first_year, situation.plan.last_year + 1))


def year_columns(situation: Situation) -> tuple[Column, ...]:
    """An amount column for each year of the period; the first is the budget."""
    plan = situation.plan
    return tuple(
        Column(
            situation.word("column-budget" if year == plan.year else "column-plan"),
            "amount",
            year=str(year),
            basis="budget" if year == plan.year else "plan",
            emphasis=year == plan.year,
            width=Decimal("17.5"),
        )
        for year in plan_years(situation)
    )


def newest(schedule: Schedule, year: int) -> int | None:
    """Where the newest budget or plan of `year` stands among the columns that have figures; `None` for none."""
    found = [at for at in filled(schedule) if schedule.columns[at].year == year]
    budgets = [at for at in found if schedule.columns[at].version not in ("accounts", "forecast")]
    return budgets[-1] if budgets else None


def budget_column(situation: Situation, schedule: Schedule) -> int:
    """The column of the budget year; the last one where the year has none."""
    found = newest(schedule, situation.plan.year)
    return len(schedule.columns) - 1 if found is None else found


def filled(schedule: Schedule) -> tuple[int, ...]:
    """The columns that any line has a figure in: a proposal may well come without investments."""
    return tuple(
        at
        for at in range(len(schedule.columns))
        if any(line.values and line.values[at] is not None for line in schedule.lines)
    )


def shown(situation: Situation, schedule: Schedule) -> tuple[int, ...]:
    """The columns that a schedule prints: all with figures, or, when they are many, the newest of the budget year."""
    found = filled(schedule)
    kept = few(situation, tuple(schedule.columns[at] for at in found))
    return tuple(at for at in found if schedule.columns[at] in kept)


def few(situation: Situation, columns: tuple[ColumnKey, ...]) -> tuple[ColumnKey, ...]:
    """The columns, or, when they are many, those of other years and the newest of the budget year."""
    budgets = [key for key in columns if _is_budget(situation, key)]
    if len(columns) <= _MOST_COLUMNS or not budgets:
        return columns
    return tuple(key for key in columns if key not in budgets or key == max(budgets))


def by_year(schedule: Schedule) -> tuple[int, ...]:
    """One column for each year: its accounts where they are there, else its newest budget or plan."""
    found: dict[int, int] = {}
    for at in filled(schedule):
        key = schedule.columns[at]
        if key.year not in found or schedule.columns[found[key.year]].version != "accounts":
            found[key.year] = at
    return tuple(found.values())


def _is_budget(situation: Situation, key: ColumnKey) -> bool:
    return key.year == situation.plan.year and key.version != "accounts"
