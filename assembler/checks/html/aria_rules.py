"""What assistive programs are told of a page (WAI-ARIA 1.2), and what gets in the way of a keyboard (`html-wcag`)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from assembler.checks.html.facts import HtmlFacts
from assembler.checks.html.page import Element, is_hidden, place_of, visible_text
from assembler.checks.outcome import GOOD, Marks, failed, judged
from assembler.checks.words import word_list

_NAMED_ROLES: Final = frozenset({"button", "link", "img", "menuitem", "tab", "checkbox", "radio", "switch", "textbox"})
_NEEDED: Final = {
    "slider": ("aria-valuenow",), "scrollbar": ("aria-valuenow", "aria-controls"), "checkbox": ("aria-checked",),
    "switch": ("aria-checked",), "radio": ("aria-checked",), "combobox": ("aria-expanded",), "heading": ("aria-level",),
    "meter": ("aria-valuenow",), "menuitemcheckbox": ("aria-checked",), "menuitemradio": ("aria-checked",),
}  # fmt: skip
_WITHIN: Final = {
    "listitem": ("list",), "tab": ("tablist",), "option": ("listbox", "group"), "row": ("table", "grid", "rowgroup"),
    "cell": ("row",), "menuitem": ("menu", "menubar", "group"), "treeitem": ("tree", "group"),
}  # fmt: skip
_STATES: Final = {
    "aria-pressed": {"true", "false", "mixed", "undefined"}, "aria-checked": {"true", "false", "mixed", "undefined"},
    "aria-expanded": {"true", "false", "undefined"}, "aria-selected": {"true", "false", "undefined"},
    "aria-hidden": {"true", "false", "undefined"}, "aria-disabled": {"true", "false"},
    "aria-required": {"true", "false"}, "aria-invalid": {"true", "false", "grammar", "spelling"},
    "aria-live": {"off", "polite", "assertive"},
    "aria-current": {"true", "false", "page", "step", "location", "date", "time"},
}  # fmt: skip
_KEYBOARD: Final = ("a", "button", "input", "select", "textarea", "summary", "iframe")
_LIST_CHILDREN: Final = {
    "ul": {"li", "script", "template"}, "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
}  # fmt: skip
_REFRESH: Final = re.compile(r"\s*(\d+)")
_LONG_WAIT: Final = 72_000


def role_wrong(facts: HtmlFacts) -> Marks:
    """Roles and ARIA attributes are known, have values that they may have, and stand where they belong."""
    for element in facts.page.elements():
        for fault in _faults(element):
            yield failed(place_of(element), found=fault)
        if element.get("role") or any(str(name).startswith("aria-") for name in element.attrib):
            yield GOOD


def _faults(element: Element) -> Iterator[str]:
    roles = element.get("role", "").split()
    if roles and not word_list("aria-roles").intersection(roles):
        yield f'role="{element.get("role")}"'
    # By items: a damaged page has names of attributes that lxml reads and then refuses to look up.
    for name, value in ((str(key), str(said)) for key, said in element.attrib.items()):
        if name.startswith("aria-") and name not in word_list("aria-attributes"):
            yield name
        elif value not in _STATES.get(name, {value}):
            yield f'{name}="{value}"'
    if element.tag == "body" and element.get("aria-hidden") == "true":
        yield 'body aria-hidden="true"'
    for role in roles[:1]:
        if str(element.tag) not in {"input", "option"} and not re.fullmatch("h[1-6]", str(element.tag)):
            yield from (f"{role}: {name}" for name in _NEEDED.get(role, ()) if element.get(name) is None)
        if role in _WITHIN and not any(_role(one) in _WITHIN[role] for one in element.iterancestors()):
            yield f"{role}: {_WITHIN[role][0]}"
        if role == "list" and len(element) and not any(_role(one) == "listitem" for one in element):
            yield "list: listitem"


def _role(element: Element) -> str:
    natural = {"ul": "list", "ol": "list", "li": "listitem", "table": "table", "tr": "row", "tbody": "rowgroup"}
    return element.get("role") or natural.get(str(element.tag), "")


def hidden_reached(facts: HtmlFacts) -> Marks:
    """What is hidden from screen readers cannot be reached by the keyboard."""
    for element in facts.page.elements():
        if element.get("aria-hidden") == "true" and element.tag != "body" and element.get("hidden") is None:
            reached = [one for one in element.iter("*") if _reached(one)]
            yield judged(not reached, place_of(reached[0] if reached else element))


def _reached(element: Element) -> bool:
    stop = element.get("tabindex", "")
    natural = element.tag in _KEYBOARD and (element.tag != "a" or element.get("href") is not None)
    natural = natural and element.get("disabled") is None and element.get("type") != "hidden"
    return (natural and not stop.startswith("-")) or stop.isdecimal()


def name_missing(facts: HtmlFacts) -> Marks:
    """What can be pressed or looked at has a name: fields that are buttons, areas, objects, roles."""
    for element in facts.page.elements():
        tag, role = str(element.tag), element.get("role", "")
        given = facts.page.named_by(element) or element.get("alt") or ""
        if is_hidden(element):
            continue
        if tag == "input" and element.get("type") == "image":
            yield judged(bool(given), place_of(element), found="input")
        elif tag == "input" and element.get("type") == "button":
            yield judged(bool(given or element.get("value")), place_of(element), found="input")
        elif tag == "area" and element.get("href") is not None:
            yield judged(bool(given), place_of(element), found=tag)
        elif tag in {"object", "summary"} or (
            role in _NAMED_ROLES and tag not in {"button", "a", "img", "svg", "input"}
        ):
            yield judged(bool(given or visible_text(element)), place_of(element), found=role or tag)


def list_broken(facts: HtmlFacts) -> Marks:
    """Lists hold items, and items stand in lists."""
    for element in facts.page.elements():
        tag = str(element.tag)
        if tag in _LIST_CHILDREN and not element.get("role"):
            wrong = next((str(one.tag) for one in element if str(one.tag) not in _LIST_CHILDREN[tag]), "")
            yield judged(not wrong, place_of(element), found=wrong, parent=tag)
        parent = element.getparent()
        if tag == "li" and not element.get("role") and parent is not None:
            good = parent.tag in {"ul", "ol", "menu"} or parent.get("role") == "list"
            yield judged(good, place_of(element), found=tag, parent=str(parent.tag))


def tab_order(facts: HtmlFacts) -> Marks:
    """The keyboard goes through the page in its own order (no `tabindex` above 0), and a shortcut means one thing."""
    keys = Counter(e.get("accesskey", "").lower() for e in facts.page.elements() if e.get("accesskey"))
    for element in facts.page.elements():
        stop, key = element.get("tabindex", ""), element.get("accesskey", "").lower()
        if stop:
            yield judged(not (stop.isdecimal() and int(stop) > 0), place_of(element), found=f'tabindex="{stop}"')
        if key:
            yield judged(keys[key] == 1, place_of(element), found=f'accesskey="{key}"')


def moves(facts: HtmlFacts) -> Marks:
    """Nothing moves or goes away by itself: no page that loads itself anew, no running text."""
    for element in facts.page.root.iter("meta", "marquee", "blink"):
        if element.tag != "meta":
            yield failed(place_of(element), found=str(element.tag))
        elif element.get("http-equiv", "").lower() == "refresh":
            wait = _REFRESH.match(element.get("content", ""))
            seconds = int(wait[1]) if wait else 0
            yield judged(seconds == 0 or seconds > _LONG_WAIT, place_of(element), found="refresh")


def purpose_wrong(facts: HtmlFacts) -> Marks:
    """What a field or header cell says of its purpose is one of the words for it (`autocomplete`, `scope`)."""
    for element in facts.page.root.iter("input", "select", "textarea"):
        words = element.get("autocomplete", "").lower().split()
        if words:
            good = words[-1] in word_list("autocomplete")
            yield judged(good, place_of(element), found=f'autocomplete="{" ".join(words)}"')
    for cell in facts.page.root.iter("th", "td"):
        scope = cell.get("scope", "").lower()
        if scope:
            yield judged(scope in {"row", "col", "rowgroup", "colgroup"}, place_of(cell), found=f'scope="{scope}"')


RULES: Final = {
    "aria.role_wrong": role_wrong,
    "aria.hidden_reached": hidden_reached,
    "aria.name_missing": name_missing,
    "aria.list_broken": list_broken,
    "aria.tab_order": tab_order,
    "aria.moves": moves,
    "aria.purpose_wrong": purpose_wrong,
}
