"""Reading the structure tree of a PDF in order, as a screen reader does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from assembler.checks.content import Content, FigureFact, Heading, LinkFact, Passage, TableFact, excerpt
from assembler.pdf.structure import Element
from assembler.problem import Place

_HEADING: Final = re.compile(r"^H([1-9]\d?)?$")
_BLOCKS: Final = frozenset([
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "P", "L", "LI", "Lbl",
    "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Figure", "Form", "Note", "Title", "Aside",
    "NonStruct", "Private",
])  # fmt: skip
_LISTED: Final = frozenset({"LI", "TOCI", "TOC", "L", "Index"})


@dataclass
class TreeReader:
    """One walk over the tree. Afterwards the lists hold what was met, in reading order.

    `described` has the description and target of each link annotation, by page.
    """

    described: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    tables: list[TableFact] = field(default_factory=list)
    figures: list[FigureFact] = field(default_factory=list)
    links: list[LinkFact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    langs: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _under: str = ""
    _linked: dict[int, int] = field(default_factory=dict)

    def read(self, elements: Sequence[Element]) -> None:
        """Take in elements and all inside them."""
        for element in elements:
            self._element(element, listed=False, in_table=False)

    def content(self, title: str, lang: str, name: str) -> Content:
        """The facts; title and language are the file's."""
        return Content(
            title,
            lang,
            tuple(self.headings),
            tuple(self.tables),
            tuple(self.figures),
            tuple(self.links),
            tuple(self.notes),
            tuple(self.passages),
            tuple(dict.fromkeys((lang, *self.langs))),
            name,
            "\n".join(self.texts),
        )

    def _place(self, element: Element, text: str) -> Place:
        return Place(page=element.page, under=self._under, text=excerpt(text), object=element.reference)

    def _element(self, element: Element, listed: bool, in_table: bool) -> None:
        if element.lang:
            self.langs.append(element.lang)
        heading = _HEADING.match(element.role)
        if heading:
            self._heading(element, int(heading.group(1) or 0))
        elif element.role == "Table":
            self._table(element)
        elif element.role in {"Figure", "Formula"}:
            self._figure(element, listed, in_table)
        else:
            if element.role == "Link":
                self._link(element)
            if element.role == "Note":
                self.notes.append(element.text.strip())
            self._flow(element, listed or element.role in _LISTED, in_table)

    def _flow(self, element: Element, listed: bool, in_table: bool) -> None:
        """Text between blocks is one passage, blocks are read by themselves."""
        if element.actual:
            self._say([element.actual], element, listed, in_table)
            return
        run: list[str] = []
        for child in element.children:
            if isinstance(child, Element) and _holds_blocks(child):
                self._say(run, element, listed, in_table)
                run = []
                self._element(child, listed, in_table)
            else:
                run.append(child.text if isinstance(child, Element) else child)
                self._inline(child)
        self._say(run, element, listed, in_table)

    def _inline(self, child: Element | str) -> None:
        for one in child.walk() if isinstance(child, Element) else ():
            if one.lang:
                self.langs.append(one.lang)
            if one.role == "Link":
                self._link(one)

    def _link(self, element: Element) -> None:
        """A link; one around a picture or nothing is read by the description of its annotation."""
        on_page = self.described.get(element.page, [])
        number = self._linked.get(element.page, 0)
        self._linked[element.page] = number + 1
        described = on_page[number] if number < len(on_page) else ("", "")
        text = element.text.strip() or element.alt or described[0]
        self.links.append(LinkFact(text, described[1], self._place(element, text)))

    def _say(self, run: list[str], element: Element, listed: bool, in_table: bool) -> None:
        text = "".join(run)
        if text.strip():
            self.texts.append(text)
            self.passages.append(Passage(text, self._place(element, text), element.lang, False, listed, in_table))

    def _heading(self, element: Element, level: int) -> None:
        """A heading; the unnumbered `H` has the depth of the sections around it, told as level 1."""
        text = " ".join(element.text.split())
        self._inline(element)
        self._under = excerpt(text)
        self.headings.append(Heading(level or 1, text, self._place(element, text)))
        self.texts.append(text)

    def _figure(self, element: Element, listed: bool, in_table: bool) -> None:
        inner = [child for child in element.children if isinstance(child, Element)]
        captions = [one.text for one in inner if one.role == "Caption"]
        tables = [one for one in element.walk() if one.role == "Table"]
        if not tables:
            alt = element.alt or element.actual or ("" if element.replaced else None)
            caption = " ".join(" ".join(captions).split())
            self.figures.append(FigureFact(alt, False, caption, self._place(element, alt or caption)))
        self._flow(replace(element, actual=""), listed, in_table)

    def _table(self, element: Element) -> None:
        at = len(self.tables)
        captions = [c for c in element.children if isinstance(c, Element) and c.role == "Caption"]
        caption = " ".join(" ".join(one.text for one in captions).split())
        place = self._place(element, caption)
        self.tables.append(TableFact((), caption=caption, place=place))
        for one in captions:
            self._element(one, listed=False, in_table=True)
        rows = tuple(_rows(element))
        texts = tuple(self._row(cells) for _, cells in rows)
        headers = next((n for n, (head, cells) in enumerate(rows) if not (head or _is_header(cells))), len(rows))
        names = texts[headers - 1] if headers else ()
        self.tables[at] = replace(self.tables[at], rows=texts, headers=headers, column_headers=names)

    def _row(self, cells: tuple[Element, ...]) -> tuple[str, ...]:
        found = []
        for cell in cells:
            before = len(self.texts)
            self._flow(cell, listed=False, in_table=True)
            found.append("\n".join(self.texts[before:]))
        return tuple(found)


def _rows(table: Element) -> Iterator[tuple[bool, tuple[Element, ...]]]:
    """(whether it stands in THead and has a header cell, its cells) of each row."""
    for child in table.children:
        if isinstance(child, Element) and child.role in {"THead", "TBody", "TFoot"}:
            for row in child.children:
                if isinstance(row, Element) and row.role == "TR":
                    cells = _cells(row)
                    yield child.role == "THead" and any(cell.role == "TH" for cell in cells), cells
        elif isinstance(child, Element) and child.role == "TR":
            yield False, _cells(child)


def _cells(row: Element) -> tuple[Element, ...]:
    return tuple(cell for cell in row.children if isinstance(cell, Element) and cell.role in {"TH", "TD"})


def _is_header(cells: tuple[Element, ...]) -> bool:
    """Whether all cells but the first are headers of columns."""
    others = cells[1:]
    return bool(others) and all(cell.role == "TH" and cell.scope != "Row" for cell in others)


def _holds_blocks(element: Element) -> bool:
    if element.role in _BLOCKS or element.role == "Formula" or _HEADING.match(element.role):
        return True
    return any(isinstance(child, Element) and _holds_blocks(child) for child in element.children)
