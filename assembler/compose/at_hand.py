"""The figures of a chart at hand: a note beneath it says where the table with its figures stands."""

from collections.abc import Iterator
from dataclasses import replace

from assembler.compose.placing import TABLE
from assembler.compose.situation import Situation
from assembler.document.blocks import Block, Blocks, Chart, GoalTree, Narrative, Paragraph, Section, Table
from assembler.document.chart import HALF_WIDE
from assembler.document.inline import CrossReference, Inline, Text
from assembler.document.walk import walk

# Stands in a label where a reference is to be.
_FIGURE, _TABLE = "\x01", "\x02"


def at_hand(blocks: Blocks, situation: Situation) -> Blocks:
    """The blocks with a note after every chart, or row of charts, whose table does not follow it.

    A chart without a table of its own gets one from each writer and needs no note. Where the table stands in another
    depth of the document only, the spreadsheet has the figures.
    """
    tables = frozenset(block.id for block, _ in walk(blocks) if isinstance(block, Table | GoalTree))
    return _told(blocks, tables, situation)


def _told(blocks: Blocks, tables: frozenset[str], situation: Situation) -> Blocks:
    done: list[Block] = []
    row: list[Chart] = []
    for block in blocks:
        if not (isinstance(block, Chart) and block.data.kind in HALF_WIDE and row and row[-1].data.kind in HALF_WIDE):
            done.extend(_notes(row, block, tables, situation))
            row = []
        if isinstance(block, Section | Narrative):
            block = replace(block, blocks=_told(block.blocks, tables, situation))
        if isinstance(block, Chart):
            row.append(block)
        done.append(block)
    return (*done, *_notes(row, None, tables, situation))


def _notes(row: list[Chart], after: Block | None, tables: frozenset[str], situation: Situation) -> Iterator[Paragraph]:
    """The notes of charts that stand in a row, before the block `after`; in a row each names its chart."""
    follows = after.id if isinstance(after, Table) else ""
    for chart in row:
        if chart.table and chart.table != follows:
            where = "table" if chart.table in tables else "workbook"
            code = f"chart-{where}-of" if len(row) > 1 else f"chart-{where}"
            yield Paragraph(_worded(situation.word(code, figure=_FIGURE, table=_TABLE), chart), role="note")


def _worded(words: str, chart: Chart) -> tuple[Inline, ...]:
    done: list[Inline] = []
    targets = {_FIGURE: chart.id, _TABLE: chart.table}
    rest = words
    while rest:
        at = next((at for at, sign in enumerate(rest) if sign in targets), len(rest))
        if at:
            done.append(Text(rest[:at]))
        if at < len(rest):
            done.append(CrossReference(f"{TABLE}{targets[rest[at]]}"))
        rest = rest[at + 1 :]
    return tuple(done)
