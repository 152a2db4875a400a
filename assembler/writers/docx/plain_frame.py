"""Filling a frame that only names values and leaves out what is empty.

docxtpl is the language of frames, and these four forms of it need no template engine, hence no child process either:
`{{ name }}` in a text, `{{r name }}` for a run, `{{p name }}` for a paragraph, and paragraphs between `{%p if name %}`
and `{%p endif %}`. Whatever else a frame says makes it a program, for docxtpl under limits.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from assembler.ooxml.names import BODY_PREFIXES, DOCUMENT_PART, REL_FOOTER, REL_HEADER, R, W
from assembler.ooxml.package import Package
from assembler.ooxml.text import content

_PARAGRAPH: Final = f"{{{W}}}p"
_RUN: Final = f"{{{W}}}r"
_TEXT: Final = f"{{{W}}}t"
_FILLED: Final = (REL_HEADER, REL_FOOTER, f"{R}/footnotes")
_PROPERTIES: Final = "docProps/core.xml"
# The beginnings and endings of what docxtpl takes for its own.
_MARK: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_ELEMENT: Final = re.compile(r"<[^>]*>")
_VALUE: Final = re.compile(r"\{\{ *(\w+) *\}\}")
_PIECE: Final = re.compile(r"\{\{[pr] +(\w+) *\}\}")
_IF: Final = re.compile(r"\{%p +if +(\w+) *%\}")
_END: Final = re.compile(r"\{%p +endif *%\}")
_PREFIXES: Final = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in BODY_PREFIXES.items())


class _Program(Exception):
    """The frame says more than the four forms."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a frame may name: texts, and pieces that are WordprocessingML already."""

    text: Mapping[str, str]
    markup: Mapping[str, str]


def filled(frame: Package, values: Values) -> Package | None:
    """`frame` with `values` in their places; None when it says more than the four forms, or names what there is not."""
    kept = dict(frame.parts)
    try:
        if _MARK.search(kept.get(_PROPERTIES, b"").decode("utf-8", "replace")):
            return None
        for name in (DOCUMENT_PART, *_surroundings(frame)):
            kept[name] = _filled(frame, name, values)
    except (_Program, KeyError, etree.XMLSyntaxError):
        return None
    return Package(kept)


def _surroundings(frame: Package) -> Iterator[str]:
    for tie in frame.relationships(DOCUMENT_PART):
        if tie.kind in _FILLED:
            yield frame.target(DOCUMENT_PART, tie)


def _filled(frame: Package, name: str, values: Values) -> bytes:
    root = frame.xml(name)
    markup = frame.parts[name].decode("utf-8", "replace")
    found = _fill(root, values)
    # A mark in an attribute, or one that Word has cut in two, is among these and not among those.
    if {len(_MARK.findall(markup)), len(_MARK.findall(_ELEMENT.sub("", markup)))} != {2 * found}:
        raise _Program
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(root: etree._Element, values: Values) -> int:
    """Fill all paragraphs; the number of placeholders found."""
    found = 0
    begun: list[tuple[etree._Element, bool]] = []
    for paragraph in list(root.iter(_PARAGRAPH)):
        texts = [text for text in paragraph.iterfind(f"{_RUN}/{_TEXT}") if _MARK.search(text.text or "")]
        said = "".join(str(text.text or "") for text in paragraph.iterfind(f"{_RUN}/{_TEXT}")) if texts else ""
        if condition := _IF.fullmatch(said):
            begun.append((paragraph, bool(_either(values, condition[1]))))
            found += 1
        elif _END.fullmatch(said):
            _choose(begun, paragraph)
            found += 1
        elif said.startswith("{{p") and (piece := _PIECE.fullmatch(said)):
            _replace(paragraph, values.markup[piece[1]])
            found += 1
        else:
            found += sum(_fill_text(text, values) for text in texts)
    if begun:
        raise _Program
    return found


def _either(values: Values, name: str) -> str:
    return values.text[name] if name in values.text else values.markup[name]


def _choose(begun: list[tuple[etree._Element, bool]], end: etree._Element) -> None:
    """Take away the two paragraphs of a condition, and what stands between them unless it holds."""
    parent = end.getparent()
    if not begun or parent is None or begun[-1][0].getparent() is not parent:
        raise _Program
    start, holds = begun.pop()
    first, last = parent.index(start), parent.index(end)
    for element in list(parent)[first : last + 1]:
        if not holds or element is start or element is end:
            parent.remove(element)


def _fill_text(text: etree._Element, values: Values) -> int:
    """Fill one `w:t`, which is alone in its run when it stands for a run; the number of placeholders."""
    said, run = str(text.text), text.getparent()
    if run is None:
        raise _Program
    if said.startswith("{{r") and (piece := _PIECE.fullmatch(said)):
        if run.find(_TEXT) is not text or len(run) != 1 + (run.find(f"{{{W}}}rPr") is not None):
            raise _Program
        _replace(run, values.markup[piece[1]])
        return 1
    _replace(text, content(_VALUE.sub(lambda match: values.text[match[1]], said)))
    return len(_VALUE.findall(said))


def _replace(element: etree._Element, markup: str) -> None:
    parent = element.getparent()
    if parent is None:
        raise _Program
    at = parent.index(element)
    parent[at : at + 1] = list(etree.fromstring(f"<x {_PREFIXES}>{markup}</x>"))
