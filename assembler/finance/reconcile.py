"""Integrity checks: what must add up when every line of a ledger has found its place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from assembler.finance.codes import Codes, codes_of, legacy_arts
from assembler.finance.definition import load_schedule
from assembler.finance.formula import LineNumber, evaluate, parse
from assembler.finance.ledger import AccountClass, ColumnKey, LedgerLine
from assembler.finance.mapping import LEAVES, Placement, lines_of
from assembler.finance.result import Check, Schedule
from assembler.finance.sums import NOUGHT, Sums

# Statistisk sentralbyrå's control program lets a reporting unit be 30 000 kroner out of balance.
TOLERANCE = Decimal(30_000)
_CLASSES: tuple[AccountClass, ...] = (0, 1, 2)
_ACTUAL = ("accounts", "forecast")
_Made: TypeAlias = Mapping[str, Schedule]


def checks(
    lines: Sequence[LedgerLine], sums: Sums, made: _Made, placements: tuple[Placement, ...] = ()
) -> tuple[Check, ...]:
    """Every check for every column, in the order of the rules; one that does not apply `holds` `None`."""
    per_line = _PerLine(lines, placements)
    found: list[Check] = []
    for number, column in enumerate(sums.columns):
        view = _Column(sums, made, per_line.classes, number)
        found += [_compared(id, column, view, rule, tolerance) for id, rule, tolerance in _RULES]
        found += [_balanced(column, view), per_line.unmapped(column), per_line.valid_codes(column)]
    return tuple(sorted(found, key=lambda check: _ORDER.index(check.id)))


class _Column:
    """One column of everything that was made; a value is `None` when its class has no lines in the column."""

    def __init__(self, sums: Sums, made: _Made, classes: Mapping[ColumnKey, set[int]], number: int) -> None:
        self._sums = sums
        self._made = made
        self._number = number
        self._classes = classes[sums.columns[number]]

    def class_sum(self, account_class: AccountClass) -> Decimal | None:
        """The raw sum of a class."""
        if account_class not in self._classes:
            return None
        return self._sums.total(account_class, self._sums.codes(account_class))[self._number]

    def value(self, id: str, formula: str) -> Decimal | None:
        """A formula over the lines of a schedule."""
        schedule = self._made.get(id)
        if schedule is None or _CLASS_OF[id] not in self._classes:
            return None
        return evaluate(parse(formula), lambda nr: self._cell(schedule, nr))

    def keyed(self, id: str, key: str) -> Decimal | None:
        """A line by its key: numbers differ between wordings, keys do not."""
        schedule = self._made.get(id)
        if schedule is None or _CLASS_OF[id] not in self._classes:
            return None
        return next((line.values[self._number] for line in schedule.lines if line.key == key and line.values), None)

    def rows(self, id: str) -> Decimal | None:
        """The sum of a table's rows, without its own sum."""
        schedule = self._made.get(id)
        if schedule is None or _CLASS_OF[id] not in self._classes:
            return None
        return sum((line.values[self._number] or NOUGHT for line in schedule.lines[:-1]), NOUGHT)

    def _cell(self, schedule: Schedule, nr: LineNumber) -> Decimal | None:
        return schedule.line(nr).values[self._number]


_Rule: TypeAlias = Callable[[_Column], Decimal | None]
_CLASS_OF = {"5-6": 1, "5-4-1": 1, "5-4-2": 1, "5-5-1": 0, "5-5-2": 0, "5-8": 2}


def _less(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    return None if one is None or two is None else one - two


def _net_areas(column: _Column) -> Decimal | None:
    """What the areas spend by § 5-6, less the state grants that § 5-4 leaves with them."""
    return _less(
        column.value("5-6", "10+11+12+13-6-7-8"), _less(column.value("5-6", "4+5"), column.value("5-4-1", "4"))
    )


_RULES: tuple[tuple[str, _Rule, Decimal], ...] = (
    ("drift_zero", lambda c: c.class_sum(1), TOLERANCE),
    ("inv_zero", lambda c: c.class_sum(0), TOLERANCE),
    ("transfer", lambda c: _less(c.keyed("5-6", "til_inv"), c.keyed("5-5-1", "fra_drift")), TOLERANCE),
    ("depreciation", lambda c: c.value("5-6", "14-23"), TOLERANCE),
    ("brutto_same", lambda c: _less(c.keyed("5-4-1", "brutto"), c.keyed("5-6", "brutto")), NOUGHT),
    ("netto_same", lambda c: _less(c.keyed("5-4-1", "netto"), c.keyed("5-6", "netto")), NOUGHT),
    ("areas_sum", lambda c: _less(c.rows("5-4-2"), _net_areas(c)), NOUGHT),
    ("projects_sum", lambda c: _less(c.rows("5-5-2"), c.value("5-5-1", "1+2+3+4")), NOUGHT),
    ("balance_zero", lambda c: c.value("5-8", "SE+SG"), NOUGHT),
    ("memo_zero", lambda c: c.value("5-8", "F.I+F.II+F.III"), NOUGHT),
)
_ORDER = (*(id for id, _, _ in _RULES), "balanced", "unmapped", "valid_codes")


def _compared(id: str, column: ColumnKey, view: _Column, rule: _Rule, tolerance: Decimal) -> Check:
    difference = rule(view)
    if difference is None:
        return Check(id, column, None, NOUGHT)
    return Check(id, column, abs(difference) <= tolerance, difference)


def _balanced(column: ColumnKey, view: _Column) -> Check:
    """Kommuneloven §§ 14-4 and 14-10: nothing is left to cover; accounts may end otherwise."""
    results = [view.keyed("5-6", "merforbruk"), view.keyed("5-5-1", "udekket")]
    found = [result for result in results if result is not None]
    if not found or column.version in _ACTUAL:
        return Check("balanced", column, None, NOUGHT)
    return Check("balanced", column, not any(found), max(found, key=abs))


class _PerLine:
    """Checks that look at single ledger lines, gathered in one pass."""

    def __init__(self, lines: Iterable[LedgerLine], placements: tuple[Placement, ...]) -> None:
        known = {c: frozenset(lines_of(c, placements)) | _carried(c) for c in _CLASSES}
        self.classes: dict[ColumnKey, set[int]] = {}
        self._unmapped: dict[ColumnKey, list[Decimal]] = {}
        self._invalid: dict[ColumnKey, list[Decimal]] = {}
        for line in lines:
            self.classes.setdefault(line.column, set()).add(line.account_class)
            if line.art not in known[line.account_class] and line.amount:
                self._unmapped.setdefault(line.column, []).append(line.amount)
            codes = codes_of(line.column.year)
            if codes is not None and line.amount and not valid(line, codes):
                self._invalid.setdefault(line.column, []).append(line.amount)

    def unmapped(self, column: ColumnKey) -> Check:
        found = self._unmapped.get(column, [])
        return Check("unmapped", column, not found, sum(found, NOUGHT))

    def valid_codes(self, column: ColumnKey) -> Check:
        if codes_of(column.year) is None:
            return Check("valid_codes", column, None, NOUGHT)
        found = self._invalid.get(column, [])
        return Check("valid_codes", column, not found, sum(found, NOUGHT))


def valid(line: LedgerLine, codes: Codes) -> bool:
    """Whether art, function and class may stand together in the line's year; balance lines are judged by chapter."""
    if line.account_class == 2:
        return line.art in codes.chapters
    legacy = legacy_arts().get(line.art)
    if legacy is not None and line.art not in codes.arts:
        still = legacy.valid_to is not None and line.column.year <= legacy.valid_to
        return still or (legacy.budget_only and line.column.version not in _ACTUAL)
    return codes.valid(line.account_class, line.art, line.function)


def _carried(account_class: AccountClass) -> frozenset[str]:
    return frozenset(art for line in load_schedule(LEAVES[account_class]).lines for art in line.carried)
