"""Elements of WordprocessingML by local name, of both its namespaces, and the reading of `mc:AlternateContent`."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from assembler.ooxml.names import MC, W
from assembler.readers.docx.tree import DELETED, INSERTED, UNCHANGED, Presence

# ISO/IEC 29500 strict has namespaces of its own; Word writes it as "Strict Open XML Document".
_WORD: Final = (f"{{{W}}}", "{http://purl.oclc.org/ooxml/wordprocessingml/main}")
_MATH: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_RELATIONS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_ALTERNATIVES: Final = f"{{{MC}}}AlternateContent"

# Every element that tells of a tracked change has its author (17.13.5).
_TELLING: Final = (
    *("ins", "del", "moveTo", "moveFrom", "cellIns", "cellDel"),
    *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
)
_TRACKED: Final = tuple(f"{space}{local}" for space in _WORD for local in _TELLING)
# What two people who wrote in one file at the same time inserted and deleted ([MS-DOCX] 2.5.4).
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CONFLICTS: Final = {f"{_W14}conflictIns": "ins", f"{_W14}conflictDel": "del"}
_TEXTS: Final = tuple(f"{space}{local}" for space in _WORD for local in ("t", "delText"))

CHANGES: Final = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}


def name(element: etree._Element) -> str:
    """The local name of an element of WordprocessingML; "m:" and the local name in a formula, "mc:…" likewise.

    "" for elements of other namespaces and for processing instructions.
    """
    return _name(str(element.tag))


@lru_cache(1024)
def _name(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    space += "}"
    if space in _WORD:
        return local
    if space in _MATH:
        return f"m:{local}"
    return "mc:AlternateContent" if tag == _ALTERNATIVES else _CONFLICTS.get(tag, "")


def attribute(element: etree._Element | None, wanted: str) -> str:
    """The attribute `wanted` of the namespace of the element's kind; "" without one."""
    if element is None:
        return ""
    return next((str(element.get(space + wanted)) for space in _WORD if element.get(space + wanted) is not None), "")


def relation(element: etree._Element) -> str:
    """The `r:id` of an element; "" without one."""
    return relation_named(element, "id")


def relation_named(element: etree._Element, wanted: str) -> str:
    """The attribute `wanted` of the namespace of relationships ("embed"); "" without one."""
    return next((str(element.get(space + wanted)) for space in _RELATIONS if element.get(space + wanted)), "")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along `path`, one child a step; `None` when there is none."""
    for step in path:
        if element is None:
            return None
        for found in element:
            if _name(str(found.tag)) == step:
                element = found
                break
        else:
            return None
    return element


def children(element: etree._Element | None, *path: str) -> Iterator[etree._Element]:
    """The children of the first descendant along `path`; none when there is no such descendant."""
    found = child(element, *path)
    return iter(()) if found is None else iter(found)


def authors_of(element: etree._Element) -> tuple[str, ...]:
    """The authors of the tracked changes in an element, each once, in its order."""
    found = (attribute(entry, "author") for entry in element.iter(*_TRACKED))
    return tuple(dict.fromkeys(author for author in found if author))


def own_text(element: etree._Element) -> str:
    """The text of an element itself, also around what does not belong in it."""
    text = element.text or ""
    return text + "".join(inner.tail or "" for inner in element) if len(element) else text


def presence_of(properties: etree._Element | None, outer: Presence) -> Presence:
    """Where the thing stands whose property list may say that it was inserted or deleted (or both)."""
    presence = outer
    for entry in children(properties):
        presence = CHANGES.get(name(entry), UNCHANGED).inside(presence)
    return presence


def chosen(alternatives: etree._Element) -> Iterator[etree._Element]:
    """What stands in the first `mc:Choice`, or in the `mc:Fallback` when there is no choice (ECMA-376-3, 9.3).

    A branch that says something comes before one that does not: a program that knows less shows its words.
    """
    choices = [entry for entry in alternatives if entry.tag == f"{{{MC}}}Choice"]
    branches = [*choices, *(entry for entry in alternatives if entry.tag == f"{{{MC}}}Fallback")]
    taken = next((branch for branch in branches if any(_says(branch))), branches[0] if branches else None)
    return iter(()) if taken is None else iter(taken)


def _says(branch: etree._Element) -> Iterator[bool]:
    return (bool(text.text) for text in branch.iter(*_TEXTS))
