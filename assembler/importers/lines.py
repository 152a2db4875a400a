"""Rows of a table to ledger lines, with everything that had to be interpreted counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assembler.finance.ledger import AccountClass, ColumnKey, LedgerLine, Version
from assembler.importers.amounts import Ambiguous, DecimalSign, NotAnAmount, amount, decimal_sign
from assembler.importers.columns import AmountColumn, Role, version_in, year_in
from assembler.importers.org import CODE_AND_TEXT, AreaFinder
from assembler.importers.report import Findings
from assembler.importers.source import Row
from assembler.importers.table import Table, column_letters
from assembler.importers.taken import Cells, NoClass, Taken, take
from assembler.importers.totals import Totals
from assembler.problem import Problem

_MOST_PROBLEMS = 100
_DIMENSIONS: tuple[Role, ...] = (
    "unit",
    "unit_text",
    "function",
    "function_text",
    "project",
    "project_text",
    "area",
)
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a file does not say it: year (0 unknown) and version of its figures, class of its accounts.

    `areas` finds the area of every line, and spells it alike in all files.
    """

    year: int
    version: Version
    account_class: AccountClass | None
    areas: AreaFinder


@dataclass(slots=True)
class Outcome:
    """What the rows of one table became."""

    lines: list[LedgerLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Dimensions:
    """Everything of a row that is neither account nor amount."""

    unit: str
    unit_text: str
    service: str
    function_text: str
    project: str
    project_text: str
    area: str
    area_written: str
    free: str

    def is_empty(self) -> bool:
        """Whether the row belongs nowhere, as a sum does."""
        return not (self.unit or self.service or self.project)


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
        self._totals = Totals()
        self._at: Mapping[Role, int] = table.roles
        free = () if table.free is None else (table.free,)
        self._dimension_cells = (*(n for role, n in table.roles.items() if role in _DIMENSIONS), *free)
        self._known_dimensions: dict[tuple[str, ...], _Dimensions] = {}

    def read(self) -> Outcome:
        rows = self._rows()
        columns = tuple(self._table.amount_cells())
        self._sign = decimal_sign(row[n] for _, row in rows for n in columns)
        cells = [self._cells(row) for _, row in rows]
        taken = take(Counter(cells), self._defaults.account_class, self._defaults.year)
        if isinstance(taken, NoClass):
            place = self._table.place(rows[0][0], self._at["account"])
            self._outcome.problems.append(Problem("importers-no-class", place, {"account": taken.example}))
            return self._outcome
        for (number, row), cell in zip(rows, cells, strict=True):
            self._row(number, row, taken[cell])
        self._unread(rows)
        return self._outcome

    def _rows(self) -> list[tuple[int, Row]]:
        """The rows that hold figures, as wide as the header; others are counted or are faults."""
        width = self._table.width
        found: list[tuple[int, Row]] = []
        for number in range(self._table.first, len(self._table.sheet.rows)):
            row = self._table.sheet.rows[number]
            if len(row) == width and width - row.count("") > 1:
                found.append((number, row))
                continue
            filled = sum(1 for cell in row if cell and not cell.isspace())
            if filled > 1 and len(row) > width and not any(cell.strip() for cell in row[width:]):
                found.append((number, row[:width]))
            elif filled > 1:
                self._fault("importers-row-width", number, -1, found=len(row), expected=width)
            elif filled and len(row) == width and any(row[n].strip() for n in self._table.amount_cells()):
                found.append((number, row))
            elif filled:
                self._findings.add("ignored", next(cell.strip() for cell in row if cell.strip())[:_SHOWN])
        return found

    def _unread(self, rows: list[tuple[int, Row]]) -> None:
        for index, name in self._table.unread:
            filled = sum(1 for _, row in rows if row[index] and not row[index].isspace())
            if filled or name:
                self._findings.add_many("ignored", name[:_SHOWN] or column_letters(index), filled)

    def _cells(self, row: Row) -> Cells:
        return Cells(row[self._at["account"]], self._cell(row, "class"), self._cell(row, "account_text"))

    def _cell(self, row: Row, role: Role) -> str:
        index = self._at.get(role)
        return "" if index is None else row[index].strip()

    def _row(self, number: int, row: Row, taken: Taken) -> None:
        dimensions = self._dimensions(row)
        amounts = self._row_amounts(number, row)
        if not taken.code and dimensions.is_empty() and self._totals.is_total(amounts):
            text = next(cell.strip() for cell in row if cell.strip())
            self._findings.add("ignored", text[:_SHOWN], amount=next(iter(amounts.values())))
            return
        self._totals.add(amounts)
        for column in self._table.amounts:
            key = self._column(number, row, column)
            if column.index in amounts and key is not None:
                line = self._line(number, taken, dimensions, key, amounts[column.index])
                self._keep(line, taken)
                if line.area != dimensions.area_written:
                    self._findings.add("repeated-unit", dimensions.area_written, "", line.amount, line.area)

    def _line(
        self, number: int, taken: Taken, dimensions: _Dimensions, column: ColumnKey, value: Decimal
    ) -> LedgerLine:
        return LedgerLine(
            column=column,
            account_class=taken.account_class,
            art=taken.art,
            amount=value,
            account=taken.account,
            account_text=taken.text,
            unit=dimensions.unit,
            unit_text=dimensions.unit_text,
            function=dimensions.service[:3],
            function_text=dimensions.function_text,
            project=dimensions.project,
            project_text=dimensions.project_text,
            area=dimensions.area,
            file=self._table.sheet.file,
            row=number + 1,
            sheet=self._table.sheet.name,
            service=dimensions.service,
            free=dimensions.free,
        )

    def _keep(self, line: LedgerLine, taken: Taken) -> None:
        self._outcome.lines.append(line)
        self._findings.line(line, taken.code, taken.found)
        if self._defaults.areas.table is not None and not line.area:
            self._findings.add("unknown-unit", line.unit, line.unit_text, line.amount)
        if taken.padded:
            self._findings.add("padded", taken.account, line.account_text, line.amount, taken.padded)

    def _dimensions(self, row: Row) -> _Dimensions:
        """What a row belongs to; rows that say the same share it."""
        key = tuple([row[n] for n in self._dimension_cells])
        if key not in self._known_dimensions:
            self._known_dimensions[key] = self._read_dimensions(row)
        return self._known_dimensions[key]

    def _read_dimensions(self, row: Row) -> _Dimensions:
        unit, unit_text = self._code(row, "unit", "unit_text")
        service, function_text = self._code(row, "function", "function_text")
        project, project_text = self._code(row, "project", "project_text")
        written = self._defaults.areas.written(unit, self._cell(row, "area"))
        free = "" if self._table.free is None else row[self._table.free].strip()
        return _Dimensions(
            unit=unit,
            unit_text=unit_text,
            service=service,
            function_text=function_text,
            project=project,
            project_text=project_text,
            area=self._defaults.areas.one(written),
            area_written=written,
            free=free,
        )

    def _code(self, row: Row, role: Role, text_role: Role) -> tuple[str, str]:
        """Code and text of a dimension; both may stand in one cell ("3100 - Sentrum skole", "3100 Sentrum skole")."""
        code = self._cell(row, role)
        text = self._cell(row, text_role)
        joined = CODE_AND_TEXT.fullmatch(code)
        return (code, text) if joined is None else (joined[1], text or joined[2])

    def _row_amounts(self, number: int, row: Row) -> dict[int, Decimal]:
        """What the row holds in each column of amounts; an empty cell holds nothing."""
        found: dict[int, Decimal] = {}
        for column in self._table.amounts:
            cells = column.months or (column.index,)
            values = [value for n in cells if (value := self._amount(number, row, n)) is not None]
            if values:
                found[column.index] = values[-1] if column.cumulative else sum(values, Decimal(0))
        return found

    def _amount(self, number: int, row: Row, column: int) -> Decimal | None:
        text = row[column]
        if text in self._amounts:
            return self._amounts[text]
        try:
            value = amount(text, self._sign)
        except Ambiguous:
            self._fault("importers-ambiguous-amount", number, column, found=text.strip()[:_SHOWN])
            return None
        except NotAnAmount:
            self._fault("importers-not-an-amount", number, column, found=text.strip()[:_SHOWN])
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
            self._fault("importers-not-a-year", number, self._at["year"], found=year[:_SHOWN])
            return None
        if version and found_version is None:
            self._fault("importers-unknown-version", number, self._at["version"], found=version[:_SHOWN])
            return None
        return ColumnKey(
            found_year or column.year or self._defaults.year,
            found_version or column.version or self._defaults.version,
        )

    def _fault(self, code: str, number: int, column: int, **values: str | int) -> None:
        if len(self._outcome.problems) < _MOST_PROBLEMS:
            self._outcome.problems.append(Problem(code, self._table.place(number, column), values))
