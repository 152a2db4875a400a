"""Financial target figures with their formulas: netto driftsresultat, debt and free reserves in per cent of income."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

import yaml

from assembler.finance.formula import evaluate, parse
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule, Statement
from assembler.resources import templates


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """A figure in per cent, one value a column, unrounded; `None` where a part is missing or the whole is nought.

    `formula` says how it is made: "100*24/9 (5-6)".
    """

    key: str
    label: str
    formula: str
    columns: tuple[ColumnKey, ...]
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    schedule: str
    formula: str
    supplied: str


@dataclass(frozen=True, slots=True)
class _Definition:
    key: str
    labels: Mapping[str, str]
    part: _Side
    whole: _Side


def target_figures(
    statement: Statement,
    form: Literal["nb", "nn"] = "nb",
    supplied: Mapping[str, Mapping[ColumnKey, Decimal]] | None = None,
) -> tuple[TargetFigure, ...]:
    """Every target figure, a value a column.

    `supplied` holds what a ledger without a balance cannot tell, in kroner by column: `lanegjeld`, `disposisjonsfond`.
    It counts only where the schedule is missing.
    """
    columns = statement.schedules[0].columns if statement.schedules else ()
    given = supplied or {}
    return tuple(
        TargetFigure(
            one.key,
            one.labels[form],
            f"100*({one.part.formula})/({one.whole.formula}) ({one.part.schedule}, {one.whole.schedule})",
            columns,
            tuple(_per_cent(one, statement, number, given) for number in range(len(columns))),
        )
        for one in _definitions()
    )


def _per_cent(
    one: _Definition, statement: Statement, column: int, supplied: Mapping[str, Mapping[ColumnKey, Decimal]]
) -> Decimal | None:
    part = _value(one.part, statement, column, supplied)
    whole = _value(one.whole, statement, column, supplied)
    return None if part is None or not whole else 100 * part / whole


def _value(
    side: _Side, statement: Statement, column: int, supplied: Mapping[str, Mapping[ColumnKey, Decimal]]
) -> Decimal | None:
    schedule = statement.schedule(side.schedule)
    if schedule is None:
        return supplied.get(side.supplied, {}).get(statement.schedules[0].columns[column])
    return evaluate(parse(side.formula), lambda nr: _cell(schedule, nr, column))


def _cell(schedule: Schedule, nr: int | str, column: int) -> Decimal | None:
    return schedule.line(nr).values[column]


@cache
def _definitions() -> tuple[_Definition, ...]:
    text = templates("kostra", "key-figures.yaml").read_text(encoding="utf-8")
    return tuple(
        _Definition(entry["key"], entry["label"], _side(entry["part"]), _side(entry["whole"]))
        for entry in yaml.safe_load(text)
    )


def _side(entry: Mapping[str, Any]) -> _Side:
    return _Side(entry["schedule"], entry["formula"], entry.get("supplied", ""))
