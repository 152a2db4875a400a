"""The structure tree as a reader meets it: elements with the text inside them, from the facts already gathered."""

from typing import Final, TypeAlias

from assembler.checks.pdf.ua_facts import UaFacts
from assembler.checks.pdf.ua_tables import table_attributes
from assembler.pdf.nodes import Node
from assembler.pdf.painted import Frame
from assembler.pdf.plain import name_of, text_of, whole_of
from assembler.pdf.structure import Child, Element

_Held: TypeAlias = Node | tuple[str, int] | str

_CELLS: Final = frozenset({"TH", "TD"})
_SOFT_HYPHEN: Final = "\u00ad"


def elements_of(facts: UaFacts) -> tuple[Element, ...]:
    """The elements at the root of the tree; empty for a file that is not tagged."""
    built: dict[int, Element] = {}
    marks = {(frame.stream, frame.mcid): frame for frame in facts.painted.frames if frame.mcid >= 0}
    # A node comes before those inside it: read from the end, they are there when it is made.
    for node in reversed(facts.tree.nodes):
        children = [_child(facts, held, built, marks) for held in node.order]
        built[id(node)] = _element(facts, node, tuple(child for child in children if child is not None and child != ""))
    return tuple(built[id(node)] for node in facts.tree.top)


def _child(facts: UaFacts, held: _Held, built: dict[int, Element], marks: dict[tuple[str, int], Frame]) -> Child | None:
    if isinstance(held, Node):
        return built.pop(id(held), None)
    if isinstance(held, str):
        return None
    frame = marks.get(held)
    if frame is None:
        return None
    # A soft hyphen marks where a line was broken; it is no part of the word.
    text = facts.decoder.text(frame.shown).replace(_SOFT_HYPHEN, "")
    return Element("Span", "Span", (text,), frame.lang, page=frame.page) if frame.lang else text


def _element(facts: UaFacts, node: Node, children: tuple[Child, ...]) -> Element:
    entries = node.entries
    cell = table_attributes(facts, node) if node.role in _CELLS else {}
    objects = facts.objects
    return Element(
        node.kind,
        node.role or node.kind,
        children,
        lang=node.lang or "",
        alt=text_of(entries.get("/Alt")),
        actual=text_of(entries.get("/ActualText")),
        title=text_of(objects.get(entries.get("/T"))),
        id=text_of(entries.get("/ID")),
        scope=name_of(objects.get(cell.get("/Scope"))),
        headers=tuple(text_of(objects.get(name)) for name in objects.several(cell.get("/Headers"))),
        row_span=whole_of(objects.get(cell.get("/RowSpan")), 1),
        col_span=whole_of(objects.get(cell.get("/ColSpan")), 1),
        page=_page(facts, node, children),
        replaced="/Alt" in entries or "/ActualText" in entries,
        reference=node.reference,
    )


def _page(facts: UaFacts, node: Node, children: tuple[Child, ...]) -> int:
    own = facts.page_numbers.get(str(node.entries.get("/Pg")), 0)
    if own:
        return own
    inside = [child.page for child in children if isinstance(child, Element) and child.page]
    if inside:
        return inside[0]
    return next((facts.page_numbers[held[0]] for held in node.order
                 if isinstance(held, tuple) and held[0] in facts.page_numbers), 0)  # fmt: skip
