"""What a Document says, as plain values: what every file made from it must say too.

Text is told in pieces that no format breaks up: a paragraph ends where a footnote interrupts it, a status mark is its
word alone. The values go to a child process as JSON.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, assert_never

from assembler.document.blocks import (
    Block,
    Blocks,
    Cell,
    Chart,
    Contents,
    Document,
    FactBox,
    Figure,
    GoalNode,
    GoalTree,
    ItemList,
    KeyFigures,
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
)
from assembler.document.inline import Footnote, Foreign, Inlines, LineBreak, StatusMark
from assembler.document.walk import every_inline, inlines_within, plain_text


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text. `under` is the heading above it, `block` the id of what it belongs to ("" for none).

    `level` is the level of a heading, 0 for other text.
    """

    text: str
    under: str = ""
    block: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class SaidCell:
    """A cell: the ways in which its text may stand in a file, and its number as text ("" for none)."""

    texts: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class SaidTable:
    """A table: its caption and its rows, without cells that are empty; details belong to the row above them."""

    id: str
    caption: str
    rows: tuple[tuple[SaidCell, ...], ...]
    details: tuple[str, ...] = ()
    under: str = ""


@dataclass(slots=True)
class Expected:
    """Everything that a file must say."""

    title: str
    lang: str
    langs: list[str] = field(default_factory=list)
    headings: list[Said] = field(default_factory=list)
    texts: list[Said] = field(default_factory=list)
    tables: list[SaidTable] = field(default_factory=list)
    figures: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    foreign: list[tuple[str, Said]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON values."""
        return asdict(self)


def expected_of_json(raw: dict[str, Any]) -> Expected:
    """The values back from JSON."""
    tables = [
        SaidTable(
            table["id"],
            table["caption"],
            tuple(tuple(SaidCell(tuple(c["texts"]), c["number"]) for c in row) for row in table["rows"]),
            tuple(table["details"]),
            table["under"],
        )
        for table in raw["tables"]
    ]
    said = {name: [Said(**one) for one in raw[name]] for name in ("headings", "texts", "figures", "notes")}
    return Expected(
        *(raw["title"], raw["lang"], raw["langs"], said["headings"], said["texts"], tables),
        *(said["figures"], said["notes"], [(lang, Said(**one)) for lang, one in raw["foreign"]]),
    )


def expected_of(document: Document) -> Expected:
    """What the document says."""
    teller = _Teller(Expected(document.title, document.lang))
    cover = document.cover
    for text in (cover.title, cover.years, cover.subtitle, cover.organisation, cover.date, cover.stamp, cover.note):
        teller.say(text)
    teller.blocks(document.blocks, 1)
    langs = [inline.lang for inline in every_inline(document.blocks) if isinstance(inline, Foreign)]
    teller.expected.langs = list(dict.fromkeys((document.lang, *teller.langs, *langs)))
    return teller.expected


class _Teller:
    """One walk over a Document."""

    def __init__(self, expected: Expected) -> None:
        self.expected = expected
        self.under = ""
        self.langs: list[str] = []
        self.lang = expected.lang

    def say(self, text: str, block: str = "") -> None:
        """A piece of text, if it is any."""
        if text.strip():
            self.expected.texts.append(Said(text, self.under, block))

    def inlines(self, inlines: Inlines, block: str = "") -> None:
        """Running text, in its pieces; the notes in it are told by themselves."""
        parts = [inline for inline in inlines_within(inlines) if isinstance(inline, Foreign)]
        for piece in _pieces(inlines):
            self.say(piece, block)
            # A piece with another language in it is not told as a whole in its own.
            if self.lang != self.expected.lang and not parts:
                self.expected.foreign.append((self.lang, Said(piece, self.under, block)))
        for part in parts:
            told = (Said(piece, self.under, block) for piece in _pieces(part.children))
            self.expected.foreign.extend((part.lang, one) for one in told)
        self.notes(inlines)

    def notes(self, inlines: Inlines) -> None:
        """The footnotes in running text."""
        for inline in inlines_within(inlines):
            if isinstance(inline, Footnote):
                self.expected.notes.extend(Said(piece, self.under, inline.id) for piece in _pieces(inline.children))

    def blocks(self, blocks: Blocks, level: int) -> None:
        """Blocks, whose sections have headings of `level`."""
        for block in blocks:
            self.block(block, level)

    def block(self, block: Block, level: int) -> None:
        """One block and all in it."""
        match block:
            case Section():
                self.section(block, level)
            case Paragraph(children=children, lang=lang):
                self.langs.extend([lang] if lang else [])
                before, self.lang = self.lang, lang or self.lang
                self.inlines(children)
                self.lang = before
            case ItemList(items=items):
                for item in items:
                    self.blocks(item.blocks, level)
            case Quote(blocks) | MarginNote(blocks) | Narrative(blocks=blocks):
                self.blocks(blocks, level)
            case FactBox(id, title, blocks):
                self.inlines(title, id)
                self.blocks(blocks, level)
            case Contents():
                pass
            case Table() | GoalTree() | KeyFigures() | Figure() | Chart():
                self.thing(block)
            case _:
                assert_never(block)

    def section(self, section: Section, level: int) -> None:
        """A section: its heading with the number before it, then what stands under it."""
        title = plain_text(section.title)
        text = f"{section.number} {title}" if section.number else title
        self.under = text
        self.langs.extend([section.lang] if section.lang else [])
        self.expected.headings.append(Said(text, "", section.id, level))
        lang = section.lang or self.lang
        if lang != self.expected.lang and not any(isinstance(one, Foreign) for one in inlines_within(section.title)):
            self.expected.foreign.append((lang, Said(title, "", section.id)))
        self.notes(section.title)
        before, self.lang = self.lang, section.lang or self.lang
        self.inlines(section.summary, section.id)
        self.blocks(section.blocks, level + 1)
        self.lang = before

    def thing(self, block: Table | GoalTree | KeyFigures | Figure | Chart) -> None:
        """A table, tree, figure or chart."""
        match block:
            case Table():
                self.table(block)
            case GoalTree():
                self.caption(block.number, block.title, block.id)
                for text in (block.subtitle, *block.headings, *_goal_texts(block.nodes)):
                    self.say(text, block.id)
            case KeyFigures(id, figures):
                for figure in figures:
                    for text in (figure.label, f"{figure.value} {figure.unit}".strip(), figure.comparison):
                        self.say(text, id)
            case Figure():
                self.caption(block.number, block.title, block.id)
                self.say(block.source, block.id)
                self.figure("" if block.decorative else block.alt, block.id)
            case Chart():
                self.caption(block.number, block.title, block.id)
                self.say(block.subtitle, block.id)
                self.say(block.source, block.id)
                self.figure(block.alt, block.id)

    def figure(self, alt: str, id: str) -> None:
        """The alternative text of a picture or chart; "" for decoration."""
        if alt:
            self.expected.figures.append(Said(alt, self.under, id))

    def caption(self, number: str, title: Inlines, id: str) -> None:
        """The caption, which begins with the number."""
        text = plain_text(title)
        if text:
            self.say(f"{number}. {text}" if number else text, id)
        self.notes(title)

    def table(self, table: Table) -> None:
        """A table: caption, subtitle and notes as text, rows as rows."""
        self.caption(table.number, table.title, table.id)
        self.say(table.subtitle, table.id)
        title = plain_text(table.title)
        header = tuple(SaidCell((f"{c.label} {c.year}".strip(), c.label)) for c in table.columns if c.label)
        body = [row for row in table.rows if row.kind != "detail"]
        details = [piece for row in table.rows if row.kind == "detail" for piece in _pieces(row.cells[0].children)]
        rows = (header, *map(_row, body))
        caption = f"{table.number}. {title}" if table.number else title
        self.expected.tables.append(SaidTable(table.id, caption, rows, tuple(details), self.under))
        for row in table.rows:
            for cell in row.cells:
                self.notes(cell.children)
        for note in table.notes:
            self.inlines(note, table.id)


def _row(row: Row) -> tuple[SaidCell, ...]:
    return tuple(cell for cell in map(_cell, row.cells) if cell.texts)


def _cell(cell: Cell) -> SaidCell:
    whole = plain_text(cell.children)
    pieces = tuple(_pieces(cell.children))
    # A figure and the mark of a footnote after it are one number to who reads plain text.
    marked = "".join(str(one.number) if isinstance(one, Footnote) else plain_text((one,)) for one in cell.children)
    texts = dict.fromkeys(text for text in (whole, pieces[0] if pieces else "", marked) if text.strip())
    return SaidCell(tuple(texts), "" if cell.value is None else str(cell.value))


def _pieces(inlines: Inlines) -> Iterator[str]:
    """The text between footnotes and the shapes of status marks."""
    piece: list[str] = []
    for inline in inlines:
        if isinstance(inline, Footnote | StatusMark | LineBreak) or _is_broken(inline):
            yield from _text(piece)
            piece = []
        match inline:
            case StatusMark(text=text):
                piece.append(text)
            case Footnote() | LineBreak():
                pass
            case _ if _is_broken(inline):
                yield from _pieces(getattr(inline, "children", ()))
            case _:
                piece.append(plain_text((inline,)))
    yield from _text(piece)


def _is_broken(inline: object) -> bool:
    """Whether there is a footnote or status mark inside a stressed or linked run."""
    children = getattr(inline, "children", ())
    return not isinstance(inline, Footnote) and any(
        isinstance(one, Footnote | StatusMark) for one in inlines_within(children)
    )


def _text(piece: Iterable[str]) -> Iterator[str]:
    text = "".join(piece)
    if text.strip():
        yield text


def _goal_texts(nodes: tuple[GoalNode, ...]) -> Iterator[str]:
    for node in nodes:
        yield from (node.title, node.text, node.state_text)
        yield from _goal_texts(node.children)
