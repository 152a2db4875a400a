"""Numbers of chapters, tables, notes, and the references that point at them."""

from assembler.compose.numbering import numbered
from assembler.compose.placing import unique
from assembler.document.blocks import Blocks, Paragraph, Section, Table
from assembler.document.inline import CrossReference, Footnote, Text
from assembler.document.walk import every_inline, plain_text, walk
from tests.assembler.compose.edition import situation


def chapter(id: str, *blocks: object, role: str = "chapter") -> Section:
    return Section(id, (Text(id),), blocks, role=role)  # type: ignore[arg-type]


def table(id: str, layout: str = "plain") -> Table:
    return Table(id, (Text("t"),), (), (), layout=layout)  # type: ignore[arg-type]


def numbers(blocks: Blocks) -> dict[str, str]:
    return {block.id: block.number for block, _ in walk(blocks) if isinstance(block, Section | Table)}


def test_chapters_appendices_and_tables_are_numbered_in_their_own_rows() -> None:
    blocks = (
        chapter("forord", table("f"), role="front"),
        chapter("ein", table("a"), Section("inne", (Text("inne"),), (table("b"),))),
        chapter("to", table("s1", "schedule"), table("c")),
        chapter("v", table("d"), table("s2", "schedule"), role="appendix"),
    )
    done, problems = numbered(blocks, situation())
    assert problems == ()
    assert {id: number.replace("\u00a0", " ") for id, number in numbers(done).items()} == {
        "forord": "",
        "f": "Tabell 1",
        "ein": "1",
        "a": "Tabell 1.1",
        "inne": "",
        "b": "Tabell 1.2",
        "to": "2",
        "s1": "Skjema 1",
        "c": "Tabell 2.1",
        "v": "Vedlegg 1",
        "d": "Tabell V1.1",
        "s2": "Skjema 2",
    }


def test_references_are_worded_and_a_dead_one_is_a_problem() -> None:
    blocks = (
        chapter("ein", Paragraph((CrossReference("a"), CrossReference("to"), CrossReference("inne")))),
        chapter("to", table("a"), Section("inne", (Text("Der inne"),), ()), Paragraph((CrossReference("borte"),))),
    )
    done, problems = numbered(blocks, situation())
    texts = [plain_text((inline,)) for inline in every_inline(done) if isinstance(inline, CrossReference)]
    assert texts == ["Tabell\u00a02.1", "kapittel\u00a02", "«Der inne»"]
    assert [(problem.code, problem.values["target"]) for problem in problems] == [
        ("compose-reference-unknown", "borte")
    ]


def test_notes_run_through_the_whole_document() -> None:
    note = Footnote("x-1", (Text("ein"),))
    blocks = (
        chapter("ein", Paragraph((note,))),
        chapter("to", Paragraph((Footnote("y-1", (Text("to"),)), note))),
    )
    done, _ = numbered(blocks, situation())
    assert [inline.number for inline in every_inline(done) if isinstance(inline, Footnote)] == [1, 2, 1]


def test_a_reference_that_begins_a_sentence_has_a_large_letter() -> None:
    reference = CrossReference("to")
    run = (reference, Text(" seier meir. "), reference, Text(" òg, men sjå "), reference)
    done, _ = numbered((chapter("ein", Paragraph(run)), chapter("to")), situation())
    texts = [inline.text for inline in every_inline(done) if isinstance(inline, CrossReference)]
    assert [text[:1] for text in texts] == ["K", "K", "k"]


def test_a_chapter_and_a_table_of_one_name_are_both_within_reach() -> None:
    run = (CrossReference("kapittel-satsar"), Text(" "), CrossReference("tabell-satsar"), Text(" "))
    plain = Paragraph((*run, CrossReference("kapittel-ein")))
    named, _ = unique((chapter("ein", plain), chapter("satsar", table("satsar"))))
    done, problems = numbered(named, situation())
    found = [inline for inline in every_inline(done) if isinstance(inline, CrossReference)]
    assert [(one.target, one.text.replace("\u00a0", " ")) for one in found] == [
        ("kapittel-satsar", "Kapittel 2"),
        ("satsar", "tabell 2.1"),
        ("ein", "kapittel 1"),
    ]
    assert problems == ()


def test_a_reference_that_could_mean_a_chapter_or_a_table_is_told() -> None:
    named, _ = unique((chapter("ein", Paragraph((CrossReference("satsar"),))), chapter("satsar", table("satsar"))))
    _, problems = numbered(named, situation())
    assert [(one.code, one.severity.value) for one in problems] == [("compose-reference-ambiguous", "warning")]
