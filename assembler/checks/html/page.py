"""An HTML page opened for checking: parsed as browsers do, with what is hidden left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from lxml import etree, html

from assembler.problem import Place, Problem, Refused

Element: TypeAlias = etree._Element

_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "head", "title", "meta", "link"})


@dataclass
class HtmlPage:
    """A parsed page; `ids` counts how often each id stands in it."""

    root: Element
    name: str = ""
    ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Count the ids."""
        for element in self.elements():
            own = element.get("id")
            if own:
                self.ids[own] = self.ids.get(own, 0) + 1

    def elements(self) -> Iterator[Element]:
        """Every element, hidden or not."""
        return self.root.iter("*")

    def by_id(self, id: str) -> Element | None:
        """The first element with the id, `None` without one."""
        return next((element for element in self.elements() if element.get("id") == id), None)

    def named_by(self, element: Element) -> str:
        """The accessible name that attributes give: aria-labelledby, aria-label, title."""
        for id in element.get("aria-labelledby", "").split():
            found = self.by_id(id)
            if found is not None:
                return visible_text(found)
        return element.get("aria-label") or element.get("title") or ""


def read_page(content: bytes, name: str) -> HtmlPage:
    """The page; `Refused` when there is nothing that could be HTML."""
    if not content.strip() or b"<" not in content:
        raise Refused([Problem("checks-not-html")])
    declared = _CHARSET.search(content[:4096])
    encoding = declared.group(1).decode("ascii", "replace") if declared else "utf-8"
    try:
        parser = html.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True)
    except LookupError:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as fault:
        raise Refused([Problem("checks-not-html")]) from fault
    return HtmlPage(root, name)


def line_of(element: Element) -> int:
    """The line of the file where the element begins."""
    line: Any = element.sourceline
    return int(line or 0)


def place_of(element: Element) -> Place:
    """Where an element stands, for a finding."""
    return Place(line=line_of(element))


def is_hidden(element: Element) -> bool:
    """Whether the element itself is kept from every reader."""
    tag = str(element.tag)
    if tag in UNSEEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def visible_text(element: Element) -> str:
    """The text in an element as it is read, alternative text of pictures included, spaces as a browser shows them."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    tag = str(element.tag)
    if is_hidden(element):
        return
    if tag == "img":
        yield element.get("alt", "")
    if tag == "svg":
        yield element.get("aria-label", "")
        return
    if tag == "br":
        yield "\n"
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
