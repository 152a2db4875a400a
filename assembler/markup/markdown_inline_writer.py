"""Inlines into Markdown. Stars are used where CommonMark's flanking rules surely hold, else a span with a class."""

from typing import assert_never

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
from assembler.markup.attributes import written
from assembler.markup.markdown_escape import destination, escaped

BREAK = "[]{.linjeskift}"
_OUTSIDE = " .,;:?()»«–\n"


def run(inlines: Inlines, *, broken: bool = True, edge: bool = True) -> str:
    """The Markdown of `inlines`. `broken`: a line break may be a new line; `edge`: the run fills its line."""
    text = ""
    for position, inline in enumerate(inlines):
        after = inlines[position + 1] if position + 1 < len(inlines) else None
        before = inlines[position - 1] if position else None
        if isinstance(inline, Text):
            first = before is None and edge or isinstance(before, LineBreak)
            last = after is None and edge or isinstance(after, LineBreak)
            text += escaped(inline.text, first=first, last=last, after_note=isinstance(before, Footnote))
        else:
            text += _marked(inline, text, after, broken)
    return text


def _marked(inline: Inline, before: str, after: Inline | None, broken: bool) -> str:  # noqa: C901, PLR0911
    match inline:
        case Strong(children):
            return _stars("**", "sterk", run(children, broken=broken, edge=False), before, after)
        case Emphasis(children):
            return _stars("*", "utheving", run(children, broken=broken, edge=False), before, after)
        case Foreign(lang, children):
            return f"[{run(children, broken=broken, edge=False)}]{written(lang=lang)}"
        case Link(href, children):
            return f"[{run(children, broken=broken, edge=False)}]({destination(href)})"
        case CrossReference(target):
            return f"[](#{target})"
        case Footnote(name):
            return f"[^{name}]"
        case BoundFigure(reference, form):
            return "{{" + reference + (f"|{form}" if form else "") + "}}"
        case StatusMark(state, text):
            return f"[{escaped(text, first=False, last=False, after_note=False)}]{written(status=state)}"
        case LineBreak():
            return "\\\n" if broken else BREAK
        case Text():
            return inline.text
        case _:
            assert_never(inline)


def _stars(stars: str, name: str, inner: str, before: str, after: Inline | None) -> str:
    outside = before[-1:] if before else " "
    follows = after.text[:1] if isinstance(after, Text) else " " if after is None else "x"
    plain = inner[:1].isalnum() and inner[-1:].isalnum() and outside in _OUTSIDE and follows in _OUTSIDE
    return f"{stars}{inner}{stars}" if plain else f"[{inner}]{{.{name}}}"
