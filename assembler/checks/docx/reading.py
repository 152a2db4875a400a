"""Reading the body of a Word file from beginning to end, as a reader meets it: content and layout in one walk."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from assembler.checks.content import FigureFact, Heading, LinkFact, Passage, TableFact, excerpt
from assembler.checks.docx.drawings import Drawn, drawn
from assembler.checks.docx.layout import Control, Layout, RunOfText
from assembler.checks.docx.markup import MC, Element, W, child, value
from assembler.checks.docx.numbering import Numberings
from assembler.checks.docx.paragraphs import Reading
from assembler.checks.docx.styles import StyleSheet, outline_level
from assembler.checks.docx.tables import Grid, read_grid
from assembler.problem import Place

_TRANSPARENT: Final = frozenset(
    [W + "sdtContent", W + "customXml", W + "smartTag", W + "ins", W + "moveTo", MC + "AlternateContent", MC + "Choice"]
)
_FORM_KINDS: Final = ("text", "comboBox", "dropDownList", "date", "checkbox")
_CAPTION: Final = re.compile(r"^\s*(tabell|table|skjema|figur|figure|bilde|bilete|diagram)\s+[\dIVX]", re.IGNORECASE)
_OF_TABLE: Final = re.compile(r"^\s*(tabell|table|skjema)\b", re.IGNORECASE)
_CAPTION_REACH: Final = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands."""

    cell: Element | None = None
    table_style: str = ""
    in_header: bool = False

    @property
    def in_table(self) -> bool:
        """Whether it is in a table."""
        return self.cell is not None


@dataclass(slots=True)
class BodyReader:
    """One walk. Afterwards the lists hold what was met, in reading order."""

    part: str
    sheet: StyleSheet
    numberings: Numberings
    relations: dict[str, str]
    headings: list[Heading] = field(default_factory=list)
    tables: list[TableFact] = field(default_factory=list)
    figures: list[FigureFact] = field(default_factory=list)
    links: list[LinkFact] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    langs: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    layout: Layout = field(default_factory=Layout)
    _under: str = ""
    _empty: int = 0
    _caption: str = ""
    _since_caption: int = 0
    _since_thing: int = 99

    def read(self, parent: Element, setting: Setting = Setting()) -> None:
        """Take in the blocks of `parent`."""
        for block in parent:
            tag = block.tag
            if tag == W + "p":
                self._paragraph(block, setting)
            elif tag == W + "tbl":
                self._table(block, setting)
            elif tag == W + "sdt":
                self._control(block)
                content = block.find(W + "sdtContent")
                if content is not None:
                    self.read(content, setting)
            elif tag in _TRANSPARENT:
                self.read(block, setting)

    def finish(self) -> None:
        """Say what was still open at the end."""
        self._end_of_empty(self._place(""))

    def _place(self, text: str) -> Place:
        return Place(part=self.part, under=self._under, text=excerpt(text))

    def _paragraph(self, element: Element, setting: Setting) -> None:
        properties = child(element, W + "pPr")
        style = value(child(properties, W + "pStyle"))
        style = style or self.sheet.default_paragraph
        reading = Reading(self.sheet).read(element)
        own = outline_level(properties)
        level = own if own is not None else self.sheet.heading_level(style)
        label, listed = self._number(properties, style)
        text = reading.text
        if level:
            text = f"{label} {text}".strip() if label and text.strip() else text
            self._under = excerpt(text)
        place = self._place(text)
        self._spacing(element, reading, place, setting)
        self._take(reading, place, element, style, setting)
        if level:
            self.headings.append(Heading(level, text, place))
            self.texts.append(text)
            self._caption = ""
        elif text.strip():
            self.texts.append(text)
            listed = listed or self.sheet.is_listing(style)
            self.passages.append(Passage(text, place, "", reading.emphasised, listed, setting.in_table))
            self._captioned(text, style, setting)
        self._frame(properties, place)

    def _take(self, reading: Reading, place: Place, element: Element, style: str, setting: Setting) -> None:
        """What else the paragraph holds: drawings, links, languages, controls, coloured runs."""
        properties = child(element, W + "pPr")
        for run in element.iter(W + "sdt"):
            self._control(run)
        self.langs.extend(reading.langs)
        for text, own in reading.runs:
            self.layout.runs.append(
                RunOfText(text, own, properties, style, setting.cell, setting.table_style, setting.in_header, place)
            )
        for link in reading.links:
            target = link.target or self.relations.get(link.relation, "")
            self.links.append(LinkFact(link.text, target, replace(place, text=excerpt(link.text))))
        for drawing in reading.drawings:
            found = drawn(drawing)
            if found is not None:
                self._drawing(found, place, setting)

    def _drawing(self, found: Drawn, place: Place, setting: Setting) -> None:
        self.layout.drawings.append((found, place))
        if not found.boxes:
            self.figures.append(FigureFact(found.alt, found.decorative, self._recent_caption(False), place))
            self._since_thing = 0
        for box in found.boxes[:1]:
            self.read(box, setting)

    def _number(self, properties: Element | None, style: str) -> tuple[str, bool]:
        """The automatic number that the paragraph shows, and whether it is in a list at all."""
        own = child(properties, W + "numPr")
        by_style = self.sheet.numbering(style)
        number = value(own.find(W + "numId")) if own is not None else ""
        if not number and by_style is not None:
            number = value(by_style.find(W + "numId"))
        if not number or number == "0":
            return "", False
        depth = value(own.find(W + "ilvl")) if own is not None else ""
        if not depth and by_style is not None:
            depth = value(by_style.find(W + "ilvl"))
        return self.numberings.next_label(number, int(depth) if depth.isdecimal() else 0), True

    def _spacing(self, element: Element, reading: Reading, place: Place, setting: Setting) -> None:
        if setting.in_table:
            return
        section = element.find(f"{W}pPr/{W}sectPr")
        if reading.text.strip() or reading.drawings or reading.breaks_page or section is not None:
            self._end_of_empty(place)
            style = value(element.find(f"{W}pPr/{W}pStyle"))
            leading = element.find(f"{W}pPr/{W}tabs") is not None or self.sheet.is_listing(style)
            self.layout.paragraphs.append((reading.text, leading, place))
        else:
            self._empty += 1

    def _end_of_empty(self, place: Place) -> None:
        if self._empty:
            self.layout.empty_runs.append((self._empty, place))
        self._empty = 0

    def _frame(self, properties: Element | None, place: Place) -> None:
        frame = child(properties, W + "framePr")
        # A dropped capital is a frame too, but stands where it is read (ECMA-376 17.3.1.11).
        if frame is not None and frame.get(W + "dropCap", "none") == "none":
            self.layout.frames.append(place)

    def _captioned(self, text: str, style: str, setting: Setting) -> None:
        """Remember a caption for the table or figure that follows, or give it to the one just before."""
        self._since_caption += 1
        self._since_thing += 1
        if setting.in_table or not (self.sheet.is_caption(style) or _CAPTION.match(text)):
            return
        just_before = self._since_thing == 1
        if _OF_TABLE.match(text):
            if just_before and self.tables and not self.tables[-1].caption:
                self.tables[-1] = replace(self.tables[-1], caption=text)
                return
        elif just_before and self.figures and not self.figures[-1].caption:
            self.figures[-1] = replace(self.figures[-1], caption=text)
            return
        self._caption, self._since_caption = text, 0

    def _recent_caption(self, of_table: bool) -> str:
        caption = self._caption if self._since_caption <= _CAPTION_REACH else ""
        if caption and of_table == bool(_OF_TABLE.match(caption)):
            self._caption = ""
            return caption
        return ""

    def _table(self, element: Element, setting: Setting) -> None:
        caption = "" if setting.in_table else self._recent_caption(True)
        at = len(self.tables)
        grid = read_grid(element)
        fact = TableFact((), caption=caption or grid.title)
        self.tables.append(fact)
        rows = tuple(self._row(grid, index) for index in range(len(grid.rows)))
        place = self._place(caption or " ".join(" ".join(row) for row in rows[:1]))
        headers = grid.headers
        names = rows[headers - 1] if headers else ()
        self.tables[at] = replace(fact, rows=rows, headers=headers, column_headers=names, place=place)
        if not setting.in_table:
            self._since_thing = 0
        self.layout.tables.append(grid.layout(caption or grid.title or place.text, place))

    def _row(self, grid: Grid, index: int) -> tuple[str, ...]:
        texts = []
        for cell in grid.rows[index].cells:
            before = len(self.texts)
            self.read(cell, Setting(cell, grid.style, index < grid.headers))
            texts.append("\n".join(self.texts[before:]))
        return tuple(texts)

    def _control(self, element: Element) -> None:
        properties = element.find(W + "sdtPr")
        kind = next((k for k in _FORM_KINDS if properties is not None and properties.find("{*}" + k) is not None), "")
        if properties is not None and kind:
            label = value(properties.find(W + "alias")) or value(properties.find(W + "tag"))
            self.layout.controls.append(Control(kind, label, self._place("".join(map(str, element.itertext())))))
