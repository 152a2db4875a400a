"""A plan as the one JSON document that makes it again (pictures go beside it)."""

from typing import Any, Final

from assembler.document.blocks import Cell, Column, Row, Table
from assembler.document.inline import StatusMark
from assembler.document.walk import plain_text
from assembler.markup.markdown import write_markdown
from assembler.messages.numbers import MISSING
from assembler.plan.fields import entity
from assembler.plan.model import DataTable, NarrativeBlock, Plan
from assembler.plan.records import VALUES, plain, plain_number, plain_record

_FIGURES: Final = ("amount", "number")


def plan_json(plan: Plan) -> dict[str, Any]:
    """The JSON document of `plan`: `load_json` of it, with the same pictures, is the same plan.

    Numbers that are not whole are text with a decimal point, so that nothing is lost in floating point. Narrative is
    Markdown.
    """
    document = {name: value for name, value in _head(plan).items() if value not in (None, "", [], {})}
    for name in VALUES:
        if entity(name).key and getattr(plan, name):
            document[name] = [plain_record(name, value) for value in getattr(plan, name)]
    if plan.tables:
        document["tables"] = [_table(table) for table in plan.tables]
    if plan.narratives:
        document["narrative"] = [_narrative(block) for block in plan.narratives]
    return document


def _head(plan: Plan) -> dict[str, Any]:
    return {field.name: plain(field, getattr(plan, field.name)) for field in entity("head").fields}


def _table(data: DataTable) -> dict[str, Any]:
    table = data.table
    whole = {
        "id": data.id,
        "title": plain_text(table.title),
        "subtitle": table.subtitle,
        "description": table.description,
        "notes": [plain_text(note) for note in table.notes],
        "layout": table.layout,
        "chart": data.chart,
        "finding": data.finding,
        "columns": [_column(column, number, table) for number, column in enumerate(table.columns)],
        "rows": [_row(row, table.columns) for row in table.rows],
    }
    return {name: value for name, value in whole.items() if value or name in ("columns", "rows")}


def _column(column: Column, number: int, table: Table) -> dict[str, Any]:
    figures = [row.cells[number] for row in table.rows if number < len(row.cells)]
    decimals = [cell.decimals for cell in figures if cell.value is not None]
    whole = {
        "label": column.label,
        "kind": column.kind,
        "year": column.year,
        "basis": column.basis,
        "emphasis": column.emphasis,
        "width": None if column.width is None else plain_number(column.width),
    }
    found = {name: value for name, value in whole.items() if value or name == "label"}
    return found | ({"decimals": decimals[0]} if decimals and column.kind in _FIGURES else {})


def _row(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    one_cell = row.kind in ("group", "detail")
    kinds = ["text"] if one_cell else [column.kind for column in columns]
    cells = [_cell(cell, kind) for cell, kind in zip(row.cells, kinds, strict=False)]
    return {"cells": cells} | ({} if row.kind == "body" else {"kind": row.kind})


def _cell(cell: Cell, kind: str) -> int | str | None:
    if cell.value is not None and kind in _FIGURES:
        shown = plain_text(cell.children)
        return shown if shown.startswith("+") else plain_number(cell.value)
    if cell.children and isinstance(cell.children[0], StatusMark):
        return cell.children[0].state
    text = plain_text(cell.children)
    return None if text == MISSING else text


def _narrative(block: NarrativeBlock) -> dict[str, Any]:
    whole = {
        "id": block.id,
        "slot": block.slot,
        "form": block.form,
        "owner": block.owner,
        "status": block.status,
        "guidance": block.guidance,
        "depths": list(block.depths),
        "editions": list(block.editions),
        "ignore": list(block.ignored_rules),
        "due": block.due.isoformat() if block.due else None,
        "file": block.file,
    }
    return {name: value for name, value in whole.items() if value} | {"text": write_markdown(block.blocks)}
