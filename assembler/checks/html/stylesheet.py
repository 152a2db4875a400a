"""The style sheets in a page: rules by selector, with what they declare, as a wide screen in daylight sees them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import ascii_letters
from typing import Final

from assembler.checks.html.page import Element
from assembler.checks.html.selector import Selector, Weight, selector_of

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING: Final = re.compile(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)")
NUMBER: Final = r"(\d+(?:\.\d+)?|\.\d+)"
_WIDTH: Final = re.compile(rf"\(\s*(min|max)-width\s*:\s*{NUMBER}\s*(px|em|rem)\s*\)")
# Commas in the brackets of `:is(…)` part nothing here.
_COMMA: Final = re.compile(r",(?![^(]*\))")
_SCREEN: Final = 1280
_EM: Final = 16


@dataclass(frozen=True, slots=True)
class Declared:
    """What one rule declares, with what decides between it and others."""

    selector: Selector
    order: int
    values: Mapping[str, str]
    important: Mapping[str, str]


class StyleSheets:
    """All rules of a page's own sheets, found by what an element is."""

    def __init__(self, root: Element) -> None:
        """Reads every `style` element that applies to a screen."""
        self._rules: dict[str, list[Declared]] = defaultdict(list)
        for style in root.iter("style"):
            if _seen_on_screen(style.get("media", "")):
                self._take(_COMMENT.sub("", style.text or ""))

    def _take(self, sheet: str) -> None:
        for prelude, body in _blocks(sheet):
            if prelude.startswith("@"):
                name = prelude[: len(prelude) - len(prelude.lstrip("@-" + ascii_letters))]
                condition = prelude.removeprefix(name)
                if name in {"@media", "@supports", "@layer"} and (name != "@media" or _seen_on_screen(condition)):
                    self._take(body)
                continue
            values, important = declarations(body)
            for one in _COMMA.split(prelude):
                selector = selector_of(one)
                if selector is not None and (values or important):
                    order = sum(map(len, self._rules.values()))
                    self._rules[selector.key].append(Declared(selector, order, values, important))

    def of(self, element: Element) -> dict[str, str]:
        """What applies to an element by the sheets and its own `style`, the last word of each property."""
        own = declarations(element.get("style", ""))
        keys = ["*", str(element.tag), *("." + name for name in element.get("class", "").split())]
        keys += ["#" + element.get("id", "")] if element.get("id") else []
        found = [
            rule for key in dict.fromkeys(keys) for rule in self._rules.get(key, ()) if rule.selector.fits(element)
        ]
        found.sort(key=_rank)
        said: dict[str, str] = {}
        for rule in found:
            said |= rule.values
        said |= own[0]
        for rule in found:
            said |= rule.important
        return said | own[1]


def declarations(body: str) -> tuple[dict[str, str], dict[str, str]]:
    """What stands between the braces: ordinary values, and those that are marked as important."""
    values: dict[str, str] = {}
    important: dict[str, str] = {}
    for part in re.split(r";(?![^(]*\))", body):
        name, colon, value = part.partition(":")
        name, value = name.strip(), value.strip()
        if not colon or not name:
            continue
        bare = re.sub(r"\s*!\s*important$", "", value, flags=re.IGNORECASE)
        (values if bare == value else important)[name if name.startswith("--") else name.lower()] = bare
    return values, important


def _rank(rule: Declared) -> tuple[Weight, int]:
    return rule.selector.weight, rule.order


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """(what stands before a brace, what stands in the braces) of the rules on the outermost level."""
    masked = _STRING.sub(lambda match: "_" * len(match.group()), sheet)
    at = 0
    while True:
        opened = masked.find("{", at)
        if opened < 0:
            return
        depth, end = 1, opened + 1
        while depth and end < len(masked):
            depth += {"{": 1, "}": -1}.get(masked[end], 0)
            end += 1
        # Statements without a block (@import, @charset) end with a semicolon before the next rule.
        yield sheet[at:opened].rpartition(";")[2].strip(), sheet[opened + 1 : end - 1]
        at = end


def _seen_on_screen(condition: str) -> bool:
    """Whether a media query holds for a wide screen without wishes of its reader."""
    asked = condition.lower()
    if not asked.strip():
        return True
    return any(_holds(one) for one in asked.split(","))


def _holds(query: str) -> bool:
    if "print" in query and "not print" not in query:
        return False
    if "prefers-" in query or "forced-colors" in query or "speech" in query:
        return "light" in query or "no-preference" in query
    for side, number, unit in _WIDTH.findall(query):
        wide = float(number) * (1 if unit == "px" else _EM)
        if (side == "min" and wide > _SCREEN) or (side == "max" and wide < _SCREEN):
            return False
    return True
