"""Blocks as HTML: one function for each, no looks (those stand in the frame's style sheet)."""

from collections.abc import Sequence
from html import escape
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
    MarginNote,
    Narrative,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.document.walk import plain_text
from assembler.writers.html.folio import Folio, anchor, joined
from assembler.writers.html.goals import goal_tree, key_figures
from assembler.writers.html.inlines import run
from assembler.writers.html.pictures import chart, figure, strokes
from assembler.writers.html.tables import table

_DEEPEST = 6


def blocks(content: Blocks, folio: Folio, level: int = 1) -> str:
    """The blocks one after the other; `level` is that of a heading here."""
    parts: list[str] = []
    for at, block in enumerate(content):
        text = _block(block, folio, level)
        if at and isinstance(block, MarginNote) and isinstance(content[at - 1], Paragraph):
            parts[-1] = f'<div class="noted">{parts[-1]}\n{text}</div>'
        else:
            parts.append(text)
    return joined(parts)


def _block(block: Block, folio: Folio, level: int) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for each block
    match block:
        case Section():
            return _section(block, folio, level)
        case Paragraph():
            return _paragraph(block, folio)
        case ItemList():
            return _list(block, folio, level)
        case Quote(inner):
            return f"<blockquote>\n{blocks(inner, folio, level)}\n</blockquote>"
        case Table():
            return table(block, folio)
        case Figure():
            return figure(block, folio)
        case Chart():
            return chart(block, folio)
        case FactBox():
            return _fact_box(block, folio, level)
        case KeyFigures():
            return key_figures(block)
        case GoalTree():
            return goal_tree(block, folio)
        case MarginNote(inner):
            return f'<div class="margin" role="note">\n{blocks(inner, folio, level)}\n</div>'
        case Contents():
            return _contents(block, folio)
        case Narrative(blocks=inner):
            return blocks(inner, folio, level)
        case _:
            assert_never(block)


def _section(section: Section, folio: Folio, level: int) -> str:
    outside, lang = folio.lang, folio.lang_attribute(section.lang)
    folio.lang = section.lang or outside
    opens = section.opener and level == 1
    names = ([] if section.role == "section" else [section.role]) + ["opener"] * opens
    kind = f' class="{" ".join(names)}"' if names else ""
    text = joined(
        (
            f"<section{anchor(section.id)}{kind}{lang}>",
            strokes(section, folio) if opens else "",
            _heading(section, folio, level),
            f'<p class="lead">{run(section.summary, folio)}</p>' if section.summary else "",
            _local_contents(section, folio) if opens else "",
            blocks(section.blocks, folio, level + 1),
            "</section>",
        )
    )
    folio.lang = outside
    return text


def _heading(section: Section, folio: Folio, level: int) -> str:
    number = f'<span class="number">{escape(section.number)}</span> ' if section.number else ""
    name = f"h{level}" if level <= _DEEPEST else "div"
    role = "" if level <= _DEEPEST else f' role="heading" aria-level="{level}"'
    return f"<{name}{role}>{number}{run(section.title, folio)}</{name}>"


def _local_contents(section: Section, folio: Folio) -> str:
    entries = [f"<li>{_entry(block)}</li>" for block in section.blocks if isinstance(block, Section)]
    if not entries:
        return ""
    name = folio.word("html-local-contents", chapter=heading_text(section))
    return joined((f'<nav class="local" aria-label="{name}"><ul>', *entries, "</ul></nav>"))


def heading_text(section: Section) -> str:
    """A heading as it is read: "5 Helse og mestring"."""
    return f"{section.number} {plain_text(section.title)}".strip()


def _entry(section: Section) -> str:
    return f'<a href="#{escape(section.id)}">{escape(heading_text(section))}</a>'


def _contents(block: Contents, folio: Folio) -> str:
    return joined(
        (
            '<nav class="contents" aria-labelledby="innholdsliste">',
            f'<h1 id="innholdsliste">{escape(block.title)}</h1>',
            _entries(folio.document.blocks, block.depth),
            "</nav>",
        )
    )


def _entries(content: Sequence[Block], depth: int) -> str:
    """The sections among `content` as a list, `depth` levels deep."""
    items = []
    for section in _sections(content):
        inner = _entries(section.blocks, depth - 1) if depth > 1 else ""
        items.append(joined((f"<li>{_entry(section)}", inner)) + "</li>")
    return joined(("<ol>", *items, "</ol>")) if items else ""


def _sections(content: Sequence[Block]) -> list[Section]:
    found: list[Section] = []
    for block in content:
        match block:
            case Section():
                found.append(block)
            case Narrative(blocks=inner):
                found.extend(_sections(inner))
            case _:
                pass
    return found


def _paragraph(paragraph: Paragraph, folio: Folio) -> str:
    role = "" if paragraph.role == "body" else f' class="{paragraph.role}"'
    return f"<p{role}{folio.lang_attribute(paragraph.lang)}>{run(paragraph.children, folio)}</p>"


def _list(items: ItemList, folio: Folio, level: int) -> str:
    name = "ol" if items.ordered else "ul"
    start = f' start="{items.start}"' if items.ordered and items.start != 1 else ""
    shown = (f"<li>{blocks(item.blocks, folio, level)}</li>" for item in items.items)
    # Safari's VoiceOver says nothing of a list without bullets unless its role is named.
    role = "" if items.ordered else ' role="list"'
    return joined((f"<{name}{role}{start}>", *shown, f"</{name}>"))


def _fact_box(box: FactBox, folio: Folio, level: int) -> str:
    name = f"{box.id}-tittel"
    title = f'<p class="box-title"{anchor(name)}>{run(box.title, folio)}</p>'
    inner = blocks(box.blocks, folio, level)
    head = f'<div class="box" role="note"{anchor(box.id)} aria-labelledby="{escape(name)}">'
    return joined((head, title, inner, "</div>"))
