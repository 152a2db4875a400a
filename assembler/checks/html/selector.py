"""Selectors of CSS (Selectors Level 3) as far as they can be answered from the page alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from lxml import etree

from assembler.checks.html.page import Element

Test: TypeAlias = Callable[[Element], bool]
Weight: TypeAlias = tuple[int, int, int]

_PIECE: Final = re.compile(
    r"(?P<tag>\*|[a-zA-Z][\w-]*)|\#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)"
    r"|\[\s*(?P<name>[\w-]+)\s*(?:(?P<op>[~|^$*]?=)\s*[\"']?(?P<value>[^\"'\]]*)[\"']?\s*)?\]|:(?P<pseudo>[\w-]+)(?:\((?P<given>[^()]*)\))?"
)
_NTH: Final = re.compile(r"([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+)")
_STEP: Final = re.compile(r"\s*([>+~]|\s)\s*(?![^(]*\))")
_ELEMENTS_BEFORE: Final = etree.XPath("count(preceding-sibling::*)")
_STATES: Final[dict[str, Test]] = {
    "root": lambda e: e.getparent() is None,
    "first-child": lambda e: e.getprevious() is None,
    "last-child": lambda e: e.getnext() is None,
    "only-child": lambda e: e.getprevious() is None and e.getnext() is None,
    "link": lambda e: e.tag == "a" and e.get("href") is not None,
    "any-link": lambda e: e.tag == "a" and e.get("href") is not None,
    "disabled": lambda e: e.get("disabled") is not None,
    "checked": lambda e: e.get("checked") is not None,
}


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector: the tests of its last compound, and for those before it the sign between and their tests.

    `key` is a word that an element must have to be looked at: "#id", ".class", a tag or "*".
    """

    last: tuple[Test, ...]
    before: tuple[tuple[str, tuple[Test, ...]], ...]
    weight: Weight
    key: str

    def fits(self, element: Element) -> bool:
        """Whether the selector means the element."""
        return all(test(element) for test in self.last) and _fits_before(element, self.before)


def selector_of(text: str) -> Selector | None:
    """The selector; `None` for one that depends on more than the page (`:hover`, `::before`), or is not known."""
    parts = _STEP.split(text.strip())
    compounds = [_compound(part) for part in parts[::2]]
    if not all(compounds):
        return None
    known = [one for one in compounds if one is not None]
    weight = (sum(w[0] for _, w, _ in known), sum(w[1] for _, w, _ in known), sum(w[2] for _, w, _ in known))
    before = tuple((parts[2 * at + 1].strip() or " ", known[at][0]) for at in reversed(range(len(known) - 1)))
    return Selector(known[-1][0], before, weight, known[-1][2])


def _fits_before(element: Element, before: tuple[tuple[str, tuple[Test, ...]], ...]) -> bool:
    if not before:
        return True
    (sign, tests), rest = before[0], before[1:]
    parent, previous = element.getparent(), element.getprevious()
    candidates = {
        ">": [] if parent is None else [parent],
        "+": [] if previous is None else [previous],
        " ": element.iterancestors(),
        "~": element.itersiblings(preceding=True),
    }[sign]
    return any(all(test(one) for test in tests) and _fits_before(one, rest) for one in candidates)


def _compound(text: str) -> tuple[tuple[Test, ...], Weight, str] | None:
    tests: list[Test] = []
    ids = classes = tags = at = 0
    key = "*"
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:
            return None
        at = found.end()
        test = _state(found["pseudo"], found["given"]) if found["pseudo"] else _test(found)
        if test is None:
            return None
        tests.append(test)
        ids += bool(found["id"])
        classes += bool(found["class"] or found["name"] or found["pseudo"])
        tags += bool(found["tag"] and found["tag"] != "*")
        key = _key(found) or key
    return (tuple(tests), (ids, classes, tags), key) if tests else None


def _key(found: re.Match[str]) -> str:
    if found["id"]:
        return "#" + found["id"]
    return "." + found["class"] if found["class"] else (found["tag"] or "").lower()


def _test(found: re.Match[str]) -> Test:
    if found["tag"]:
        tag = found["tag"].lower()
        return (lambda e: True) if tag == "*" else (lambda e: e.tag == tag)
    if found["id"]:
        id = found["id"]
        return lambda e: e.get("id") == id
    if found["class"]:
        name = found["class"]
        return lambda e: name in e.get("class", "").split()
    return _attribute(found["name"].lower(), found["op"] or "", found["value"] or "")


def _state(name: str, given: str | None) -> Test | None:
    """The test behind a colon; `None` for one that the page alone cannot answer."""
    if given is None:
        return _STATES.get(name)
    if name == "nth-child":
        return _nth(given.strip().lower())
    within = [selector_of(one) for one in given.split(",")]
    if name not in {"is", "where", "not"} or not all(within):
        return None
    wanted = name != "not"
    return lambda e: any(one.fits(e) for one in within if one) is wanted


def _nth(given: str) -> Test | None:
    """Every `a` elements from the `b`-th: "odd", "even", "3", "2n+1"."""
    found = _NTH.fullmatch({"odd": "2n+1", "even": "2n"}.get(given, given))
    if not found:
        return None
    if found[4]:
        step, first = 0, int(found[4])
    else:
        step = int(found[1] + "1" if found[1] in {"", "+", "-"} else found[1])
        first = int((found[2] or "+") + (found[3] or "0"))

    def test(element: Element) -> bool:
        at = 1 + int(cast(float, _ELEMENTS_BEFORE(element))) - first
        return at == 0 if step == 0 else at % step == 0 and at // step >= 0

    return test


def _attribute(name: str, sign: str, wanted: str) -> Test:
    compared: dict[str, Callable[[str], bool]] = {
        "": lambda value: True,
        "=": lambda value: value == wanted,
        "~=": lambda value: wanted in value.split(),
        "|=": lambda value: value == wanted or value.startswith(wanted + "-"),
        "^=": lambda value: bool(wanted) and value.startswith(wanted),
        "$=": lambda value: bool(wanted) and value.endswith(wanted),
        "*=": lambda value: bool(wanted) and wanted in value,
    }
    check = compared[sign]
    return lambda e: e.get(name) is not None and check(e.get(name, ""))
