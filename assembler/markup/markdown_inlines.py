"""The inside of a Markdown paragraph: syntax nodes into inlines."""

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from assembler.document.identity import is_id
from assembler.document.inline import (
    STATUS_SHAPES,
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    StatusMark,
    Strong,
    Text,
)
from assembler.document.walk import inlines_within, plain_text
from assembler.markup.desk import Desk
from assembler.markup.normal import tidy
from assembler.markup.places import is_link

_BROKEN_LINK = re.compile(r"\][(\[]|!\[")
_UNKNOWN_NOTE = re.compile(r"\[\^([^\]\s]*)\]")


def read_inlines(desk: Desk, node: SyntaxTreeNode) -> Inlines:
    """The inlines of an `inline` node, in normal form."""
    desk.at(node.map)
    if guarded := node.meta.get("guarded"):
        desk.fault(_GUARDED[guarded])
    _judge_raw(desk, node.children)
    return tidy(_run(desk, node.children))


def _run(desk: Desk, nodes: Sequence[SyntaxTreeNode]) -> Inlines:
    return tuple(inline for node in nodes if (inline := _inline(desk, node)) is not None)


def _inline(desk: Desk, node: SyntaxTreeNode) -> Inline | None:  # noqa: PLR0911 - one return for each kind
    match node.type:
        case "text" | "text_special":
            return Text(node.content)
        case "softbreak":
            desk.line += 1
            return Text(" ")
        case "hardbreak":
            desk.line += 1
            return LineBreak()
        case "strong":
            return Strong(_run(desk, node.children))
        case "em":
            return Emphasis(_run(desk, node.children))
        case "link":
            return _link(desk, node)
        case "span":
            return _span(desk, node)
        case "bound":
            return BoundFigure(node.meta["reference"], node.meta["form"])
        case "footnote_ref":
            return _note(desk, node.meta)
        case _:
            desk.fault(_REFUSED.get(node.type, "markup-raw-html"), found=node.content[:40])
            return None


_GUARDED = {"long": "markup-paragraph-long", "deep": "markup-paragraph-deep"}
_REFUSED = {"image": "markup-image-inline", "code_inline": "markup-code"}


def _judge_raw(desk: Desk, nodes: Sequence[SyntaxTreeNode]) -> None:
    """Reports marks that stayed text although they look like ours; escaped ones are not `text` nodes."""
    for node in nodes:
        if node.type == "text":
            for label in _UNKNOWN_NOTE.findall(node.content):
                desk.fault("markup-note-unknown", found=label)
            if _BROKEN_LINK.search(node.content):
                desk.fault("markup-link-broken", found=node.content[:40])
            if "{" in node.content or "}" in node.content:
                desk.fault("markup-attribute-stray", found=node.content[:40])
        elif node.type != "image":
            _judge_raw(desk, node.children)


def _link(desk: Desk, node: SyntaxTreeNode) -> Inline:
    href, children = str(node.attrs["href"]), _run(desk, node.children)
    if "title" in node.attrs:
        desk.fault("markup-link-title", found=str(node.attrs["title"]))
    if href.startswith("#"):
        return _cross_reference(desk, href[1:], children)
    return make_link(desk, href, children)


def make_link(desk: Desk, href: str, children: Inlines) -> Link:
    """A link out of the document, judged: the address, and that it has a text."""
    if not is_link(href):
        desk.fault("markup-link-scheme", found=href)
    if any(isinstance(inline, Link | CrossReference) for inline in inlines_within(children)):
        desk.fault("markup-link-nested", found=href)
    if not plain_text(children).strip():
        desk.fault("markup-link-empty", found=href)
    return Link(href, children)


def _cross_reference(desk: Desk, target: str, children: Inlines) -> CrossReference:
    if not is_id(target):
        desk.fault("markup-id-bad", found=target, suggestion="tabell-1")
    if children:
        desk.fault("markup-reference-text", found=plain_text(children))
    return CrossReference(target)


def _span(desk: Desk, node: SyntaxTreeNode) -> Inline | None:
    marks = ("sterk", "strong", "utheving", "emphasis", "linjeskift", "break")
    found = desk.attributes(_group(node), classes=marks, keys=("lang", "status"))
    if found.one_of("linjeskift", "break"):
        return LineBreak()
    children = _run(desk, node.children)
    if found.one_of("sterk", "strong"):
        return Strong(children)
    if found.one_of("utheving", "emphasis"):
        return Emphasis(children)
    if "status" in found.values:
        return make_status(desk, found.values["status"], plain_text(children))
    return Foreign(desk.language(found.value("lang")), children)


def _group(node: SyntaxTreeNode) -> str:
    return node.nester_tokens.opening.content if node.nester_tokens else ""


def make_status(desk: Desk, found: str, text: str) -> StatusMark | None:
    """A status mark, `None` (and a fault) when there is no such status."""
    for state in STATUS_SHAPES:
        if state == found and text.strip():
            return StatusMark(state, text)
    desk.fault("markup-status-unknown", found=found)
    return None


def _note(desk: Desk, meta: dict[str, object]) -> Footnote | None:
    label = str(meta.get("label") or "")
    key = label or f"^{meta['id']}"
    if desk.in_note:
        desk.fault("markup-note-nested")
        return None
    if key in desk.used_notes:
        desk.fault("markup-note-twice", found=label)
    desk.used_notes.add(key)
    if label and not is_id(label):
        desk.fault("markup-id-bad", found=label, suggestion="note-1")
    name = desk.identity(label, "", "note")
    return Footnote(name, desk.notes.get(key, ()))
