"""A Document's blocks as a flat list of JSON for Typst, sections as headings, in reading order."""

from typing import Any, Final, assert_never

from assembler.charts.cover import chapter_strokes, shares_for
from assembler.charts.svg import chart_svg
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
from assembler.document.chart import HALF_WIDE
from assembler.document.inline import Inlines
from assembler.document.walk import plain_text
from assembler.messages.catalogue import label
from assembler.writers.chart_table import chart_table
from assembler.writers.pdf.galley import Galley, Json
from assembler.writers.pdf.goals import goal_tree_json
from assembler.writers.pdf.inlines import inlines_json, language
from assembler.writers.pdf.pictures import picture_file
from assembler.writers.pdf.tables import caption, table_json

_HALF_MM: Final = 79
_FULL_MM: Final = 168
_LONG_BOX: Final = 1400
# What stands between a paragraph and what follows, in points: text that is read next may not begin beside a note.
_BEFORE_TEXT: Final = 9
_BEFORE_HEADING: Final = 22
# PDF 1.7 knows no heading deeper than H6 (ISO 32000-1, 14.8.4.2).
_DEEPEST: Final = 6


def blocks_json(blocks: Blocks, galley: Galley, level: int = 1) -> list[Json]:
    """The blocks and all inside them. `level` is the heading level that a section has here."""
    result: list[Json] = []
    flat = _unwrapped(blocks)
    at = 0
    while at < len(flat):
        block, after = flat[at], flat[at + 1] if at + 1 < len(flat) else None
        if isinstance(block, Section):
            result.extend(_section(block, galley, level))
        elif isinstance(after, MarginNote) and isinstance(block, Paragraph):
            result.append(_noted(block, after, flat[at + 2] if at + 2 < len(flat) else None, galley))
            at += 1
        elif isinstance(block, Chart) and isinstance(after, Chart) and _pair(block, after):
            result.append({"k": "pair", "c": [_chart(one, galley, _HALF_MM) for one in (block, after)]})
            at += 1
        else:
            result.append(_block(block, galley, level))
        if result and result[-1]["k"] in ("c", "pair"):
            following = flat[at + 1] if at + 1 < len(flat) else None
            result[-1]["told"] = isinstance(following, Paragraph) and following.role == "note"
        at += 1
    return result


def _inner(blocks: Blocks, galley: Galley, level: int) -> list[Json]:
    with galley.contained():
        return blocks_json(blocks, galley, level)


def _unwrapped(blocks: Blocks) -> list[Block]:
    """The blocks without the shell of the narrative that brought them."""
    flat: list[Block] = []
    for block in blocks:
        flat.extend(_unwrapped(block.blocks) if isinstance(block, Narrative) else [block])
    return flat


def _block(block: Block, galley: Galley, level: int) -> Json:  # noqa: C901, PLR0911, PLR0912 - one case a block
    match block:
        case Paragraph(children, role, lang):
            return {"k": "p", "c": inlines_json(children, galley), "r": role, "lang": _lang(lang, galley)}
        case ItemList(items, ordered, start):
            shown = [_inner(item.blocks, galley, level) for item in items]
            return {"k": "l", "o": ordered, "s": start, "i": shown}
        case Quote(inner):
            return {"k": "q", "b": _inner(inner, galley, level)}
        case Table():
            return table_json(block, galley)
        case Figure():
            return _figure(block, galley)
        case Chart():
            return _chart(block, galley, _FULL_MM)
        case FactBox():
            return _fact_box(block, galley, level)
        case KeyFigures():
            return _key_figures(block, galley)
        case GoalTree():
            return goal_tree_json(block, galley)
        case MarginNote(inner):
            return {"k": "m", "b": _inner(inner, galley, level)}
        case Contents(title, depth):
            return {"k": "toc", "c": title, "d": depth}
        case Section() | Narrative():
            return {"k": "all", "b": blocks_json((block,), galley, level)}
        case _:
            assert_never(block)


def _section(section: Section, galley: Galley, level: int) -> list[Json]:
    opener = section.opener and level == 1
    head: Json = {
        "k": "o" if opener else "h",
        "l": min(level, _DEEPEST),
        "id": galley.label(section.id),
        "n": section.number,
        "c": inlines_json(section.title, galley),
        "r": section.role,
        "lang": _lang(section.lang, galley),
    }
    if opener:
        head |= {"sum": inlines_json(section.summary, galley), "hundred": _hundred(section, galley)}
    inner = blocks_json(section.blocks, galley, level + 1)
    if section.summary and not opener:
        inner = [{"k": "p", "c": inlines_json(section.summary, galley), "r": "lead", "lang": None}, *inner]
    if inner and inner[0]["k"] == "t" and inner[0]["land"] and not opener and level > 1:
        inner[0]["heading"] = [head, *inner[0]["heading"]]
        return inner
    if section.lang and _lang(section.lang, galley):
        inner = [{"k": "lang", "lang": _lang(section.lang, galley), "b": inner}] if inner else []
    return [head, *inner]


def _hundred(section: Section, galley: Galley) -> Json | None:
    """The hundred strokes with this chapter's own share; `None` for a chapter that has no share of its own."""
    title = plain_text(section.title)
    shares = shares_for(galley.document.cover.shares, title)
    own = next((share for share in shares if share.label == title), None)
    if own is None:
        return None
    text = label("pdf-of-hundred", galley.lang, hundredths=own.hundredths, area=own.label)
    drawing = chapter_strokes(shares, title, text, galley.materials.brand.tokens, galley.face)
    return {"svg": drawing.svg.decode("utf-8"), "alt": text}


def _lang(lang: str, galley: Galley) -> list[str] | None:
    return language(lang) if lang and lang != galley.document.lang else None


def _noted(block: Paragraph, note: MarginNote, after: Block | None, galley: Galley) -> Json:
    """A paragraph with the note beside it; `slack` is what a long note may run on, never beside the next text."""
    slack = _BEFORE_HEADING if isinstance(after, Section) and not after.number else _BEFORE_TEXT
    if not isinstance(after, Paragraph | ItemList | Section) or (isinstance(after, Section) and after.number):
        slack = 0
    return {
        "k": "noted",
        "p": _block(block, galley, 1),
        "b": _inner(note.blocks, galley, 1),
        "slack": slack,
    }


def _fact_box(box: FactBox, galley: Galley, level: int) -> Json:
    inner = _inner(box.blocks, galley, level + 1)
    size = sum(len(plain_text(p.children)) for p in box.blocks if isinstance(p, Paragraph))
    plain = all(isinstance(one, Paragraph | ItemList) for one in box.blocks)
    return {
        "k": "b",
        "id": galley.label(box.id),
        "l": min(level, _DEEPEST),
        "c": inlines_json(box.title, galley),
        "b": inner,
        "once": plain and size < _LONG_BOX,
    }


def _key_figures(block: KeyFigures, galley: Galley) -> Json:
    shown = [{"l": one.label, "v": one.value, "u": one.unit, "c": one.comparison} for one in block.figures]
    return {"k": "k", "id": galley.label(block.id), "f": shown}


def _figure(figure: Figure, galley: Galley) -> Json:
    return {
        "k": "f",
        "id": galley.label(figure.id),
        "file": picture_file(figure.image, galley, figure.id),
        "alt": figure.alt,
        "words": figure.alt or figure.image,
        "deco": figure.decorative,
        "cap": _captioned(figure.number, figure.title, galley),
        "src": _source(figure.source, galley),
    }


def _chart(chart: Chart, galley: Galley, width: int) -> Json:
    drawing = chart_svg(chart.data, galley.materials.brand.tokens, width, galley.lang, galley.face)
    table = chart_table(chart, galley.lang)
    return {
        "k": "c",
        "id": galley.label(chart.id),
        "svg": drawing.svg.decode("utf-8"),
        "w": float(drawing.width_mm),
        "h": float(drawing.height_mm),
        "alt": chart.alt,
        "cap": _captioned(chart.number, chart.title, galley),
        "sub": chart.subtitle,
        "src": _source(chart.source, galley),
        "table": table_json(table, galley, bare=True) if table else None,
    }


def _captioned(number: str, title: Inlines, galley: Galley) -> list[Any]:
    return caption(number, inlines_json(title, galley))


def _source(source: str, galley: Galley) -> str:
    return label("writers-source", galley.lang, source=source) if source else ""


def _pair(first: Chart, second: Chart) -> bool:
    """Two small charts that stand side by side: both narrow, both with their data in another table."""
    return all(chart.data.kind in HALF_WIDE and chart.table for chart in (first, second))
