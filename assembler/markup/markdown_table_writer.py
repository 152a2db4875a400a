"""Tables into pipe tables, the columns set in line so that the text can be read as it stands."""

from collections.abc import Sequence

from assembler.document.blocks import Column, ColumnKind, Row, Table
from assembler.document.identity import slug
from assembler.document.walk import plain_text
from assembler.markup.attributes import written
from assembler.markup.markdown_escape import escaped, line_safe
from assembler.markup.markdown_inline_writer import run
from assembler.markup.tables import ROW_MARKS, implied_kind

_WIDEST = 40


def table_lines(table: Table) -> list[str]:
    """A table: its caption, an empty line, the pipe table, and its notes."""
    name = "" if table.id == slug(plain_text(table.title)) else table.id
    layout = "" if table.layout == "plain" else table.layout
    group = written(name, subtitle=table.subtitle, description=table.description, layout=layout)
    caption = " ".join(part for part in (":", run(table.title, broken=False), group) if part)
    lines = [
        caption,
        "",
        *_aligned(_header(table.columns), [_row(row, len(table.columns)) for row in table.rows], table),
    ]
    for note in table.notes:
        lines += ["", "{.tabellnote}", *(line_safe(line) for line in run(note).split("\n"))]
    return lines


def _header(columns: Sequence[Column]) -> list[str]:
    return [_joined(_plain(column.label), _column_group(columns, place)) for place, column in enumerate(columns)]


def _column_group(columns: Sequence[Column], place: int) -> str:
    column = columns[place]
    implied = implied_kind(_right(column.kind), [before.kind for before in columns[:place]])
    kind = "" if column.kind == implied else column.kind
    width = "" if column.width is None else str(column.width)
    emphasis = ("uthevet",) if column.emphasis else ()
    return written("", emphasis, kind=kind, year=column.year, basis=column.basis, width=width)


def _right(kind: ColumnKind) -> bool:
    return kind in ("amount", "number")


def _plain(text: str) -> str:
    return escaped(text, first=True, last=True, after_note=False)


def _joined(text: str, group: str) -> str:
    return f"{text} {group}" if group else text


def _row(row: Row, width: int) -> list[str]:
    mark = ROW_MARKS[row.kind]
    cells = [run(cell.children, broken=False) for cell in row.cells]
    cells[0] = _joined(cells[0], f"{{.{mark}}}" if mark else "")
    return cells + [""] * (width - len(cells))


def _aligned(header: list[str], rows: list[list[str]], table: Table) -> list[str]:
    texts = [[cell.replace("|", "\\|") for cell in line] for line in (header, *rows)]
    widths = [min(_WIDEST, max(3, *(len(line[place]) for line in texts))) for place in range(len(header))]
    right = [_right(column.kind) for column in table.columns]
    rule = ["-" * (width - 1) + (":" if far else "-") for width, far in zip(widths, right, strict=True)]
    return [_line(line, widths, right) for line in (texts[0], rule, *texts[1:])]


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        cell.rjust(width) if far else cell.ljust(width) for cell, width, far in zip(cells, widths, right, strict=True)
    ]
    return f"| {' | '.join(padded)} |"
