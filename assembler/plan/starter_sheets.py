"""The sheets of a new plan folder: headings, drop-downs, a filled example row, and a sheet that explains them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from assembler.messages.catalogue import label
from assembler.plan.fields import Entity, Field
from assembler.plan.model import Form
from assembler.plan.quantities import read_number

_LAST_ROW: Final = 999
_HISTORY: Final = 3
# A fixed date in the file's properties: the same folder has the same bytes every day.
_CREATED: Final = datetime(2026, 1, 1)
_WIDTHS: Final = {"text": 34, "prose": 48, "texts-list": 30, "id": 13, "code": 13, "choice": 17, "date": 12}
_AMOUNTS: Final = ("amount", "amounts")
_NUMERIC: Final = ("amount", "amounts", "number", "named-numbers", "year", "whole")
_ID_LISTS: Final = ("areas",)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a new sheet; `field` says what stands in it, `heading` is its heading, `example` is typed."""

    field: Field
    heading: str
    example: str | int | float | date


def sheet_columns(entity: Entity, form: Form, years: Sequence[int], municipality: str) -> tuple[SheetColumn, ...]:
    """The columns of an entity's sheet; figures by year and by name are spread out."""
    columns: list[SheetColumn] = []
    for field in entity.fields:
        example = _typed(field, form)
        heading = field.headings[form]
        if field.kind == "amounts":
            shown = years if entity.name != "indicators" else range(years[0] - _HISTORY, years[0])
            columns += [SheetColumn(field, f"{heading} {year}", example) for year in shown]
        elif field.kind == "named-numbers":
            names = (municipality, label("plan-starter-group", form), label("plan-starter-country", form))
            columns += [SheetColumn(field, f"{heading}: {name}", example) for name in names]
        else:
            columns.append(SheetColumn(field, heading, example))
    return tuple(columns)


def _typed(field: Field, form: Form) -> str | int | float | date:
    """The example as a cell has it: numbers as numbers, dates as dates, choices in words."""
    text = field.example.get(form, "")
    if not text:
        return ""
    if field.kind == "choice":
        return next(choice.words[form] for choice in field.choices if choice.value == text)
    if field.kind == "date":
        return date.fromisoformat(text)
    number = read_number(text) if field.kind in _NUMERIC else None
    if number is None:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def workbook(entity: Entity, form: Form, years: Sequence[int], municipality: str) -> bytes:
    """An XLSX file for the records of `entity`."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": entity.names[form], "created": _CREATED})
    columns = sheet_columns(entity, form, years, municipality)
    sheet = book.add_worksheet(entity.names[form][:31])
    guide = book.add_worksheet(label("plan-starter-guide", form))
    ranges = _fill_lists(book, columns, form)
    _fill_sheet(book, sheet, columns, ranges, form)
    _fill_guide(book, guide, entity, columns, form)
    for each in book.worksheets():
        each.set_landscape()
        each.set_paper(9)
        each.fit_to_pages(1, 0)
    sheet.activate()
    book.close()
    return target.getvalue()


def _header(book: Workbook, required: bool = False) -> Any:
    return book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bottom": 1,
            "bg_color": "#DCE6EF" if required else "#F0F0F0",
        }
    )


def _fill_sheet(
    book: Workbook, sheet: Worksheet, columns: Sequence[SheetColumn], ranges: dict[str, str], form: Form
) -> None:
    formats = {True: _header(book, required=True), False: _header(book)}
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _width(column), _body_format(book, column.field))
        sheet.write_string(0, number, column.heading, formats[column.field.required])
        _write(sheet, 1, number, column.example)
        if column.field.name in ranges:
            sheet.data_validation(1, number, _LAST_ROW, number, _validation(column.field, ranges, form))
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)


def _width(column: SheetColumn) -> float:
    return max(_WIDTHS.get(column.field.kind, 15), min(30, len(column.heading) + 3))


def _body_format(book: Workbook, field: Field) -> Any:
    if field.kind in _AMOUNTS:
        return book.add_format({"num_format": "#,##0", "valign": "top"})
    if field.kind == "date":
        return book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    # "@" keeps what is typed as text, so that 0301 stays 0301 and 1.10 stays 1.10.
    text = {"num_format": "@"} if field.kind in ("id", "code", "reference", "references", "month") else {}
    return book.add_format({"text_wrap": field.kind in ("text", "prose"), "valign": "top"} | text)


def _write(sheet: Worksheet, row: int, column: int, value: str | int | float | date) -> None:
    match value:
        case "":
            pass
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day))
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, value)


def _validation(field: Field, ranges: dict[str, str], form: Form) -> dict[str, Any]:
    """A drop-down. Words that are not in the list are asked about, not refused: the program knows more of them."""
    return {
        "validate": "list",
        "source": ranges[field.name],
        "error_type": "warning",
        "error_title": field.headings[form][:32],
        "error_message": label("plan-starter-not-listed", form),
    }


def _fill_lists(book: Workbook, columns: Sequence[SheetColumn], form: Form) -> dict[str, str]:
    """Writes the lists of the drop-downs, where there are any; the range of each by the name of its field."""
    ranges: dict[str, str] = {}
    listed = {column.field.name: (column, words) for column in columns if (words := _list_of(column, form))}
    if not listed:
        return ranges
    head, lists = _header(book), book.add_worksheet(label("plan-starter-lists", form))
    for place, (column, words) in enumerate(listed.values()):
        lists.set_column(place, place, 28)
        lists.write_string(0, place, column.heading, head)
        for number, word in enumerate(words, 1):
            lists.write_string(number, place, word)
        last = 200 if column.field.of in _ID_LISTS else len(words) + 1
        letter = chr(ord("A") + place)
        ranges[column.field.name] = f"={label('plan-starter-lists', form)}!${letter}$2:${letter}${last}"
    return ranges


def _list_of(column: SheetColumn, form: Form) -> tuple[str, ...]:
    if column.field.kind == "choice":
        return tuple(choice.words[form] for choice in column.field.choices)
    return (str(column.example),) if column.field.of in _ID_LISTS and column.example else ()


def _fill_guide(book: Workbook, guide: Worksheet, entity: Entity, columns: Sequence[SheetColumn], form: Form) -> None:
    guide.set_column(0, 0, 28)
    guide.set_column(1, 1, 14)
    guide.set_column(2, 2, 90)
    guide.write_string(0, 0, entity.about[form], book.add_format({"bold": True, "font_size": 13}))
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    lines = label("plan-starter-guide-text", form).split("\n")
    if any(column.field.of in _ID_LISTS for column in columns):
        lines.append(label("plan-starter-guide-areas", form))
    for number, line in enumerate(lines, 1):
        guide.write_string(number, 0, line)
    row = len(lines) + 2
    for number, code in enumerate(("plan-starter-column", "plan-starter-required", "plan-starter-help")):
        guide.write_string(row, number, label(code, form), _header(book))
    for column in columns:
        row += 1
        guide.write_string(row, 0, column.heading, plain)
        guide.write_string(row, 1, label("plan-starter-yes", form) if column.field.required else "", plain)
        guide.write_string(row, 2, column.field.help[form], plain)
