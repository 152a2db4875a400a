"""The header of a table: one row of names, or two (group and field, the group's name only over its first column)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembler.importers.columns import (
    AmountColumn,
    Role,
    amount_column,
    area_rank,
    field_rank,
    month_of,
    role_of,
    version_column,
    version_in,
    year_in,
)
from assembler.importers.source import Row, Sheet

_WITHIN = 20
_LOOKED_AT = 200
_GROUPS = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """What each column is called and stands for. `first` is the index of the first row below the header.

    `names` are the headers as a person reads them ("Ansvar Kode"); `roles` the role of each column, `None` for others.
    """

    first: int
    names: tuple[str, ...]
    roles: tuple[Role | None, ...]
    amounts: tuple[AmountColumn, ...]

    def is_ledger(self) -> bool:
        """Whether accounts and amounts can be read."""
        return "account" in self.roles and bool(self.amounts)


def headings(sheet: Sheet) -> Iterator[Heading]:
    """What the first twenty rows could be as headers, alone and with the row below, from the top."""
    for index, row in enumerate(sheet.rows[:_WITHIN]):
        single = _single(index, row)
        if _may_be_groups(sheet, index, single):
            yield _double(sheet, index)
        yield single


def _may_be_groups(sheet: Sheet, index: int, single: Heading) -> bool:
    """Whether a row could name groups of columns: two at least, and no ledger's header with data right below it."""
    if index + 1 == len(sheet.rows) or sum(bool(name) for name in single.names) < _GROUPS:
        return False
    return not single.is_ledger() or _goes_on(single, sheet.rows[index + 1])


def _goes_on(heading: Heading, below: Row) -> bool:
    """Whether the row below a heading names fields: there is text, but no number, where the accounts should be."""
    column = heading.roles.index("account")
    cell = below[column].strip() if column < len(below) else ""
    filled = sum(bool(cell.strip()) for cell in below) >= _GROUPS
    return filled and not any(sign.isdigit() for sign in cell)


def _single(index: int, row: Row) -> Heading:
    names = tuple(cell.strip() for cell in row)
    roles = tuple(role_of(name) for name in names)
    return Heading(index + 1, names, roles, _amounts(names, names, roles))


def _double(sheet: Sheet, index: int) -> Heading:
    above, below = sheet.rows[index], sheet.rows[index + 1]
    groups = _carried(above, len(below))
    # Where there is no field, the group's own cell is the column's name: months and totals have no fields.
    fields = [cell.strip() or (above[n].strip() if n < len(above) else "") for n, cell in enumerate(below)]
    roles: list[Role | None] = [role_of(field) if field else None for field in fields]
    for group in dict.fromkeys(groups):
        base = role_of(group) or ("area" if area_rank(group) is not None else None)
        if base is not None:
            _group_roles(base, [n for n, name in enumerate(groups) if name == group], fields, (sheet, index + 2), roles)
    names = tuple(
        field if field == group else f"{group} {field}".strip() for group, field in zip(groups, fields, strict=True)
    )
    telling = [
        name if version_in(group) or group.isdecimal() else field
        for name, group, field in zip(names, groups, fields, strict=True)
    ]
    return Heading(index + 2, names, tuple(roles), _amounts(telling, fields, roles))


def _carried(row: Row, width: int) -> list[str]:
    """The group of each column: a name holds until the next one."""
    names: list[str] = []
    for n in range(width):
        cell = row[n].strip() if n < len(row) else ""
        names.append(cell or (names[-1] if names else ""))
    return names


def _group_roles(
    base: Role, columns: Sequence[int], fields: Sequence[str], below: tuple[Sheet, int], roles: list[Role | None]
) -> None:
    """Which column of a group holds its code and which its text; the group's other columns mean nothing."""
    own = [n for n in columns if amount_column(n, fields[n]) is None and month_of(fields[n]) is None]
    codes = sorted((rank, n) for n in own if (rank := field_rank(fields[n], "code_fields")) is not None)
    texts = sorted((rank, n) for n in own if (rank := field_rank(fields[n], "text_fields")) is not None)
    code = next((n for _, n in codes if _is_filled(*below, n)), None)
    text = next((n for _, n in texts if _is_filled(*below, n)), None)
    for n in own:
        if field_rank(fields[n], "code_fields") is not None or field_rank(fields[n], "text_fields") is not None:
            roles[n] = None
    if code is None and own and roles[own[0]] is None and text != own[0]:
        code = own[0]
    if base == "area":
        code, text = (code if text is None else text), None
    if code is not None:
        roles[code] = base
    text_roles: dict[Role, Role] = {
        "account": "account_text",
        "unit": "unit_text",
        "function": "function_text",
        "project": "project_text",
    }
    if text is not None and base in text_roles:
        roles[text] = text_roles[base]


def _is_filled(sheet: Sheet, first: int, column: int) -> bool:
    rows = sheet.rows[first : first + _LOOKED_AT]
    return any(column < len(row) and row[column].strip() for row in rows)


def _amounts(telling: Sequence[str], names: Sequence[str], roles: Sequence[Role | None]) -> tuple[AmountColumn, ...]:
    """The columns of amounts: month by month, or by year and version, or by version, or the one called so."""
    free = [n for n, role in enumerate(roles) if role is None]
    months = _months([(n, names[n]) for n in free])
    if months:
        return months
    by_year = [column for n in free if (column := amount_column(n, telling[n])) is not None]
    if by_year:
        return tuple(by_year)
    named = [n for n, role in enumerate(roles) if role == "amount"]
    if named:
        return tuple(AmountColumn(n, names[n], year_in(telling[n]), version_in(telling[n])) for n in named)
    by_version = (version_column(n, telling[n]) for n in free)
    return tuple(column for column in by_version if column is not None)


def _months(columns: Sequence[tuple[int, str]]) -> tuple[AmountColumn, ...]:
    years: dict[int, list[tuple[int, int, bool]]] = {}
    for index, name in columns:
        found = month_of(name)
        if found is not None:
            year, month, cumulative = found
            years.setdefault(year, []).append((month, index, cumulative))
    made: list[AmountColumn] = []
    for year, months in sorted(years.items()):
        ordered = sorted(months)
        cumulative = all(one[2] for one in ordered)
        indexes = tuple(index for _, index, _ in ordered)
        made.append(AmountColumn(indexes[-1], str(year), year, None, indexes, cumulative))
    return tuple(made)
