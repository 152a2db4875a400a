"""Rows of a table to ledger lines, with everything that had to be interpreted counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assembler.finance.ledger import AccountClass, ColumnKey, LedgerLine, Version
from assembler.importers.amounts import Ambiguous, DecimalSign, NotAnAmount, amount, decimal_sign
from assembler.importers.columns import AmountColumn, Role, version_in, year_in
from assembler.importers.org import Areas
from assembler.importers.report import Findings
from assembler.importers.source import Row
from assembler.importers.table import Table
from assembler.importers.taken import Cells, NoClass, Taken, take
from assembler.problem import Problem

_MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a file does not say it: year (0 unknown) and version of its figures, class of its accounts.

    `areas` is the organisation table, `None` when the area column of the ledger counts.
    """

    year: int
    version: Version
    account_class: AccountClass | None
    areas: Areas | None


@dataclass(slots=True)
class Outcome:
    """What the rows of one table became; `rows` is how many of them are ledger lines."""

    lines: list[LedgerLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


def ledger_lines(table: Table, defaults: Defaults, findings: Findings) -> Outcome:
    """The lines of the table in the order of the file; the faults of all rows together."""
    return _Reader(table, defaults, findings).read()


class _Reader:
    def __init__(self, table: Table, defaults: Defaults, findings: Findings) -> None:
        self._table = table
        self._defaults = defaults
        self._findings = findings
        self._outcome = Outcome()
        self._sign: DecimalSign | None = None
        self._amounts: dict[str, Decimal | None] = {}
        self._columns: dict[tuple[int, str, str], ColumnKey | None] = {}
        self._at: Mapping[Role, int] = table.roles

    def read(self) -> Outcome:
        rows = self._rows()
        self._sign = decimal_sign(row[column.index] for _, row in rows for column in self._table.amounts)
        cells = [self._cells(row) for _, row in rows]
        taken = take(Counter(cells), self._defaults.account_class, self._defaults.year)
        if isinstance(taken, NoClass):
            place = self._table.place(rows[0][0], self._at["account"])
            self._outcome.problems.append(Problem("importers-no-class", place, {"account": taken.example}))
            return self._outcome
        for (number, row), cell in zip(rows, cells, strict=True):
            self._row(number, row, taken[cell])
        return self._outcome

    def _rows(self) -> list[tuple[int, Row]]:
        """The rows that hold figures, as wide as the header; others are counted or are faults."""
        width = self._table.width
        found: list[tuple[int, Row]] = []
        for number in range(self._table.first, len(self._table.sheet.rows)):
            row = self._table.sheet.rows[number]
            filled = sum(1 for cell in row if cell and not cell.isspace())
            if filled > 1 and len(row) == width:
                found.append((number, row))
            elif filled > 1 and len(row) > width and not any(cell.strip() for cell in row[width:]):
                found.append((number, row[:width]))
            elif filled > 1:
                self._fault("importers-row-width", number, -1, found=len(row), expected=width)
            elif filled:
                self._findings.add("ignored", next(cell.strip() for cell in row if cell.strip())[:60])
        return found

    def _cells(self, row: Row) -> Cells:
        return Cells(row[self._at["account"]], self._cell(row, "class"), self._cell(row, "account_text"))

    def _cell(self, row: Row, role: Role) -> str:
        index = self._at.get(role)
        return "" if index is None else row[index].strip()

    def _row(self, number: int, row: Row, taken: Taken) -> None:
        unit, unit_text = self._code(row, "unit", "unit_text")
        function, function_text = self._code(row, "function", "function_text")
        project, project_text = self._code(row, "project", "project_text")
        areas = self._defaults.areas
        area = self._cell(row, "area") if areas is None else areas.of(unit)
        counted = False
        for column in self._table.amounts:
            value = self._amount(number, row, column)
            key = self._column(number, row, column)
            if value is None or key is None:
                continue
            line = LedgerLine(
                column=key,
                account_class=taken.account_class,
                art=taken.art,
                amount=value,
                account=taken.account,
                account_text=taken.text,
                unit=unit,
                unit_text=unit_text,
                function=function[:3],
                function_text=function_text,
                project=project,
                project_text=project_text,
                area=area,
                file=self._table.sheet.file,
                row=number + 1,
                sheet=self._table.sheet.name,
                service=function,
            )
            self._keep(line, taken)
            counted = True
        self._outcome.rows += counted

    def _keep(self, line: LedgerLine, taken: Taken) -> None:
        self._outcome.lines.append(line)
        self._findings.line(line, taken.code, taken.found)
        if self._defaults.areas is not None and not line.area:
            self._findings.add("unknown-unit", line.unit, line.unit_text, line.amount)
        if taken.padded:
            self._findings.add("padded", taken.account, line.account_text, line.amount, taken.padded)

    def _code(self, row: Row, role: Role, text_role: Role) -> tuple[str, str]:
        """Code and text of a dimension; both may stand in one cell ("3100 - Sentrum skole")."""
        code = self._cell(row, role)
        text = self._cell(row, text_role)
        if not text and " - " in code:
            code, _, text = code.partition(" - ")
        return code.strip(), text.strip()

    def _amount(self, number: int, row: Row, column: AmountColumn) -> Decimal | None:
        text = row[column.index]
        if text in self._amounts:
            return self._amounts[text]
        try:
            value = amount(text, self._sign)
        except Ambiguous:
            self._fault("importers-ambiguous-amount", number, column.index, found=text.strip()[:40])
            return None
        except NotAnAmount:
            self._fault("importers-not-an-amount", number, column.index, found=text.strip()[:40])
            return None
        self._amounts[text] = value
        return value

    def _column(self, number: int, row: Row, column: AmountColumn) -> ColumnKey | None:
        """Year and version: the row's own cells, then the column's header, then what was said of the file."""
        year, version = self._cell(row, "year"), self._cell(row, "version")
        known = (column.index, year, version)
        if known not in self._columns:
            self._columns[known] = self._column_key(number, column, year, version)
        return self._columns[known]

    def _column_key(self, number: int, column: AmountColumn, year: str, version: str) -> ColumnKey | None:
        found_year, found_version = year_in(year), version_in(version)
        if year and found_year is None:
            self._fault("importers-not-a-year", number, self._at["year"], found=year[:40])
            return None
        if version and found_version is None:
            self._fault("importers-unknown-version", number, self._at["version"], found=version[:40])
            return None
        return ColumnKey(
            found_year or column.year or self._defaults.year,
            found_version or column.version or self._defaults.version,
        )

    def _fault(self, code: str, number: int, column: int, **values: str | int) -> None:
        if len(self._outcome.problems) < _MOST_PROBLEMS:
            self._outcome.problems.append(Problem(code, self._table.place(number, column), values))
