"""Tables as JSON for Typst, with column widths in which no figure is cut, and their structure for the finishing.

A table that needs more than the page's 168 mm is set smaller, then on a landscape page.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from assembler.charts.measure import REGULAR, SEMIBOLD
from assembler.document.blocks import Column, Row, Table
from assembler.document.walk import plain_text
from assembler.pdf.row_headers import OUTSIDE
from assembler.writers.pdf.galley import FULL_MM, LANDSCAPE_MM, POINTS_PER_MM, Galley, Json
from assembler.writers.pdf.inlines import inlines_json

_SIZES: Final = (9.0, 8.5, 8.0)
_PADDING: Final = 6.2
_LEAST_LABEL: Final = 40 * POINTS_PER_MM
_LEAST_TEXT: Final = 14 * POINTS_PER_MM
_FIGURES: Final = ("amount", "number")
_PAGE_POINTS: Final = 246 * POINTS_PER_MM
_MARK: Final = 30.0
_ROOMY: Final = 40.0


@dataclass(frozen=True, slots=True)
class _Fit:
    """Widths in points (0 for a column that shares what is left), the type size, and whether the page must turn."""

    widths: tuple[float, ...]
    size: float
    landscape: bool


def table_json(table: Table, galley: Galley, *, bare: bool = False) -> Json:
    """The table; `bare` for one that stands under a chart. Its structure is added to `galley.tables`."""
    fit = _spread(_fit(table, galley)) if bare else _fit(table, galley)
    label = label_column(table)
    galley.tables.append(structure(table, label))
    return {
        "k": "t",
        "id": galley.label(table.id),
        "cap": caption(table.number, inlines_json(table.title, galley)),
        "sub": table.subtitle,
        "cols": [round(width, 2) for width in fit.widths],
        "size": 8.5 if bare and fit.size == 9.0 else fit.size,
        "land": fit.landscape and not galley.inside,
        "once": table.layout == "schedule" and _height(table, fit, galley) < _PAGE_POINTS - 20,
        "look": table.layout,
        "bare": bare,
        "heads": [_head(column) for column in table.columns],
        "tint": [at for at, column in enumerate(table.columns) if column.emphasis],
        "label": label,
        "rows": _rows(table, galley),
        "notes": [inlines_json(note, galley) for note in table.notes],
    }


def caption(number: str, title: list[Any]) -> list[Any]:
    """ "Tabell 5.2. Title"; an empty list when there is neither."""
    if not title:
        return [number] if number else []
    return [f"{number}. ", *title] if number else title


def label_column(table: Table) -> int:
    """The column whose cells head their rows, −1 when there is none."""
    return next((at for at, column in enumerate(table.columns) if column.kind == "label"), -1)


def structure(table: Table, label: int) -> Json:
    """For the finishing: what each row of the body has for row headers (positions among the cells of its TR)."""
    rows: list[Any] = []
    for row in table.rows:
        if row.kind == "group":
            rows.append("group")
        elif row.kind == "detail":
            rows.append([])
        elif row.kind == "result":
            rows.append([OUTSIDE, *([label] if label >= 0 else [])])
        else:
            rows.append([label] if label >= 0 else [])
    return {"rows": rows, "summary": table.description}


def _head(column: Column) -> Json:
    figures = column.kind in _FIGURES
    number = column.kind == "line-number"
    return {"l": column.label, "y": column.year, "m": _mark(column), "r": figures or number, "n": number}


def _mark(column: Column) -> str:
    return column.basis if column.basis in ("accounts", "budget", "plan", "projection") and column.year else ""


def _rows(table: Table, galley: Galley) -> list[Json]:
    rows: list[Json] = []
    last = len(table.rows) - 1
    for at, row in enumerate(table.rows):
        before = table.rows[at - 1].kind if at else ""
        cells = [_cell(cell.children, galley) for cell in row.cells]
        span = at < last and table.rows[at + 1].kind == "detail"
        rows.append({"k": row.kind, "s": _rule(before, row, table.layout), "c": cells, "d": span})
    return rows


def _cell(children: Any, galley: Galley) -> Any:
    cell = inlines_json(children, galley)
    return cell[0] if len(cell) == 1 and isinstance(cell[0], str) else cell


def _rule(before: str, row: Row, layout: str) -> str:
    """The rule above a row, by the kinds of the two rows that it parts; "" for none."""
    if not before or row.kind == "detail":
        return ""
    if "result" in (before, row.kind):
        return "result"
    if row.kind == "sum":
        return "sum"
    if row.kind == "group":
        return "none"
    return "detail" if before == "detail" or layout == "measures" else "row"


def _fit(table: Table, galley: Galley) -> _Fit:
    for turned, room in ((False, FULL_MM), (True, LANDSCAPE_MM)):
        for size in _SIZES:
            widths = _widths(table, galley, size)
            if _needs(table, widths) <= room * POINTS_PER_MM:
                return _Fit(widths, size, turned)
    galley.warn("pdf-table-too-wide", table.id, number=table.number or plain_text(table.title))
    return _Fit(widths, size, True)


def _spread(fit: _Fit) -> _Fit:
    """The table under a chart is small: its figures get room."""
    room = (FULL_MM * POINTS_PER_MM - _LEAST_LABEL) / max(1, len(fit.widths) - 1)
    return replace(fit, widths=tuple(max(width, min(room, _ROOMY)) if width else 0.0 for width in fit.widths))


def _needs(table: Table, widths: tuple[float, ...]) -> float:
    least = (_LEAST_LABEL if column.kind == "label" else _LEAST_TEXT for column in table.columns)
    return sum(width or room for width, room in zip(widths, least, strict=True))


def _widths(table: Table, galley: Galley, size: float) -> tuple[float, ...]:
    return tuple(_width(table, at, galley, size) for at in range(len(table.columns)))


def _width(table: Table, at: int, galley: Galley, size: float) -> float:
    """A column's width: as asked for, but never narrower than its widest figure; 0 shares what is left."""
    column = table.columns[at]
    asked = float(column.width) * POINTS_PER_MM if column.width is not None else 0.0
    if column.kind not in _FIGURES:
        return asked
    texts = [plain_text(row.cells[at].children) for row in table.rows if len(row.cells) > at > 0 or len(row.cells) > 1]
    longest = sorted(set(texts), key=len)[-4:]
    widest = max((galley.face.width(text, size, SEMIBOLD) for text in longest), default=0.0)
    head = max(galley.face.width(word, 8.5, REGULAR) for word in (*column.label.split(" "), ""))
    year = galley.face.width(column.year, 9, SEMIBOLD)
    return max(asked, widest + _PADDING, head + _PADDING, year + _PADDING, _MARK if _mark(column) else 0)


def _height(table: Table, fit: _Fit, galley: Galley) -> float:
    """About how high the table becomes with its caption: labels that wrap are counted by their lines."""
    label = label_column(table)
    room = FULL_MM * POINTS_PER_MM - sum(fit.widths)
    height = 95.0 + 14 * len(table.notes)
    for row in table.rows:
        text = plain_text(row.cells[label].children) if len(row.cells) > label >= 0 and len(row.cells) > 1 else ""
        weight = REGULAR if row.kind == "body" else SEMIBOLD
        lines = len(galley.face.lines(text, fit.size, max(40.0, room - 4), weight))
        height += {"group": 21.0, "result": 16.0}.get(row.kind, 14.0) + 11 * (lines - 1)
    return height
