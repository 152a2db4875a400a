"""Tables: a caption, column heads with scope, row heads, groups as row groups; wide ones scroll in a named region."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from assembler.document.blocks import Cell, Column, Row, Table, TableLayout
from assembler.document.chart import Basis
from assembler.document.inline import Text
from assembler.document.walk import plain_text
from assembler.messages.numbers import MISSING
from assembler.writers.html.folio import Folio, anchor, joined
from assembler.writers.html.inlines import caption, figure_text, plain_caption, run

_FIGURES = ("amount", "number")
_FULL_WIDTH_FROM = 5
# So many rows stand on one sheet of paper together, on a page of their own if need be.
_SHORT: Final[dict[TableLayout, int]] = {"schedule": 44, "plain": 22, "measures": 14}


def table(block: Table, folio: Folio) -> str:
    """A table with its notes."""
    text = caption(block.number, block.title, folio)
    title = f'<span class="title">{text}</span>' if text else ""
    subtitle = f'<span class="subtitle">{escape(block.subtitle)}</span>' if block.subtitle else ""
    hidden = f'<span class="hidden">{escape(block.description)}</span>' if block.description else ""
    head = f'<caption><span class="caption">{title}{subtitle}{hidden}</span></caption>' if title else ""
    notes = joined(f'<p class="table-note">{run(note, folio)}</p>' for note in block.notes)
    name = plain_caption(block.number, block.title)
    short = " short" if len(block.rows) <= _SHORT[block.layout] else ""
    return joined((f'<div class="table{short}"{anchor(block.id)}>', grid(block, folio, name, head), notes, "</div>"))


def grid(block: Table, folio: Folio, name: str, head: str = "") -> str:
    """The table alone, in the region that scrolls; `name` names the region (and a table without a caption)."""
    wide = " wide" if len(block.columns) >= _FULL_WIDTH_FROM else ""
    told = " told" if any(row.kind == "detail" for row in block.rows) else ""
    named = "" if head else f' aria-label="{name}"'
    columns = "".join(_column_head(column, folio) for column in block.columns)
    return joined(
        (
            f'<div class="scroll" role="group" aria-label="{name}" tabindex="0">',
            f'<table class="{block.layout}{told}{wide}"{named}>{head}',
            f"<thead><tr>{columns}</tr></thead>",
            *_bodies(block, folio),
            "</table></div>",
        )
    )


def _column_head(column: Column, folio: Folio) -> str:
    text = escape(column.label) or ("" if column.year else folio.word("writers-line-number"))
    year = f'<span class="year">{escape(column.year)}</span>' if column.year else ""
    mark = basis_mark(column.basis, folio.materials.brand.tokens.brand_ink) if column.year else ""
    gap = " " if text and year else ""
    return f'<th scope="col"{_classes(column)}>{text}{gap}{year}{mark}</th>'


def _classes(column: Column, *more: str) -> str:
    names = [*more]
    names += ["n"] if column.kind in _FIGURES else ["nr"] if column.kind == "line-number" else []
    names += ["e"] if column.emphasis else []
    return f' class="{" ".join(names)}"' if names else ""


def basis_mark(basis: Basis, colour: str) -> str:
    """The mark of a basis, 36 × 4.8 units: accounts solid, budget outlined, plan hatched; "" for any other."""
    outline = f'<rect x=".5" y=".5" width="35" height="3.8" fill="#fff" stroke="{colour}"/>'
    match basis:
        case "accounts":
            inner = f'<rect width="36" height="4.8" fill="{colour}"/>'
        case "budget":
            inner = outline
        case "plan" | "projection":
            lines = "".join(f"M{x} 4.3l3.8-3.8" for x in range(1, 32, 4))
            inner = f'{outline}<path d="{lines}" stroke="{colour}" stroke-width=".9"/>'
        case _:
            return ""
    return f'<svg class="mark" viewBox="0 0 36 4.8" aria-hidden="true" focusable="false">{inner}</svg>'


def _bodies(block: Table, folio: Folio) -> Iterator[str]:
    """A body for each group, so that its head is the head of a row group and of nothing else."""
    label = next((at for at, column in enumerate(block.columns) if column.kind == "label"), -1)
    rows: list[str] = []
    lead = 0
    for row, following in zip(block.rows, [*block.rows[1:], None], strict=True):
        if row.kind == "group" and rows:
            yield f"<tbody>{joined(rows)}</tbody>"
            rows = []
        if row.kind == "detail":
            rows.append(_detail(row, len(block.columns) - lead, folio))
            lead = 0
        else:
            lead = label if following and following.kind == "detail" and row.kind == "body" and label > 0 else 0
            rows.append(_row(row, block.columns, label, lead, folio))
    if rows:
        yield f"<tbody>{joined(rows)}</tbody>"


def _detail(row: Row, width: int, folio: Folio) -> str:
    """The text that belongs to the row above, under its label; what stands before the label spans both rows."""
    text = _cell_text(row.cells[0], folio) if row.cells else MISSING
    return f'<tr class="detail"><td{_across(width)}><p>{text}</p></td></tr>'


def _across(width: int) -> str:
    return f' colspan="{width}"' if width > 1 else ""


def _row(row: Row, columns: Sequence[Column], label: int, lead: int, folio: Folio) -> str:
    if row.kind == "group":
        text = _cell_text(row.cells[0], folio) if row.cells else MISSING
        return f'<tr class="group"><th{_across(len(columns))} scope="rowgroup">{text}</th></tr>'
    return f'<tr class="{_KINDS[row.kind]}">{"".join(_cells(row, columns, label, lead, folio))}</tr>'


_KINDS = {"body": "row", "sum": "sum", "result": "result"}


def _cells(row: Row, columns: Sequence[Column], label: int, lead: int, folio: Folio) -> Iterator[str]:
    """The cells; a sum has no number of its own, so its label takes the first two columns (no cell is empty).

    The first `lead` cells span the row of details beneath, too.
    """
    cells = (*row.cells, *([Cell(())] * (len(columns) - len(row.cells))))
    joins = len(columns) > 1 and not plain_text(cells[0].children)
    for at, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        if joins and at == 0:
            continue
        across = _across(2) if joins and at == 1 else ' rowspan="2"' if at < lead else ""
        text = _cell_text(cell, folio)
        if at == label:
            yield f'<th scope="row"{across}{_classes(column, "row-label")}>{text}</th>'
        else:
            before = ("code",) if at < label and column.kind == "text" else ()
            yield f"<td{across}{_classes(column, *before)}>{text}</td>"


def _cell_text(cell: Cell, folio: Folio) -> str:
    match cell.children:
        case ():
            return figure_text(MISSING, folio)
        case (Text(text),):
            return figure_text(text or MISSING, folio)
        case children:
            return run(children, folio)
