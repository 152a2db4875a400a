"""Laws of HTML: out and back is the same document, with nothing to clean."""

from hypothesis import given, settings

from assembler.markup.html import read_html, write_html
from tests.laws.narratives import NARRATIVES


@settings(max_examples=30, deadline=None)
@given(NARRATIVES)
def test_blocks_to_html_to_blocks_is_identity(blocks):
    assert read_html(write_html(blocks), file="a.html", form="nb") == (blocks, ())
