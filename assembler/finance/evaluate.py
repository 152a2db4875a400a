"""From ledger lines to statutory schedules: values in unrounded kroner, one a column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

from assembler.finance.definition import LineDefinition, RowsBy, RowsDefinition, ScheduleDefinition, load_schedule
from assembler.finance.formula import LineNumber, Lookup, evaluate, operands
from assembler.finance.ledger import Ledger, LedgerLine
from assembler.finance.mapping import Placement, extra_codes
from assembler.finance.reconcile import checks
from assembler.finance.result import Schedule, ScheduleLine, Statement
from assembler.finance.sums import NOUGHT, Sums, columns_of, framed, grouped, natural, summed

Form: TypeAlias = Literal["nb", "nn"]
RowLevel: TypeAlias = Literal["area", "project", "unit"]
Values: TypeAlias = tuple[Decimal | None, ...]


def statement(
    ledger: Ledger,
    schedules: Sequence[ScheduleDefinition],
    form: Form = "nb",
    placements: Iterable[Placement] = (),
    general_functions: Iterable[str] = (),
) -> Statement:
    """Every schedule of `schedules` that the ledger has lines for, with labels in `form`, and the reconciliation.

    `placements` are the budget office's own decisions for arts that no line has. `general_functions` restricts general
    income in § 5-4 (line 4) to these functions; other state grants stay with their areas. A schedule whose class is not
    in the ledger, or of which only the structure is known, is left out.
    """
    work = _Work(ledger, form, tuple(placements), frozenset(general_functions))
    for definition in sorted(schedules, key=lambda definition: definition.rows is None):
        if definition.evaluated and work.sums.has(definition.account_class):
            work.made[definition.id] = work.schedule(definition)
    ordered = tuple(work.made[definition.id] for definition in schedules if definition.id in work.made)
    return Statement(ordered, checks(ledger.lines, work.sums, work.made, work.placements))


def row_level(lines: Sequence[LedgerLine], by: RowsBy) -> RowLevel:
    """What a table of rows can be made by: a ledger without projects is shown by area, one without areas by unit."""
    if by == "area" or any(line.project for line in lines):
        return by
    return "area" if any(line.area for line in lines) else "unit"


def row_of(line: LedgerLine, level: RowLevel) -> tuple[str, str]:
    """Id and label of the row that a ledger line belongs to, as the source writes them; "" when unknown."""
    match level:
        case "area":
            return line.area, line.area
        case "project":
            return line.project, line.project_text or line.project
        case "unit":
            return line.unit, line.unit_text or line.unit
        case _:
            assert_never(level)


class _Work:
    """What all schedules of one statement share."""

    def __init__(
        self, ledger: Ledger, form: Form, placements: tuple[Placement, ...], functions: frozenset[str]
    ) -> None:
        self.lines = ledger.lines
        self.form: Form = form
        self.placements = placements
        self.functions = functions
        self.columns = columns_of(ledger.lines)
        self.present = {(line.account_class, line.column) for line in ledger.lines}
        self.sums = summed(ledger.lines, self.columns)
        self.made: dict[str, Schedule] = {}

    def schedule(self, definition: ScheduleDefinition) -> Schedule:
        own = framed(self.lines, definition, self.functions)
        if definition.rows is not None:
            lines = self._rows(definition, definition.rows, own)
        else:
            values = self._values(definition, self.sums if own is self.lines else summed(own, self.columns))
            lines = tuple(_line(line, self.form, values.get(line.nr, ())) for line in definition.lines)
        known = [(definition.account_class, column) in self.present for column in self.columns]
        shown = tuple(replace(line, values=_only(line.values, known)) for line in lines)
        return Schedule(definition.id, definition.titles[self.form], self.columns, shown)

    def _values(self, definition: ScheduleDefinition, sums: Sums) -> dict[LineNumber | None, Values]:
        extra = extra_codes(definition.account_class, self.placements)
        values: dict[LineNumber | None, Values] = {}
        for line in definition.lines:
            if line.total_of in self.made:
                values[line.nr] = self.made[line.total_of].lines[-1].values
            elif line.kind == "leaf":
                codes = line.codes | extra.get(line.key, frozenset())
                values[line.nr] = natural(line, sums.total(definition.account_class, codes))
        for line in definition.lines:
            self._compute(line, definition, values)
        return values

    def _compute(
        self, line: LineDefinition, definition: ScheduleDefinition, values: dict[LineNumber | None, Values]
    ) -> None:
        """Add the values of a line; a formula may name lines that stand below it (the balance sheet does)."""
        if line.formula is not None and line.nr not in values:
            for nr in operands(line.formula):
                self._compute(definition.line(nr), definition, values)
            values[line.nr] = tuple(
                evaluate(line.formula, _in_column(values, column)) for column in range(len(self.columns))
            )

    def _rows(
        self, definition: ScheduleDefinition, rows: RowsDefinition, lines: Sequence[LedgerLine]
    ) -> tuple[ScheduleLine, ...]:
        parts = load_schedule(rows.of)
        own = [line for line in lines if line.account_class == definition.account_class]
        level = row_level(own, rows.by)
        words = {line.nr: line.labels[self.form] for line in definition.lines}
        labels = dict(row_of(line, level) for line in own)
        made: list[ScheduleLine] = []
        groups = grouped(own, self.columns, lambda line: row_of(line, level)[0])
        for key in sorted(groups, key=lambda key: key == ""):
            values = self._values(parts, groups[key])
            if any(any(values[nr]) for nr in operands(rows.formula)):
                label = labels[key] or words["unknown"]
                made.append(ScheduleLine(len(made) + 1, key, label, "row", self._row(rows, values)))
        total = tuple(sum((line.values[n] or NOUGHT for line in made), NOUGHT) for n in range(len(self.columns)))
        return (*made, ScheduleLine("sum", "sum", words["sum"], "sum", total))

    def _row(self, rows: RowsDefinition, values: Mapping[LineNumber | None, Values]) -> Values:
        return tuple(evaluate(rows.formula, _in_column(values, column)) for column in range(len(self.columns)))


def _in_column(values: Mapping[LineNumber | None, Values], column: int) -> Lookup:
    return lambda nr: values[nr][column]


def _only(values: Values, known: Sequence[bool]) -> Values:
    """Values only where the class has lines in the column: a budget without investments is missing, not nought."""
    return tuple(value if is_known else None for value, is_known in zip(values, known, strict=True)) if values else ()


def _line(line: LineDefinition, form: Form, values: Values) -> ScheduleLine:
    return ScheduleLine(line.nr, line.key, line.labels.get(form, ""), line.kind, values, line.flow, line.formula_text)
