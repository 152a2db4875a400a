"""The structure tree: types that readers know, elements that hang together, and what may stand in what (7.1, 7.2)."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.nodes import STANDARD, Node

_Rule: TypeAlias = Callable[[UaFacts], Marks]


def type_unknown(facts: UaFacts) -> Marks:
    """Every type is a standard one, or mapped to one."""
    for node in facts.tree.nodes:
        # What is wrong with a standard type is said by the rule on types that are mapped anew.
        good = node.role or node.kind in STANDARD or facts.tree.roles.runs_in_circle(node.kind)
        yield GOOD if good else failed(facts.place(node), found=node.kind)


def map_circle(facts: UaFacts) -> Marks:
    """The role map leads nowhere in a circle."""
    kinds = {node.kind for node in facts.tree.nodes}
    bad = {kind for kind in kinds if facts.tree.roles.runs_in_circle(kind)}
    for node in facts.tree.nodes:
        yield failed(facts.place(node), found=node.kind) if node.kind in bad else GOOD


def standard_remapped(facts: UaFacts) -> Marks:
    """No standard type is mapped to another, be it the type of an element or one that its type is mapped to."""
    named = facts.tree.roles.named
    for node in facts.tree.nodes:
        kind = node.kind if node.kind in STANDARD else node.role
        other = named.get(kind, kind)
        bad = other != kind and facts.tree.roles.standard(kind) != kind
        yield failed(facts.place(node), found=kind, other=other) if bad else GOOD


def parent_missing(facts: UaFacts) -> Marks:
    """Every element names the one that it stands in."""
    for node in facts.tree.nodes:
        yield GOOD if facts.objects.entries(node.entries.get("/P")) else failed(facts.place(node), found=node.kind)


def _stands_in(role: str, allowed: Iterable[str]) -> _Rule:
    """Elements of a role stand directly in one of the roles."""
    parents = frozenset(allowed)

    def rule(facts: UaFacts) -> Marks:
        for node in facts.of_role(role):
            holder = node.holder
            found = holder.role if holder is not None else ""
            yield GOOD if found in parents else failed(facts.place(node), found=found or "–")

    return rule


def _holds(role: str, allowed: Iterable[str]) -> _Rule:
    """Elements of a role hold elements of these roles alone."""
    kids = frozenset(allowed)

    def rule(facts: UaFacts) -> Marks:
        for node in facts.of_role(role):
            others = [kid for kid in node.kids() if kid.role not in kids]
            yield failed(facts.place(node), found=others[0].kind) if others else GOOD

    return rule


def _at_most_one(role: str, kid: str) -> _Rule:
    def rule(facts: UaFacts) -> Marks:
        for node in facts.of_role(role):
            count = _count(node, kid)
            yield failed(facts.place(node), count=count) if count > 1 else GOOD

    return rule


def _needs_body(kid: str) -> _Rule:
    """A table with a head or foot has a body."""

    def rule(facts: UaFacts) -> Marks:
        for node in facts.of_role("Table"):
            if _count(node, kid):
                yield GOOD if _count(node, "TBody") else failed(facts.place(node))

    return rule


def table_caption_place(facts: UaFacts) -> Marks:
    """A caption is the first or the last in its table."""
    for node in facts.of_role("Table"):
        inside = any(kid.role == "Caption" for kid in list(node.kids())[1:-1])
        if _count(node, "Caption"):
            yield failed(facts.place(node)) if inside else GOOD


def _caption_first(role: str) -> _Rule:
    def rule(facts: UaFacts) -> Marks:
        for node in facts.of_role(role):
            if _count(node, "Caption"):
                later = any(kid.role == "Caption" for kid in list(node.kids())[1:])
                yield failed(facts.place(node)) if later else GOOD

    return rule


def _count(node: Node, role: str) -> int:
    return sum(kid.role == role for kid in node.kids())


RULES: Final[dict[str, _Rule]] = {
    "ua_tree.type_unknown": type_unknown,
    "ua_tree.map_circle": map_circle,
    "ua_tree.standard_remapped": standard_remapped,
    "ua_tree.parent_missing": parent_missing,
    "ua_tree.table_holds": _holds("Table", ["TR", "THead", "TBody", "TFoot", "Caption"]),
    "ua_tree.row_stands_in": _stands_in("TR", ["Table", "THead", "TBody", "TFoot"]),
    "ua_tree.head_stands_in": _stands_in("THead", ["Table"]),
    "ua_tree.body_stands_in": _stands_in("TBody", ["Table"]),
    "ua_tree.foot_stands_in": _stands_in("TFoot", ["Table"]),
    "ua_tree.header_cell_stands_in": _stands_in("TH", ["TR"]),
    "ua_tree.cell_stands_in": _stands_in("TD", ["TR"]),
    "ua_tree.row_holds": _holds("TR", ["TH", "TD"]),
    "ua_tree.one_head": _at_most_one("Table", "THead"),
    "ua_tree.one_foot": _at_most_one("Table", "TFoot"),
    "ua_tree.foot_needs_body": _needs_body("TFoot"),
    "ua_tree.head_needs_body": _needs_body("THead"),
    "ua_tree.table_caption_place": table_caption_place,
    "ua_tree.item_stands_in": _stands_in("LI", ["L"]),
    "ua_tree.item_body_stands_in": _stands_in("LBody", ["LI"]),
    "ua_tree.list_holds": _holds("L", ["L", "LI", "Caption"]),
    "ua_tree.item_holds": _holds("LI", ["Lbl", "LBody"]),
    "ua_tree.contents_item_stands_in": _stands_in("TOCI", ["TOC"]),
    "ua_tree.contents_hold": _holds("TOC", ["TOC", "TOCI", "Caption"]),
    "ua_tree.contents_caption_first": _caption_first("TOC"),
    "ua_tree.head_holds": _holds("THead", ["TR"]),
    "ua_tree.body_holds": _holds("TBody", ["TR"]),
    "ua_tree.foot_holds": _holds("TFoot", ["TR"]),
    "ua_tree.one_caption": _at_most_one("Table", "Caption"),
    "ua_tree.list_caption_first": _caption_first("L"),
}
