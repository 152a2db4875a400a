"""Inlines as JSON for Typst: a string is text, an object with one telling key is everything else."""

import re
from typing import Any, Final, assert_never

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
from assembler.writers.pdf.galley import Galley

_ACRONYM: Final = re.compile(r"(\b[A-ZÆØÅ]{5,}\b)")


def inlines_json(inlines: Inlines, galley: Galley) -> list[Any]:
    """The run as a list of strings and objects."""
    result: list[Any] = []
    for inline in inlines:
        result.extend(_inline(inline, galley))
    return result


def _inline(inline: Inline, galley: Galley) -> list[Any]:  # noqa: PLR0911 - one case an inline
    match inline:
        case Text(text) | BoundFigure(text=text):
            return text_json(text)
        case Strong(children):
            return [{"s": inlines_json(children, galley)}]
        case Emphasis(children):
            return [{"e": inlines_json(children, galley)}]
        case Foreign(lang, children):
            return [{"f": language(lang), "c": inlines_json(children, galley)}]
        case Link(href, children):
            return [{"a": href, "c": inlines_json(children, galley)}]
        case CrossReference():
            return [_reference(inline, galley)]
        case Footnote():
            return [_footnote(inline, galley)]
        case StatusMark(state, text):
            return [{"m": STATUS_SHAPES[state], "x": text}]
        case LineBreak():
            return [{"br": 1}]
        case _:
            assert_never(inline)


def text_json(text: str) -> list[Any]:
    """Text with the acronyms set apart, which are never hyphenated."""
    if not text:
        return []
    if not _ACRONYM.search(text):
        return [text]
    return [{"w": part} if _ACRONYM.fullmatch(part) else part for part in _ACRONYM.split(text) if part]


def language(tag: str) -> list[str]:
    """A BCP 47 tag as Typst takes it: language and region, "" for none."""
    parts = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()), "")
    return [parts[0].lower(), region]


def _reference(reference: CrossReference, galley: Galley) -> Any:
    if reference.target in galley.targets:
        return {"r": reference.target, "x": reference.text}
    galley.warn("writers-reference-missing", reference.target, text=reference.text)
    return reference.text


def _footnote(note: Footnote, galley: Galley) -> Any:
    galley.notes += 1
    number = note.number if note.number and note.number != galley.notes else 0
    return {"n": inlines_json(note.children, galley), "i": number}
