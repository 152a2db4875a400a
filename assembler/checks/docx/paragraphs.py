"""What a reader sees of one paragraph: its text, its links and whether it is bold, with tracked changes accepted."""

import re
from dataclasses import dataclass, field
from typing import Final

from assembler.checks.docx.markup import MC, VAL, XML, Element, R, W, is_on, value
from assembler.checks.docx.styles import StyleSheet, is_bold

_SKIPPED: Final = frozenset(
    [W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "delInstrText", "rt")]
    + [MC + "Fallback", W + "txbxContent"]
)
_SIGNS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": ""}
_RUN, _LINK, _TEXT, _OF_RUN, _FIELD_MARK = (W + name for name in ("r", "hyperlink", "t", "rPr", "fldChar"))
_DRAWINGS: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_LINK_FIELD: Final = re.compile(r"HYPERLINK\s+(?:\"([^\"]*)\")?\s*(?:\\l\s+\"([^\"]*)\")?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """A link in a paragraph; `relation` is the id of its relationship, or `target` its address."""

    text: str
    relation: str = ""
    target: str = ""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: bool = False
    begins: int = 0


@dataclass(slots=True)
class Reading:
    """The text of a paragraph as it is read, and what was met on the way."""

    sheet: StyleSheet
    pieces: list[str] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    runs: list[tuple[str, Element | None]] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    langs: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = True
    breaks_page: bool = False
    _fields: list[_Field] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)

    @property
    def emphasised(self) -> bool:
        """Whether everything that is shown is bold or underlined."""
        return self.bold and bool(self.text.strip())

    def read(self, parent: Element) -> "Reading":
        """Take in what stands in `parent`."""
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == _LINK:
                self._link(child)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self.read(child)
        return self

    def _run(self, run: Element) -> None:
        properties = run.find(_OF_RUN)
        if properties is not None and is_on(properties.find(W + "vanish")):
            return
        before = len(self.pieces)
        for child in run:
            self._piece(child)
        text = self.pieces[before] if len(self.pieces) == before + 1 else "".join(self.pieces[before:])
        if text:
            self.runs.append((text, properties))
            self._look(text, properties)

    def _look(self, text: str, properties: Element | None) -> None:
        language = None if properties is None else properties.find(W + "lang")
        if language is not None and language.get(VAL):
            self.langs.append((language.get(VAL, ""), text))
        if text.strip() and not (is_bold(properties, self.sheet) or _is_underlined(properties)):
            self.bold = False

    def _piece(self, child: Element) -> None:
        tag = child.tag
        if tag == _TEXT or tag in _SIGNS:
            self._sign(child)
        elif tag == _FIELD_MARK:
            self._mark(child.get(W + "fldCharType", ""))
        elif tag == W + "instrText" and self._fields:
            self._fields[-1].instruction += child.text or ""
        elif tag == W + "sym":
            self.pieces.append(_symbol(child.get(W + "char", "")))
        elif tag in _DRAWINGS:
            self.drawings.append(child)
        elif tag == MC + "AlternateContent":
            self._alternative(child)

    def _sign(self, child: Element) -> None:
        self.breaks_page = self.breaks_page or child.get(W + "type") == "page"
        if self._visible():
            self.pieces.append(_SIGNS[child.tag] if child.tag in _SIGNS else _kept(child))

    def _alternative(self, element: Element) -> None:
        choice = element.find(MC + "Choice")
        for child in choice if choice is not None else ():
            self._piece(child)

    def _visible(self) -> bool:
        """Whether text here is shown: not between the beginning of a field and its separator."""
        return all(one.shown for one in self._fields)

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field(begins=len(self.pieces)))
        elif self._fields and kind == "separate":
            self._fields[-1].shown = True
            self._fields[-1].begins = len(self.pieces)
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            found = _LINK_FIELD.search(ended.instruction)
            if found:
                target = found.group(1) or f"#{found.group(2) or ''}"
                self.links.append(Linked("".join(self.pieces[ended.begins :]), target=target))

    def _link(self, element: Element) -> None:
        before, drawn = len(self.pieces), len(self.drawings)
        self.read(element)
        text = "".join(self.pieces[before:])
        for drawing in self.drawings[drawn:]:
            text += " ".join(p.get("descr", "") for p in drawing.iter("{*}docPr"))
        anchor = element.get(W + "anchor", "")
        self.links.append(Linked(text, element.get(R + "id", ""), f"#{anchor}" if anchor else ""))


def _kept(element: Element) -> str:
    """The text of `w:t`; Word drops spaces at its ends that are not asked to be kept (ECMA-376 17.3.3.31)."""
    text = element.text or ""
    return text if element.get(XML + "space") == "preserve" else text.strip(" \t\n\r")


def _is_underlined(properties: Element | None) -> bool:
    """Whether a run is underlined by itself; links are so by their style."""
    return properties is not None and value(properties.find(W + "u")) not in {"", "none"}


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
