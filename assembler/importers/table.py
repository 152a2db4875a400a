"""Finding the table in a sheet: what each column means, and where its rows begin."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assembler.importers.columns import AmountColumn, Role, area_rank, plain, role_rank
from assembler.importers.heading import Heading, headings
from assembler.importers.source import Sheet
from assembler.problem import Place, Problem, Refused

_HEADER_WITHIN = 20
_NAMED = 3
_A_TITLE = 200
_THOUSANDS = re.compile(
    r"\b(?:i|hele|heile)\s+(?:hele\s+|heile\s+)?(?:1[\s.\u00a0]?000|tusen|mill)|\b1[\s.\u00a0]?000\s*kr|\b(?:tnok|tkr|mnok|mkr)\b"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose columns are understood. `first` is the index of the first row below the header.

    `amounts` holds one column of a long table, or several of a wide one; `unread` are the columns that are left out:
    those about persons, free dimensions, and those that nothing is known of. `free` is the free dimension asked for.
    """

    sheet: Sheet
    first: int
    roles: Mapping[Role, int]
    amounts: tuple[AmountColumn, ...]
    unread: tuple[tuple[int, str], ...] = ()
    free: int | None = None
    width: int = 0

    def place(self, row: int, column: int = -1) -> Place:
        """Where a row (index) and column (index) stand in the file."""
        if self.sheet.name:
            cell = f"{column_letters(column)}{row + 1}" if column >= 0 else ""
            return Place(file=self.sheet.file, sheet=self.sheet.name, cell=cell, line=0 if cell else row + 1)
        return Place(file=self.sheet.file, line=row + 1, column=column + 1)

    def amount_cells(self) -> Iterator[int]:
        """The columns that hold amounts."""
        for column in self.amounts:
            yield from column.months or (column.index,)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Columns that the user named by their header, "" for none: the area's, and a free dimension to be read as well."""

    area: str = ""
    free: str = ""


def find_table(sheet: Sheet, wanted: Wanted = Wanted()) -> Table | None:
    """The sheet's table of accounts and amounts; `None` when no row names an account and an amount.

    `Refused` for two columns of one meaning, a wanted column that is not there, and formulas never computed.
    """
    heading = next((heading for heading in headings(sheet) if heading.is_ledger()), None)
    return None if heading is None else _table(sheet, heading, wanted)


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


def _table(sheet: Sheet, heading: Heading, wanted: Wanted) -> Table:
    place = Place(file=sheet.file, sheet=sheet.name, line=heading.first)
    problems = [*_repeated_headers(heading, place), *_repeated_amounts(heading.amounts, place)]
    roles = _roles(heading)
    area = _named(heading, wanted.area, place, problems)
    area = _area(heading) if area is None else area
    free = _named(heading, wanted.free, place, problems)
    if area is not None:
        roles["area"] = area
    used = {*roles.values(), *(n for column in heading.amounts for n in column.months or (column.index,))}
    problems += _uncomputed(sheet, heading, used)
    problems += _other_units(sheet, heading)
    if problems:
        raise Refused(problems)
    unread = tuple((n, name) for n, name in enumerate(heading.names) if n not in used and n != free)
    return Table(sheet, heading.first, roles, heading.amounts, unread, free, len(heading.names))


def _roles(heading: Heading) -> dict[Role, int]:
    """The column of each role; where several headers mean it (konto and art), the first of the aliases."""
    roles: dict[Role, int] = {}
    amounts = {column.index for column in heading.amounts}
    for n, role in enumerate(heading.roles):
        if role is None or role == "amount" or n in amounts:
            continue
        if role not in roles or role_rank(heading.names[n]) < role_rank(heading.names[roles[role]]):
            roles[role] = n
    return roles


def _repeated_headers(heading: Heading, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[tuple[Role | None, str], str] = {}
    for role, name in zip(heading.roles, heading.names, strict=True):
        known = role not in (None, "amount") or area_rank(name) is not None
        if known and (role, plain(name)) in seen:
            values = {"one": seen[role, plain(name)], "other": name}
            problems.append(Problem("importers-same-meaning", place, values))
        seen.setdefault((role, plain(name)), name)
    return problems


def _repeated_amounts(amounts: Sequence[AmountColumn], place: Place) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[tuple[int | None, str | None], str] = {}
    for column in amounts:
        key = (column.year, column.version)
        if key in seen:
            problems.append(Problem("importers-same-meaning", place, {"one": seen[key], "other": column.header}))
        seen.setdefault(key, column.header)
    return problems


def _named(heading: Heading, header: str, place: Place, problems: list[Problem]) -> int | None:
    if not header:
        return None
    found = next((n for n, name in enumerate(heading.names) if plain(name) == plain(header)), None)
    if found is None:
        values = {"column": header, "headers": ", ".join(name for name in heading.names if name)[:300]}
        problems.append(Problem("importers-no-such-column", place, values))
    return found


def _area(heading: Heading) -> int | None:
    if "area" in heading.roles:
        return heading.roles.index("area")
    ranked = [(rank, n) for n, name in enumerate(heading.names) if (rank := area_rank(name)) is not None]
    return min(ranked)[1] if ranked else None


def _other_units(sheet: Sheet, heading: Heading) -> list[Problem]:
    """Schedules are right to the krone only if the ledger is: a header or title that speaks of thousands is refused."""
    above = [(n, m, cell) for n, row in enumerate(sheet.rows[: heading.first - 1]) for m, cell in enumerate(row)]
    named = [(heading.first - 1, column.index, heading.names[column.index]) for column in heading.amounts]
    return [
        Problem(
            "importers-not-in-kroner",
            Place(file=sheet.file, sheet=sheet.name, line=row + 1, column=column + 1),
            {"found": cell.strip()[:60]},
        )
        for row, column, cell in (*above, *named)
        if len(cell) < _A_TITLE and _THOUSANDS.search(cell.casefold())
    ]


def _uncomputed(sheet: Sheet, heading: Heading, used: set[int]) -> list[Problem]:
    letters = {column_letters(n) for n in used}
    places: list[Problem] = []
    for cell in sorted(sheet.uncomputed, key=lambda cell: (len(cell), cell)):
        column = cell.rstrip("0123456789")
        if column in letters and int(cell[len(column) :]) > heading.first:
            places.append(Problem("importers-uncomputed", Place(file=sheet.file, sheet=sheet.name, cell=cell)))
    return places
