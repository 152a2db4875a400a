"""The blocks of an HTML text: elements into blocks; headings stay flat for `outline.nested`."""

from collections.abc import Iterator, Sequence
from typing import Literal

from assembler.document.blocks import (
    Block,
    Blocks,
    FactBox,
    Figure,
    ItemList,
    ListItem,
    MarginNote,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.document.inline import Inlines
from assembler.document.walk import plain_text
from assembler.markup.desk import Desk
from assembler.markup.figures import figure_id, make_figure
from assembler.markup.html_inlines import INLINE, read_run
from assembler.markup.html_tables import TABLE_NOTE, read_table
from assembler.markup.html_tree import Element, Node
from assembler.markup.markdown_tables import add_note
from assembler.markup.outline import Heading, judge_level

_ROLES: dict[str, Literal["body", "lead", "note"]] = {"": "body", "lead": "lead", "note": "note"}


def read_flow(desk: Desk, nodes: Sequence[Node], *, top: bool = False) -> list[Block | Heading]:
    """The blocks of `nodes`; text that stands among them is a paragraph. Headings only where `top` says so."""
    parts: list[Block | Heading] = []
    for piece in _pieces(nodes):
        if isinstance(piece, list):
            children = read_run(desk, piece)
            parts += [Paragraph(children)] if children else []
        elif piece.tag == "p" and piece.get("class") == TABLE_NOTE and parts and isinstance(last := parts[-1], Table):
            parts[-1] = add_note(last, read_run(desk, piece.children))
        else:
            desk.line = piece.line
            parts += _part(desk, piece, top)
    return parts


def _pieces(nodes: Sequence[Node]) -> Iterator[Element | list[Node]]:
    """Block elements one by one, what stands between them together."""
    loose: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or node.tag in INLINE:
            loose.append(node)
        else:
            if loose:
                yield loose
            yield node
            loose = []
    if loose:
        yield loose


def _part(desk: Desk, node: Element, top: bool) -> list[Block | Heading]:
    if node.tag[0] == "h":
        return _heading(desk, node, top)
    block = _block(desk, node)
    return [block] if block else []


def _block(desk: Desk, node: Element) -> Block | None:  # noqa: PLR0911 - one case for each element
    match node.tag:
        case "p":
            return _paragraph(desk, node)
        case "ul" | "ol":
            return _list(desk, node)
        case "blockquote":
            blocks = _inner(desk, node.children)
            return Quote(blocks) if blocks else None
        case "aside":
            return _aside(desk, node)
        case "table":
            return read_table(desk, node)
        case "figure":
            return _figure(desk, node)
        case _:
            desk.fault("markup-html-place", found=node.tag)
            return None


def _heading(desk: Desk, node: Element, top: bool) -> list[Block | Heading]:
    title, level = read_run(desk, node.children), int(node.tag[1])
    if top:
        judge_level(desk, level)
    else:
        desk.fault("markup-heading-place", found=plain_text(title))
    if not title:
        desk.fault("markup-heading-empty")
    name = desk.identity(node.get("id"), plain_text(title), "avsnitt")
    section = Section(name, title, (), lang=desk.language(node.get("lang")))
    return [Heading(level, section)] if top else []


def _paragraph(desk: Desk, node: Element) -> Paragraph | None:
    children = read_run(desk, node.children)
    if node.get("class") not in _ROLES:
        desk.fault("markup-attribute-unknown", found=node.get("class"))
    role = _ROLES.get(node.get("class"), "body")
    return Paragraph(children, role, desk.language(node.get("lang"))) if children else None


def _inner(desk: Desk, nodes: Sequence[Node]) -> Blocks:
    line = desk.line
    blocks = tuple(part for part in read_flow(desk, nodes) if not isinstance(part, Heading))
    if not blocks:
        desk.line = line
        desk.fault("markup-empty")
    return blocks


def _list(desk: Desk, node: Element) -> ItemList | None:
    items = []
    for child in node.children:
        if isinstance(child, Element) and child.tag == "li":
            desk.line = child.line
            items.append(_item(desk, child))
        elif not isinstance(child, str) or child.strip():
            desk.fault("markup-html-place", found=child.strip()[:40] if isinstance(child, str) else child.tag)
    if not items:
        desk.fault("markup-empty")
        return None
    start = node.get("start")
    if start and not (start.isascii() and start.isdigit() and len(start) < 10):
        desk.fault("markup-attribute-unknown", found=f"start={start}"[:40])
        start = ""
    return ItemList(tuple(items), node.tag == "ol", int(start) if start else 1)


def _item(desk: Desk, node: Element) -> ListItem:
    blocks = _inner(desk, node.children)
    if blocks and not isinstance(blocks[0], Paragraph):
        desk.fault("markup-list-item")
    return ListItem(blocks)


def _aside(desk: Desk, node: Element) -> Block | None:
    """A fact box starts with `<p class="title">`; a margin note has the class "margin" and no title."""
    kind = node.get("class")
    if kind == "margin":
        blocks = _inner(desk, node.children)
        return MarginNote(blocks) if blocks else None
    if kind != "fact":
        desk.fault("markup-box-unknown", found=kind)
    titles = [p for p in node.elements("p") if p.get("class") == "title"]
    title: Inlines = read_run(desk, titles[0].children) if titles else ()
    if not title:
        desk.fault("markup-box-title")
    name = desk.identity(node.get("id"), plain_text(title), "fakta")
    rest = [child for child in node.children if not titles or child is not titles[0]]
    return FactBox(name, title, _inner(desk, rest))


def _figure(desk: Desk, node: Element) -> Figure | None:
    images, captions = list(node.elements("img")), list(node.elements("figcaption"))
    others = [child for child in node.children if isinstance(child, str) and child.strip()]
    if len(images) != 1 or len(captions) > 1 or others or len(images) + len(captions) < len(list(node.elements(*_ALL))):
        desk.fault("markup-html-place", found="figure")
    if not images:
        return None
    title = read_run(desk, captions[0].children) if captions else ()
    name, alt = images[0].get("src"), " ".join(images[0].get("alt").split())
    if node.get("class") not in ("", "decorative"):
        desk.fault("markup-attribute-unknown", found=node.get("class"))
    identity = figure_id(desk, node.get("id"), title, name)
    decorative = node.get("class") == "decorative"
    return make_figure(desk, Figure(identity, name, alt, title, "", node.get("data-source"), decorative))


_ALL = ("p", "ul", "ol", "blockquote", "aside", "table", "figure", "img", "figcaption", *INLINE)
