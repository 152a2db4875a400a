"""The inside of an HTML paragraph: nodes into inlines."""

from collections.abc import Sequence

from assembler.document.identity import is_id
from assembler.document.inline import (
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Strong,
    Text,
)
from assembler.document.walk import plain_text
from assembler.markup.desk import Desk
from assembler.markup.html_tree import Element, Node
from assembler.markup.markdown_inlines import make_link, make_status
from assembler.markup.normal import tidy

INLINE = frozenset({"strong", "b", "em", "i", "a", "span", "data", "br"})
NOTE = "footnote"


def read_run(desk: Desk, nodes: Sequence[Node]) -> Inlines:
    """The inlines of `nodes`, in normal form."""
    return tidy(_run(desk, nodes))


def _run(desk: Desk, nodes: Sequence[Node]) -> Inlines:
    return tuple(inline for node in nodes for inline in _inline(desk, node))


def _inline(desk: Desk, node: Node) -> Inlines:  # noqa: PLR0911 - one case for each element
    if isinstance(node, str):
        return (Text(node),)
    desk.line = node.line
    match node.tag:
        case "strong" | "b":
            return (Strong(_run(desk, node.children)),)
        case "em" | "i":
            return (Emphasis(_run(desk, node.children)),)
        case "br":
            return (LineBreak(),)
        case "a":
            return (_link(desk, node),)
        case "span":
            return _span(desk, node)
        case "data":
            return _bound(desk, node)
        case _:
            desk.fault("markup-html-place", found=node.tag)
            return _run(desk, node.children)


def _link(desk: Desk, node: Element) -> Inline:
    href, children = node.get("href"), _run(desk, node.children)
    if not href.startswith("#"):
        return make_link(desk, href, children)
    if not is_id(href[1:]):
        desk.fault("markup-id-bad", found=href[1:], suggestion="tabell-1")
    if plain_text(children).strip():
        desk.fault("markup-reference-text", found=plain_text(children))
    return CrossReference(href[1:])


def _span(desk: Desk, node: Element) -> Inlines:
    if node.get("class") not in ("", NOTE):
        desk.fault("markup-attribute-unknown", found=node.get("class"))
    if node.get("class") == NOTE:
        return _note(desk, node)
    children = _run(desk, node.children)
    if "data-status" in node.attributes:
        mark = make_status(desk, node.get("data-status"), plain_text(tidy(children)))
        return (mark,) if mark else ()
    if not node.get("lang"):
        return children
    return (Foreign(desk.language(node.get("lang")), children),)


def _note(desk: Desk, node: Element) -> Inlines:
    if desk.in_note:
        desk.fault("markup-note-nested")
        return ()
    desk.in_note = True
    children = read_run(desk, node.children)
    desk.in_note = False
    if not children:
        desk.fault("markup-note-paragraphs", found=node.get("id"))
    return (Footnote(desk.identity(node.get("id"), "", "note"), children),)


def _bound(desk: Desk, node: Element) -> Inlines:
    if not node.get("value").strip():
        desk.fault("markup-bound-empty")
        return ()
    return (BoundFigure(node.get("value").strip(), node.get("data-form").strip()),)
