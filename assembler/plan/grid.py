"""A sheet as a grid of cells, from XLSX or CSV alike. Rows and columns count from 0."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from assembler import isolate
from assembler.plan.located import Located, Scalar
from assembler.plan.workbook import MOST_CELLS, cell_name
from assembler.problem import Place, Problem, Refused

CellKind: TypeAlias = Literal["number", "percent", "text", "flag", "date", "error"]
MOST_FILE_BYTES: Final = 50 * 2**20
_KINDS: Final[dict[str, CellKind]] = {
    "n": "number",
    "p": "percent",
    "t": "text",
    "b": "flag",
    "d": "date",
    "e": "error",
}
_LIMITS: Final = isolate.Limits(cpu_seconds=30, wall_seconds=60)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that is not empty. `text` is what it says; a number's with a decimal point."""

    kind: CellKind
    text: str

    def value(self) -> Scalar:
        """The value: numbers as `int` or `Decimal`, all else as text; "" stays for an error."""
        if self.kind in ("number", "percent"):
            number = Decimal(self.text)
            return int(number) if number == number.to_integral_value() else number
        return self.text == "true" if self.kind == "flag" else self.text


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: `name` is "" for CSV, whose cells are placed by line and column. `lines` are a CSV's first lines."""

    file: str
    name: str
    rows: tuple[tuple[GridCell | None, ...], ...]
    hidden: bool = False
    lines: tuple[int, ...] = ()

    def place(self, row: int, column: int) -> Place:
        """The place of a cell in the user's terms."""
        if self.lines:
            return Place(file=self.file, line=self.lines[row] if row < len(self.lines) else 0, column=column + 1)
        return Place(file=self.file, sheet=self.name, cell=cell_name(row, column))

    def located(self, row: int, column: int) -> Located | None:
        """The value of a cell with its place; `None` when the cell is empty."""
        cells = self.rows[row]
        cell = cells[column] if column < len(cells) else None
        return Located(cell.value(), self.place(row, column)) if cell else None


Read: TypeAlias = tuple[tuple[Grid, ...], tuple[Problem, ...]]


def read_grids(files: Sequence[tuple[str, bytes]]) -> dict[str, Read]:
    """The sheets of every file by its name (none when it cannot be read), and what is wrong with it.

    Workbooks are read by one limited child each.
    """
    found: dict[str, Read] = {}
    books: list[tuple[str, bytes]] = []
    for file, content in files:
        if len(content) > MOST_FILE_BYTES:
            limit = MOST_FILE_BYTES // 2**20
            found[file] = (), (Problem("plan-file-too-large", Place(file=file), {"limit": limit}),)
        elif file.lower().endswith(".csv"):
            found[file] = _read_csv(file, content)
        else:
            books.append((file, content))
    requests = [({"file": file}, (content,)) for file, content in books]
    outcomes = isolate.call_many("assembler.plan.workbook:read_in_child", requests, _LIMITS)
    for (file, _), outcome in zip(books, outcomes, strict=True):
        found[file] = _grids(file, outcome)
    return found


def _grids(file: str, outcome: isolate.Outcome) -> Read:
    match outcome:
        case isolate.Stopped():
            return (), (isolate.problem_of(outcome, file),)
        case Refused():
            return (), outcome.problems
        case _:
            return tuple(_grid(file, sheet) for sheet in outcome.header), ()


def _grid(file: str, sheet: Any) -> Grid:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in sheet["rows"])
    return Grid(file, sheet["name"], rows, sheet["hidden"])


def _cell(cell: Any) -> GridCell | None:
    if cell is None:
        return None
    kind, text = _KINDS[cell[0]], str(cell[1])
    return GridCell(kind, text) if kind != "text" or text.strip() else None


def _read_csv(file: str, content: bytes) -> Read:
    """UTF-8 with or without a byte order mark, else windows-1252 (what Excel saves in Norway)."""
    text = _csv_text(content)
    if text is None:
        return (), (Problem("plan-not-utf8", Place(file=file)),)
    rows: list[tuple[GridCell | None, ...]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    cells, line = 0, 1
    try:
        for row in reader:
            rows.append(tuple(GridCell("text", cell) if cell.strip() else None for cell in row))
            lines.append(line)
            line, cells = reader.line_num + 1, cells + len(row)
            if cells > MOST_CELLS:
                return (), (Problem("plan-sheet-far-cell", Place(file=file, line=line), {"limit": MOST_CELLS}),)
    except csv.Error:
        return (), (Problem("plan-csv-syntax", Place(file=file, line=line)),)
    return (Grid(file, "", tuple(rows), False, tuple(lines)),), ()


def _csv_text(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first line that has one; ";" wins a tie, as Norwegian Excel writes.

    The heading decides, not the whole file: amounts have decimal commas.
    """
    first: Iterable[str] = text.splitlines()[:20]
    for line in first:
        counts = {mark: line.count(mark) for mark in ";\t,|"}
        if any(counts.values()):
            return max(counts, key=lambda mark: counts[mark])
    return ";"
