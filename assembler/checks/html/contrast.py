"""The colour of text against what lies behind it, as a browser would show the page (WCAG 1.4.3)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assembler.checks.colour import Colour, contrast, hex_of
from assembler.checks.html.cascade import Look, look
from assembler.checks.html.facts import HtmlFacts
from assembler.checks.html.page import UNSEEN, Element, line_of
from assembler.checks.html.stylesheet import StyleSheets
from assembler.checks.outcome import Marks, judged, review
from assembler.problem import Place

# Their own text is not shown, or shown by the program in colours of its own.
_WITHOUT_TEXT: Final = UNSEEN | {"svg", "math", "option", "select", "video", "audio", "canvas", "object"}


def text_contrast(facts: HtmlFacts) -> Marks:
    """Text stands out from what is behind it. One finding for a pair of colours."""
    root = facts.page.root
    if any("stylesheet" in link.get("rel", "").lower().split() for link in root.iter("link")):
        yield review()
        return
    found: dict[tuple[Colour, Colour, Decimal], list[Element]] = {}
    for element, seen in _texts(root, Look(), StyleSheets(root)):
        colours = seen.faded()
        if colours is not None:
            found.setdefault((*colours, seen.needed), []).append(element)
    for (colour, behind, needed), elements in found.items():
        ratio = contrast(colour, behind)
        text = " ".join("".join(map(str, elements[0].itertext())).split())[:60]
        yield judged(
            ratio >= needed,
            Place(line=line_of(elements[0]), text=text),
            text=text,
            count=len(elements),
            ratio=ratio,
            needed=needed,
            colour=hex_of(colour),
            behind=hex_of(behind),
        )


def _texts(element: Element, above: Look, sheets: StyleSheets) -> Iterator[tuple[Element, Look]]:
    """Every element with text of its own that is shown, with its look."""
    if str(element.tag) in _WITHOUT_TEXT and element.tag != "head":
        return
    seen = look(element, above, sheets)
    if not seen.shown or element.tag == "head" or element.get("disabled") is not None:
        return
    own = "".join(text for text in (element.text, *(child.tail for child in element)) if text).strip()
    # A letter alone may be a mark: axe-core leaves it to a person, too.
    if len(own) > 1 and any(map(str.isalnum, own)):
        yield element, seen
    for child in element:
        yield from _texts(child, seen, sheets)


RULES: Final = {"page.style_contrast": text_contrast}
