"""Laws of the way back, for every narrative that the generator makes.

`PLANSATS_LAW_EXAMPLES` asks for more examples.
"""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assembler.assemble.editing_base import locked_parts
from assembler.document.blocks import Blocks, Paragraph, Section
from assembler.document.inline import Footnote, Text
from assembler.document.walk import every_inline, own_inlines, plain_text, walk
from assembler.markup.markdown import read_markdown, write_markdown
from assembler.markup.one_form import one_form
from assembler.merge.marked import read_marked
from assembler.merge.values import Clean, Conflict
from assembler.readers.docx.edited import EditedCopy
from assembler.readers.docx.editing import export_id, read_edited
from assembler.reconcile.applying import apply
from assembler.reconcile.bringing import compared
from assembler.reconcile.copy_json import copy_of_json, copy_to_json
from assembler.reconcile.folder_place import FolderPlace
from assembler.reconcile.outcome import Outcome
from tests.assembler.readers.docx.copies import copy_of
from tests.assembler.reconcile.edited_copies import Office
from tests.assembler.reconcile.word_editor import WordEditor
from tests.laws.narratives import NARRATIVES
from tests.laws.test_edited_copy_laws import texts as word_texts
from tests.laws.test_merge_laws import Editor, document, shown

EXAMPLES = int(os.environ.get("PLANSATS_LAW_EXAMPLES", "6"))
# The narratives are large by nature.
TOO_MUCH = [HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.filter_too_much]
WORD = re.compile(r"[^\W_]+")


@contextmanager
def office_of(*texts: str) -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder:
        yield Office(Path(folder, "plan"), {f"b{number}": text for number, text in enumerate(texts)})


def formed(blocks: Blocks) -> Blocks:
    return one_form(blocks, "nb")


def edited(office: Office, edits: dict[str, Blocks]) -> EditedCopy:
    """A copy with blocks that need not come from Markdown."""
    copy = office.copy()
    return replace(copy, blocks=tuple(replace(each, current=edits.get(each.id, each.current)) for each in copy.blocks))


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str]:
    """Prose, and what two people made of it: every word that they write is new."""
    base = draw(document)
    return shown(base), shown(Editor(draw, "vi").edit(base)), shown(Editor(draw, "de").edit(base))


@st.composite
def versions_of_anything(draw: st.DrawFn) -> tuple[Blocks, Blocks, Blocks]:
    """Any narrative, and what two people made of it: blocks are gone, paragraphs new, the rest is as it was."""
    base = draw(NARRATIVES)
    return base, _version(draw, base, "vi"), _version(draw, base, "de")


def _version(draw: st.DrawFn, base: Blocks, name: str) -> Blocks:
    kept = [block for block in base if draw(st.integers(0, 4))]
    new = [Paragraph((Text(f"{name} {number}"),)) for number in range(draw(st.integers(0, 2)))]
    at = draw(st.integers(0, sum(not isinstance(block, Section) for block in kept)))
    return (*kept[:at], *new, *kept[at:])


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=TOO_MUCH)
@given(NARRATIVES)
def test_without_edits_nothing_changes(one: Blocks) -> None:
    with office_of(write_markdown(one), "Noe annet.\n") as office:
        outcome = compared(office.place, office.copy())
        assert {block.state for block in outcome.blocks} == {"unchanged"}
        assert apply(office.place, outcome).files == {}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=TOO_MUCH)
@given(NARRATIVES, st.booleans())
def test_one_edited_block_has_exactly_the_new_text(any: Blocks, is_new: bool) -> None:
    plain: Blocks = (Paragraph((Text("Helt vanlig tekst. Her er den."),)),)
    one, new = (plain, any) if is_new else (any, plain)
    assume(formed(new) and formed(one) != formed(new))
    with office_of(write_markdown(one), "Noe annet.\n") as office:
        before = office.path("b1").read_bytes()
        outcome = compared(office.place, edited(office, {"b0": new}))
        assert [block.state for block in outcome.blocks] == ["changed", "unchanged"]
        apply(office.place, outcome)
        blocks, problems = read_markdown(office.text("b0"), file="", form="nb")
        assert not problems
        assert write_markdown(formed(blocks)) == outcome.blocks[0].theirs
        assert office.path("b1").read_bytes() == before


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=TOO_MUCH)
@given(versions_of_anything())
def test_three_narratives_come_together_or_stand_side_by_side(given: tuple[Blocks, Blocks, Blocks]) -> None:
    base, ours, theirs = given
    assume(formed(theirs))
    with office_of(write_markdown(base)) as office:
        office.write("b0", write_markdown(ours))
        copy = edited(office, {"b0": theirs})
        outcome = compared(office.place, copy)
        apply(office.place, outcome)
        (block,) = outcome.blocks
        if block.state != "conflict":
            assert not read_markdown(office.text("b0"), file="", form="nb")[1]
        after = office.path("b0").read_bytes()
        again = compared(office.place, copy)
        assert apply(office.place, again).files == {}
        assert office.path("b0").read_bytes() == after


@settings(max_examples=5 * EXAMPLES, deadline=None)
@given(versions())
def test_no_word_that_a_side_wrote_is_lost(texts: tuple[str, str, str]) -> None:
    base, ours, theirs = texts
    assume(theirs)
    with office_of(base) as office:
        office.write("b0", ours)
        apply(
            office.place, compared(office.place, edited(office, {"b0": read_markdown(theirs, file="", form="nb")[0]}))
        )
        pieces = read_marked(office.text("b0")) or ()
        assert pieces or not office.text("b0")
        kept: Counter[str] = Counter()
        for piece in pieces:
            match piece:
                case Clean(text):
                    kept += Counter(WORD.findall(text))
                case Conflict(_, left, right):
                    kept += Counter(WORD.findall(left)) | Counter(WORD.findall(right))
        words = [Counter(WORD.findall(text)) for text in texts]
        written = (words[1] - words[0]) | (words[2] - words[0])
        assert not written - kept
        # What neither side took away is there too.
        assert not (words[0] & words[1] & words[2]) - kept or words[1] != words[0] != words[2]


@settings(max_examples=5 * EXAMPLES, deadline=None)
@given(versions())
def test_what_both_did_alike_is_no_change(texts: tuple[str, str, str]) -> None:
    base, ours, _ = texts
    assume(ours)
    with office_of(base) as office:
        office.write("b0", ours)
        outcome = compared(office.place, edited(office, {"b0": read_markdown(ours, file="", form="nb")[0]}))
        assert [block.state for block in outcome.blocks] == ["unchanged"]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=TOO_MUCH)
@given(versions_of_anything(), versions())
def test_copies_with_edits_of_different_blocks_commute(
    any: tuple[Blocks, Blocks, Blocks], prose: tuple[str, str, str]
) -> None:
    assume(formed(any[2]) and prose[2])
    edits = {"b0": any[2]}, {"b1": read_markdown(prose[2], file="", form="nb")[0]}
    found = []
    for order in (edits, edits[::-1]):
        with office_of(write_markdown(any[0]), prose[0]) as office:
            office.write("b0", write_markdown(any[1]))
            office.write("b1", prose[1])
            for edit in order:
                apply(office.place, compared(office.place, edited(office, edit)))
            found.append((office.text("b0"), office.text("b1")))
    assert found[0] == found[1]


def out_and_home(folder: Path, several: list[Blocks]) -> tuple[FolderPlace, bytes]:
    """A plan with these texts, and its editing copy as Word has it."""
    content, exported = copy_of({f"tekst-{number}": blocks for number, blocks in enumerate(several)})
    (folder / "narrative").mkdir()
    (folder / "plan.yaml").write_text("id: plan-1\nform: nb\n")
    blocks = []
    for block in exported.blocks:
        file = f"narrative/{block.id}.md"
        (folder / file).write_text(write_markdown(block.blocks), "utf-8")
        blocks.append(replace(block, file=file))
    place = FolderPlace(folder)
    place.keep(replace(exported, blocks=tuple(blocks), locked=locked_parts(content, exported.blocks)))
    return place, content


def home(place: FolderPlace, content: bytes) -> Outcome:
    """What `bring_back` gives, without a child process."""
    base = place.base(export_id(content)[0])
    return compared(place, copy_of_json(*copy_to_json(read_edited(content, base))))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=TOO_MUCH)
@given(word_texts)
def test_out_to_word_and_home_again_nothing_changes(several: list[Blocks]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place, content = out_and_home(Path(folder), several)
        outcome = home(place, content)
        assert {block.state for block in outcome.blocks} <= {"unchanged"}
        assert (outcome.inbox, outcome.comments, outcome.notes) == ((), (), ())
        assert apply(place, outcome).files == {}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=TOO_MUCH)
@given(word_texts, st.integers(0, 1000), st.booleans())
def test_a_word_written_in_word_comes_to_its_place_and_nothing_else_changes(
    several: list[Blocks], number: int, tracked: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place, content = out_and_home(Path(folder), several)
        editor = WordEditor(content)
        runs = [run for run in editor.runs("tekst-0") if run.findtext("{*}t")]
        assume(runs)
        editor.rewrite(runs[number % len(runs)], lambda text: f"{text} nyttord", tracked=tracked)
        outcome = home(place, editor.save())
        assert [block.id for block in outcome.blocks if block.state != "unchanged"] == ["tekst-0"]
        block = outcome.blocks[0]
        assert block.state == "changed"
        said = [re.sub(r"\s", "", every_text(text)) for text in (block.base, block.theirs)]
        assert said[1].replace("nyttord", "", 1) == said[0]
        apply(place, outcome)
        assert (place.files()["narrative/tekst-0.md"]).decode() == block.theirs


def every_text(text: str) -> str:
    blocks = read_markdown(text, file="", form="nb")[0]
    runs = (run for block, _ in walk(blocks) for run in own_inlines(block))
    notes = (inline.children for inline in every_inline(blocks) if isinstance(inline, Footnote))
    return "".join(map(plain_text, (*runs, *notes)))
