"""Inlines as HTML. Every text is escaped here, and nowhere else."""

from html import escape
from typing import assert_never

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
from assembler.document.walk import plain_text
from assembler.markup.places import is_link
from assembler.messages.numbers import MISSING
from assembler.writers.html.folio import Folio


def run(inlines: Inlines, folio: Folio) -> str:
    """The HTML of a run."""
    return "".join(_inline(inline, folio) for inline in inlines)


def _inline(inline: Inline, folio: Folio) -> str:  # noqa: PLR0911 - one case for each inline
    match inline:
        case Text(text) | BoundFigure(text=text):
            return escape(text, quote=False)
        case Strong(children):
            return f"<strong>{run(children, folio)}</strong>"
        case Emphasis(children):
            return f"<em>{run(children, folio)}</em>"
        case Foreign(lang, children):
            return f'<span lang="{escape(lang)}">{run(children, folio)}</span>'
        case Link(href, children):
            return _link(href, children, folio)
        case CrossReference(target, text):
            return _reference(target, text, folio)
        case Footnote():
            return _mark(inline, folio)
        case StatusMark(state, text):
            return f'<span class="status"><span aria-hidden="true">{STATUS_SHAPES[state]}</span> {escape(text)}</span>'
        case LineBreak():
            return "<br>"
        case _:
            assert_never(inline)


def _link(href: str, children: Inlines, folio: Folio) -> str:
    """A link; an address that is not http, https or mailto is never handed to a browser."""
    if is_link(href):
        return f'<a href="{escape(href)}">{run(children, folio)}</a>'
    folio.warn("html-link-unsafe", found=href, text=plain_text(children))
    return run(children, folio)


def _reference(target: str, text: str, folio: Folio) -> str:
    if target in folio.targets:
        return f'<a href="#{escape(target)}">{escape(text, quote=False)}</a>'
    folio.warn("writers-reference-missing", text=text or target)
    return escape(text, quote=False)


def _mark(note: Footnote, folio: Folio) -> str:
    number = folio.number(note)
    name = folio.word("html-note", number=number)
    link = f'id="til-note-{number}" href="#note-{number}" role="doc-noteref" aria-label="{name}"'
    return f"<sup><a {link}>{number}</a></sup>"


def notes(folio: Folio) -> str:
    """The texts of all notes met so far, each with a link back."""
    lines, at = [], 0
    while at < len(folio.notes):
        note = folio.notes[at]
        number = note.number or at + 1
        back = folio.word("html-note-back", number=number)
        link = f'<a href="#til-note-{number}" role="doc-backlink" aria-label="{back}">↩\ufe0e</a>'
        lines.append(f'<li id="note-{number}" value="{number}"><p>{run(note.children, folio)} {link}</p></li>')
        at += 1
    return "\n".join(lines)


def figure_text(text: str, folio: Folio) -> str:
    """The text of a cell that may be a lone dash, which is read aloud as a word."""
    if text == MISSING:
        return f'<span role="img" aria-label="{folio.word("writers-missing")}">{MISSING}</span>'
    return escape(text, quote=False)


def caption(number: str, title: Inlines, folio: Folio) -> str:
    """ "Tabell 5.2. Title"."""
    text = run(title, folio)
    if number and text:
        return f"{escape(number)}. {text}"
    return text or escape(number)


def plain_caption(number: str, title: Inlines) -> str:
    """The same without marks, escaped for an attribute."""
    return escape(". ".join(part for part in (number, plain_text(title)) if part))
