"""The language of a build: which block and owner, what is exempt, what a block switches off, the table by chapter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

from assembler.checks.build_report import BuildReport
from assembler.checks.language_rules import language_findings
from assembler.document.blocks import (
    Block,
    Cell,
    Column,
    Cover,
    Document,
    ItemList,
    ListItem,
    Narrative,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
)
from assembler.document.inline import BoundFigure, Foreign, Inlines, Text
from assembler.plan.model import Municipality, NarrativeBlock, Plan

STIFF = "Vi svarer vedrørende saken."


def text(words: str) -> Inlines:
    return (Text(words),)


def document(*blocks: Block) -> Document:
    cover = Cover("Plan", "2026", "", "Storvik", "")
    chapter = Section("helse", text("Helse"), (Narrative("tekst", blocks),), "chapter", "2")
    return Document("plan", "nb", "Plan", "Storvik", "2026-01-01", "Plan", cover, (chapter,))


def plan(**changes) -> Plan:
    block = NarrativeBlock("tekst", "helse", "nb", (), file="narrative/tekst.md", owner="Kommunalsjefen")
    own = Plan(
        "p",
        "handlings-og-okonomiplan",
        "Plan",
        Municipality("Storvik"),
        "nb",
        2026,
        2026,
        2029,
        "forslag",
        date(2026, 1, 1),
        narratives=(block,),
    )
    return replace(own, **changes)


def rules(*blocks: Block, of: Plan | None = None, allowed=()) -> list[str]:
    own = replace(of or plan(), allowed_words=tuple(allowed))
    return [finding.hint.rule for finding in language_findings(document(*blocks), own).findings]


def test_a_finding_names_block_owner_heading_and_words() -> None:
    blocks = (Section("s", text("Saker"), (Paragraph(text(STIFF)),)),)
    (finding,) = language_findings(document(*blocks), plan()).findings
    assert finding.place.as_json() == {
        "file": "narrative/tekst.md",
        "block": "tekst",
        "under": "Saker",
        "text": "vedrørende",
    }
    shown = finding.as_json("nn")
    assert (shown["rule"], shown["outcome"], shown["impact"], shown["instead"], shown["owner"]) == (
        "K08",
        "needs-review",
        "moderate",
        "om",
        "Kommunalsjefen",
    )
    assert shown["message"] == "«vedrørende» kan seiast enklare: «om»."
    assert finding.note("nb").block == "tekst"


def test_tables_quotations_foreign_words_and_bound_figures_are_exempt() -> None:
    table = Table("t", text(STIFF), (Column("Vedrørende", "label"),), (Row((Cell(text(STIFF), Decimal(1)),)),))
    locked = Paragraph((Text("Vi svarer "), BoundFigure("x", "", "vedrørende"), Foreign("en", text(" vedrørende"))))
    assert rules(table, Quote((Paragraph(text(STIFF)),)), locked) == []


def test_list_items_and_notes_are_read() -> None:
    assert rules(ItemList((ListItem((Paragraph(text(STIFF)),)),))) == ["K08"]


def test_a_block_switches_a_rule_off_and_the_glossary_explains() -> None:
    silent = replace(plan().narratives[0], ignored_rules=("K08",))
    assert rules(Paragraph(text(STIFF)), of=plan(narratives=(silent,))) == []
    assert rules(Paragraph(text(STIFF)), allowed=("Vedrørende",)) == []
    assert rules(Paragraph(text("Vi styrker FDV i år.")), of=plan(terms={"FDV": "forvaltning"})) == []


def test_the_short_depth_is_stricter() -> None:
    short = Paragraph(text("Vi bruker av disposisjonsfondet."))
    assert rules(short) == []
    assert rules(short, of=plan(depth="kort")) == ["K22"]


def test_readability_by_chapter() -> None:
    report = language_findings(document(Paragraph(text("Vi bygger. Det koster lite."))), plan())
    assert [one.as_json() for one in report.table()] == [
        {
            "chapter": "2 Helse",
            "words": 5,
            "sentences": 2,
            "words_per_sentence": 2.5,
            "lix": 2.5,
            "passives_per_100": 0.0,
        }
    ]


def test_the_worst_sentence_comes_first() -> None:
    blocks = (Paragraph(text(STIFF)), Paragraph(text("Vi skal foreta en vurdering i henhold til loven, herunder § 4.")))
    worst = language_findings(document(*blocks), plan()).worst(1)
    assert [(one.sentence[:15], one.score) for one in worst] == [("Vi skal foreta ", 12)]


def test_the_report_of_a_build_names_the_hardest_sentences_with_their_owners() -> None:
    blocks = (Paragraph(text("Vi skal foreta en vurdering i henhold til loven.")), Paragraph(text("Vi bygger skole.")))
    hard = language_findings(document(*blocks), plan()).hard_sentences("nn")
    assert [(one.sentence, len(one.reasons)) for one in hard] == [
        ("Vi skal foreta en vurdering i henhold til loven.", 2)
    ]
    report = BuildReport("Plan", (), worst=hard)
    assert report.as_json("nn")["worst"][0]["sentence"] == hard[0].sentence
    assert hard[0].reasons[0] in unescape(report.as_html("nn"))


def test_the_same_sentence_hurts_once() -> None:
    blocks = tuple(Paragraph(text(STIFF)) for _ in range(12))
    assert len(language_findings(document(*blocks), plan()).worst()) == 1
