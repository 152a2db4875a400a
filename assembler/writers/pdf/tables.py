"""Tables as JSON for Typst, with column widths in which no figure is cut, and their structure for the finishing.

A table that needs more than the page's 168 mm is set smaller, then on a landscape page.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from assembler.charts.measure import REGULAR, SEMIBOLD
from assembler.document.blocks import Cell, Column, Row, Table
from assembler.document.walk import plain_text
from assembler.pdf.row_headers import OUTSIDE
from assembler.writers.listing import listed
from assembler.writers.pdf.galley import FULL_MM, LANDSCAPE_MM, POINTS_PER_MM, TEXT_MM, Galley, Json
from assembler.writers.pdf.inlines import inlines_json

# "KOSTRA-gruppe 8": what is this short never stands on a line of its own.
_LAST_SHORT: Final = re.compile(r" (\S{1,2})$")
# Where a line may turn without parting a word.
_BREAKS: Final = re.compile(r"(?<=-)|[ \n]")
# More rows than these are not held together above a sum.
_MOST_HELD: Final = 4
# A table of more rows than the one ends with at least the other number of them on its last page.
_LONG: Final = 12
_LAST_TOGETHER: Final = 3
_SIZES: Final = (9.0, 8.5, 8.0)
_PADDING: Final = 6.2
# Words side by side need more between them than figures.
_HEAD_PADDING: Final = 11.0
_LEAST_LABEL: Final = 40 * POINTS_PER_MM
_LEAST_TEXT: Final = 14 * POINTS_PER_MM
_FIGURES: Final = ("amount", "number")
_PAGE_POINTS: Final = 246 * POINTS_PER_MM
_MARK: Final = 30.0
_ROOMY: Final = 17 * POINTS_PER_MM
_SMALL: Final = 260.0
_WIDE_LABEL: Final = 55 * POINTS_PER_MM
_WIDEST_TEXT: Final = 42 * POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class _Fit:
    """Widths in points (0 for a column that shares what is left), the type size, and whether the page must turn."""

    widths: tuple[float, ...]
    size: float
    landscape: bool


def table_json(table: Table, galley: Galley, *, bare: bool = False) -> Json:
    """The table; `bare` for one that stands under a chart. Its structure is added to `galley.tables`."""
    fit = _spread(_fit(table, galley), table)
    label = label_column(table)
    targets = listed(table, label, galley.targets)
    # A text under its title reads well in a column of its own only when that is wide enough.
    beside = table.layout == "measures" and _left(table, fit) >= _WIDE_LABEL
    rows = _rows(table, fit, beside, galley)
    joined = [at for at, row in enumerate(rows) if row["d"] and row["e"]]
    galley.tables.append({**structure(table, label), "targets": targets, "joined": joined})
    return {
        "k": "t",
        "id": galley.label(table.id),
        "cap": caption(table.number, inlines_json(table.title, galley)),
        "sub": table.subtitle,
        "cols": [round(width, 2) for width in fit.widths],
        "size": 8.5 if bare and fit.size == 9.0 else fit.size,
        "land": fit.landscape and not galley.inside,
        "once": _height(table, fit, galley) < (_PAGE_POINTS - 20 if table.layout == "schedule" else _SMALL),
        "look": table.layout,
        "top": table.layout == "measures" or _words_wrap(table, fit, galley),
        "heading": [],
        "bare": bare,
        "heads": [_head(column) for column in table.columns],
        "tint": [] if _broken_by_text(table, beside) else [at for at, c in enumerate(table.columns) if c.emphasis],
        "label": label,
        "targets": targets,
        "rows": rows,
        "beside": beside,
        "notes": [inlines_json(note, galley) for note in table.notes],
    }


def _words_wrap(table: Table, fit: _Fit, galley: Galley) -> bool:
    """Whether there are words beside the labels that take several lines, or nothing but words."""
    if not any(column.kind in _FIGURES for column in table.columns):
        return True
    for at, column in enumerate(table.columns):
        room = (fit.widths[at] or _left(table, fit)) - _PADDING
        texts = [plain_text(row.cells[at].children) for row in table.rows if len(row.cells) > at > 0]
        if column.kind == "text" and any(galley.face.width(text, fit.size) > room for text in texts):
            return True
    return False


def _broken_by_text(table: Table, beside: bool) -> bool:
    """Whether texts run across the columns: a tinted column would be in patches."""
    return not beside and any(row.kind == "detail" for row in table.rows)


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
    return {
        "l": _LAST_SHORT.sub("\u00a0\\1", column.label),
        "y": column.year,
        "m": _mark(column),
        "r": figures or number,
        "n": number,
    }


def _mark(column: Column) -> str:
    return column.basis if column.basis in ("accounts", "budget", "plan", "projection") and column.year else ""


def _rows(table: Table, fit: _Fit, beside: bool, galley: Galley) -> list[Json]:
    rows: list[Json] = []
    last = len(table.rows) - 1
    kept = _kept(table)
    for at, row in enumerate(table.rows):
        before = table.rows[at - 1].kind if at else ""
        cells = [_cell(cell.children, galley) for cell in row.cells]
        detailed = at < last and table.rows[at + 1].kind == "detail"
        span = detailed and beside
        # The last cell of a row spans the text beneath it, which holds the two on one page.
        held = not beside and len(table.columns) > 1 and ((detailed and row.kind == "body") or _held_above(row, before))
        rule = _rule(before, row, table.layout)
        parted = [] if row.kind in ("group", "detail") else _parted(row, fit, table, galley)
        ends = at in kept
        spans = held and not ends
        rows.append(
            {"k": row.kind, "s": rule, "c": cells, "d": span, "t": detailed, "h": spans, "e": ends, "y": parted}
        )
    return rows


def _kept(table: Table) -> set[int]:
    """The rows that never stand at the foot of a page, without the row below; the heading of a group goes with them."""
    kept = _held_by_sums(table) | _last_rows(table)
    return kept | {at - 1 for at in kept if at and table.rows[at - 1].kind == "group"}


def _held_by_sums(table: Table) -> set[int]:
    """The rows that go to the next page with the sum below: the last above it with its text, and other sums."""
    held: set[int] = set()
    for at, row in enumerate(table.rows):
        if row.kind not in ("sum", "result") or at < 3:
            continue
        above = at - 1
        while above > 1 and table.rows[above].kind != "body":
            above -= 1
        if at - above <= _MOST_HELD and "group" not in {one.kind for one in table.rows[above:at]}:
            held.update(range(above, at))
    return held


def _last_rows(table: Table) -> set[int]:
    """The rows of a long table that go to the next page with its last one, so that no row or two stands there alone."""
    end = len(table.rows) - 1
    last = range(end - _LAST_TOGETHER + 1, end + 1)
    return set(last[:-1]) if end > _LONG and all(table.rows[at].kind == "body" for at in last) else set()


def _parted(row: Row, fit: _Fit, table: Table, galley: Galley) -> list[int]:
    """The cells with a word wider than their column: only there may words be parted."""
    left = _left(table, fit)
    cells = enumerate(zip(row.cells, fit.widths, strict=False))
    return [at for at, (cell, width) in cells if _longest(cell, galley, fit.size) > (width or left) - _PADDING]


def _longest(cell: Cell, galley: Galley, size: float) -> float:
    words = _BREAKS.split(plain_text(cell.children))
    return max(galley.face.width(word, size, SEMIBOLD) for word in words)


def _held_above(row: Row, before: str) -> bool:
    return row.kind == "detail" and before == "body"


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


def _spread(fit: _Fit, table: Table) -> _Fit:
    """Figures without a width of their own get room, as long as the labels keep theirs."""
    free = [column.width is None and column.kind in _FIGURES for column in table.columns]
    room = (LANDSCAPE_MM if fit.landscape else FULL_MM) * POINTS_PER_MM - _needs(table, fit.widths) - _LEAST_LABEL / 2
    each = room / sum(free) if any(free) and room > 0 else 0.0
    widths = zip(fit.widths, free, strict=True)
    return replace(fit, widths=tuple(max(w, min(w + each, _ROOMY)) if is_free else w for w, is_free in widths))


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
        return asked or _text_width(table, at, galley, size)
    texts = [plain_text(row.cells[at].children) for row in table.rows if len(row.cells) > at > 0 or len(row.cells) > 1]
    longest = sorted(set(texts), key=len)[-4:]
    widest = max((galley.face.width(text, size, SEMIBOLD) for text in longest), default=0.0)
    words = _LAST_SHORT.sub("\u00a0\\1", column.label).split(" ")
    head = max(galley.face.width(word, 8.5, SEMIBOLD if not column.year else REGULAR) for word in words)
    year = galley.face.width(column.year, 9, SEMIBOLD)
    return max(asked, widest + _PADDING, head + _HEAD_PADDING, year + _PADDING, _MARK if _mark(column) else 0)


def _text_width(table: Table, at: int, galley: Galley, size: float) -> float:
    """A column of short texts is as wide as they are; 0 shares what is left, as the labels do."""
    column = table.columns[at]
    if column.kind == "label" or not any(other.kind == "label" for other in table.columns):
        return 0.0
    texts = [column.label, *(plain_text(row.cells[at].children) for row in table.rows if len(row.cells) > at)]
    widest = max(galley.face.width(text, size, SEMIBOLD) for text in texts) + 2 * _PADDING
    return widest if widest <= _WIDEST_TEXT else 0.0


def _left(table: Table, fit: _Fit) -> float:
    """The width of a column that shares what the others leave."""
    sharing = sum(1 for width in fit.widths if not width) or 1
    return ((LANDSCAPE_MM if fit.landscape else FULL_MM) * POINTS_PER_MM - sum(fit.widths)) / sharing


def _height(table: Table, fit: _Fit, galley: Galley) -> float:
    """About how high the table becomes with its caption: labels that wrap are counted by their lines."""
    label = label_column(table)
    room = _left(table, fit)
    beside = table.layout == "measures" and room >= _WIDE_LABEL
    across = room - 8 if beside else TEXT_MM * POINTS_PER_MM
    height = 95.0 + 14 * len(table.notes)
    for row in table.rows:
        text = plain_text(row.cells[label].children) if len(row.cells) > label >= 0 and len(row.cells) > 1 else ""
        weight = REGULAR if row.kind == "body" else SEMIBOLD
        lines = len(galley.face.lines(text, fit.size, max(40.0, room - 4), weight))
        if row.kind == "detail":
            height += 12 * len(galley.face.lines(plain_text(row.cells[0].children), fit.size, max(40.0, across)))
            continue
        height += {"group": 21.0, "result": 16.0}.get(row.kind, 14.0) + 11 * (lines - 1)
    return height
