"""The blocks of a Markdown text: syntax nodes into blocks; headings stay flat for `outline.nested`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

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
from assembler.document.inline import Inlines, Text
from assembler.document.walk import plain_text
from assembler.markup.desk import Desk
from assembler.markup.figures import Caption, figure_id, make_figure
from assembler.markup.markdown_inlines import read_inlines
from assembler.markup.markdown_tables import add_note, read_table
from assembler.markup.outline import Heading, judge_level

DEEPEST_LEVEL = 30
FACT_NAMES = ("fakta", "fact")
MARGIN_NAMES = ("marg", "margin")
_ROLES: dict[str, Literal["lead", "note"]] = {"ingress": "lead", "lead": "lead", "merknad": "note", "note": "note"}
_TABLE_NOTE = ("tabellnote", "table-note")


@dataclass(frozen=True, slots=True)
class _Item:
    """A node with the attribute line ("" for none) and the caption above it."""

    node: SyntaxTreeNode
    group: str = ""
    group_line: int = 0
    caption: Caption | None = None


def read_blocks(desk: Desk, nodes: Sequence[SyntaxTreeNode], *, top: bool = False) -> list[Block | Heading]:
    """The blocks of `nodes`; headings may stand only where `top` says so."""
    parts: list[Block | Heading] = []
    for item in _items(desk, nodes):
        desk.at(item.node.map)
        if item.node.level > DEEPEST_LEVEL:
            desk.fault("markup-nested-too-deep")
        elif _is_table_note(item) and parts and isinstance(table := parts[-1], Table):
            desk.attributes(item.group, classes=_TABLE_NOTE)
            parts[-1] = add_note(table, read_inlines(desk, item.node.children[0]))
        else:
            parts += _part(desk, item, top)
    return parts


def _items(desk: Desk, nodes: Sequence[SyntaxTreeNode]) -> Iterator[_Item]:
    group, group_line, caption = "", 0, None
    for node in nodes:
        if node.type == "footnote_reference":
            continue
        if node.type == "attribute_line":
            _stray_group(desk, group, group_line)
            desk.at(node.map)
            group, group_line = node.content, desk.line
        elif _is_caption(node):
            _stray_group(desk, group, group_line)
            _stray_caption(desk, caption)
            desk.at(node.map)
            inline, line = node.children[0], desk.line
            group, caption = "", Caption(read_inlines(desk, inline), str(inline.meta["group"]), line)
        else:
            desk.at(node.map)
            yield _Item(node, group, group_line, caption)
            group, caption = "", None
    _stray_group(desk, group, group_line)
    _stray_caption(desk, caption)


def _is_caption(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph" and bool(node.children[0].meta.get("caption"))


def _stray_group(desk: Desk, group: str, line: int) -> None:
    if group:
        here, desk.line = desk.line, line
        desk.fault("markup-attribute-stray", found=group)
        desk.line = here


def _stray_caption(desk: Desk, caption: Caption | None) -> None:
    if caption is not None:
        here, desk.line = desk.line, caption.line
        desk.fault("markup-caption-stray", found=plain_text(caption.title))
        desk.line = here


def _is_table_note(item: _Item) -> bool:
    return item.node.type == "paragraph" and any(f".{name}" in item.group for name in _TABLE_NOTE)


def _part(desk: Desk, item: _Item, top: bool) -> list[Block | Heading]:
    node = item.node
    if node.type == "table":
        _stray_group(desk, item.group, item.group_line)
        return [read_table(desk, node, item.caption)]
    if node.type == "paragraph" and (image := _lone_image(node)):
        _stray_group(desk, item.group, item.group_line)
        return [_figure(desk, image, item.caption)]
    _stray_caption(desk, item.caption)
    if node.type == "paragraph":
        return [paragraph] if (paragraph := _paragraph(desk, node, item.group)) else []
    _stray_group(desk, item.group, item.group_line)
    if node.type == "heading":
        return _heading(desk, node, top)
    return [block] if (block := _container(desk, node)) else []


def _paragraph(desk: Desk, node: SyntaxTreeNode, group: str) -> Paragraph | None:
    found = desk.attributes(group, classes=tuple(_ROLES), keys=("lang",))
    roles = [_ROLES[name] for name in found.classes if name in _ROLES]
    children = read_inlines(desk, node.children[0])
    if not children:
        return None
    return Paragraph(children, roles[0] if roles else "body", desk.language(found.value("lang")))


def _heading(desk: Desk, node: SyntaxTreeNode, top: bool) -> list[Block | Heading]:
    inline = node.children[0]
    title = read_inlines(desk, inline)
    level = int(node.tag[1])
    if top:
        judge_level(desk, level)
    else:
        desk.fault("markup-heading-place", found=plain_text(title))
    if not title:
        desk.fault("markup-heading-empty")
    found = desk.attributes(str(inline.meta["group"]), name=True, keys=("lang",))
    name = desk.identity(found.id, plain_text(title), "avsnitt")
    section = Section(name, title, (), lang=desk.language(found.value("lang")))
    return [Heading(level, section)] if top else []


def _lone_image(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    children = node.children[0].children
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _figure(desk: Desk, image: SyntaxTreeNode, caption: Caption | None) -> Figure:
    keys, marks = ("source", "kilde"), ("decorative", "dekorativ")
    found = desk.attributes(str(image.meta.get("group", "")), name=True, classes=marks, keys=keys)
    title: Inlines = (Text(str(image.attrs["title"])),) if image.attrs.get("title") else ()
    given = found.id
    if caption is not None:
        if title or given:
            desk.fault("markup-image-title-twice", found=plain_text(caption.title))
        above = desk.attributes(caption.group, name=True)
        title, given = caption.title, above.id or given
    name = str(image.attrs["src"])
    alt = _alternative(desk, image)
    identity = figure_id(desk, given, title, name)
    decorative = found.one_of(*marks)
    return make_figure(desk, Figure(identity, name, alt, title, "", found.value(*keys), decorative))


def _alternative(desk: Desk, image: SyntaxTreeNode) -> str:
    for child in image.children:
        if child.type not in ("text", "text_special", "softbreak"):
            desk.fault("markup-image-alt-marks", found=image.content[:40])
    return " ".join("".join(child.content or " " for child in image.children).split())


def _container(desk: Desk, node: SyntaxTreeNode) -> Block | None:
    match node.type:
        case "bullet_list" | "ordered_list":
            return _list(desk, node)
        case "blockquote":
            blocks = _inner(desk, node.children)
            return Quote(blocks) if blocks else None
        case "box":
            return _box(desk, node)
        case "fence" | "code_block":
            desk.fault("markup-code", found=node.content.strip()[:40])
        case "hr":
            desk.fault("markup-thematic-break")
        case _:
            desk.fault("markup-raw-html", found=node.content.strip()[:40])
    return None


def _inner(desk: Desk, nodes: Sequence[SyntaxTreeNode]) -> Blocks:
    """Blocks inside a block; there no headings stand, so all parts are blocks."""
    blocks = tuple(part for part in read_blocks(desk, nodes) if not isinstance(part, Heading))
    if not blocks:
        desk.fault("markup-empty")
    return blocks


def _list(desk: Desk, node: SyntaxTreeNode) -> ItemList:
    items = []
    for child in node.children:
        desk.at(child.map)
        line, blocks = desk.line, _inner(desk, child.children)
        if blocks and not isinstance(blocks[0], Paragraph):
            desk.line = line
            desk.fault("markup-list-item")
        items.append(ListItem(blocks))
    ordered = node.type == "ordered_list"
    return ItemList(tuple(items), ordered, int(node.attrs.get("start", 1)) if ordered else 1)


def _box(desk: Desk, node: SyntaxTreeNode) -> Block | None:
    opening = node.nester_tokens.opening if node.nester_tokens else None
    kind, inline = opening.info if opening else "", node.children[0]
    if opening and opening.meta["open"]:
        desk.fault("markup-box-open", found=kind)
    title = read_inlines(desk, inline)
    if kind in FACT_NAMES:
        return _fact_box(desk, node, title)
    if kind not in MARGIN_NAMES:
        desk.fault("markup-box-unknown", found=kind)
    elif title or inline.meta["group"]:
        desk.fault("markup-box-margin-title", found=plain_text(title))
    blocks = _inner(desk, node.children[1:])
    return MarginNote(blocks) if blocks else None


def _fact_box(desk: Desk, node: SyntaxTreeNode, title: Inlines) -> FactBox:
    found = desk.attributes(str(node.children[0].meta["group"]), name=True)
    if not title:
        desk.fault("markup-box-title")
    name = desk.identity(found.id, plain_text(title), "fakta")
    return FactBox(name, title, _inner(desk, node.children[1:]))
