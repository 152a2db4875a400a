"""HTML text into a tree of known elements: first everything that will be cleaned is reported, then it is cleaned.

The closed list of elements and attributes is `KNOWN`; nh3 (the parser of browsers) mends the tags and drops the rest.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

import nh3

from assembler.markup.desk import Desk

LONGEST_HTML = 500_000
DEEPEST = 60
MOST_TAGS = 50_000
KNOWN: Mapping[str, frozenset[str]] = {
    **{f"h{level}": frozenset({"id", "lang"}) for level in range(1, 7)},
    "p": frozenset({"class", "lang"}),
    "ul": frozenset(),
    "ol": frozenset({"start"}),
    "li": frozenset(),
    "blockquote": frozenset(),
    "aside": frozenset({"id", "class"}),
    "table": frozenset({"id", "data-layout", "data-subtitle", "data-description"}),
    "caption": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tr": frozenset({"class"}),
    "th": frozenset({"scope", "class", "colspan", "data-kind", "data-year", "data-basis", "data-width"}),
    "td": frozenset({"colspan"}),
    "figure": frozenset({"id", "class", "data-source"}),
    "img": frozenset({"src", "alt"}),
    "figcaption": frozenset(),
    "strong": frozenset(),
    "b": frozenset(),
    "em": frozenset(),
    "i": frozenset(),
    "a": frozenset({"href"}),
    "span": frozenset({"id", "class", "lang", "data-status"}),
    "data": frozenset({"value", "data-form"}),
    "br": frozenset(),
}
_NAME = re.compile(r"(/?)([A-Za-z][A-Za-z0-9:-]*)")
_INSIDE = re.compile(r"""([^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?""")
_VOID = frozenset({"img", "br", "hr", "input", "meta", "link", "wbr"})
_UNCLOSED = frozenset({"p", "li", "tr", "td", "th", "thead", "tbody"})


@dataclass(slots=True)
class Element:
    """An element of the tree; `line` counts from 1 in the text."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    line: int = 1
    children: list["Node"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The value of an attribute, "" when it is missing."""
        return self.attributes.get(name, "")

    def elements(self, *tags: str) -> Iterator["Element"]:
        """The children that are elements `tags`."""
        return (child for child in self.children if isinstance(child, Element) and child.tag in tags)


Node: TypeAlias = Element | str


def read_tree(desk: Desk, text: str) -> Element | None:
    """The tree of `text`, its root without a tag; `None` when it is too large or too deep to be read (reported)."""
    if len(text) > LONGEST_HTML or text.count("<") > MOST_TAGS:
        desk.fault("markup-too-long", found=len(text), limit=LONGEST_HTML)
        return None
    if _scan(desk, text) > DEEPEST:
        desk.fault("markup-nested-too-deep")
        return None
    tree = _Tree(desk)
    tree.feed(_cleaned(text))
    tree.close()
    return tree.root


def _cleaned(text: str) -> str:
    return nh3.clean(
        text,
        tags=set(KNOWN),
        attributes={tag: set(names) for tag, names in KNOWN.items()},
        link_rel=None,
        url_schemes={"http", "https", "mailto", "javascript", "data", "ftp", "tel", "file"},
    )


def _scan(desk: Desk, text: str) -> int:
    """Reports what is not in `KNOWN`, in the text as it was written; tells how deep its elements lie.

    Each piece from one "<" to the next is looked at once, so the time grows with the length of the text alone.
    """
    first, *pieces = text.split("<")
    line, depth, deepest = desk.first_line + first.count("\n"), 0, 0
    for piece in pieces:
        desk.line = line
        line += piece.count("\n")
        if piece[:1] in ("!", "?"):
            desk.fault("markup-html-element", found=piece[:40])
        elif found := _NAME.match(piece):
            depth = max(0, depth + _judge(desk, found[2].lower(), piece[found.end() :], bool(found[1])))
            deepest = max(deepest, depth)
    return deepest


def _judge(desk: Desk, tag: str, rest: str, closing: bool) -> int:
    """Judges one tag; +1 when it opens an element that must be closed, -1 when it closes one, else 0."""
    inner = _INSIDE.match(rest)
    if tag not in KNOWN or inner is None:
        if not closing or inner is None:
            desk.fault("markup-html-element", found=tag[:40])
        return 0
    for name in () if closing else _ATTRIBUTE.findall(inner[1]):
        if name.lower() not in KNOWN[tag]:
            desk.fault("markup-attribute-unknown", found=name[:40])
    if tag in _VOID | _UNCLOSED:
        return 0
    return -1 if closing else 1


class _Tree(HTMLParser):
    """The tree of HTML that nh3 has written, in which every element but the void ones is closed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(convert_charrefs=True)
        self._first = desk.first_line - 1
        self.root = Element("")
        self._path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new element in the one that is open."""
        given = {name: value or "" for name, value in attrs}
        element = Element(tag, given, self.getpos()[0] + self._first)
        self._path[-1].children.append(element)
        if tag not in _VOID:
            self._path.append(element)

    def handle_endtag(self, tag: str) -> None:
        """The open element is finished."""
        if len(self._path) > 1 and self._path[-1].tag == tag:
            self._path.pop()

    def handle_data(self, data: str) -> None:
        """Text in the element that is open."""
        self._path[-1].children.append(data)
