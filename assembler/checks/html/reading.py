"""Reading an HTML page from top to bottom as a reader meets it."""

from dataclasses import dataclass, field, replace
from typing import Final

from assembler.checks.content import Content, FigureFact, Heading, LinkFact, Passage, TableFact, excerpt
from assembler.checks.html.page import Element, HtmlPage, is_hidden, line_of, visible_text
from assembler.problem import Place

_INLINE: Final = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "label",
    "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img", "svg",
    "button", "input", "select", "textarea", "output",
])  # fmt: skip
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_STRONG: Final = frozenset({"b", "strong"})
# Where a bold line is no heading of the text, and a dash no item of a list.
_APART: Final = frozenset({"li", "dt", "dd", "nav", "aside", "figcaption"})
_APART_ROLES: Final = frozenset({"navigation", "note", "complementary", "listitem"})


@dataclass
class PageReader:
    """One walk over a page. Afterwards the lists hold what was met, in reading order."""

    page: HtmlPage
    headings: list[Heading] = field(default_factory=list)
    tables: list[TableFact] = field(default_factory=list)
    figures: list[FigureFact] = field(default_factory=list)
    links: list[LinkFact] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _under: str = ""

    def content(self) -> Content:
        """The facts of the page."""
        root = self.page.root
        body = root.find("body")
        if body is not None:
            self._block(body, listed=False, in_table=False)
        title = root.find("head/title")
        declared = [element for element in self.page.elements() if element.get("lang")]
        langs = [element.get("lang", "") for element in declared]
        return Content(
            "" if title is None else " ".join((title.text or "").split()),
            root.get("lang", "") or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
            tuple(self.headings),
            tuple(self.tables),
            tuple(self.figures),
            tuple(self.links),
            (),
            tuple(self.passages),
            tuple(dict.fromkeys(langs)),
            self.page.name,
            "\n".join(self.texts),
            tuple((one.get("lang", ""), visible_text(one)) for one in declared if one is not root),
        )

    def _place(self, text: str, line: int = 0) -> Place:
        return Place(line=line, under=self._under, text=excerpt(text))

    def _block(self, element: Element, listed: bool, in_table: bool) -> None:
        """A block: its inline text is one passage, blocks inside it are read by themselves."""
        tag = str(element.tag)
        if is_hidden(element):
            return
        level = _level(element)
        if level:
            self._heading(element, level)
        elif tag == "table" and element.get("role") not in {"presentation", "none"}:
            self._table(element)
        else:
            self._things(element)
            self._flow(element, listed or tag in _APART or element.get("role") in _APART_ROLES, in_table)

    def _flow(self, element: Element, listed: bool, in_table: bool) -> None:
        run: list[str | Element] = [element.text or ""]
        for child in element:
            if str(child.tag) in _INLINE and not _has_blocks(child):
                run.append(child)
            else:
                self._say(run, element, listed, in_table)
                run = []
                self._block(child, listed, in_table)
            run.append(child.tail or "")
        self._say(run, element, listed, in_table)

    def _say(self, run: list[str | Element], holder: Element, listed: bool, in_table: bool) -> None:
        """One passage out of text and inline elements."""
        pieces = []
        for part in run:
            if isinstance(part, str):
                pieces.append(part)
            elif not is_hidden(part):
                self._inline(part)
                pieces.append(_spaced(part))
        text = " ".join("".join(pieces).split())
        if text:
            strong = _all_strong(run)
            self.texts.append(text)
            place = self._place(text, line_of(holder))
            self.passages.append(Passage(text, place, "", strong, listed, in_table))

    def _inline(self, element: Element) -> None:
        """Links and pictures in running text."""
        for one in element.iter("*"):
            self._things(one)

    def _things(self, element: Element) -> None:
        tag = str(element.tag)
        if tag == "a" and element.get("href") is not None:
            text = element.get("aria-label") or visible_text(element) or self.page.named_by(element)
            self.links.append(LinkFact(text, element.get("href", ""), self._place(text, line_of(element))))
        elif tag == "img":
            self._figure(element, element.get("alt"), element.get("alt") == "")
        elif tag == "svg" and (element.get("role") == "img" or element.find("{*}title") is not None):
            title = element.find("{*}title")
            named = self.page.named_by(element) or ("" if title is None else title.text or "")
            self._figure(element, named or None, False)

    def _figure(self, element: Element, alt: str | None, decorative: bool) -> None:
        decorative = decorative or element.get("role") in {"presentation", "none"}
        named = alt or element.get("aria-label") or alt
        place = self._place(named or "", line_of(element))
        self.figures.append(FigureFact(named, decorative, _figcaption(element), place))

    def _heading(self, element: Element, level: int) -> None:
        text = visible_text(element)
        self._inline(element)
        self._under = excerpt(text)
        self.headings.append(Heading(level, text, self._place(text, line_of(element))))
        self.texts.append(text)

    def _table(self, table: Element) -> None:
        own = table.find("caption")
        if own is not None:
            self._block(own, listed=False, in_table=True)
        caption = visible_text(own) if own is not None else self.page.named_by(table) or _figcaption(table)
        at = len(self.tables)
        place = self._place(caption, line_of(table))
        self.tables.append(TableFact((), caption=caption, place=place))
        rows = [row for row in table.iter("tr") if _table_of(row) is table and not is_hidden(row)]
        texts = tuple(self._row(row) for row in rows)
        headers = next((n for n, row in enumerate(rows) if not _is_header(row)), len(rows))
        names = texts[headers - 1] if headers else ()
        sided = bool(rows) and all(_begins_with_header(row) for row in rows)
        self.tables[at] = replace(self.tables[at], rows=texts, headers=headers, column_headers=names, sided=sided)

    def _row(self, row: Element) -> tuple[str, ...]:
        found = []
        for cell in row:
            if str(cell.tag) in {"td", "th"} and not is_hidden(cell):
                before = len(self.texts)
                self._flow(cell, listed=False, in_table=True)
                found.append("\n".join(self.texts[before:]))
        return tuple(found)


def _level(element: Element) -> int:
    if element.get("role") == "heading":
        level = element.get("aria-level", "2")
        return int(level) if level.isdecimal() else 2
    return _HEADINGS.get(str(element.tag), 0) if element.get("role") in {None, "heading"} else 0


def _has_blocks(element: Element) -> bool:
    """Whether an inline element holds blocks, as a link around a card does; what is in a drawing is none."""
    if str(element.tag) in {"svg", "select", "button"}:
        return False
    return any(str(child.tag) not in _INLINE or _has_blocks(child) for child in element)


def _all_strong(run: list[str | Element]) -> bool:
    shown = [part for part in run if not isinstance(part, str) or part.strip()]
    return bool(shown) and all(not isinstance(part, str) and str(part.tag) in _STRONG for part in shown)


def _spaced(element: Element) -> str:
    """Inline text with its outer spaces kept."""
    text = visible_text(element)
    whole = "".join(map(str, element.itertext()))
    before = " " if whole[:1].isspace() else ""
    after = " " if whole[-1:].isspace() else ""
    if str(element.tag) in {"img", "svg"}:
        return ""
    return "\n" if str(element.tag) == "br" else f"{before}{text}{after}"


def _is_header(row: Element) -> bool:
    """A row in `thead`, or one whose cells but for the first are all `th`."""
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return any(str(cell.tag) == "th" for cell in row)
    cells = [str(cell.tag) for cell in row if str(cell.tag) in {"td", "th"}]
    return len(cells) > 1 and all(cell == "th" for cell in cells[1:])


def _begins_with_header(row: Element) -> bool:
    return next((str(cell.tag) for cell in row), "") == "th"


def _table_of(element: Element) -> Element | None:
    return next(element.iterancestors("table"), None)


def _figcaption(element: Element) -> str:
    figure = next(element.iterancestors("figure"), None)
    caption = None if figure is None else figure.find(".//figcaption")
    return "" if caption is None else visible_text(caption)
