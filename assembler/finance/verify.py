"""Does a table that somebody already has add up?

Every formula is judged on the printed values of its own parts, so that each wrong line is found where it stands. Sums
are taken before rounding, and a printed sum of n rounded lines may differ by as much as (n + 1)/2 steps without any
error. So a difference of one step is never an error; more than (n + 1)/2 always is; one between counts as rounding
unless a line that is computed from the sum contradicts it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assembler.finance.definition import ScheduleDefinition, Wording, load_schedules
from assembler.finance.formula import LineNumber, evaluate, operands
from assembler.finance.presentation import Signs
from assembler.finance.printed import PrintedLine, PrintedTable, Reading, readings

_NOUGHT = Decimal(0)
_WORDINGS: tuple[Wording, ...] = ("current", "2020")
_FEW = 12
_SUMS = ("sum", "i alt", "totalt", "total", "samla", "samlet")


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell that is not what its parts make it: both values as they would stand in print."""

    nr: LineNumber
    column: str
    printed: Decimal
    computed: Decimal


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A cell that cannot be judged because lines that it is made of are not in the table."""

    nr: LineNumber
    column: str
    missing: tuple[LineNumber, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and how the table was read. `reading` is `None` for tables of rows, which have one sign only.

    `judged` counts the sums that could be judged, `odd` the income and expenditure that this reading makes negative.
    """

    table: PrintedTable
    findings: tuple[Finding, ...]
    unjudged: tuple[Unjudged, ...]
    wording: Wording
    reading: Reading | None
    judged: int
    odd: int = 0


def verify(table: PrintedTable, id: str, signs: Signs | None = None) -> Verdict:
    """The verdict on a table as schedule `id`, read in the wording and the signs that fit it best.

    `signs` fixes the convention. `KeyError` for an unknown schedule.
    """
    definitions = _definitions(id)
    if definitions[0].rows is not None:
        return _rows_verdict(table)
    verdicts = [
        _verdict(table, definition, reading)
        for definition in definitions
        for reading in readings(definition, signs)
        if _holds_all(definition, table)
    ] or [_verdict(table, definitions[0], reading) for reading in readings(definitions[0], signs)]
    if definitions[0].balance is not None:
        verdicts = [
            replace(one, findings=(*one.findings, *_unbalanced(one, definitions[0].balance))) for one in verdicts
        ]
    ends = {definition.wording: _last(definition) for definition in definitions}
    last = table.lines[-1].nr if table.lines else 0
    return min(verdicts, key=lambda verdict: (len(verdict.findings), ends[verdict.wording] != last, verdict.odd))


def rounding_span(parts: int) -> Decimal:
    """What rounding alone can set a sum of `parts` off by, in steps: half a step for each part and for the sum.

    Errors of many parts nearly cancel: beyond twelve parts, four standard deviations of them all are enough.
    """
    if parts <= _FEW:
        return Decimal(parts + 1) / 2
    return max(Decimal(_FEW + 1) / 2, 4 * (Decimal(parts + 1) / 12).sqrt())


def _definitions(id: str) -> list[ScheduleDefinition]:
    found = [one for wording in _WORDINGS for one in load_schedules(wording) if one.id == id]
    if not found:
        raise KeyError(id)
    return found[:1] if found[0] == found[-1] else found


def _unbalanced(verdict: Verdict, sides: tuple[LineNumber, LineNumber]) -> list[Finding]:
    """Columns whose two sides are not alike, whatever their signs; a side found wrong already is not told twice."""
    table = verdict.table
    lines = {line.nr: line for line in table.lines if line.nr in sides}
    found: list[Finding] = []
    for number, column in enumerate(table.columns if len(lines) == len(sides) else ()):
        one, two = (lines[side].values[number] for side in sides)
        told = any(finding.column == column and finding.nr in sides for finding in verdict.findings)
        if one is not None and two is not None and not told and abs(abs(one) - abs(two)) > table.step():
            found.append(Finding(sides[1], column, two, abs(one).copy_sign(two)))
    return found


def _holds_all(definition: ScheduleDefinition, table: PrintedTable) -> bool:
    known = {line.nr for line in definition.lines}
    return all(line.nr in known for line in table.lines)


def _last(definition: ScheduleDefinition) -> LineNumber | None:
    return definition.lines[-1].nr


def _verdict(table: PrintedTable, definition: ScheduleDefinition, reading: Reading) -> Verdict:
    findings: list[Finding] = []
    unjudged: list[Unjudged] = []
    judged = odd = 0
    for column in range(len(table.columns)):
        judge = _Column(table, definition, reading, column)
        findings += judge.findings()
        unjudged += judge.unjudged
        judged += judge.judged
        odd += judge.odd()
    ordered = _by_line(findings, definition)
    return Verdict(table, ordered, tuple(unjudged), definition.wording, reading, judged, odd)


def _by_line(findings: Iterable[Finding], definition: ScheduleDefinition) -> tuple[Finding, ...]:
    order = {line.nr: number for number, line in enumerate(definition.lines)}
    return tuple(sorted(findings, key=lambda finding: order[finding.nr]))


class _Column:
    """One column of a table, judged in one reading."""

    def __init__(self, table: PrintedTable, definition: ScheduleDefinition, reading: Reading, column: int) -> None:
        self._name = table.columns[column]
        self._step = table.step()
        self._factors = {line.nr: reading.factor(line) for line in definition.lines if line.nr is not None}
        self._formulas = {
            line.nr: line.formula for line in definition.lines if line.formula is not None and line.nr is not None
        }
        self._values = {
            line.nr: value * self._factors[line.nr]
            for line in table.lines
            if line.nr in self._factors and (value := line.values[column]) is not None
        }
        self._positive = {line.nr for line in definition.lines if line.formula is None and line.flow != "result"}
        self.unjudged: list[Unjudged] = []
        self.judged = 0

    def findings(self) -> list[Finding]:
        """The wrong cells of the column."""
        steps = self._differences()
        self.judged = len(steps)
        return [self._finding(nr) for nr in steps if self._is_wrong(nr, steps)]

    def odd(self) -> int:
        """How many amounts are negative that should not be: a whole table turned round still adds up."""
        return sum(1 for nr, value in self._values.items() if nr in self._positive and value < 0)

    def _differences(self) -> dict[LineNumber, Decimal]:
        """By how many steps each sum differs from its parts; a part that is not printed counts as nothing."""
        found: dict[LineNumber, Decimal] = {}
        for nr, formula in self._formulas.items():
            if nr not in self._values:
                continue
            missing = tuple(part for part in operands(formula) if part not in self._values)
            steps = abs(self._values[nr] - self._computed(nr)) / self._step
            if missing and steps > self._most(nr):
                self.unjudged.append(Unjudged(nr, self._name, missing))
            else:
                found[nr] = steps
        return found

    def _is_wrong(self, nr: LineNumber, steps: Mapping[LineNumber, Decimal]) -> bool:
        if steps[nr] <= 1:
            return False
        if steps[nr] > self._most(nr):
            return True
        return any(nr in operands(self._formulas[other]) and steps[other] > 1 for other in steps)

    def _most(self, nr: LineNumber) -> Decimal:
        return rounding_span(len(operands(self._formulas[nr])))

    def _computed(self, nr: LineNumber) -> Decimal:
        value = evaluate(self._formulas[nr], lambda part: self._values.get(part, _NOUGHT))
        return _NOUGHT if value is None else value

    def _finding(self, nr: LineNumber) -> Finding:
        factor = self._factors[nr]
        return Finding(nr, self._name, self._values[nr] * factor, self._computed(nr) * factor)


def _rows_verdict(table: PrintedTable) -> Verdict:
    """A table of areas or projects: one of the last rows is the sum of all rows above it.

    That is the last row called a sum, or else the last row of all: some call it otherwise, some print more below it.
    """
    ends = [n for n in range(len(table.lines) - 1, 0, -1) if _is_sum(table.lines[n])][:1]
    if len(table.lines) > 1 and len(table.lines) - 1 not in ends:
        ends.append(len(table.lines) - 1)
    judged = [_total_findings(table, end) for end in ends]
    findings = min(judged, key=len, default=[])
    return Verdict(table, tuple(findings), (), "current", None, len(table.columns) if ends else 0)


def _total_findings(table: PrintedTable, end: int) -> list[Finding]:
    """What is wrong with the row `end` as the sum of the rows above; sums between are no rows if they are sums."""
    step = table.step()
    block: list[PrintedLine] = []
    rows: list[PrintedLine] = []
    for line in table.lines[:end]:
        if _is_sum(line) and len(block) > 1 and not _sum_findings(table, line, block, step):
            block = []
            continue
        block.append(line)
        rows.append(line)
    return _sum_findings(table, table.lines[end], rows, step)


def _is_sum(line: PrintedLine) -> bool:
    words = line.label.casefold().strip()
    return any(words == word or words.startswith(word + " ") for word in _SUMS)


def _sum_findings(table: PrintedTable, total: PrintedLine, rows: Sequence[PrintedLine], step: Decimal) -> list[Finding]:
    found: list[Finding] = []
    for number, column in enumerate(table.columns):
        printed = total.values[number]
        parts = [value for line in rows if (value := line.values[number]) is not None]
        computed = sum(parts, _NOUGHT)
        if printed is not None and abs(printed - computed) / step > max(Decimal(1), rounding_span(len(parts))):
            found.append(Finding(total.nr, column, printed, computed))
    return found
