"""Law: an editing copy that nobody touched reads as the very blocks that went out, in both views, and tells nothing.

`PLANSATS_LAW_EXAMPLES` asks for more examples.
"""

import os
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler.document.blocks import Block, Blocks, Figure
from assembler.document.identity import ids
from assembler.document.inline import BoundFigure, CrossReference, Inline
from assembler.document.walk import map_inlines, rebuild
from assembler.readers.docx.editing import read_edited
from tests.assembler.readers.docx.copies import IMAGES, copy_of
from tests.laws.narratives import NARRATIVES

EXAMPLES = int(os.environ.get("PLANSATS_LAW_EXAMPLES", "12"))
careful = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def composed(blocks: Blocks) -> Blocks:
    """The blocks as compose leaves them: figures and references say something, and pictures are there."""

    def said(inline: Inline) -> Inline:
        match inline:
            case BoundFigure():
                return replace(inline, text="12,3")
            case CrossReference():
                return replace(inline, text="tabell 5.2")
            case _:
                return inline

    def shown(block: Block) -> Block:
        block = map_inlines(block, said)
        return (
            replace(block, image="images/a.png") if isinstance(block, Figure) and block.image not in IMAGES else block
        )

    return rebuild(blocks, shown)


def without_repeated_ids(several: list[Blocks]) -> bool:
    """Compose sees to it that no two texts have the same id."""
    said = [id for blocks in several for id in ids(blocks)]
    return len(said) == len(set(said))


texts = st.lists(NARRATIVES.map(composed), min_size=1, max_size=2).filter(without_repeated_ids)


@careful
@given(texts)
def test_a_copy_that_nobody_touched_says_what_went_out(several: Any) -> None:
    content, exported = copy_of({f"tekst-{number}": blocks for number, blocks in enumerate(several)})
    read = read_edited(content, exported)
    assert [block.id for block in read.blocks] == [block.id for block in exported.blocks]
    for found, base in zip(read.blocks, exported.blocks, strict=True):
        assert found.current == base.blocks
        assert found.original == base.blocks
        assert (found.found_by, found.authors, found.problems) == ("tag", (), ())
    assert (read.inbox, read.comments, read.pictures, read.problems) == ((), (), (), ())
