"""HTML as editors and other tools send it: read into blocks, and what was cleaned away is told."""

import time

import pytest

from assembler.document.blocks import FactBox, Figure, ItemList, MarginNote, Paragraph, Quote, Section, Table
from assembler.document.inline import (
    BoundFigure,
    CrossReference,
    Emphasis,
    Footnote,
    Foreign,
    LineBreak,
    Link,
    Strong,
    Text,
)
from assembler.markup.html import read_html, write_html
from assembler.markup.markdown import read_markdown

PLAN = """\
<p class="lead">Gjelda går ned frå <data value="gjeld.2026" data-form="mill"></data> millionar.</p>
<h1>Økonomisk status</h1>
<p>Sjå <a href="#gjeld"></a> og <a href="https://www.ssb.no/kostra">KOSTRA</a>.<span class="footnote" id="k">Statistisk
sentralbyrå.</span> Eller <span lang="en">Government at a Glance</span>.<br><b>Viktig</b> og <i>fint</i>.</p>
<table id="gjeld" data-subtitle="1000 kroner">
  <caption>Netto lånegjeld</caption>
  <thead><tr><th>År</th><th data-kind="number" data-year="2026">Gjeld</th></tr></thead>
  <tbody><tr class="group"><td colspan="2">Lån</td></tr><tr><th scope="row">Vatn</th><td>1 234</td></tr></tbody>
</table>
<p class="table-note">Utan vidareutlån.</p>
<ol start="3"><li>Éin</li><li><p>To</p><ul><li>a</ul></ol>
<blockquote>Vi låner mindre.</blockquote>
<aside class="fact" id="boks"><p class="title">Slik reknar vi</p><p>Ja.</p></aside>
<aside class="margin"><p>Merk.</p></aside>
<figure id="kai" data-source="Nesfjord"><img src="images/fjord.png" alt="Fjorden"><figcaption>Nes</figcaption></figure>
"""


def read(text, form="nn"):
    return read_html(text, file="block.html", form=form)


def test_a_whole_text_is_read_as_it_means():
    blocks, problems = read(PLAN)
    assert problems == ()
    lead, status = blocks
    assert lead == Paragraph(
        (Text("Gjelda går ned frå "), BoundFigure("gjeld.2026", "mill"), Text(" millionar.")), "lead"
    )
    assert isinstance(status, Section)
    assert status.id == "okonomisk-status"
    text = status.blocks[0]
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
        LineBreak(),
        Strong((Text("Viktig"),)),
        Text(" og "),
        Emphasis((Text("fint"),)),
        Text("."),
    )
    kinds = [Paragraph, Table, ItemList, Quote, FactBox, MarginNote, Figure]
    assert [type(block) for block in status.blocks] == kinds


def test_html_and_markdown_are_two_ways_to_write_the_same():
    table = "\n".join(PLAN.splitlines()[4:9])
    markdown = (
        ': Netto lånegjeld {#gjeld subtitle="1000 kroner"}\n\n'
        "| År | Gjeld {year=2026} |\n|---|--:|\n| Lån {.gruppe} | |\n| Vatn | 1 234 |\n"
    )
    assert read(table) == read_markdown(markdown, file="a.md", form="nn")


def test_what_is_written_reads_back():
    blocks, _ = read(PLAN)
    assert read(write_html(blocks)) == (blocks, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>alert(1)</script>", "markup-html-element"),
        ("<p>a</p><div>b</div>", "markup-html-element"),
        ("<!-- a -->", "markup-html-element"),
        ("<!doctype html><p>a</p>", "markup-html-element"),
        ("<p onclick='x()'>a</p>", "markup-attribute-unknown"),
        ("<p style='color:red'>a</p>", "markup-attribute-unknown"),
        ("<p class='stor'>a</p>", "markup-attribute-unknown"),
        ("<a href='javascript:alert(1)'>a</a>", "markup-link-scheme"),
        ("<a href='  https://a.no'>a</a>", "markup-link-scheme"),
        ("<a>a</a>", "markup-link-scheme"),
        ("<h2>a</h2>", "markup-heading-skips"),
        ("<blockquote><h1>a</h1></blockquote>", "markup-heading-place"),
        ("<p>Se <img src='images/a.png' alt='a'></p>", "markup-html-place"),
        ("<figure><img src='images/a.png' alt=''></figure>", "markup-image-alt"),
        ("<figure>a</figure>", "markup-html-place"),
        ("<ul>a<li>b</li></ul>", "markup-html-place"),
        ("<ul></ul>", "markup-empty"),
        ("<ol start='-1'><li>a</li></ol>", "markup-attribute-unknown"),
        ("<table><thead><tr><th>a</th></tr></thead></table>", "markup-table-title"),
        ("<table><caption>T</caption><tbody><tr><td>a</td></tr></tbody></table>", "markup-table-cells"),
        (
            "<table><caption>T</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>a</td></tr></table>",
            "markup-table-cells",
        ),
        ("<aside>a</aside>", "markup-box-unknown"),
        ("<data></data>", "markup-bound-empty"),
        ("<span class='footnote'>a<span class='footnote'>b</span></span>", "markup-note-nested"),
        ("<b>" * 100 + "a", "markup-nested-too-deep"),
        ("a\x00", "markup-character"),
    ],
)
def test_what_cannot_stand_is_told(text, code):
    assert code in [problem.code for problem in read(text)[1]]


def test_the_text_in_a_removed_element_remains_and_a_script_does_not():
    blocks, problems = read("<p>En <font>to</font></p><script>alert(1)</script>")
    assert blocks == (Paragraph((Text("En to"),)),)
    assert [(problem.values["found"], problem.place.line) for problem in problems] == [("font", 1), ("script", 1)]


def test_loose_text_is_a_paragraph():
    assert read("Hei <b>du</b>") == ((Paragraph((Text("Hei "), Strong((Text("du"),)))),), ())
    assert read("") == ((), ())


@pytest.mark.parametrize(
    "piece", ["<", "<b>", "<p>", "<!--", "<a href=", "&", "</b>", "<table>", "<ul><li>", "<![", "<x "]
)
def test_hostile_text_takes_bounded_time(piece):
    started = time.process_time()
    read(piece * (1_000_000 // len(piece)))
    read(piece * (45_000 // len(piece)))
    assert time.process_time() - started < 10
