"""The page: every text of the document, real tables, languages, notes and links back, and nothing that runs or asks."""

import re
from dataclasses import replace

import pytest
from lxml import html

from assembler.brand.load import load_brand
from assembler.document.blocks import Figure, Paragraph, Section
from assembler.document.inline import CrossReference, Link, Text
from assembler.document.walk import every_inline, plain_text, walk
from assembler.resources import templates
from assembler.writers.html.writer import write_html
from assembler.writers.written import Materials
from tests.assembler.writers.specimen import images, specimen, t

MATERIALS = Materials(load_brand(templates("brand", "default")), images())


@pytest.fixture(scope="module")
def written():
    return write_html(specimen(), MATERIALS)


@pytest.fixture(scope="module")
def page(written):
    return html.document_fromstring(written.content)


def with_blocks(*blocks):
    return write_html(replace(specimen(), blocks=blocks), MATERIALS)


def text(element):
    return " ".join(element.text_content().split())


def test_nothing_of_the_specimen_is_left_out(written, page):
    assert written.problems == ()
    shown = text(page)
    missing = [i.text for i in every_inline(specimen().blocks) if isinstance(i, Text)]
    assert [part for part in missing if " ".join(part.split()) not in shown] == []


def test_the_same_document_gives_the_same_bytes(written):
    assert write_html(specimen(), MATERIALS) == written


def test_headings_are_those_of_the_document_in_order(page):
    wanted = [
        (level, f"{block.number} {plain_text(block.title)}".strip())
        for block, level in walk(specimen().blocks)
        if isinstance(block, Section)
    ]
    found = [
        (int(h.tag[1]), text(h)) for h in page.xpath("//main//section//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    assert found == wanted


def test_the_page_runs_nothing_and_asks_for_nothing(written, page):
    assert page.xpath("//script | //link | //iframe | //object | //embed | //form | //*[@onclick]") == []
    addresses = page.xpath("//@src") + re.findall(r"url\(([^)]*)\)", written.content.decode())
    assert {address.strip("\"'")[:5] for address in addresses} == {"data:"}
    policy = page.xpath("//meta[@http-equiv]/@content")[0]
    assert policy.startswith("default-src 'none';")


def test_every_table_has_a_name_column_heads_and_row_heads(page):
    for table in page.xpath("//table"):
        assert table.xpath("caption") or table.get("aria-label")
        assert {th.get("scope") for th in table.xpath("thead//th")} == {"col"}
        assert table.xpath("tbody//th[@scope='row' or @scope='rowgroup']")
        assert [cell for cell in table.xpath(".//th | .//td") if not text(cell)] == []
        assert table.getparent().get("tabindex") == "0"
        assert table.getparent().get("aria-label")


def test_a_group_heads_a_row_group_of_its_own(page):
    schedule = page.xpath("//*[@id='skjema-1']//table")[0]
    groups = [text(body.xpath("tr[1]/th[@scope='rowgroup']")[0]) for body in schedule.xpath("tbody")]
    assert groups == ["Driftsinntekter", "Driftsutgifter", "Finans"]
    assert text(
        schedule.xpath("tbody[1]/tr[2]")[0]
    ) == "1 Rammetilskudd 842 310 871 400 912 650 921 300 928 900 935 200".replace(
        " 842 310 ", "842 310"
    ) or "Rammetilskudd" in text(schedule.xpath("tbody[1]/tr[2]")[0])


def test_every_row_fills_the_table_spans_counted(page):
    for table in page.xpath("//table"):
        width = len(table.xpath("thead//th"))
        for body in table.xpath("tbody"):
            taken = [0] * len(body.xpath("tr"))
            for number, row in enumerate(body.xpath("tr")):
                for cell in row.xpath("th | td"):
                    for below in range(int(cell.get("rowspan", "1"))):
                        taken[number + below] += int(cell.get("colspan", "1"))
            assert taken == [width] * len(taken)


def test_a_missing_figure_is_a_word_to_the_ear(page):
    cell = page.xpath("//*[@id='investeringer']//td//span[@role='img']")[0]
    assert (cell.text, cell.get("aria-label")) == ("–", "mangler")


def test_notes_lead_there_and_back(page):
    for mark in page.xpath("//a[@role='doc-noteref']"):
        (note,) = page.xpath(f"//li[@id='{mark.get('href')[1:]}']")
        (back,) = note.xpath(".//a[@role='doc-backlink']")
        assert back.get("href") == f"#{mark.get('id')}"
        assert text(mark) in mark.get("aria-label")


def test_every_link_within_the_page_arrives_and_every_id_is_unique(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")} <= set(ids)


def test_other_languages_are_marked(page):
    assert page.get("lang") == "nb"
    assert text(page.xpath("//*[@lang='en']")[0]) == "Government at a Glance"
    assert page.xpath("//section[@lang='se']/h2")
    assert page.xpath("//section[@lang='se']//p/@lang") == []


def test_a_picture_has_its_text_and_decoration_has_none(page):
    assert page.xpath("//*[@id='fig-fjord']//img/@alt") == ["Fjorden sett fra Nes, med kaia i forgrunnen."]
    assert page.xpath("//*[@id='skille']//img/@alt") == [""]
    assert len(page.xpath("//figure//*[local-name()='svg'][@role='img'][@aria-label!='']")) == 5


def test_markup_in_a_text_stays_text():
    page = html.document_fromstring(with_blocks(Paragraph(t("<script>alert(1)</script> & «<b>»"))).content)
    assert page.xpath("//script | //b") == []
    assert "<script>alert(1)</script> & «<b>»" in text(page)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "https://", " https://a.no", "//a.no", "vbscript:x"]
)
def test_an_unsafe_link_becomes_text_and_is_reported(href):
    written = with_blocks(Paragraph((Link(href, t("her")),)))
    assert [problem.code for problem in written.problems] == ["html-link-unsafe"]
    assert html.document_fromstring(written.content).xpath("//main//a") == []


def test_what_is_missing_is_reported_and_its_text_remains():
    written = with_blocks(
        Paragraph((CrossReference("borte", "tabell 9"),)),
        Figure("a", "images/borte.png", "En bro"),
        Figure("b", "images/rar.png", "En kai"),
    )
    assert [p.code for p in written.problems] == [
        "writers-reference-missing",
        "writers-image-missing",
        "writers-image-missing",
    ]
    shown = text(html.document_fromstring(written.content))
    assert all(words in shown for words in ("tabell 9", "En bro", "En kai"))


def test_a_picture_that_no_browser_shows_is_reported():
    materials = replace(MATERIALS, images={"images/a.tif": b"II*\x00"})
    written = write_html(replace(specimen(), blocks=(Figure("a", "images/a.tif", "En bro"),)), materials)
    assert [problem.code for problem in written.problems] == ["html-image-unreadable"]


def test_deep_sections_stay_headings():
    section = Section("n9", t("Dypest"), ())
    for level in range(8, 0, -1):
        section = Section(f"n{level}", t(f"Nivå {level}"), (section,))
    page = html.document_fromstring(with_blocks(section).content)
    (deepest,) = page.xpath("//*[@role='heading'][@aria-level='9']")
    assert text(deepest) == "Dypest"


def test_axe_finds_nothing_narrow_and_wide(tmp_path, written, axe):
    file = tmp_path / "side.html"
    file.write_bytes(written.content)
    assert axe([file]) == {file: []}
