"""Conflicts that stand in a file are read back as what they were written from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.merge.files import printed
from assembler.merge.marked import is_marked, read_marked
from assembler.merge.prose import merge_text
from assembler.merge.values import Clean, Conflict, Merged

WORDS = st.lists(
    st.sampled_from(["Vi bygger hus.", "Det koster lite.", "Veien er lang.", "\n\n", "\u2028", "- punkt"]), max_size=6
)
TEXTS = WORDS.map(" ".join)


@given(TEXTS, TEXTS, TEXTS)
def test_what_was_printed_is_read_back_to_the_sign(base: str, ours: str, theirs: str) -> None:
    merged = merge_text(base, ours, theirs)
    text = printed(merged)
    pieces = read_marked(text)
    assert pieces is not None
    assert printed(Merged(pieces)) == text
    assert is_marked(text) == bool(merged.conflicts)
    assert sum(isinstance(piece, Conflict) for piece in pieces) <= len(merged.conflicts)


def test_both_sides_are_whole_lines() -> None:
    text = "Før.\n\n<<<<<<< ours\nVår.\n=======\nDeres.\n>>>>>>> theirs\n\nEtter.\n"
    assert read_marked(text) == (Clean("Før.\n\n"), Conflict("", "Vår.\n", "Deres.\n"), Clean("\nEtter.\n"))


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< ours\nVår.\n",
        "Vår.\n=======\nDeres.\n>>>>>>> theirs\n",
        "<<<<<<< ours\nVår.\n>>>>>>> theirs\n=======\n",
        "<<<<<<< ours\na\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n",
        "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n",
    ],
)
def test_marks_that_somebody_broke_are_no_pieces(text: str) -> None:
    assert is_marked(text)
    assert read_marked(text) is None


@pytest.mark.parametrize("text", ["", "Vanlig tekst.\n", "Tittel\n=======\n", "> sitat\n", "<<<<<<<<\n"])
def test_ordinary_text_is_not_marked(text: str) -> None:
    assert not is_marked(text)
    assert read_marked(text) == ((Clean(text),) if text else ())


def test_conflicts_next_to_each_other_stay_two_when_they_are_printed_again() -> None:
    one, other = ("<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n".format(*sides) for sides in ("ab", "cd"))
    pieces = read_marked(one + other)
    assert pieces is not None
    assert [piece for piece in pieces if isinstance(piece, Conflict)] == [
        Conflict("", "a\n", "b\n"),
        Conflict("", "c\n", "d\n"),
    ]
    assert printed(Merged(pieces)) == one + other
