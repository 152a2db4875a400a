"""Bound figures and references beside what went out: those whose control was lost are bound again where they stand."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
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
from assembler.document.walk import every_inline, map_inlines, own_inlines, plain_text, rebuild, walk
from assembler.readers.docx.remarks import Remarks

_AROUND = 12


@dataclass(frozen=True, slots=True)
class _Lost:
    """A figure or a reference that is gone: what it said, and the text just before and after it."""

    inline: BoundFigure | CrossReference
    before: str
    after: str


def with_figures(blocks: Blocks, base: Blocks, remarks: Remarks) -> Blocks:
    """`blocks` with the figures and references of `base` that only stand as text bound again.

    Whatever else became of a figure is told; a reference may go with its sentence.
    """
    for lost in _lost(blocks, base):
        bound, text = _bound_again(blocks, lost), lost.inline.text
        is_figure = isinstance(lost.inline, BoundFigure)
        if bound != blocks:
            remarks.note("readers-edit-figure-again" if is_figure else "readers-edit-reference-again", text)
        elif is_figure:
            remarks.warn("readers-edit-figure-lost", f"{lost.before}{text}{lost.after}", text)
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


def with_emptied_notes(blocks: Blocks, base: Blocks) -> Blocks:
    """The blocks with the notes that LibreOffice emptied as they went out; one that did not go out is gone."""
    went_out = {inline.id: inline for inline in every_inline(base) if isinstance(inline, Footnote)}

    def filled(inline: Inline) -> Inline:
        if not isinstance(inline, Footnote) or plain_text(inline.children).strip():
            return inline
        return went_out.get(inline.id, Text(""))

    return rebuild(blocks, lambda block: map_inlines(block, filled))


def figures(blocks: Blocks) -> Iterator[BoundFigure]:
    """Every bound figure, in reading order."""
    return (inline for inline in every_inline(blocks) if isinstance(inline, BoundFigure))


def figure_name(figure: BoundFigure) -> str:
    """The name of a figure as its tag has it, without the prefix."""
    return f"{figure.reference}|{figure.form}" if figure.form else figure.reference


def _lost(blocks: Blocks, base: Blocks) -> list[_Lost]:
    left = Counter([*map(_name, figures(blocks)), *map(_name, references(blocks))])
    found: list[_Lost] = []
    for block, _ in walk(base):
        for run in own_inlines(block):
            for lost in _bound_in(run):
                name = _name(lost.inline)
                if left[name]:
                    left[name] -= 1
                elif lost.inline.text:
                    found.append(lost)
    return found


def _name(inline: BoundFigure | CrossReference) -> str:
    return figure_name(inline) if isinstance(inline, BoundFigure) else f"#{inline.target}"


def _bound_in(run: Inlines) -> Iterator[_Lost]:
    for place, inline in enumerate(run):
        match inline:
            case BoundFigure() | CrossReference():
                yield _Lost(inline, _text(run, place - 1)[-_AROUND:], _text(run, place + 1)[:_AROUND])
            case (
                Strong(children)
                | Emphasis(children)
                | Foreign(children=children)
                | Link(children=children)
                | Footnote(children=children)
            ):
                yield from _bound_in(children)
            case _:
                pass


def _text(run: Inlines, place: int) -> str:
    inline = run[place] if 0 <= place < len(run) else None
    return inline.text if isinstance(inline, Text) else ""


def _bound_again(blocks: Blocks, lost: _Lost) -> Blocks:
    """The blocks with the first text that says it, between what stood around it, bound again."""
    for before, after in ((lost.before, lost.after), (lost.before, ""), ("", lost.after)):
        if before or after or not (lost.before or lost.after):
            bound = _Binding(lost.inline, before, after).blocks(blocks)
            if bound != blocks:
                return bound
    return blocks


@dataclass(slots=True)
class _Binding:
    inline: BoundFigure | CrossReference
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
                parts = (Text(text[:place]), self.inline, Text(text[place + len(self.inline.text) :]))
                yield from (part for part in parts if not isinstance(part, Text) or part.text)
            case _:
                yield inline

    def _place(self, text: str) -> int:
        """Where it stands in a text, as a whole word or number and between the right neighbours; -1 for nowhere."""
        whole = f"{self.before}{self.inline.text}{self.after}"
        found = text.find(whole)
        while found >= 0:
            start = found + len(self.before)
            end = start + len(self.inline.text)
            if not (text[:start][-1:].isalnum() or text[end : end + 1].isalnum()):
                return start
            found = text.find(whole, found + 1)
        return -1


def _judge(blocks: Blocks, base: Blocks, remarks: Remarks) -> None:
    went_out: dict[str, set[str]] = {}
    for figure in figures(base):
        went_out.setdefault(figure_name(figure), set()).add(figure.text)
    for figure in figures(blocks):
        if figure.text not in went_out.get(figure_name(figure), {figure.text}):
            remarks.lost("readers-edit-figure-changed", figure.text, figure_name(figure))


def judge_references(blocks: Blocks, printed: AbstractSet[tuple[str, str]], remarks: Remarks) -> None:
    """Tells of every reference that says what none said: the program writes its words anew. `printed` went out."""
    for reference in references(blocks):
        if (reference.target, reference.text) not in printed:
            remarks.lost("readers-edit-reference-changed", reference.text)


def references(blocks: Blocks) -> Iterator[CrossReference]:
    """Every cross reference, in reading order."""
    return (inline for inline in every_inline(blocks) if isinstance(inline, CrossReference))
