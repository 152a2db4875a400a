"""The two views of a document with tracked changes: *current* (all accepted) and *original* (all rejected).

A view is a tree of the same kind, without changes. A paragraph whose mark does not stand in it is joined to the one
that follows in the same body, cell or text box, through controls too; the joined paragraph stands in the place and has
the style of the later one, whose mark remains (ECMA-376-1, 17.13.5.15). With no paragraph to join to (a table follows,
or the end) it stays if anything is left of it; otherwise it is gone, but for the one paragraph that every cell must end
with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest
from typing import TypeAlias, assert_never

from assembler.readers.docx.tree import (
    UNCHANGED,
    Anchor,
    Block,
    Cell,
    Control,
    FieldMark,
    Inline,
    InlineControl,
    Instruction,
    Leaf,
    Link,
    NoteMark,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    View,
)

Standing: TypeAlias = Paragraph | Table


def seen(story: Sequence[Block], view: View) -> tuple[Block, ...]:
    """`story` (a whole body, cell or text box) as it stands in `view`."""
    standing = tuple(_standing(story, view))
    leaves = tuple(_leaves(standing))
    return tuple(_rebuilt(standing, iter(_joined(leaves, view))))


def aligned(story: Sequence[Standing], view: View) -> list[Standing | None]:
    """What each paragraph and table of `story` is in `view`; `None` for what is gone or joined to a later one."""
    places = [(place, shown) for place, leaf in enumerate(story) for shown in _standing((leaf,), view)]
    found: list[Standing | None] = [None] * len(story)
    leaves = [shown for _, shown in places if isinstance(shown, Paragraph | Table)]
    for (place, _), leaf in zip(places, _joined(leaves, view), strict=True):
        found[place] = leaf
    return found


def _standing(blocks: Sequence[Block], view: View) -> Iterator[Block]:
    """Every block with what of it stands in the view; paragraphs still apart, tables without a row gone."""
    for block in blocks:
        match block:
            case Paragraph():
                look = block.before if view == "original" and block.before is not None else block.look
                yield Paragraph(_inlines(block.content, view), look, block.mark)
            case Control():
                yield replace(block, blocks=tuple(_standing(block.blocks, view)))
            case Table():
                rows = tuple(_row(row, view) for row in block.rows if row.presence.within(view))
                if any(row.cells for row in rows):
                    yield replace(block, rows=rows, authors=())
            case Anchor():
                yield block
            case _:
                assert_never(block)


def _row(row: Row, view: View) -> Row:
    cells = (cell for cell in row.cells if cell.presence.within(view))
    shown = (Cell(seen(cell.blocks, view), span=cell.span, merged=cell.merged) for cell in cells)
    return Row(tuple(shown), header=row.header)


def _inlines(content: Sequence[Inline], view: View) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for inline in content:
        match inline:
            case Run():
                if inline.presence.within(view):
                    look = inline.before if view == "original" and inline.before is not None else inline.look
                    found.append(Run(inline.text, look=look, aid=inline.aid))
            case FieldMark() | Instruction() | NoteMark() | PageBreak():
                if inline.presence.within(view):
                    found.append(replace(inline, presence=UNCHANGED))
            case Picture():
                if inline.presence.within(view):
                    boxes = tuple(seen(box, view) for box in inline.boxes)
                    found.append(replace(inline, boxes=boxes, presence=UNCHANGED))
            case Anchor():
                found.append(inline)
            case Link() | InlineControl():
                found.append(replace(inline, content=_inlines(inline.content, view)))
            case _:
                assert_never(inline)
    return tuple(found)


def _leaves(blocks: Sequence[Block]) -> Iterator[Standing]:
    for block in blocks:
        match block:
            case Control():
                yield from _leaves(block.blocks)
            case Paragraph() | Table():
                yield block
            case Anchor():
                pass
            case _:
                assert_never(block)


def _joined(leaves: Sequence[Standing], view: View) -> Iterator[Standing | None]:
    """What each leaf becomes; `None` for a paragraph that is joined to a later one, or gone."""
    carried: list[Inline] = []
    after_paragraph = False
    for leaf, following in zip_longest(leaves, leaves[1:]):
        if isinstance(leaf, Table):
            after_paragraph = False
            yield leaf
            continue
        carried.extend(leaf.content)
        is_removed = not leaf.mark.within(view)
        if is_removed and isinstance(following, Paragraph):
            yield None
            continue
        is_needed = following is None and not after_paragraph
        if is_removed and not is_needed and not any(map(_is_something, carried)):
            yield None
        else:
            after_paragraph = True
            yield Paragraph(_without_instructions(tuple(carried)), leaf.look)
        carried = []


def _is_something(inline: Inline) -> bool:
    match inline:
        case Run():
            return bool(inline.text)
        case FieldMark() | Instruction() | Anchor():
            return False
        case Picture() | NoteMark() | PageBreak():
            return True
        case Link() | InlineControl():
            return any(map(_is_something, inline.content))
        case _:
            assert_never(inline)


def _rebuilt(blocks: Sequence[Block], leaves: Iterator[Standing | None]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Control():
                yield replace(block, blocks=tuple(_rebuilt(block.blocks, leaves)))
            case Paragraph() | Table():
                leaf = next(leaves)
                if leaf is not None:
                    yield leaf
            case Anchor():
                yield block
            case _:
                assert_never(block)


def _without_instructions(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The paragraph without the text of instructions, such as the results of fields nested in them.

    An instruction that does not end in the paragraph takes nothing away: no text is lost to a damaged field.
    """
    if all(isinstance(inline, Run) for inline in content):
        return content
    marks = tuple(_flat(content))
    steps = [0] * (len(marks) + 1)
    begun: list[int | None] = []
    for place, mark in enumerate(marks):
        if not isinstance(mark, FieldMark):
            continue
        if mark.kind == "begin":
            begun.append(place)
        elif begun:
            start = begun.pop()
            if start is not None:
                steps[start] += 1
                steps[place] -= 1
            if mark.kind == "separate":
                begun.append(None)
    hidden = iter([depth > 0 for depth in accumulate(steps)])
    return _spared(content, hidden)


def _flat(content: Sequence[Inline]) -> Iterator[Leaf]:
    for inline in content:
        match inline:
            case Link() | InlineControl():
                yield from _flat(inline.content)
            case _:
                yield inline


def _spared(content: Sequence[Inline], hidden: Iterator[bool]) -> tuple[Inline, ...]:
    kept: list[Inline] = []
    for inline in content:
        match inline:
            case Link() | InlineControl():
                kept.append(replace(inline, content=_spared(inline.content, hidden)))
            case Run() | Picture() | PageBreak() | NoteMark():
                if not next(hidden):
                    kept.append(inline)
            case FieldMark() | Instruction() | Anchor():
                next(hidden)
                kept.append(inline)
            case _:
                assert_never(inline)
    return tuple(kept)
