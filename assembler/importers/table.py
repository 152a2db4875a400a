"""Finding the table in a sheet: the header row among the first twenty, what each column means, and where rows begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.importers.columns import AmountColumn, Role, amount_column, area_rank, is_free, plain, role_of
from assembler.importers.source import Row, Sheet
from assembler.problem import Place, Problem, Refused

_HEADER_WITHIN = 20
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose columns are understood. `first` is the index of the first row below the header.

    `amounts` holds one column of a long table, or several of a wide one; `free` are columns about persons and free
    dimensions, `ignored` those that nothing is known of.
    """

    sheet: Sheet
    first: int
    roles: Mapping[Role, int]
    amounts: tuple[AmountColumn, ...]
    free: tuple[tuple[int, str], ...] = ()
    ignored: tuple[tuple[int, str], ...] = ()
    width: int = 0

    def place(self, row: int, column: int = -1) -> Place:
        """Where a row (index) and column (index) stand in the file."""
        if self.sheet.name:
            cell = f"{column_letters(column)}{row + 1}" if column >= 0 else ""
            return Place(file=self.sheet.file, sheet=self.sheet.name, cell=cell, line=0 if cell else row + 1)
        return Place(file=self.sheet.file, line=row + 1, column=column + 1)


def find_table(sheet: Sheet, area: str = "") -> Table | None:
    """The sheet's table of accounts and amounts; `None` when no row names an account and an amount.

    `area` is the header of the column to take areas from. `Refused` for two columns of one meaning.
    """
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        roles = [role_of(cell) for cell in row]
        if "account" in roles and (_amounts(row) or "amount" in roles):
            return _table(sheet, index, row, area)
    return None


def column_letters(column: int) -> str:
    """A spreadsheet's name of a column (0 is A)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def headers_of(sheet: Sheet) -> str:
    """The first row that looks like headers, for a message."""
    rows = [row for row in sheet.rows[:_HEADER_WITHIN] if sum(bool(cell.strip()) for cell in row) >= _NAMED]
    return ", ".join(cell.strip() for cell in rows[0] if cell.strip())[:300] if rows else ""


def _amounts(row: Row) -> tuple[AmountColumn, ...]:
    found = (amount_column(index, cell) for index, cell in enumerate(row) if role_of(cell) is None)
    return tuple(column for column in found if column is not None)


def _table(sheet: Sheet, index: int, header: Row, area: str) -> Table:
    problems: list[Problem] = []
    place = Place(file=sheet.file, sheet=sheet.name, line=index + 1)
    roles = _roles(header, place, problems)
    wide = _amounts(header)
    if not wide:
        wide = (AmountColumn(roles["amount"], header[roles["amount"]]),)
    problems += _repeated_amounts(wide, place)
    chosen = _area(header, area)
    if area and chosen is None:
        problems.append(Problem("importers-no-such-column", place, {"column": area, "headers": ", ".join(header)}))
    if problems:
        raise Refused(problems)
    if chosen is not None:
        roles["area"] = chosen
    used = {*roles.values(), *(column.index for column in wide)}
    rest = [(n, cell.strip()) for n, cell in enumerate(header) if n not in used and cell.strip()]
    free = tuple(entry for entry in rest if is_free(entry[1]))
    ignored = tuple(entry for entry in rest if not is_free(entry[1]))
    return Table(sheet, index + 1, roles, wide, free, ignored, len(header))


def _roles(header: Row, place: Place, problems: list[Problem]) -> dict[Role, int]:
    roles: dict[Role, int] = {}
    for index, cell in enumerate(header):
        role = role_of(cell)
        if role is None:
            continue
        if role in roles:
            values = {"one": header[roles[role]], "other": cell}
            problems.append(Problem("importers-same-meaning", place, values))
        roles.setdefault(role, index)
    return roles


def _repeated_amounts(amounts: Sequence[AmountColumn], place: Place) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[tuple[int | None, str | None], str] = {}
    for column in amounts:
        key = (column.year, column.version)
        if key in seen:
            problems.append(Problem("importers-same-meaning", place, {"one": seen[key], "other": column.header}))
        seen.setdefault(key, column.header)
    return problems


def _area(header: Row, wanted: str) -> int | None:
    if wanted:
        return next((n for n, cell in enumerate(header) if plain(cell) == plain(wanted)), None)
    ranked = [(rank, n) for n, cell in enumerate(header) if (rank := area_rank(cell)) is not None]
    return min(ranked)[1] if ranked else None
