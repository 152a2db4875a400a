"""Numbers that a response can cite."""

from dataclasses import replace

from assembler.compose.composer import compose
from assembler.compose.doctype import document_type
from assembler.compose.paragraphs import cited
from assembler.document.blocks import FactBox, ItemList, ListItem, Narrative, Paragraph, Section
from assembler.document.inline import Text
from assembler.document.walk import plain_text, walk
from assembler.plan.model import NarrativeBlock
from tests.assembler.compose.edition import situation


def paragraph(text: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(text),), role)  # type: ignore[arg-type]


def texts(blocks) -> list[str]:
    return [plain_text(block.children) for block, _ in walk(blocks) if isinstance(block, Paragraph)]


def test_paragraphs_of_texts_are_numbered_through_the_chapter_and_nothing_else() -> None:
    inner = Section("b", (Text("B"),), (paragraph("to"), ItemList((ListItem((paragraph("i liste"),)),))))
    box = FactBox("boks", (Text("Boks"),), (paragraph("i boks"),))
    body = (Narrative("n", (paragraph("ingress", "lead"), box, paragraph("note", "note"))), inner)
    chapter = Section("a", (Text("A"),), body, role="chapter", number="3")
    assert texts(cited((chapter,))) == ["3-1\u00a0\u00a0ingress", "i boks", "note", "3-2\u00a0\u00a0to", "i liste"]


def test_an_appendix_a_summary_and_front_matter() -> None:
    appendix = Section("v", (Text("V"),), (paragraph("en"),), role="appendix", number="Vedlegg\u00a02")
    front = Section("f", (Text("F"),), (paragraph("foran"),), role="front")
    opened = Section("o", (Text("O"),), (paragraph("videre"),), role="chapter", number="4", summary=(Text("Kort"),))
    done = cited((appendix, front, opened))
    assert texts(done) == ["V2-1\u00a0\u00a0en", "foran", "4-2\u00a0\u00a0videre"]
    assert isinstance(done[2], Section)
    assert plain_text(done[2].summary) == "4-1\u00a0\u00a0Kort"


def test_only_the_edition_for_the_hearing_is_numbered_and_never_a_copy_to_edit() -> None:
    kind = "handlings-og-okonomiplan"
    block = NarrativeBlock("sammendrag", "sammendrag", "nn", (paragraph("Kort sagt."),))
    parts = {"type": kind, "narratives": (block,), "period": 0}
    made = situation(edition="innstilling", **parts)
    assert "1-1\u00a0\u00a0Kort sagt." in texts(compose(made).document.blocks)
    assert "Kort sagt." in texts(compose(replace(made, editing=True)).document.blocks)
    assert "Kort sagt." in texts(compose(situation(edition="forslag", **parts)).document.blocks)
    hearing = [edition.id for edition in document_type(kind).editions if edition.hearing]
    assert hearing == ["innstilling"]
