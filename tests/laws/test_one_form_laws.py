"""Laws of the one form: it is stable, and no text is lost in it."""

from hypothesis import given, settings

from assembler.document.inline import Emphasis, Foreign, Link, Strong, Text
from assembler.document.walk import own_inlines, plain_text, walk
from assembler.markup.markdown import read_markdown, write_markdown
from assembler.markup.one_form import one_form, one_run
from tests.laws.narratives import NARRATIVES


def letters(blocks):
    runs = [plain_text(run) for block, _ in walk(blocks) for run in own_inlines(block)]
    return [letter for run in runs for letter in run if not letter.isspace()]


@settings(max_examples=40)
@given(NARRATIVES)
def test_the_form_is_stable_loses_no_letter_and_stands_in_markdown(blocks):
    formed = one_form(blocks, "nb")
    assert one_form(formed, "nb") == formed
    assert letters(formed) == letters(blocks)
    assert read_markdown(write_markdown(formed), file="a.md", form="nb") == (formed, ())


def test_marks_nested_in_two_ways_are_nested_in_one():
    one = (Strong((Emphasis((Text("a"),)), Text("b"))),)
    other = (Emphasis((Strong((Text("a"),)),)), Strong((Text("b"),)))
    assert one_run(one, "nb") == one_run(other, "nb") == one


def test_a_language_that_is_there_already_is_left_out():
    assert one_run((Foreign("nn-NO", (Text("a"),)), Foreign("en-GB", (Text("b"),))), "nn") == (
        Text("a"),
        Foreign("en", (Text("b"),)),
    )


def test_links_stand_outermost_and_end_where_they_end():
    run = (Strong((Link("https://a.no", (Text("a"),)), Text("b"))), Link("https://b.no", (Text("c"),)))
    assert one_run(run, "nb") == (
        Link("https://a.no", (Strong((Text("a"),)),)),
        Strong((Text("b"),)),
        Link("https://b.no", (Text("c"),)),
    )
