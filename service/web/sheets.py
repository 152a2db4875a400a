"""A table of the plan as rows of text, whatever file it lies in: YAML, a workbook or CSV; and back into files."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook

from assembler.plan.fields import Entity, Field, declarations, folded
from assembler.plan.grid import Grid, read_grids
from assembler.plan.located import Located
from assembler.plan.model import Form
from assembler.plan.quantities import heading_and_factor, read_number
from assembler.plan.starter_sheets import sheet_columns
from assembler.plan.yaml_tree import read_yaml
from assembler.problem import Refused
from service.web.row_merge import Rows

_YEAR: Final = re.compile(r"\s*\b(19|20)\d\d$")
_FIGURES: Final = ("amount", "amounts", "number", "named-numbers", "year", "whole")
ENDINGS: Final = (".yaml", ".xlsx", ".csv")
_CREATED: Final = datetime(2020, 1, 1)


def entities() -> tuple[Entity, ...]:
    """The tables that a plan may have."""
    return tuple(declarations().sheets())


def file_of(entity: Entity, files: Iterable[str]) -> str:
    """The file that a plan keeps a table in, "" when it has none."""
    wanted = {f"{entity.name}{ending}": ending for ending in ENDINGS}
    return next((name for name in sorted(files) if name.lower() in wanted), "")


def read_rows(entity: Entity, file: str, content: bytes, form: Form) -> Rows:
    """The rows of a table, headings first; none of an empty file. `Refused` with what is wrong with the file."""
    if file.lower().endswith(".yaml"):
        return _of_yaml(entity, file, content, form)
    grids, problems = read_grids([(file, content)])[file]
    if problems:
        raise Refused(problems)
    return _even(_texts(_chosen(entity, grids))) if grids else ()


def field_of(heading: str, entity: Entity) -> Field | None:
    """The field that a column of this heading holds; `None` for one that the table does not know."""
    bare, _ = heading_and_factor(folded(heading))
    for name in (folded(heading), folded(bare), folded(bare.partition(":")[0]), folded(_YEAR.sub("", bare))):
        found = next((field for field in entity.fields if name in field.aliases()), None)
        if found:
            return found
    return entity.field_of_kind("amounts") if _YEAR.search(bare) else None


def offered(entity: Entity, form: Form, years: Sequence[int], municipality: str) -> list[str]:
    """The headings of every column that a table may have; amounts for each of the years."""
    return [column.heading for column in sheet_columns(entity, form, years, municipality)]


def is_number(field: Field | None) -> bool:
    """Whether figures stand in such a column."""
    return field is not None and field.kind in _FIGURES


def rows_of_text(text: str) -> Rows:
    """The rows of what a form or a spreadsheet's clipboard holds: tabs between cells, a line a row."""
    read = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), delimiter="\t")
    return _even(tuple(cell.strip() for cell in row) for row in read if any(cell.strip() for cell in row))


def text_of_rows(rows: Rows) -> str:
    """The rows with tabs between cells, as a spreadsheet's clipboard has them."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def csv_of_rows(rows: Rows) -> bytes:
    """The rows as CSV: UTF-8, semicolons, as the plan folder's samples have it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def workbook_of_rows(rows: Rows, title: str) -> bytes:
    """The rows as a workbook; numbers are numbers, and no text is taken for a formula. Same rows, same bytes."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": _CREATED})
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            number = _number(cell) if at else None
            if number is not None:
                sheet.write_number(at, column, number)
            elif cell:
                sheet.write_string(at, column, cell, *([] if at else [bold]))
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, max(0, len(rows[0]) - 1 if rows else 0), 18)
    book.close()
    return target.getvalue()


def _number(cell: str) -> float | int | None:
    # "0301" and "1.10" are names, not numbers.
    if re.match(r"0\d", cell) or "." in cell:
        return None
    number = read_number(cell)
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _chosen(entity: Entity, grids: Sequence[Grid]) -> Grid:
    names = {folded(name) for name in (entity.name, *entity.names.values())}
    shown = [grid for grid in grids if not grid.hidden] or list(grids)
    return next((grid for grid in shown if folded(grid.name) in names), shown[0])


def _texts(grid: Grid) -> Iterable[tuple[str, ...]]:
    for row in grid.rows:
        cells = tuple("" if cell is None else _shown(cell.kind, cell.text) for cell in row)
        if any(cells):
            yield cells


def _shown(kind: str, text: str) -> str:
    return text.replace(".", ",") if kind in ("number", "percent") else text


def _even(rows: Iterable[tuple[str, ...]]) -> Rows:
    """Rows of one length, without columns at the end that nothing stands in."""
    found = list(rows)
    width = max((max((at + 1 for at, cell in enumerate(row) if cell), default=0) for row in found), default=0)
    return tuple((*row[:width], *("" for _ in range(width - len(row)))) for row in found)


def _of_yaml(entity: Entity, file: str, content: bytes, form: Form) -> Rows:
    tree, problems = read_yaml(content, file)
    if problems:
        raise Refused(problems)
    records = [_plain(item) for item in tree.items()]
    columns: list[tuple[str, str, str]] = []
    for field in entity.fields:
        values = [record.get(field.name) for record in records]
        keys = sorted({str(key) for value in values if isinstance(value, dict) for key in value})
        if keys:
            columns += [(field.name, key, f"{field.headings[form]} {key}") for key in keys]
        elif field.required or any(value not in (None, "", []) for value in values):
            columns.append((field.name, "", field.headings[form]))
    words = {field.name: {one.value: one.words[form] for one in field.choices} for field in entity.fields}
    rows = [
        tuple(words[name].get(text := _cell(record.get(name), key), text) for name, key, _ in columns)
        for record in records
    ]
    return (tuple(heading for _, _, heading in columns), *rows)


def _plain(located: Located) -> Mapping[str, Any]:
    return {name: _value(member) for name, member in located.fields().items()} if _is_record(located) else {}


def _is_record(located: Located) -> bool:
    return isinstance(located.content, dict)


def _value(located: Located) -> Any:
    if isinstance(located.content, dict):
        return {name: _value(member) for name, member in located.fields().items()}
    if isinstance(located.content, tuple):
        return [_value(member) for member in located.items()]
    return located.content


def _cell(value: Any, key: str) -> str:
    if key:
        value = {str(name): one for name, one in value.items()}.get(key) if isinstance(value, dict) else None
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nei"
        case list():
            return ", ".join(_cell(one, "") for one in value)
        case Decimal():
            return str(value).replace(".", ",")
        case _:
            return str(value)
