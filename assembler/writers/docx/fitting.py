"""Columns wide enough for their longest word: Word parts a word anywhere when its column is too narrow for it."""

import re
from typing import Final

from assembler.charts.measure import SEMIBOLD
from assembler.document.blocks import Cell, Table
from assembler.document.inline import Text
from assembler.document.walk import plain_text
from assembler.writers.docx.sheet import Sheet

_BREAKS: Final = re.compile(r"[ \n\u2010-]")
_SIZE: Final = 9
_TWIPS_PER_POINT: Final = 20
# No sign is wider than this many points, and no word than this many twips; so most columns need no measuring.
_WIDEST_SIGN: Final = 6.5
_ENOUGH: Final = 2600
# Eleven digits and signs: more than a budget has.
_ROOM_FOR_FIGURES: Final = 1250
_FIGURES: Final = ("amount", "number")
# What the frame's table styles and the space before a column take beside the text.
_BESIDE: Final = 140
# Of a longer table the first rows are taken for all.
_ROWS: Final = 300
_SPANNING: Final = ("group", "detail")


def fitted(block: Table, widths: list[int], sheet: Sheet) -> list[int]:
    """`widths` in twips, together the same, with room for the longest word of each column where there is any."""
    words = [_longest(block, at, width) if width < _ENOUGH else "" for at, width in enumerate(widths)]
    if all(_at_most(word) <= width for word, width in zip(words, widths, strict=True)):
        return widths
    least = [_needed(word, sheet) for word in words]
    lacking = [max(0, need - width) for need, width in zip(least, widths, strict=True)]
    spare = [max(0, width - need) for need, width in zip(least, widths, strict=True)]
    moved = min(sum(lacking), sum(spare))
    if not moved:
        return widths
    pairs = zip(widths, lacking, spare, strict=True)
    return [width + moved * lack // sum(lacking) - moved * room // sum(spare) for width, lack, room in pairs]


def _longest(block: Table, at: int, width: int) -> str:
    """The longest word of a column, or its longest text when that surely fits."""
    column = block.columns[at]
    texts = [column.label, column.year]
    if column.kind not in _FIGURES or width < _ROOM_FOR_FIGURES:
        rows = [row.cells for row in block.rows[:_ROWS] if row.kind not in _SPANNING]
        texts += [_said(cells[at]) for cells in rows if at < len(cells)]
    longest = max(texts, key=len)
    if _at_most(longest) <= width:
        return longest
    return max((word for text in texts for word in _BREAKS.split(text)), key=len)


def _said(cell: Cell) -> str:
    """The text of a cell; nearly all cells hold one plain text."""
    children = cell.children
    return children[0].text if len(children) == 1 and type(children[0]) is Text else plain_text(children)


def _at_most(word: str) -> float:
    return len(word) * _WIDEST_SIGN * _TWIPS_PER_POINT + _BESIDE if word else 0


def _needed(word: str, sheet: Sheet) -> int:
    return round(sheet.face.width(word, _SIZE, SEMIBOLD) * _TWIPS_PER_POINT) + _BESIDE if word else _ENOUGH // 2
