"""The blocks of a Document: a closed union of frozen values, one meaning a block, no looks.

A new block type is added here; the type checker then names every place that must handle it (`assert_never`).
All numbers and labels that a reader sees are text when they stand here: compose formats, writers set.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.document.chart import Basis, ChartData
from assembler.document.inline import Inlines, State

SectionRole: TypeAlias = Literal["chapter", "appendix", "front", "section"]
ColumnKind: TypeAlias = Literal["line-number", "label", "text", "amount", "number", "status"]
RowKind: TypeAlias = Literal["body", "group", "sum", "result", "detail"]
TableLayout: TypeAlias = Literal["plain", "schedule", "measures"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. The heading level is the depth of nesting: a chapter is level 1.

    `number` is printed before the title ("5"; "Vedlegg 1"), "" for none; only chapters and appendices have one.
    A chapter with `opener` gets an opening page of its own, with `summary` on it.
    """

    id: str
    title: Inlines
    blocks: Blocks
    role: SectionRole = "section"
    number: str = ""
    lang: str = ""
    opener: bool = False
    summary: Inlines = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`role`: body text; the lead (ingress) of a chapter; or a small note under a table, figure or heading."""

    children: Inlines
    role: Literal["body", "lead", "note"] = "body"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list; its first block is a paragraph."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list. `start` is the first number of an ordered one."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `label` is the header ("Budsjett"), `year` is printed under it ("2026"; "" for none) with the mark of `basis`.
    `emphasis` marks the budget year's column. `width` is in millimetres of a 168 mm table, `None` shares what is left.
    """

    label: str
    kind: ColumnKind
    year: str = ""
    basis: Basis = ""
    emphasis: bool = False
    width: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `value` is the number behind the text (`None` for text or a missing figure), for spreadsheets.

    `decimals` is the number of decimals that `value` is shown with.
    """

    children: Inlines
    value: Decimal | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row. A `group` row has one cell, a heading over all columns; a `detail` row has one cell, the text that
    belongs to the row above it; all others have a cell for each column."""

    cells: tuple[Cell, ...]
    kind: RowKind = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row (from `columns`) and row headers in the first `label` column.

    `number` is the whole printed label ("Tabell 5.2", "Skjema 1"; "" before compose), `title` states what it shows,
    `subtitle` the unit and basis, `description` tells a screen-reader user how it is built, `notes` stand beneath.
    """

    id: str
    title: Inlines
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: str = ""
    subtitle: str = ""
    description: str = ""
    notes: tuple[Inlines, ...] = ()
    layout: TableLayout = "plain"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture. `image` names an asset of the plan ("images/bru.jpg"); `alt` is "" only when `decorative`."""

    id: str
    image: str
    alt: str
    title: Inlines = ()
    number: str = ""
    source: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; `title` states the finding, `subtitle` the measure, unit and years, `alt` lists the values.

    `table` is the id of the table that has its data, "" when the writer is to show a data table of its own.
    """

    id: str
    title: Inlines
    data: ChartData
    alt: str
    number: str = ""
    subtitle: str = ""
    source: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class FactBox:
    """A box with a title and a few blocks."""

    id: str
    title: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One key figure: "Ramme 2026", "842,6", "mill. kr", "+30,2 fra 2025 (3,7 prosent)"."""

    label: str
    value: str
    unit: str = ""
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Up to four key figures in a row."""

    id: str
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A node of a goal tree: a goal (mål), sub-goal (delmål), strategy or assignment (oppdrag).

    `kind` is the printed word, `reference` its number; `state` with `state_text` the status, `None` for none.
    """

    id: str
    kind: str
    reference: str
    title: str
    text: str = ""
    state: State | None = None
    state_text: str = ""
    children: tuple[GoalNode, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalTree:
    """A goal tree, set as a table: goal, sub-goal, assignment, status."""

    id: str
    title: Inlines
    nodes: tuple[GoalNode, ...]
    headings: tuple[str, str, str, str]
    number: str = ""
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A short note beside the text that precedes it."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents of `depth` heading levels; `title` is its heading (level 1, front matter)."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Narrative:
    """What one narrative block contributed: invisible in an edition, a content control in an editing copy."""

    id: str
    blocks: Blocks


Block: TypeAlias = (
    Section
    | Paragraph
    | ItemList
    | Quote
    | Table
    | Figure
    | Chart
    | FactBox
    | KeyFigures
    | GoalTree
    | MarginNote
    | Contents
    | Narrative
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the hundred on the cover: `hundredths` of the budget go to the area `label`.

    `parts` are the areas gathered in a share of all the others; they are rounded by themselves and need not sum.
    """

    label: str
    hundredths: int
    parts: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover. `title` may hold a newline, `years` is set light beneath, `shares` (sum 100, or empty) draw rings."""

    title: str
    years: str
    subtitle: str
    organisation: str
    date: str
    stamp: str = ""
    note: str = ""
    shares: tuple[Share, ...] = ()
    picture: str = ""
    picture_alt: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The one semantic model: everything that a reader gets, in reading order.

    `lang` is "nb" or "nn"; `title` the document title (metadata); `running` the footer text (municipality, document,
    edition); `date` an ISO date, the only time that writers may use; `keywords` metadata.
    """

    id: str
    lang: Literal["nb", "nn"]
    title: str
    author: str
    date: str
    running: str
    cover: Cover
    blocks: Blocks
    subject: str = ""
    keywords: tuple[str, ...] = ()
