"""Files without accounts: lists of budget changes (by change group) and of investments (by project), with years across.

Bergen publishes both kinds. They explain frames and name projects, but say nothing about arts, so they are no ledger.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from assembler.finance.changes import BudgetChange, ChangeList, Investment, InvestmentList
from assembler.finance.ledger import ColumnKey
from assembler.importers.amounts import DecimalSign, NotAnAmount, amount, decimal_sign
from assembler.importers.columns import AmountColumn, list_columns, version_in
from assembler.importers.delimited import read_delimited
from assembler.importers.heading import Heading, headings
from assembler.importers.kostra_file import is_kostra_file
from assembler.importers.reading import read_sheets
from assembler.importers.source import Row, Sheet, Source
from assembler.importers.table import column_letters
from assembler.problem import Place, Problem, Refused

_ENOUGH = 65_536
_LARGE = 2**20


def is_list(source: Source) -> bool:
    """Whether the file looks like such a list; large workbooks are taken for ledgers, which they are.

    A file that cannot be read is none: whoever reads it as a ledger tells why.
    """
    if is_kostra_file(source.content):
        return False
    try:
        sheets = _beginnings(source)
    except Refused:
        return False
    found = [heading for sheet in sheets for heading in headings(sheet)]
    return not any(one.is_ledger() for one in found) and any(
        one.amounts and {"group", "project"} & set(list_columns(one.names)) for one in found
    )


def _beginnings(source: Source) -> tuple[Sheet, ...]:
    if not source.content.startswith(b"PK"):
        return (read_delimited(source.name, source.content[:_ENOUGH].rpartition(b"\n")[0] or source.content),)
    return read_sheets(source) if len(source.content) < _LARGE else ()


def read_list(source: Source) -> ChangeList | InvestmentList | None:
    """The list in the file; `None` for a file that is a ledger, or neither. `Refused` for amounts that are none."""
    for sheet in read_sheets(source):
        for heading in headings(sheet):
            if heading.is_ledger():
                return None
            columns = list_columns(heading.names)
            if heading.amounts and "group" in columns:
                return _changes(sheet, heading, columns, source)
            if heading.amounts and "project" in columns:
                return _investments(sheet, heading, columns, source)
    return None


def _changes(sheet: Sheet, heading: Heading, columns: Mapping[str, int], source: Source) -> ChangeList:
    made = tuple(
        BudgetChange(
            area=cell("area"),
            service=cell("service"),
            service_text=cell("service_text"),
            group=cell("group"),
            group_text=cell("group_text"),
            text=cell("text"),
            amounts=amounts,
            row=number + 1,
        )
        for number, cell, amounts in _rows(sheet, heading, columns)
    )
    return ChangeList(source.name, _keys(heading.amounts, source), made)


def _investments(sheet: Sheet, heading: Heading, columns: Mapping[str, int], source: Source) -> InvestmentList:
    made = tuple(
        Investment(
            project=cell("project"),
            project_text=cell("project_text"),
            category=cell("category"),
            kind=cell("kind"),
            area=cell("area"),
            service=cell("service"),
            service_text=cell("service_text"),
            district=cell("district"),
            edition=cell("edition"),
            amounts=amounts,
            row=number + 1,
        )
        for number, cell, amounts in _rows(sheet, heading, columns)
    )
    return InvestmentList(source.name, _keys(heading.amounts, source), made)


def _keys(amounts: Sequence[AmountColumn], source: Source) -> tuple[ColumnKey, ...]:
    return tuple(
        ColumnKey(column.year or 0, column.version or source.version or version_in(column.header) or "plan")
        for column in amounts
    )


def _rows(
    sheet: Sheet, heading: Heading, columns: Mapping[str, int]
) -> list[tuple[int, Callable[[str], str], tuple[Decimal, ...]]]:
    problems: list[Problem] = []
    rows = [(n, row) for n, row in enumerate(sheet.rows) if n >= heading.first and any(cell.strip() for cell in row)]
    sign = decimal_sign(row[c.index] for _, row in rows for c in heading.amounts if c.index < len(row))
    found: list[tuple[int, Callable[[str], str], tuple[Decimal, ...]]] = []
    for number, row in rows:
        amounts = tuple(_amount(sheet, number, column.index, sign, problems) for column in heading.amounts)
        found.append((number, _cell_of(row, columns), amounts))
    if problems:
        raise Refused(problems[:100])
    return found


def _cell_of(row: Row, columns: Mapping[str, int]) -> Callable[[str], str]:
    def cell(name: str) -> str:
        index = columns.get(name)
        return row[index].strip() if index is not None and index < len(row) else ""

    return cell


def _amount(sheet: Sheet, row: int, column: int, sign: DecimalSign | None, problems: list[Problem]) -> Decimal:
    cells = sheet.rows[row]
    text = cells[column] if column < len(cells) else ""
    try:
        return amount(text, sign) or Decimal(0)
    except NotAnAmount:
        place = Place(file=sheet.file, line=row + 1, column=column + 1)
        if sheet.name:
            place = Place(file=sheet.file, sheet=sheet.name, cell=f"{column_letters(column)}{row + 1}")
        problems.append(Problem("importers-not-an-amount", place, {"found": text.strip()[:60]}))
        return Decimal(0)
