"""Laws of Markdown: out and back is the same document; whatever is read is stable; nothing takes long."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.markup.markdown import read_markdown, write_markdown
from tests.laws.narratives import NARRATIVES, SNIPPETS, WORDS


def read(text):
    return read_markdown(text, file="a.md", form="nb")


@settings(max_examples=60, deadline=None)
@given(NARRATIVES)
def test_blocks_to_markdown_to_blocks_is_identity(blocks):
    text = write_markdown(blocks)
    again, problems = read(text)
    assert problems == ()
    assert again == blocks


LINES = st.lists(st.one_of(WORDS, SNIPPETS, st.lists(SNIPPETS, max_size=4).map("".join)), max_size=12)


@settings(max_examples=150, deadline=None)
@given(LINES.map("\n".join))
def test_any_text_is_read_and_what_it_says_is_stable(text):
    blocks, problems = read(text)
    if not problems:
        written = write_markdown(blocks)
        assert read(written) == (blocks, ())
        assert write_markdown(read(written)[0]) == written
