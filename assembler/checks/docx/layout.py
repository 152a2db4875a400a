"""How a Word file is laid out, as far as a rule asks: spacing, floating things, the build of tables, form fields."""

from dataclasses import dataclass, field

from assembler.checks.docx.drawings import Drawn
from assembler.checks.docx.markup import Element
from assembler.problem import Place


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The build of one table. Numbers count cells or rows.

    `header_merged` are merged cells of the header rows, `body_merged` those below (a cell over the whole width is a
    group heading and does not count), `late_headers` rows marked as headers that do not lead the table.
    """

    name: str
    place: Place
    rows: int
    columns: int
    headers: int
    header_merged: int
    body_merged: int
    late_headers: int
    splitting: int
    nested: bool
    look_first_row: bool
    described: bool


@dataclass(frozen=True, slots=True)
class RunOfText:
    """Text with what decides its colours: its own properties, those of its paragraph, cell and table."""

    text: str
    properties: Element | None
    paragraph: Element | None
    style: str
    cell: Element | None
    table_style: str
    in_header: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Control:
    """A form field; `label` is what a screen reader says for it."""

    kind: str
    label: str
    place: Place


@dataclass(slots=True)
class Layout:
    """Gathered while reading the body."""

    empty_runs: list[tuple[int, Place]] = field(default_factory=list)
    paragraphs: list[tuple[str, bool, Place]] = field(default_factory=list)
    drawings: list[tuple[Drawn, Place]] = field(default_factory=list)
    frames: list[Place] = field(default_factory=list)
    tables: list[TableLayout] = field(default_factory=list)
    runs: list[RunOfText] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
