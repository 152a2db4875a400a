"""Headings, figures, formulas and notes (ISO 14289-1, 7.3, 7.4, 7.7 and 7.9)."""

from collections import Counter
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.nodes import Node
from assembler.pdf.plain import bytes_of, is_string, text_of

_NUMBERED: Final = {f"H{level}": level for level in range(1, 7)}


def figure_alternative(facts: UaFacts) -> Marks:
    """Every figure has an alternative or a replacement text."""
    yield from _described(facts, "Figure")


def formula_alternative(facts: UaFacts) -> Marks:
    """Every formula has an alternative or a replacement text."""
    yield from _described(facts, "Formula")


def _described(facts: UaFacts, role: str) -> Marks:
    for node in facts.of_role(role):
        alternative = text_of(facts.objects.get(node.entries.get("/Alt")))
        replaced = is_string(facts.objects.get(node.entries.get("/ActualText")))
        yield GOOD if alternative or replaced else failed(facts.place(node))


def heading_skips(facts: UaFacts) -> Marks:
    """Numbered headings begin with 1 and skip no level on their way down."""
    before = 0
    for node in facts.tree.nodes:
        level = _NUMBERED.get(node.role)
        if level is not None:
            good = level <= before + 1
            text = facts.text_of(node) if not good else ""
            yield GOOD if good else failed(facts.place(node), text=text, found=level, before=before)
            before = level


def heading_twice(facts: UaFacts) -> Marks:
    """An element holds at most one heading without a number."""
    for node in facts.tree.nodes:
        count = sum(kid.role == "H" for kid in node.kids())
        if count:
            yield failed(facts.place(node), count=count) if count > 1 else GOOD


def unnumbered_among_numbered(facts: UaFacts) -> Marks:
    """Headings without a number stand in documents without numbered ones."""
    mixed = any(True for _ in facts.of_role(*_NUMBERED))
    for node in facts.of_role("H"):
        yield failed(facts.place(node), text=facts.text_of(node)) if mixed else GOOD


def numbered_among_unnumbered(facts: UaFacts) -> Marks:
    """Numbered headings stand in documents without any other."""
    mixed = any(True for _ in facts.of_role("H"))
    for node in facts.of_role(*_NUMBERED):
        yield failed(facts.place(node), text=facts.text_of(node)) if mixed else GOOD


def note_id(facts: UaFacts) -> Marks:
    """Every note has an ID."""
    for node in facts.of_role("Note"):
        yield GOOD if _id(facts, node) else failed(facts.place(node), text=facts.text_of(node))


def note_id_repeated(facts: UaFacts) -> Marks:
    """No two notes have the same ID."""
    notes = [node for node in facts.of_role("Note") if is_string(facts.objects.get(node.entries.get("/ID")))]
    times = Counter(_id(facts, node) for node in notes)
    for node in notes:
        found = _id(facts, node)
        repeated = times[found] > 1
        yield failed(facts.place(node), found=found.decode("utf-8", "replace")) if repeated else GOOD


def _id(facts: UaFacts, node: Node) -> bytes:
    return bytes_of(facts.objects.get(node.entries.get("/ID")))


RULES: Final = {
    "ua_elements.figure_alternative": figure_alternative,
    "ua_elements.formula_alternative": formula_alternative,
    "ua_elements.heading_skips": heading_skips,
    "ua_elements.heading_twice": heading_twice,
    "ua_elements.unnumbered_among_numbered": unnumbered_among_numbered,
    "ua_elements.numbered_among_unnumbered": numbered_among_unnumbered,
    "ua_elements.note_id": note_id,
    "ua_elements.note_id_repeated": note_id_repeated,
}
