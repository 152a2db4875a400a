"""All that blocks say, as plain lines: for what no narrative can hold, and to tell how alike two texts are."""

from collections.abc import Iterator

from assembler.document.blocks import Block, Blocks, Chart, Figure, Table
from assembler.document.inline import Footnote, Inlines, Link
from assembler.document.walk import inlines_within, own_inlines, plain_text, walk


def plain_lines(blocks: Blocks) -> Iterator[str]:
    """Every line in reading order, none of them empty: labels, notes, addresses and alternative texts too."""
    for block, _ in walk(blocks):
        for line in (*_labels(block), *(said for run in own_inlines(block) for said in _run(run)), *_asides(block)):
            if line.strip():
                yield line


def _run(run: Inlines) -> Iterator[str]:
    yield plain_text(run)
    for inline in inlines_within(run):
        if isinstance(inline, Footnote):
            yield plain_text(inline.children)
        elif isinstance(inline, Link):
            yield inline.href


def _labels(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (f"{column.label} {column.year}".strip() for column in block.columns)


def _asides(block: Block) -> Iterator[str]:
    match block:
        case Table(subtitle=subtitle, description=description):
            yield from (subtitle, description)
        case Figure(image=image, alt=alt, source=source):
            yield from (source, alt, image)
        case Chart(subtitle=subtitle, source=source):
            yield from (subtitle, source)
        case _:
            pass
