"""What only an HTML page has (`html-wcag`): landmarks, ids, names of controls, zoom."""

import re
from typing import Final

from assembler.checks.html.facts import HtmlFacts
from assembler.checks.html.page import is_hidden, place_of, visible_text
from assembler.checks.html.stylesheet import NUMBER
from assembler.checks.outcome import Marks, judged
from assembler.problem import Place

_UNNAMED_INPUTS: Final = frozenset({"hidden", "submit", "reset", "button", "image"})
_REFERENCES: Final = ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for")


def main_missing(facts: HtmlFacts) -> Marks:
    """The page has one main landmark."""
    found = [e for e in facts.page.elements() if e.tag == "main" or e.get("role") == "main"]
    shown = [element for element in found if not is_hidden(element)]
    yield judged(len(shown) == 1, Place(), count=len(shown))


def id_repeated(facts: HtmlFacts) -> Marks:
    """An id names one element."""
    for id, count in facts.page.ids.items():
        yield judged(count == 1, Place(text=id), id=id, count=count)


def reference_broken(facts: HtmlFacts) -> Marks:
    """What an element refers to by id is there."""
    for element in facts.page.elements():
        for name in _REFERENCES:
            for id in element.get(name, "").split():
                yield judged(id in facts.page.ids, place_of(element), id=id, name=name)


def anchor_broken(facts: HtmlFacts) -> Marks:
    """A link inside the page leads somewhere."""
    names = {element.get("name") for element in facts.page.elements() if element.tag == "a"}
    for link in facts.content.links:
        if link.target.startswith("#") and len(link.target) > 1:
            target = link.target[1:]
            yield judged(target in facts.page.ids or target in names or target == "top", link.place, target=target)


def field_unlabelled(facts: HtmlFacts) -> Marks:
    """A form field has a name."""
    labels = {label.get("for"): visible_text(label) for label in facts.page.root.iter("label")}
    for field in facts.page.root.iter("input", "select", "textarea"):
        if field.get("type", "text") in _UNNAMED_INPUTS or is_hidden(field):
            continue
        around = next(field.iterancestors("label"), None)
        wrapped = "" if around is None else visible_text(around)
        named = facts.page.named_by(field) or labels.get(field.get("id", ""), "") or wrapped
        yield judged(bool(named), place_of(field), field=field.get("name") or field.get("type") or str(field.tag))


def button_unnamed(facts: HtmlFacts) -> Marks:
    """A button has a name."""
    for button in facts.page.root.iter("button"):
        if not is_hidden(button):
            yield judged(bool(visible_text(button) or facts.page.named_by(button)), place_of(button))


def frame_untitled(facts: HtmlFacts) -> Marks:
    """A frame has a title."""
    for frame in facts.page.root.iter("iframe"):
        if not is_hidden(frame):
            yield judged(bool(facts.page.named_by(frame)), place_of(frame))


def zoom_blocked(facts: HtmlFacts) -> Marks:
    """The reader may enlarge the page."""
    for meta in facts.page.root.iter("meta"):
        if meta.get("name", "").lower() == "viewport":
            content = meta.get("content", "").replace(" ", "").lower()
            limit = re.search(rf"maximum-scale={NUMBER}(?![\d.])", content)
            blocked = "user-scalable=no" in content or "user-scalable=0" in content
            yield judged(not blocked and not (limit and float(limit.group(1)) < 2), Place())


RULES: Final = {
    "page.main_missing": main_missing,
    "page.id_repeated": id_repeated,
    "page.reference_broken": reference_broken,
    "page.anchor_broken": anchor_broken,
    "page.field_unlabelled": field_unlabelled,
    "page.button_unnamed": button_unnamed,
    "page.frame_untitled": frame_untitled,
    "page.zoom_blocked": zoom_blocked,
}
