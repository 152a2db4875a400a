"""The tables of docs/plan-folder.md; `python -m tests.assembler.plan.field_tables` writes them anew."""

import re
from pathlib import Path

from assembler.plan.fields import declarations

PAGE = Path(__file__).parents[3] / "docs" / "plan-folder.md"
BEGIN, END = "<!-- fields of {name} -->", "<!-- end of fields -->"
_BETWEEN = re.compile(r"<!-- fields of ([a-z_-]+) -->\n(.*?)<!-- end of fields -->", re.DOTALL)
_KINDS = {
    "id": "id",
    "code": "short text",
    "text": "one line",
    "prose": "paragraphs",
    "markdown": "Markdown",
    "file": "file in the folder",
    "municipality-number": "four digits",
    "amount": "kroner",
    "number": "number",
    "whole": "whole number",
    "year": "year",
    "flag": "yes or no",
    "date": "date",
    "month": "year or month",
    "references": "ids",
    "ids": "ids",
    "choices": "words",
    "texts-list": "lines",
    "wholes": "whole numbers",
    "amounts": "number by year",
    "named-numbers": "number by name",
    "texts": "text by name",
    "record": "see below",
    "records": "list, see below",
    "cells": "list",
}


def table(name):
    """The Markdown table of one entity."""
    entity = declarations().entities[name]
    in_sheets = entity.sheet or name in ("tables", "table-row")
    rows = [["Field", "Headings", "Holds", "What it is"], ["---"] * 4]
    for field in entity.fields:
        must = " *(required)*" if field.required else ""
        rows.append([f"`{field.name}`{must}", _headings(field), _holds(field), field.help["en"]])
    shown = rows if in_sheets else [[row[0], *row[2:]] for row in rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in shown)


def _headings(field):
    own = dict.fromkeys(field.headings[lang] for lang in ("nb", "nn", "en"))
    also = [name for name in field.also if name.casefold() not in {heading.casefold() for heading in own}]
    return ", ".join([*own, *also])


def _holds(field):
    if field.kind == "reference":
        return f"id in `{field.of}`"
    if field.kind in ("choice", "choices"):
        shown = (f"`{c.value}` {c.words['nb']}" if c.words["nb"] == c.words["nn"] else _both(c) for c in field.choices)
        return "; ".join(shown)
    if field.kind in ("record", "records", "references"):
        return f"{_KINDS[field.kind]}: `{field.of}`"
    bounds = f" {field.least}–{field.most}" if field.most else ""
    return _KINDS[field.kind] + bounds + (": " + ", ".join(map(str, field.one_of)) if field.one_of else "")


def _both(choice):
    return f"`{choice.value}` {choice.words['nb']}/{choice.words['nn']}"


def with_tables(text):
    """The page with every table as the declarations have it."""

    def made(found):
        name = found.group(1)
        return f"{BEGIN.format(name=name)}\n{table(name)}{END}"

    return _BETWEEN.sub(made, text)


def tables_of(text):
    """The names of the entities that the page has tables of."""
    return {found.group(1) for found in _BETWEEN.finditer(text)}


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
