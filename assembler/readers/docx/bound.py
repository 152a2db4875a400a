"""Bound figures and references beside what went out: those whose control was lost are bound again where they stand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assembler.document.blocks import Block, Blocks, Cell, FactBox, Figure, Paragraph, Section, Table
from assembler.document.inline import (
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    Link,
    Strong,
    Text,
)
from assembler.document.walk import every_inline, own_inlines, plain_text, rebuild, walk
from assembler.readers.docx.remarks import Remarks

_AROUND = 12


@dataclass(frozen=True, slots=True)
class _Lost:
    """A figure whose control is gone: what it said, and the text just before and after it."""

    figure: BoundFigure
    before: str
    after: str


def with_figures(blocks: Blocks, base: Blocks, remarks: Remarks) -> Blocks:
    """`blocks` with the figures of `base` that only stand as text bound again; whatever else became of them is told."""
    for lost in _lost(blocks, base):
        bound = _bound_again(blocks, lost)
        if bound == blocks:
            remarks.warn("readers-edit-figure-lost", f"{lost.before}{lost.figure.text}{lost.after}", lost.figure.text)
        else:
            remarks.note("readers-edit-figure-again", lost.figure.text)
        blocks = bound
    _judge(blocks, base, remarks)
    return blocks


def unflattened(blocks: Blocks, base: Blocks) -> Blocks:
    """The blocks with paragraphs that lost all their marks, and nothing else, as they went out.

    LibreOffice makes plain text of the first paragraph in each control.
    """
    went_out: dict[str, set[Inlines]] = {}
    for block, _ in walk(base):
        if isinstance(block, Paragraph):
            went_out.setdefault(plain_text(block.children), set()).add(block.children)

    def change(block: Block) -> Block:
        match block:
            case Paragraph(children=(Text(text),)) if len(known := went_out.get(text, set())) == 1:
                return replace(block, children=next(iter(known)))
            case _:
                return block

    return rebuild(blocks, change)


def figures(blocks: Blocks) -> Iterator[BoundFigure]:
    """Every bound figure, in reading order."""
    return (inline for inline in every_inline(blocks) if isinstance(inline, BoundFigure))


def figure_name(figure: BoundFigure) -> str:
    """The name of a figure as its tag has it, without the prefix."""
    return f"{figure.reference}|{figure.form}" if figure.form else figure.reference


def _lost(blocks: Blocks, base: Blocks) -> list[_Lost]:
    left = Counter(figure_name(figure) for figure in figures(blocks))
    found: list[_Lost] = []
    for block, _ in walk(base):
        for run in own_inlines(block):
            for lost in _figures_of(run):
                name = figure_name(lost.figure)
                if left[name]:
                    left[name] -= 1
                elif lost.figure.text:
                    found.append(lost)
    return found


def _figures_of(run: Inlines) -> Iterator[_Lost]:
    for place, inline in enumerate(run):
        match inline:
            case BoundFigure():
                yield _Lost(inline, _text(run, place - 1)[-_AROUND:], _text(run, place + 1)[:_AROUND])
            case Strong(children) | Emphasis(children) | Foreign(children=children) | Link(children=children):
                yield from _figures_of(children)
            case _:
                pass


def _text(run: Inlines, place: int) -> str:
    inline = run[place] if 0 <= place < len(run) else None
    return inline.text if isinstance(inline, Text) else ""


def _bound_again(blocks: Blocks, lost: _Lost) -> Blocks:
    """The blocks with the first text that says the figure, between what stood around it, as the figure again."""
    for before, after in ((lost.before, lost.after), (lost.before, ""), ("", lost.after)):
        if before or after or not (lost.before or lost.after):
            bound = _Binding(lost.figure, before, after).blocks(blocks)
            if bound != blocks:
                return bound
    return blocks


@dataclass(slots=True)
class _Binding:
    figure: BoundFigure
    before: str
    after: str
    is_done: bool = False

    def blocks(self, blocks: Blocks) -> Blocks:
        if not any(self._place(inline.text) >= 0 for inline in every_inline(blocks) if isinstance(inline, Text)):
            return blocks
        return rebuild(blocks, self._block)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return replace(block, children=self._divided(block.children))
            case Section() | FactBox() | Figure():
                return replace(block, title=self._divided(block.title))
            case Table():
                rows = (replace(row, cells=tuple(map(self._cell, row.cells))) for row in block.rows)
                return replace(block, rows=tuple(rows))
            case _:
                return block

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, children=self._divided(cell.children))

    def _divided(self, run: Inlines) -> Inlines:
        return tuple(part for inline in run for part in self._parts(inline))

    def _parts(self, inline: Inline) -> Iterator[Inline]:
        match inline:
            case Strong() | Emphasis() | Foreign() | Link() | Footnote():
                yield replace(inline, children=self._divided(inline.children))
            case Text(text) if not self.is_done and (place := self._place(text)) >= 0:
                self.is_done = True
                parts = (Text(text[:place]), self.figure, Text(text[place + len(self.figure.text) :]))
                yield from (part for part in parts if not isinstance(part, Text) or part.text)
            case _:
                yield inline

    def _place(self, text: str) -> int:
        """Where the figure stands in a text, as a whole number and between the right neighbours; -1 for nowhere."""
        whole = f"{self.before}{self.figure.text}{self.after}"
        found = text.find(whole)
        while found >= 0:
            start = found + len(self.before)
            end = start + len(self.figure.text)
            if not (text[:start][-1:].isalnum() or text[end : end + 1].isalnum()):
                return start
            found = text.find(whole, found + 1)
        return -1


def _judge(blocks: Blocks, base: Blocks, remarks: Remarks) -> None:
    went_out: dict[str, set[str]] = {}
    for inline in every_inline(base):
        if isinstance(inline, BoundFigure):
            went_out.setdefault(figure_name(inline), set()).add(inline.text)
        elif isinstance(inline, CrossReference):
            went_out.setdefault(f"#{inline.target}", set()).add(inline.text)
    for inline in every_inline(blocks):
        if isinstance(inline, BoundFigure) and inline.text not in went_out.get(figure_name(inline), {inline.text}):
            remarks.warn("readers-edit-figure-changed", inline.text, figure_name(inline))
        elif isinstance(inline, CrossReference) and inline.text not in went_out.get(f"#{inline.target}", {inline.text}):
            remarks.warn("readers-edit-reference-changed", inline.text, inline.target)
