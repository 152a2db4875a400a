"""Ids become unique when narratives of several owners stand in one document."""

from assembler.compose.placing import placed, unique
from assembler.document.blocks import Narrative, Paragraph, Section, Table
from assembler.document.identity import ids
from assembler.document.inline import Footnote, Text


def heading(id: str) -> Section:
    return Section(id, (Text("Tiltak"),), (Paragraph((Text("x"),)),))


def test_notes_are_named_after_their_narrative() -> None:
    (paragraph,) = placed((Paragraph((Footnote("1", (Text("n"),)),)),), "okonomi")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children == (Footnote("okonomi-1", (Text("n"),)),)


def test_a_repeated_heading_gets_a_free_id_and_the_first_keeps_its_own() -> None:
    blocks = (Narrative("a", (heading("tiltak"),)), Narrative("b", (heading("tiltak"), heading("tiltak-2"))))
    done, problems = unique(blocks)
    assert ids(done) == ("tiltak", "tiltak-3", "tiltak-2")
    assert problems == ()


def test_a_repeated_table_is_a_problem() -> None:
    table = Table("t", (Text("t"),), (), ())
    _, problems = unique((table, table))
    assert [(problem.code, problem.place.block) for problem in problems] == [("compose-id-twice", "t")]
