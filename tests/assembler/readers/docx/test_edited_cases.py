"""What comes back from editors: each case in the current and in the original view."""

import pytest

from assembler.document.exported import Exported
from assembler.readers.docx.edited import EditedCopy
from tests.assembler.readers.docx.back_cases import CASES, Case
from tests.assembler.readers.docx.back_files import A, B, blocks_of, codes, exported, markdown, read


def reading(case: Case) -> EditedCopy:
    return read(case.body, **case.parts)


@pytest.mark.parametrize("name", CASES)
def test_texts_of_both_views(name: str) -> None:
    case = CASES[name]
    copy = reading(case)
    found = {block.id: block for block in copy.blocks}
    for id, now, before in (("a", case.a, case.was_a), ("b", case.b, case.was_b)):
        if now is None:
            assert id not in found
            continue
        assert markdown(found[id].current) == aligned(now)
        assert markdown(found[id].original) == aligned(now if before == "same" or before is None else before)


def aligned(text: str) -> str:
    """The Markdown as our writer sets it: columns of tables in line."""
    return markdown(blocks_of(text))


@pytest.mark.parametrize("name", CASES)
def test_inbox_and_what_is_told(name: str) -> None:
    case = CASES[name]
    copy = reading(case)
    assert [(text.after, markdown(text.blocks)) for text in copy.inbox] == case.inbox
    assert codes(copy) == case.told


def test_a_figure_of_the_base_is_bound() -> None:
    base: Exported = exported()
    copy = read(CASES["untouched"].body)
    assert [block.current for block in copy.blocks] == [block.blocks for block in base.blocks]
    assert tuple(markdown(block.blocks) for block in base.blocks) == (A, B)
