"""What goes into the workbook: one plain sheet for each table, goal tree and chart of the document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assembler.document.blocks import Blocks, Cell, Chart, Column, GoalNode, GoalTree, Row, Table
from assembler.document.inline import STATUS_SHAPES, Footnote, Text
from assembler.document.walk import inlines_within, own_inlines, plain_text, walk
from assembler.messages.catalogue import Lang, label
from assembler.messages.numbers import MISSING
from assembler.writers.chart_table import chart_table

_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One sheet. `name` is unique in the workbook, at most 31 characters (ECMA-376 part 1, 18.2.19)."""

    name: str
    title: str
    subtitle: str
    table: Table
    notes: tuple[str, ...]


def sheets(blocks: Blocks, lang: Lang) -> tuple[SheetContent, ...]:
    """A sheet for everything in the document that has rows, in reading order."""
    taken: set[str] = set()
    return tuple(_named(content, taken) for content in _contents(blocks, lang))


def heading(column: Column) -> str:
    """The text of a column's header: label, and year where it has one."""
    return f"{column.label} {column.year}".strip()


def _contents(blocks: Blocks, lang: Lang) -> Iterator[SheetContent]:
    tables = {block.id for block, _ in walk(blocks) if isinstance(block, Table | GoalTree)}
    for block, _ in walk(blocks):
        match block:
            case Table() if block.rows:
                notes = (*(plain_text(note) for note in block.notes), *_footnotes(block))
                yield SheetContent(block.number, _title(block), block.subtitle, block, notes)
            case GoalTree():
                yield SheetContent(block.number, _title(block), block.subtitle, _goals(block), ())
            case Chart():
                # A chart whose table stands in another depth of the document has its figures here.
                table = chart_table(block if block.table in tables else replace(block, table=""), lang)
                source = (label("writers-source", lang, source=block.source),) if block.source else ()
                if table is not None:
                    yield SheetContent(block.number, _title(block), block.subtitle, table, source)
            case _:
                pass


def _footnotes(table: Table) -> Iterator[str]:
    """The footnotes of title and cells, each led by the text that it belongs to: a sheet has no note marks."""
    for run in own_inlines(table):
        for inline in inlines_within(run):
            if isinstance(inline, Footnote):
                yield f"{plain_text(run)}: {plain_text(inline.children)}"


def _title(block: Table | GoalTree | Chart) -> str:
    title = plain_text(block.title)
    return f"{block.number}. {title}" if block.number else title


def _named(content: SheetContent, taken: set[str]) -> SheetContent:
    """The same sheet with a name that Excel takes and no other sheet has."""
    wanted = " ".join((content.name or content.title).split()).translate(_FORBIDDEN)[:_LONGEST_NAME] or "1"
    name, number = wanted, 2
    while name.casefold() in taken:
        tail = f" ({number})"
        name, number = wanted[: _LONGEST_NAME - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return SheetContent(name, content.title, content.subtitle, content.table, content.notes)


def _goals(tree: GoalTree) -> Table:
    """A goal tree as rows: every branch from goal to status, each label repeated so that a row can be read alone."""
    columns = tuple(Column(name, "label" if at == 0 else "text") for at, name in enumerate(tree.headings))
    return Table(tree.id, tree.title, columns, tuple(_branches(tree.nodes, ())), tree.number, tree.subtitle)


def _branches(nodes: tuple[GoalNode, ...], above: tuple[str, ...]) -> Iterator[Row]:
    for node in nodes:
        text = f"{node.reference} {node.title}".strip()
        if node.children and len(above) < 2:
            yield from _branches(node.children, (*above, text))
        else:
            yield _branch(node, (*above, text))
            yield from _branches(node.children, above)


def _branch(node: GoalNode, names: tuple[str, ...]) -> Row:
    status = MISSING if node.state is None else f"{STATUS_SHAPES[node.state]} {node.state_text}"
    full = (*names, *([MISSING] * (3 - len(names))))[:3]
    return Row(tuple(Cell((Text(text),)) for text in (*full, status)))
