"""Lists: which of them count, and from where (ECMA-376-1, 17.9)."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from assembler.readers.docx.looks import number
from assembler.readers.docx.markup import attribute, child, name

_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A level of a list. A mark that is no number makes it unordered.

    `family` names the definition that its numbers are counted by, which lists share; one that does not begin anew
    (`restarts`) goes on with the numbers of any other of its family (17.9.15).
    """

    ordered: bool
    start: int = 1
    family: str = ""
    restarts: bool = False


class Numbering:
    """The lists of a document by their `w:numId`."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is that of the numbering part, `None` for a file without one."""
        self._kinds: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        self._linked: dict[str, str] = {}
        self._levels: dict[tuple[str, int], ListLevel | None] = {}
        for entry in () if root is None else root:
            if name(entry) == "abstractNum":
                self._kinds[attribute(entry, "abstractNumId")] = entry
                style = attribute(child(entry, "styleLink"), "val")
                if style:
                    self._linked[style] = attribute(entry, "abstractNumId")
            elif name(entry) == "num":
                self._lists[attribute(entry, "numId")] = entry

    def level(self, id: str, level: int) -> ListLevel | None:
        """Level `level` (from 0) of the list `id`; `None` for what is no list to the eye: no mark, or no such list."""
        level = max(0, min(level, _DEEPEST))
        if (id, level) not in self._levels:
            self._levels[id, level] = self._level(id, level)
        return self._levels[id, level]

    def _level(self, id: str, level: int) -> ListLevel | None:
        entry = self._lists.get(id)
        if entry is None:
            return None
        override = _numbered(entry, "lvlOverride", level)
        own = child(override, "lvl")
        shown = own if own is not None else self._shown(attribute(child(entry, "abstractNumId"), "val"), level)
        kind = attribute(child(shown, "numFmt"), "val") or "decimal"
        text = child(shown, "lvlText")
        if shown is None or kind == "none" or (text is not None and not attribute(text, "val").strip()):
            return None
        start = number(attribute(child(override, "startOverride"), "val"))
        restarts = start is not None
        if start is None:
            start = number(attribute(child(shown, "start"), "val"))
        ordered, family = kind != "bullet", attribute(child(entry, "abstractNumId"), "val")
        return ListLevel(ordered, (1 if start is None else max(0, start)) if ordered else 1, family, restarts)

    def _shown(self, kind: str, level: int) -> etree._Element | None:
        entry = self._kinds.get(kind)
        link = attribute(child(entry, "numStyleLink"), "val")
        if link in self._linked:
            entry = self._kinds.get(self._linked[link])
        return None if entry is None else _numbered(entry, "lvl", level)


def _numbered(parent: etree._Element, wanted: str, level: int) -> etree._Element | None:
    said = str(level)
    return next((entry for entry in parent if name(entry) == wanted and attribute(entry, "ilvl") == said), None)
