"""Markdown as people write it: what each piece of the dialect becomes, and what is said of each fault."""

import time
from decimal import Decimal

import pytest

from assembler.document.blocks import (
    Column,
    FactBox,
    Figure,
    ItemList,
    MarginNote,
    Paragraph,
    Quote,
    Section,
    Table,
)
from assembler.document.inline import BoundFigure, CrossReference, Footnote, Foreign, LineBreak, Link, Strong, Text
from assembler.document.walk import plain_text
from assembler.markup.markdown import read_markdown, write_markdown
from assembler.messages.catalogue import wording
from assembler.problem import Refused, Severity
from tests.assembler.writers.specimen import specimen

PLAN = """\
{.ingress}
Gjelda går ned frå {{gjeld.2026|mill}} millionar.

# Økonomisk status

Sjå [](#gjeld) og [KOSTRA](https://www.ssb.no/kostra).[^k] Eller [Government at a Glance]{lang=en}.

: Netto lånegjeld {#gjeld subtitle="1000 kroner" description="Ei rad for kvart år"}

| År               | Gjeld {year=2026 basis=budget} | Del {kind=text} |
|------------------|-------------------------------:|-----------------|
| Lån {.gruppe}    |                                |                 |
| Vatn             |                       −1 234,5 | om lag 3        |
| Sum {.sum}       |                              – | alt             |

{.tabellnote}
Utan vidareutlån.

## Kaia på Nes

![Fjorden sett frå Nes](images/fjord.png "Nes kai"){#kai source="Nesfjord kommune"}

::: fakta Slik reknar vi
- Éin
- To:
  1. a
  2. b
:::

::: marg
Merk dette.
:::

> Vi låner mindre.

[^k]: Statistisk sentralbyrå.
"""


def read(text, form="nb", first_line=1):
    return read_markdown(text, file="narrative/a.md", form=form, first_line=first_line)


def faults(text, form="nb"):
    return [(problem.code, problem.place.line) for problem in read(text, form)[1]]


def test_a_whole_text_is_read_as_it_means():
    blocks, problems = read(PLAN, "nn")
    assert problems == ()
    lead, status = blocks
    assert lead.role == "lead"
    assert lead.children[1] == BoundFigure("gjeld.2026", "mill")
    assert isinstance(status, Section)
    assert (status.id, plain_text(status.title)) == ("okonomisk-status", "Økonomisk status")
    text, table, pier = status.blocks
    assert text.children == (
        Text("Sjå "),
        CrossReference("gjeld"),
        Text(" og "),
        Link("https://www.ssb.no/kostra", (Text("KOSTRA"),)),
        Text("."),
        Footnote("k", (Text("Statistisk sentralbyrå."),)),
        Text(" Eller "),
        Foreign("en", (Text("Government at a Glance"),)),
        Text("."),
    )
    assert [type(block) for block in pier.blocks] == [Figure, FactBox, MarginNote, Quote]
    assert table.notes == ((Text("Utan vidareutlån."),),)


def test_a_table_has_kinds_values_and_row_kinds():
    table = next(b for b in read(PLAN, "nn")[0][1].blocks if isinstance(b, Table))
    assert table.columns == (
        Column("År", "label"),
        Column("Gjeld", "number", "2026", "budget"),
        Column("Del", "text"),
    )
    assert [row.kind for row in table.rows] == ["group", "body", "sum"]
    amount = table.rows[1].cells[1]
    assert (amount.value, amount.decimals) == (Decimal("-1234.5"), 1)
    assert table.rows[2].cells[1].value is None
    assert (table.id, table.subtitle, table.description) == ("gjeld", "1000 kroner", "Ei rad for kvart år")


def test_a_figure_and_a_box_and_lists():
    _, status = read(PLAN, "nn")[0]
    figure, box, *_ = status.blocks[2].blocks
    assert figure == Figure(
        "kai", "images/fjord.png", "Fjorden sett frå Nes", (Text("Nes kai"),), "", "Nesfjord kommune"
    )
    assert (box.id, plain_text(box.title)) == ("slik-reknar-vi", "Slik reknar vi")
    (outer,) = box.blocks
    inner = outer.items[1].blocks[1]
    assert isinstance(outer, ItemList) and not outer.ordered
    assert isinstance(inner, ItemList) and inner.ordered and len(inner.items) == 2


def test_what_is_written_is_pleasant_to_read_and_the_same():
    blocks, _ = read(PLAN, "nn")
    text = write_markdown(blocks)
    assert read(text, "nn") == (blocks, ())
    assert "\n{.ingress}\n" in f"\n{text}"
    assert "# Økonomisk status\n" in text
    assert "::: fakta Slik reknar vi\n- Éin\n- To:\n  1. a\n  2. b\n:::" in text


def test_lists_keep_their_first_number_and_stay_apart():
    blocks, problems = read("3. tre\n4. fire\n\n1) en\n\n- a\n\n* b\n")
    assert problems == ()
    assert [(block.ordered, block.start) for block in blocks] == [(True, 3), (True, 1), (False, 1), (False, 1)]


def test_breaks_quotes_and_a_language_of_a_paragraph():
    (paragraph,), problems = read("{lang=se}\nBures **buot**\\\nolbmuide")
    assert problems == ()
    assert paragraph == Paragraph(
        (Text("Bures "), Strong((Text("buot"),)), LineBreak(), Text("olbmuide")), "body", "se"
    )


def test_an_inline_note_has_an_id_of_its_own():
    (paragraph,), problems = read("Her^[Noten.] og der^[To.].")
    assert problems == ()
    assert [i.id for i in paragraph.children if isinstance(i, Footnote)] == ["note", "note-2"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Tekst\n\n## For dypt", "markup-heading-skips", 3),
        ("# A\n\n### C", "markup-heading-skips", 3),
        ("> # I sitat", "markup-heading-place", 1),
        ("#", "markup-heading-empty", 1),
        ("# A {#a}\n\n# B {#a}", "markup-id-twice", 3),
        ("# A {#år}", "markup-id-bad", 1),
        ("# A {.stor}", "markup-attribute-unknown", 1),
        ("Tekst {.ingress}", "markup-attribute-stray", 1),
        ("{.ingress}\n\n# A", "markup-attribute-stray", 1),
        ("{.ingress}\n- a", "markup-attribute-stray", 1),
        ("a\n\n<div>b</div>", "markup-raw-html", 3),
        ("a\nb <br> c", "markup-raw-html", 2),
        ("<!-- husk -->", "markup-raw-html", 1),
        ("a\n\n    kode", "markup-code", 3),
        ("```\nkode\n```", "markup-code", 1),
        ("a `kode` b", "markup-code", 1),
        ("a\n\n---\n\nb", "markup-thematic-break", 3),
        ("> \n", "markup-empty", 1),
        ("-\n- b", "markup-empty", 1),
        ("- > a", "markup-list-item", 1),
        ("::: advarsel\na\n:::", "markup-box-unknown", 1),
        ("::: marg\na", "markup-box-open", 1),
        ("::: fakta\na\n:::", "markup-box-title", 1),
        ("::: marg Tittel\na\n:::", "markup-box-margin-title", 1),
        (": Ingen tabell\n\nTekst", "markup-caption-stray", 1),
        ("Se ![a](images/a.png) her", "markup-image-inline", 1),
        ("![a](../a.png)", "markup-image-name", 1),
        ("![a](https://a.no/b.png)", "markup-image-name", 1),
        ("![](images/a.png)", "markup-image-alt", 1),
        ("![*a*](images/a.png)", "markup-image-alt-marks", 1),
        ("![a](images/a.png){.decorative}", "markup-image-decorative", 1),
        (': T\n\n![a](images/a.png "U")', "markup-image-title-twice", 3),
        ("[a](ftp://a.no)", "markup-link-scheme", 1),
        ("[a](javascript:alert%281%29)", "markup-link-scheme", 1),
        ("[](https://a.no)", "markup-link-empty", 1),
        ('[a](https://a.no "t")', "markup-link-title", 1),
        ("[a [b](https://b.no)](https://a.no)", "markup-link-nested", 1),
        ("[a](https://a.no/b c)", "markup-link-broken", 1),
        ("[a][b]", "markup-link-broken", 1),
        ("[tabellen](#a)", "markup-reference-text", 1),
        ("a\n\n[b]: https://a.no", "markup-reference-unused", 3),
        ("a[^b]", "markup-note-unknown", 1),
        ("a\n\n[^b]: c", "markup-note-unused", 3),
        ("a[^b] c[^b]\n\n[^b]: d", "markup-note-twice", 1),
        ("a[^b]\n\n[^b]: c\n\n[^b]: d", "markup-note-defined-twice", 5),
        ("a[^b]\n\n[^b]: c\n\n    d", "markup-note-paragraphs", 3),
        ("a^[b^[c]]", "markup-note-nested", 1),
        ("[a]{lang=engelsk}", "markup-lang-bad", 1),
        ("[a]{lang=nb}", "markup-lang-same", 1),
        ("[a]{status=ok}", "markup-status-unknown", 1),
        ("| a |\n|---|\n| b |", "markup-table-title", 1),
        (": T\n\n| a | b |\n|---|---|\n| c |   |", "markup-table-cell-empty", 5),
        (": T\n\n| a | b |\n|---|---|\n| c |", "markup-table-cells", 5),
        (": T\n\n| a | b |\n|---|---|\n| c | d | e |", "markup-table-cells", 5),
        (": T\n\n| a |   |\n|---|---|\n| c | d |", "markup-table-header-empty", 3),
        (": T\n\n| *a* | b |\n|---|---|\n| c | d |", "markup-table-header-marks", 3),
        (": T\n\n| a | b |\n|---|:-:|\n| c | d |", "markup-table-centre", 3),
        (": T\n\n| a | b {kind=penger} |\n|---|---|\n| c | d |", "markup-table-unknown", 3),
        (": T\n\n| a | b {width=300} |\n|---|---|\n| c | d |", "markup-table-unknown", 3),
        (": T\n\n| a | b |\n|---|---|\n| c {.gruppe} | d |", "markup-table-wide-row", 5),
        ("a\x07", "markup-character", 1),
        ("[" * 50, "markup-paragraph-deep", 1),
        ("> " * 35 + "a", "markup-nested-too-deep", 1),
        ("a\n" * 6000, "markup-paragraph-long", 1),
    ],
)
def test_a_fault_is_told_with_its_line_and_a_remedy(text, code, line):
    problems = read(text)[1]
    assert (code, line) in [(problem.code, problem.place.line) for problem in problems]
    for problem in problems:
        for lang in ("nb", "nn", "en"):
            assert wording(problem, lang).remedy


def test_all_faults_come_at_once_in_the_order_of_lines_counted_from_the_file():
    _, problems = read("## A\n\n<b>x</b>\n\n    kode\n", first_line=10)
    assert [p.place.line for p in problems] == sorted(p.place.line for p in problems)
    assert {(p.code, p.place.line) for p in problems} == {
        ("markup-heading-skips", 10),
        ("markup-raw-html", 12),
        ("markup-code", 14),
    }
    assert {p.place.file for p in problems} == {"narrative/a.md"}


def test_a_mark_of_the_own_language_only_warns():
    assert [p.severity for p in read("[a]{lang=nb}")[1]] == [Severity.WARNING]


def test_line_endings_and_an_empty_text():
    assert read("") == ((), ())
    assert read("# A\r\n\r\nB\rC")[0] == read("# A\n\nB\nC")[0]


@pytest.mark.parametrize("sign", "[*>_`<!-#:|{\\&~^(")
def test_a_million_of_any_mark_is_refused_at_once(sign):
    started = time.process_time()
    _, problems = read(sign * 1_000_000)
    assert {problem.code for problem in problems} == {"markup-too-long"}
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "line", ["[" * 9000, "*a " * 3000, "> " * 4000 + "x", "- " * 4000 + "x", "![a](" * 1800, "^[" * 4000]
)
def test_hostile_lines_take_bounded_time(line):
    started = time.process_time()
    read(f"{line}\n\n" * 10)
    assert time.process_time() - started < 10


def test_very_many_faults_are_cut_with_a_word_about_it():
    problems = read("`a` " * 1000 + "\n\n" + "b `c`\n\n" * 600)[1]
    assert len(problems) == 500
    assert sum(problem.code == "markup-many" for problem in problems) == 1


def test_what_no_narrative_can_hold_is_refused_by_name():
    with pytest.raises(Refused) as refused:
        write_markdown(specimen().blocks)
    assert {problem.values["found"] for problem in refused.value.problems} >= {
        "Chart",
        "KeyFigures",
        "GoalTree",
        "Contents",
    }


def test_text_after_a_section_is_refused_rather_than_moved_into_it():
    section = Section("a", (Text("A"),), ())
    with pytest.raises(Refused) as refused:
        write_markdown((section, Paragraph((Text("b"),))))
    assert [problem.code for problem in refused.value.problems] == ["markup-after-section"]
