"""Paragraphs that were joined over the edge of a block: the text went to the other side, so a person should look."""

from collections.abc import Iterator
from typing import Final

from assembler.problem import Place, Problem, Severity
from assembler.readers.docx.likeness import block_texts
from assembler.readers.docx.remarks import shortened
from assembler.readers.docx.survey import Survey
from assembler.readers.docx.text import inline_text
from assembler.readers.docx.tree import Paragraph
from assembler.readers.docx.views import aligned

_LONG: Final = 15


def joins(whole: Survey) -> dict[str, tuple[Problem, ...]]:
    """What to tell of each block that a paragraph left or came into, by id."""
    found: dict[str, list[Problem]] = {}
    for left, came, text in (*_tracked(whole), *_untracked(whole)):
        for id in dict.fromkeys((left, came)):
            place = Place(block=id, text=shortened(text))
            values = {"left": left or "–", "came": came or "–"}
            found.setdefault(id, []).append(Problem("readers-edit-joined", place, values, Severity.WARNING))
    return {id: tuple(problems) for id, problems in found.items() if id}


def _tracked(whole: Survey) -> Iterator[tuple[str, str, str]]:
    """Of each text that a deleted mark took over an edge: the block that it left, the one that it came to, the text."""
    shown = whole.shown["current"]
    for place, spot in enumerate(whole.spots):
        leaf = spot.leaf
        if shown[place] is not None or not isinstance(leaf, Paragraph) or leaf.mark.current:
            continue
        alone = aligned((leaf,), "current")[0]
        text = inline_text(alone.content) if isinstance(alone, Paragraph) else ""
        to = next((at for at in range(place + 1, len(shown)) if shown[at] is not None), None)
        if to is None or not text.strip():
            continue
        left, came = whole.owners[place], whole.owners[to]
        if left != came:
            yield (left.name if left.kind == "block" else ""), (came.name if came.kind == "block" else ""), text


def _untracked(whole: Survey) -> Iterator[tuple[str, str, str]]:
    """A paragraph that has the end of one exported block and the beginning of the next in it."""
    texts = [(block.id, list(block_texts(block.blocks))) for block in whole.base.blocks] if whole.base else []
    edges: dict[str, list[tuple[str, str, str, str]]] = {}
    for (left, ended), (came, begun) in zip(texts, texts[1:], strict=False):
        if ended and begun and min(len(ended[-1]), len(begun[0])) >= _LONG:
            for id in (left, came):
                edges.setdefault(id, []).append((left, came, ended[-1], begun[0]))
    for place, owner in enumerate(whole.owners):
        for left, came, end, beginning in edges.get(owner.name, ()) if owner.kind == "block" else ():
            text = " ".join(whole.text(place).casefold().split())
            if end in text and beginning in text:
                yield left, came, whole.text(place)
