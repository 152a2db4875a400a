"""The organisation table: from unit (ansvar) to budget area."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assembler.importers.columns import area_rank, plain, role_of
from assembler.importers.report import Findings
from assembler.importers.source import Row, Sheet
from assembler.problem import Place, Problem, Refused

_HEADER_WITHIN = 20

# A unit, service or project with its name in the same cell: "3100 - Sentrum skole", "3100 Sentrum skole".
CODE_AND_TEXT = re.compile(r"([A-ZÆØÅ]{0,3}\d[\w.]*)(?: +- +| +)(\D.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas by unit, and by unit without the leading zeros that a spreadsheet takes away."""

    by_unit: Mapping[str, str]
    by_number: Mapping[str, str]

    def of(self, unit: str) -> str:
        """The unit's area; "" for a unit that the table does not know."""
        found = self.by_unit.get(unit)
        return self.by_number.get(_bare(unit), "") if found is None else found


class AreaFinder:
    """The area of a ledger line: by the organisation table if there is one, else by the ledger's own column.

    Names that differ only in letter case or spaces are one area, spelt as it was first seen.
    """

    def __init__(self, table: Areas | None) -> None:
        """`table` is `None` when the ledger's own column counts."""
        self.table = table
        self._first: dict[str, str] = {}

    def written(self, unit: str, cell: str) -> str:
        """The area as the table or the column writes it; "" when the table does not know the unit."""
        return cell if self.table is None else self.table.of(unit)

    def one(self, name: str) -> str:
        """The spelling in which the area was first seen."""
        return self._first.setdefault(" ".join(name.casefold().split()), name)


def areas_of(sheet: Sheet, column: str | None, findings: Findings) -> Areas:
    """The table as areas. A unit that stands twice has the area of its last row, and is counted.

    `column` is the header to take the area from, `None` for the first that is present of the usual ones. `Refused`
    when there is no column for the unit or the area.
    """
    first, unit, area = _columns(sheet, column)
    found: dict[str, str] = {}
    for row in sheet.rows[first:]:
        code = _code(row[unit].strip()) if unit < len(row) else ""
        if not code:
            continue
        name = row[area].strip() if area < len(row) else ""
        if code in found:
            findings.add("repeated-unit", code, found[code], meaning=name)
        found[code] = name
    return Areas(found, _by_number(found))


def _code(cell: str) -> str:
    joined = CODE_AND_TEXT.fullmatch(cell)
    return cell if joined is None else joined[1]


def _by_number(found: Mapping[str, str]) -> dict[str, str]:
    """Only numbers that mean one unit once their leading zeros are gone."""
    bare: dict[str, set[str]] = {}
    for code, name in found.items():
        bare.setdefault(_bare(code), set()).add(name)
    return {code: names.pop() for code, names in bare.items() if len(names) == 1}


def _bare(code: str) -> str:
    return code.casefold().lstrip("0")


def _columns(sheet: Sheet, column: str | None) -> tuple[int, int, int]:
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        unit = next((n for n, cell in enumerate(row) if role_of(cell) == "unit"), None)
        if unit is None:
            continue
        area = _area(row, column)
        if area is not None:
            return index + 1, unit, area
        values = {"column": column or "rammeomrade", "headers": ", ".join(cell.strip() for cell in row)[:300]}
        raise Refused([Problem("importers-no-such-column", Place(file=sheet.file, line=index + 1), values)])
    raise Refused([Problem("importers-org-without-unit", Place(file=sheet.file))])


def _area(row: Row, column: str | None) -> int | None:
    if column:
        return next((n for n, cell in enumerate(row) if plain(cell) == plain(column)), None)
    ranked = [(rank, n) for n, cell in enumerate(row) if (rank := area_rank(cell)) is not None]
    return min(ranked)[1] if ranked else None
