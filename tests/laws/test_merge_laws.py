"""Laws of the merge: what holds for every text and every pair of edits."""

import re
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assembler.merge.blocks import split_blocks
from assembler.merge.files import merge_files
from assembler.merge.prose import merge_text

NAMES = ("base", "ours", "theirs")
KEPT = [f"{word}{number}" for word in ("skole", "plan", "vei", "budsjett") for number in range(30)]

words = st.sampled_from(KEPT)
sentence = st.lists(words, min_size=1, max_size=9).map(lambda said: " ".join(said).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=5)
document = st.lists(paragraph, min_size=1, max_size=5)
marks = st.sampled_from(("", "", "", "# ", "- ", "1. ", "> ", "| "))
any_text = st.text(st.sampled_from("aB1 .,\n\n\t-#|>*`~:=\r«»\u2028\u00a0"), max_size=60)


def shown(paragraphs: list[list[str]]) -> str:
    return "".join(" ".join(sentences) + "\n\n" for sentences in paragraphs)


class Editor:
    """Makes random edits, and writes only words that nobody else writes."""

    def __init__(self, draw: Any, name: str) -> None:
        self.draw, self.name, self.count = draw, name, 0

    def pick(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def word(self) -> str:
        self.count += 1
        return f"{self.name}{self.count}"

    def edit(self, document: list[list[str]]) -> list[list[str]]:
        edited = [list(paragraph) for paragraph in document]
        for _ in range(self.draw(st.integers(0, 4))):
            self.once(edited)
        return [paragraph for paragraph in edited if paragraph]

    def once(self, edited: list[list[str]]) -> None:
        at = self.pick(len(edited) - 1)
        kinds = ["word", "word", "delete word", "sentence", "delete", "split", "join", "new", "gone", "move", "rejoin"]
        kind = self.draw(st.sampled_from(kinds))
        if kind == "new":
            edited.insert(at, [f"{self.word().capitalize()} {self.word()}."])
        elif kind == "gone" and len(edited) > 1:
            del edited[at]
        elif kind == "move":
            edited.insert(self.pick(len(edited) - 1), edited.pop(at))
        elif kind == "join" and at + 1 < len(edited):
            edited[at] += edited.pop(at + 1)
        elif edited[at]:
            self.in_paragraph(edited, at, kind)

    def in_paragraph(self, edited: list[list[str]], at: int, kind: str) -> None:
        paragraph = edited[at]
        number = self.pick(len(paragraph) - 1)
        said = paragraph[number].split()
        if kind == "word":
            place = self.pick(len(said) - 1)
            said[place : place + self.pick(1)] = [self.word()]
            paragraph[number] = " ".join(said)
        elif kind == "delete word" and len(said) > 1:
            del said[self.pick(len(said) - 1)]
            paragraph[number] = " ".join(said)
        elif kind == "sentence":
            paragraph.insert(number, f"{self.word().capitalize()} er {self.word()}.")
        elif kind == "delete" and len(paragraph) > 1:
            del paragraph[number]
        elif kind == "split" and number:
            edited[at : at + 1] = [paragraph[:number], paragraph[number:]]
        elif kind == "rejoin" and number:
            paragraph[number - 1 : number + 1] = [f"{paragraph[number - 1].rstrip('.')} og {paragraph[number]}"]


@st.composite
def edited(draw: Any) -> tuple[str, str, str]:
    base = draw(document)
    return shown(base), shown(Editor(draw, "vår").edit(base)), shown(Editor(draw, "deres").edit(base))


def written(text: str) -> set[str]:
    return set(re.findall(r"(?:vår|deres)\d+", text.lower()))


@given(any_text)
def test_the_blocks_of_a_text_are_the_text(text: str) -> None:
    assert split_blocks(text).text == text


@given(any_text, any_text)
def test_identity(base: str, side: str) -> None:
    assert merge_text(base, base, side).ours == side
    assert merge_text(base, side, base).ours == side
    assert merge_text(base, side, side).ours == side
    assert not merge_text(base, side, side).conflicts


@given(edited())
def test_no_token_that_a_side_wrote_vanishes(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    contents = [text.encode() for text in texts]
    merged, _ = merge_files(NAMES, contents)
    assert written(merged.decode()) == written(ours) | written(theirs)


@given(edited())
def test_each_side_of_a_merge_with_conflicts_has_all_that_its_writer_wrote(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    merged = merge_text(*texts)
    assert written(ours) <= written(merged.ours)
    assert written(theirs) <= written(merged.theirs)


@given(edited())
def test_no_old_word_vanishes_that_no_side_took_away(texts: tuple[str, str, str]) -> None:
    merged = merge_text(*texts)
    if merged.conflicts:
        return
    base, ours, theirs, result = (Counter(re.findall(r"\w+", text.lower())) for text in (*texts, merged.ours))
    for word in map(str.lower, KEPT):
        gone = base[word] - ours[word] + base[word] - theirs[word]
        assert result[word] >= base[word] - gone, word


@given(edited())
def test_the_order_of_the_sides_does_not_matter(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    one, other = merge_text(base, ours, theirs), merge_text(base, theirs, ours)
    assert len(one.conflicts) == len(other.conflicts)
    assert (one.ours, one.theirs) == (other.theirs, other.ours)


@given(edited())
def test_merging_the_result_again_changes_nothing(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    merged = merge_text(base, ours, theirs)
    if not merged.conflicts:
        assert merge_text(base, merged.ours, merged.ours).ours == merged.ours
        assert merge_text(ours, merged.ours, ours).ours == merged.ours


@given(document, document, document, st.data())
def test_edits_of_disjoint_parts_are_both_made(
    first: list[list[str]], between: list[list[str]], last: list[list[str]], data: Any
) -> None:
    draw = data.draw
    ours, theirs = Editor(draw, "vår").edit(first), Editor(draw, "deres").edit(last)
    middle = [["Midt i teksten står det et avsnitt som ingen av oss rører."], *between, ["Og her slutter midten."]]
    merged = merge_text(shown(first + middle + last), shown(ours + middle + last), shown(first + middle + theirs))
    assert not merged.conflicts
    assert merged.ours == shown(ours + middle + theirs)


@given(any_text, any_text, any_text)
def test_any_texts_at_all_are_merged(base: str, ours: str, theirs: str) -> None:
    merged = merge_text(base, ours, theirs)
    assert merged.ours == merged.theirs or merged.conflicts
