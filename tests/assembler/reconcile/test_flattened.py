"""LibreOffice's own doing is taken back where the words are the same, and nothing that an editor did."""

import pytest

from assembler.markup.markdown import write_markdown
from assembler.reconcile.flattened import made_whole, with_roles
from tests.assembler.reconcile.edited_copies import blocks

BASE = """# Om **oss**

Les *dette* først.[^sommar]

1. En
2. To
   - a
   - b

[^sommar]: Den varme.
"""


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        pytest.param(
            "# Om oss {#om-oss}\n\nLes dette først.[^sommar]\n",
            "# Om **oss**\n\nLes *dette* først.[^sommar]\n",
            id="marks",
        ),
        pytest.param("Les dette nå.[^sommar]\n", "Les dette nå.[^sommar]\n", id="an edit stays"),
        pytest.param("Les **dette** først.[^sommar]\n", "Les **dette** først.[^sommar]\n", id="other marks stay"),
        pytest.param("Les dette først.[^note]\n", "Les *dette* først.[^sommar]\n", id="a note's name"),
        pytest.param("1. En\n\n1) Nytt\n\n1. To\n", "1. En\n2. Nytt\n3. To\n", id="a list of lists"),
        pytest.param("1. En\n   - a\n\n   * b\n", "1. En\n   - a\n   - b\n", id="inner lists"),
        pytest.param("1. En\n\n- To\n", "1. En\n\n- To\n", id="lists of two kinds"),
    ],
)
def test_what_was_flattened_is_made_whole(found: str, whole: str) -> None:
    notes = {"[^sommar]": "\n[^sommar]: Den varme.\n", "[^note]": "\n[^note]: Den varme.\n"}
    given, wanted = (text + "".join(note for mark, note in notes.items() if mark in text) for text in (found, whole))
    assert write_markdown(made_whole(blocks(given), blocks(BASE))) == write_markdown(blocks(wanted))


def test_lists_that_went_out_side_by_side_stay_apart() -> None:
    text = "- en\n\n* to\n"
    assert made_whole(blocks(text), blocks(text)) == blocks(text)


def test_a_note_whose_text_was_edited_keeps_the_name_that_it_has() -> None:
    found = blocks("Les.[^note]\n\n[^note]: Den kalde.\n")
    assert made_whole(found, blocks(BASE)) == found


def test_a_note_that_got_the_text_of_another_block_s_has_its_own_again() -> None:
    found = blocks("Les dette først.[^sommar]\n\n[^sommar]: Om renten.\n")
    whole = made_whole(found, blocks(BASE), frozenset({"Om renten."}))
    assert write_markdown(whole).endswith("[^sommar]: Den varme.\n")


def test_an_edited_note_in_a_paragraph_that_was_flattened_stays_edited() -> None:
    found = blocks("Les dette først.[^sommar]\n\n[^sommar]: Den våte.\n")
    assert write_markdown(made_whole(found, blocks(BASE))) == ("Les *dette* først.[^sommar]\n\n[^sommar]: Den våte.\n")


def test_paragraphs_that_lost_their_styles_have_their_roles_again() -> None:
    base = "{.ingress}\nKort sagt.\n\nMer.\n"
    assert write_markdown(with_roles(blocks("Kort sagt.\n\nMer.\n"), blocks(base))) == base
    assert with_roles(blocks("Kort og godt.\n"), blocks(base)) == blocks("Kort og godt.\n")
