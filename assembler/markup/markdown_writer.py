"""Narrative blocks into Markdown, in one canonical form."""

from collections.abc import Sequence
from typing import assert_never

from assembler.document.blocks import (
    Block,
    Blocks,
    Chart,
    Contents,
    FactBox,
    Figure,
    GoalTree,
    ItemList,
    KeyFigures,
    ListItem,
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.document.identity import slug
from assembler.document.inline import Footnote, Inlines, Text
from assembler.document.walk import every_inline, plain_text
from assembler.markup.attributes import written
from assembler.markup.figures import figure_stem
from assembler.markup.markdown_escape import destination, escaped, line_safe, quoted
from assembler.markup.markdown_inline_writer import run
from assembler.markup.markdown_table_writer import table_lines

_ROLES = {"body": (), "lead": ("ingress",), "note": ("merknad",)}


def written_blocks(blocks: Blocks) -> str:
    """The Markdown of `blocks`, which `narrative.judge` has passed; the notes stand at the end."""
    lines = _blocks(blocks, 1)
    for inline in every_inline(blocks):
        if isinstance(inline, Footnote):
            note = paragraph_lines(inline.children)
            lines += ["", f"[^{inline.id}]: {note[0]}", *_indented(note[1:], 4)]
    return "\n".join(lines).lstrip("\n") + "\n" if lines else ""


def paragraph_lines(inlines: Inlines) -> list[str]:
    """The lines of a paragraph, none of which opens another block."""
    return [line_safe(line) for line in run(inlines).split("\n")]


def _blocks(blocks: Blocks, level: int) -> list[str]:
    lines: list[str] = []
    second = False
    for position, block in enumerate(blocks):
        before = blocks[position - 1] if position else None
        second = _same_list(before, block) and not second
        lines += ["", *_block(block, level, second)] if lines else _block(block, level, second)
    return lines


def _same_list(before: Block | None, block: Block) -> bool:
    return isinstance(before, ItemList) and isinstance(block, ItemList) and before.ordered == block.ordered


def _block(block: Block, level: int, second: bool) -> list[str]:  # noqa: PLR0911
    match block:
        case Section():
            return _section(block, level)
        case Paragraph(children, role, lang):
            group = written(classes=_ROLES[role], lang=lang)
            return [*([group] if group else []), *paragraph_lines(children)]
        case ItemList():
            return _list(block, level, second)
        case Quote(blocks):
            return [f"> {line}".rstrip(" ") for line in _blocks(blocks, level)]
        case Table():
            return table_lines(block)
        case Figure():
            return _figure(block)
        case FactBox(name, title, blocks):
            return _box("fakta", run(title, broken=False), _id_unless(name, title), _blocks(blocks, level))
        case MarginNote(blocks):
            return _box("marg", "", "", _blocks(blocks, level))
        case Chart() | KeyFigures() | GoalTree() | Contents() | Narrative():
            return []
        case _:
            assert_never(block)


def _id_unless(name: str, title: Inlines) -> str:
    """The id, "" where the reader will make the same of the title."""
    return "" if name == slug(plain_text(title)) else name


def _section(section: Section, level: int) -> list[str]:
    group = written(_id_unless(section.id, section.title), lang=section.lang)
    heading = " ".join(part for part in ("#" * level, run(section.title, broken=False), group) if part)
    inner = _blocks(section.blocks, level + 1)
    return [heading, "", *inner] if inner else [heading]


def _list(items: ItemList, level: int, second: bool) -> list[str]:
    bullet, stop = ("*", ")") if second else ("-", ".")
    tight = all(_is_tight(item) for item in items.items)
    lines: list[str] = []
    for number, item in enumerate(items.items, items.start):
        marker = f"{number}{stop} " if items.ordered else f"{bullet} "
        inner = _tight(item, level) if tight else _blocks(item.blocks, level)
        lines += [""] if lines and not tight else []
        lines += [marker + inner[0], *_indented(inner[1:], len(marker))]
    return lines


def _is_tight(item: ListItem) -> bool:
    match item.blocks:
        case (Paragraph(),):
            return True
        case (Paragraph(), ItemList(items=inner, ordered=ordered, start=start)):
            return (not ordered or start == 1) and all(_is_tight(each) for each in inner)
        case _:
            return False


def _tight(item: ListItem, level: int) -> list[str]:
    return [line for block in item.blocks for line in _block(block, level, False)]


def _indented(lines: Sequence[str], width: int) -> list[str]:
    return [" " * width + line if line else "" for line in lines]


def _box(kind: str, title: str, name: str, inner: list[str]) -> list[str]:
    head = " ".join(part for part in (":::", kind, title, written(name)) if part)
    return [head, *inner, ":::"]


def _figure(figure: Figure) -> list[str]:
    name = "" if figure.id == slug(plain_text(figure.title) or figure_stem(figure.image)) else figure.id
    classes = ("decorative",) if figure.decorative else ()
    alt = escaped(figure.alt, first=True, last=True, after_note=False)
    match figure.title:
        case () | (Text(),):
            title = " " + quoted(plain_text(figure.title)) if figure.title else ""
            group = written(name, classes, source=figure.source)
            return [f"![{alt}]({destination(figure.image)}{title}){group}"]
        case _:
            group = written("", classes, source=figure.source)
            caption = caption_line(figure.title, written(name))
            return [caption, "", f"![{alt}]({destination(figure.image)}){group}"]


def caption_line(title: Inlines, group: str) -> str:
    """The line above a table or picture."""
    return " ".join(part for part in (":", run(title, broken=False), group) if part)
