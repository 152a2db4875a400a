"""The normal form of a run of inlines, which both markups read into: no text is lost, no two say the same."""

import re
from dataclasses import replace

from assembler.document.inline import Emphasis, Footnote, Foreign, Inline, Inlines, LineBreak, Link, Strong, Text


def tidy(inlines: Inlines) -> Inlines:
    """`inlines` with neighbouring texts merged, runs of spaces made one, and edges without spaces and breaks."""
    run = _merged(inlines)
    while run and run != (shorter := _merged(_trimmed(run))):
        run = shorter
    return run


def _trimmed(run: Inlines) -> Inlines:
    match run[0], run[-1]:
        case (Text(text), _) if text.startswith(" "):
            return (Text(text.lstrip(" ")), *run[1:])
        case (_, Text(text)) if text.endswith(" "):
            return (*run[:-1], Text(text.rstrip(" ")))
        case LineBreak(), _:
            return run[1:]
        case _, LineBreak():
            return run[:-1]
        case _:
            return run


def _merged(inlines: Inlines) -> Inlines:
    run: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text) if run and isinstance(last := run[-1], Text):
                run[-1] = Text(_one_space(last.text + text))
            case Text(""):
                pass
            case Text(text):
                run.append(Text(_one_space(text)))
            case Strong() | Emphasis() | Foreign():
                inner = _merged(inline.children)
                run += [replace(inline, children=inner)] if inner else []
            case Link() | Footnote():
                run.append(replace(inline, children=tidy(inline.children)))
            case _:
                run.append(inline)
    return tuple(run)


def _one_space(text: str) -> str:
    return re.sub(r"[ \t\n\r]+", " ", text)
