"""Narrative blocks into HTML, in one canonical form: what `read_html` reads."""

from html import escape
from typing import assert_never

from assembler.document.blocks import (
    Block,
    Blocks,
    Chart,
    Column,
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
    Row,
    Section,
    Table,
)
from assembler.document.inline import (
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


def written_blocks(blocks: Blocks, level: int = 1) -> str:
    """The HTML of `blocks`, which `narrative.judge` has passed; a block a line."""
    return "\n".join(_block(block, level) for block in blocks)


def _tag(name: str, inner: str, /, **attributes: str) -> str:
    """An element; attributes without a value are left out, "_" in a name is "-" ("class_" is "class")."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return f"<{name}{given}>{inner}</{name}>"


def _block(block: Block, level: int) -> str:  # noqa: PLR0911 - one case for each block
    match block:
        case Section(name, title, blocks, lang=lang):
            heading = _tag(f"h{level}", _run(title), id=name, lang=lang)
            return "\n".join(part for part in (heading, written_blocks(blocks, level + 1)) if part)
        case Paragraph(children, role, lang):
            return _tag("p", _run(children), class_="" if role == "body" else role, lang=lang)
        case ItemList(items, ordered, start):
            inner = "".join(f"<li>{written_blocks(item.blocks)}</li>" for item in items)
            return _tag("ol" if ordered else "ul", inner, start="" if start == 1 else str(start))
        case Quote(blocks):
            return f"<blockquote>{written_blocks(blocks)}</blockquote>"
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case FactBox(name, title, blocks):
            inner = _tag("p", _run(title), class_="title") + written_blocks(blocks)
            return _tag("aside", inner, id=name, class_="fact")
        case MarginNote(blocks):
            return _tag("aside", written_blocks(blocks), class_="margin")
        case Chart() | KeyFigures() | GoalTree() | Contents() | Narrative():
            return ""
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    heads = "".join(_head(column) for column in table.columns)
    rows = "".join(_row(row, table.columns) for row in table.rows)
    inner = f"<caption>{_run(table.title)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    layout = "" if table.layout == "plain" else table.layout
    shown = _tag(
        "table",
        inner,
        id=table.id,
        data_layout=layout,
        data_subtitle=table.subtitle,
        data_description=table.description,
    )
    return "\n".join((shown, *(_tag("p", _run(note), class_="table-note") for note in table.notes)))


def _head(column: Column) -> str:
    return _tag(
        "th",
        escape(column.label, quote=False),
        scope="col",
        class_="emphasis" if column.emphasis else "",
        data_kind=column.kind,
        data_year=column.year,
        data_basis=column.basis,
        data_width="" if column.width is None else str(column.width),
    )


def _row(row: Row, columns: tuple[Column, ...]) -> str:
    if row.kind in ("group", "detail"):
        across = str(len(columns)) if len(columns) > 1 else ""
        return _tag("tr", _tag("td", _run(row.cells[0].children), colspan=across), class_=row.kind)
    cells = "".join(f"<td>{_run(cell.children)}</td>" for cell in row.cells)
    return _tag("tr", cells, class_="" if row.kind == "body" else row.kind)


def _figure(figure: Figure) -> str:
    image = f'<img src="{escape(figure.image)}" alt="{escape(figure.alt)}">'
    caption = f"<figcaption>{_run(figure.title)}</figcaption>" if figure.title else ""
    decorative = "decorative" if figure.decorative else ""
    return _tag("figure", image + caption, id=figure.id, class_=decorative, data_source=figure.source)


def _run(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:  # noqa: C901, PLR0911 - one case for each inline
    match inline:
        case Text(text):
            return escape(text, quote=False)
        case Strong(children):
            return f"<strong>{_run(children)}</strong>"
        case Emphasis(children):
            return f"<em>{_run(children)}</em>"
        case Foreign(lang, children):
            return _tag("span", _run(children), lang=lang)
        case Link(href, children):
            return _tag("a", _run(children), href=href)
        case CrossReference(target):
            return _tag("a", "", href=f"#{target}")
        case Footnote(name, children):
            return _tag("span", _run(children), class_="footnote", id=name)
        case BoundFigure(reference, form):
            return _tag("data", "", value=reference, data_form=form)
        case StatusMark(state, text):
            return _tag("span", escape(text, quote=False), data_status=state)
        case LineBreak():
            return "<br>"
        case _:
            assert_never(inline)
