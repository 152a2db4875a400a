"""Both views of what Word, LibreOffice and Google Docs write, against texts written by hand."""

import pytest

from assembler.readers.docx.read import read_word
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import Control, Paragraph
from assembler.readers.docx.views import seen
from tests.assembler.readers.docx.word_cases import CASES, control
from tests.assembler.readers.docx.word_files import word_file


def read(said: str, view: str) -> list[str]:
    return list(lines(seen(read_word(word_file(said)).body, view)))


@pytest.mark.parametrize("case", CASES)
def test_current(case: str) -> None:
    said, current, _ = CASES[case]
    assert read(said, "current") == current


@pytest.mark.parametrize("case", CASES)
def test_original(case: str) -> None:
    said, current, original = CASES[case]
    assert read(said, "original") == (current if original is None else original)


def test_a_view_holds_no_changes_any_more() -> None:
    for said, *_ in CASES.values():
        once = seen(read_word(word_file(said)).body, "current")
        assert seen(once, "current") == seen(once, "original") == once


def test_a_joined_paragraph_stands_where_the_later_one_stood() -> None:
    said = "<p->{A}</p>" + control("<p><pPr><pStyle val='Heading1'/></pPr>{B}</p>", "ps:b:x")
    (block,) = seen(read_word(word_file(said)).body, "current")
    assert isinstance(block, Control)
    assert (block.tag, block.alias) == ("ps:b:x", "A [a]")
    (paragraph,) = block.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.look.style == "Heading1"


def test_a_control_whose_text_is_all_deleted_is_still_there() -> None:
    blocks = seen(read_word(word_file("<p>{A}</p>" + control("<p->[-B-]</p>") + "<p>{C}</p>")).body, "current")
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Control", "Paragraph"]
