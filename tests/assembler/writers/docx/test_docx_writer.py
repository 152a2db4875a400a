"""What a reader, a screen reader and an office program find in the Word file."""

import dataclasses
import re
from decimal import Decimal
from io import BytesIO

import docx as python_docx
import pytest

from assembler.brand.load import load_brand
from assembler.document.blocks import (
    Cell,
    Chart,
    Column,
    Contents,
    Figure,
    ItemList,
    ListItem,
    Narrative,
    Paragraph,
    Row,
    Section,
    Table,
)
from assembler.document.chart import ChartData, Point, Series
from assembler.document.inline import CrossReference, Link, Text
from assembler.document.walk import plain_text, walk
from assembler.messages.catalogue import known
from assembler.resources import templates
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials
from tests.assembler.writers.docx.reading_back import NS, WP, Docx, W, faults, style_of, text_of
from tests.assembler.writers.specimen import amount, images, label, p, specimen, t


@pytest.fixture(scope="module")
def brand():
    return load_brand(templates("brand", "default"))


@pytest.fixture(scope="module")
def written(brand):
    return write_docx(specimen(), Materials(brand, images()))


@pytest.fixture(scope="module")
def docx(written):
    return Docx(written.content)


def with_blocks(*blocks, **changes):
    return dataclasses.replace(specimen(), blocks=blocks, **changes)


def of(brand, *blocks, **changes):
    result = write_docx(with_blocks(*blocks, **changes), Materials(brand, images()))
    return Docx(result.content), result.problems


def chapter(number, *blocks, **changes):
    return dataclasses.replace(Section(f"k{number}", t(f"Kapittel {number}"), blocks, "chapter", number), **changes)


def test_nothing_is_lost_and_nothing_is_faulty(written, docx):
    assert written.problems == ()
    assert faults(docx) == []


def test_the_same_document_gives_the_same_bytes(written, brand):
    assert write_docx(specimen(), Materials(brand, images())).content == written.content


def test_python_docx_opens_it_and_sees_the_title(written):
    opened = python_docx.Document(BytesIO(written.content))
    assert opened.core_properties.title == "Handlings- og økonomiplan 2026–2029"
    assert opened.core_properties.author == "Solvik kommune"
    assert opened.core_properties.language == "nb-NO"
    assert opened.core_properties.created.isoformat().startswith("2025-10-21T00:00:00")


def test_headings_are_headings_in_order(docx):
    found = [(style_of(e), text_of(e)) for e in docx.body.iter(f"{W}p") if style_of(e).startswith("Heading")]
    expected = [
        (f"Heading{min(level, 4)}", plain_text(block.title))
        for block, level in walk(specimen().blocks)
        if isinstance(block, Section)
    ]
    assert found == expected
    assert [text_of(e) for e in docx.paragraphs("Title")] == ["Handlings- og\nøkonomiplan"]


def numbers_shown(docx):
    """The numbers that Word's lists put before level-1 headings, counted as Word counts."""
    numbering = docx.xml("word/numbering.xml")
    texts = {"1": "%1", "2": "Vedlegg %1"}
    counters, used, shown = {}, set(), []
    for heading in docx.paragraphs("Heading1"):
        found = heading.find(f"{W}pPr/{W}numPr/{W}numId")
        num = found.get(f"{W}val") if found is not None else "1"
        if num == "0":
            shown.append("")
            continue
        (entry,) = numbering.xpath(f"w:num[@w:numId='{num}']", namespaces=NS)
        kind = entry.find(f"{W}abstractNumId").get(f"{W}val")
        start = entry.find(f".//{W}startOverride")
        if num not in used and start is not None:
            counters[kind] = int(start.get(f"{W}val")) - 1
        used.add(num)
        counters[kind] = counters.get(kind, 0) + 1
        shown.append(texts[kind].replace("%1", str(counters[kind])))
    return shown


def test_chapters_and_appendices_are_numbered_by_lists(docx):
    assert numbers_shown(docx) == ["", "1", "2", "Vedlegg 1"]


def test_a_lone_chapter_keeps_its_number(brand):
    document, _ = of(brand, chapter("5"), chapter("6"), chapter("9"))
    assert numbers_shown(document) == ["5", "6", "9"]
    assert document.texts("Heading1") == ["Kapittel 5", "Kapittel 6", "Kapittel 9"]


def test_a_number_that_no_list_makes_stands_as_text(brand):
    document, _ = of(brand, Section("a", t("Ordliste"), (p("Tekst."),), "appendix", "Vedlegg A"))
    assert document.texts("Heading1") == ["Vedlegg A Ordliste"]


def test_captions_read_as_printed(docx):
    assert docx.texts("Caption") == [
        "Tabell 1.1. Et trygt liv i hele Solvik",
        "Figur 1.1. Resultatet når målet i 2028",
        "Figur 2.1. Lønnsvekst og flere eldre forklarer økningen",
        "Figur 2.2. 1000 flere eldre før 2040",
        "Tabell 2.1. Tiltak i drift, Helse og mestring",
        "Tabell 2.2. Store investeringer 2026–2029",
        "Figur 2.3. Solvik bruker mer på institusjon enn andre",
        "Figur 2.4. Hjemmetjenester tar mest i hele landet",
        "Figur 2.5. Nes kai en junimorgen",
        "Skjema 1. Økonomisk oversikt etter art – drift (§ 5-6)",
    ]


def test_the_counter_of_captions_starts_again_in_each_chapter(docx):
    instructions = [i.strip() for i in docx.find(".//w:instrText/text()") if "SEQ" in i]
    assert instructions[0] == "SEQ Tabell \\* ARABIC"
    assert instructions[2] == "SEQ Figur \\* ARABIC \\r 1"
    assert instructions[4] == "SEQ Tabell \\* ARABIC \\r 1"
    assert instructions[5] == "SEQ Tabell \\* ARABIC"


def test_references_are_links_whose_number_is_a_field(docx):
    links = {text_of(link): link for link in docx.find(".//w:hyperlink[@w:anchor]")}
    table = links["tabell 2.2"]
    assert "".join(table.xpath(".//w:instrText/text()", namespaces=NS)).split()[0] == "REF"
    name = table.get(f"{W}anchor")
    (start,) = docx.find(f".//w:bookmarkStart[@w:name='{name}']")
    assert style_of(start.getparent()) == "Caption"
    assert {"kapittel 2", "vedlegg 1", "skjema 1", "figur 1.1"} <= set(links)


def test_a_reference_to_nothing_is_reported(brand):
    document, problems = of(brand, p("Se ", CrossReference("borte", "tabell 9"), "."))
    assert [(problem.code, problem.place.block) for problem in problems] == [("writers-reference-missing", "borte")]
    assert "Se tabell 9." in [text_of(e) for e in document.body.iter(f"{W}p")]


def tables(docx):
    return {
        t.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val"): t
        for t in docx.body.iter(f"{W}tbl")
        if t.find(f"{W}tblPr/{W}tblCaption") is not None
    }


def test_every_table_has_one_repeated_header_row_and_unbroken_rows(docx):
    for table in docx.body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [i for i, row in enumerate(rows) if row.find(f"{W}trPr/{W}tblHeader") is not None] == [0]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
        assert rows[0].find(f".//{W}gridSpan") is None
        assert table.find(f".//{W}vMerge") is None


def cells(row):
    return [[text_of(p) for p in cell.findall(f"{W}p")] for cell in row.findall(f"{W}tc")]


def test_a_schedule_reads_row_by_row_and_stays_on_one_page(docx):
    table = tables(docx)["Skjema 1. Økonomisk oversikt etter art – drift (§ 5-6)"]
    rows = table.findall(f"{W}tr")
    assert cells(rows[0])[:3] == [["Nr."], ["Linje og post"], ["Regnskap", "2024", ""]]
    assert cells(rows[1]) == [["Driftsinntekter"]]
    assert cells(rows[2])[:4] == [["1"], ["Rammetilskudd"], ["842\u00a0310"], ["871\u00a0400"]]
    assert cells(rows[-1])[2] == ["−26\u00a0165"]
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows[:-1]]
    assert [style_of(p) for p in rows[1].iter(f"{W}p")] == ["TableGroup"]
    assert all(kept)


def test_a_measure_is_one_row_with_its_text_under_the_title(docx):
    rows = tables(docx)["Tabell 2.1. Tiltak i drift, Helse og mestring"].findall(f"{W}tr")
    assert len(rows) == 5
    assert cells(rows[3])[:3] == [
        ["H-05"],
        ["Felles innkjøp av hjelpemidler", "Ny rammeavtale med fem kommuner gjelder fra 1. mars 2026."],
        ["−900"],
    ]
    assert cells(rows[4])[0] == ["Sum tiltak"]


def test_group_rows_span_and_marks_are_decorative(docx):
    table = tables(docx)["Tabell 2.2. Store investeringer 2026–2029"]
    span = table.findall(f"{W}tr")[1].find(f".//{W}gridSpan")
    assert span.get(f"{W}val") == "5"
    marks = table.findall(f".//{WP}docPr")
    assert marks and all(mark.get("descr") == "" and len(mark) == 1 for mark in marks)


def test_the_budget_year_has_a_tint_in_every_row(docx, brand):
    table = tables(docx)["Skjema 1. Økonomisk oversikt etter art – drift (§ 5-6)"]
    fills = {
        row.findall(f"{W}tc")[4].find(f"{W}tcPr/{W}shd").get(f"{W}fill")
        for row in table.findall(f"{W}tr")
        if len(row) > 3
    }
    assert fills == {brand.tokens.tint_1[1:], brand.tokens.tint_2[1:]}


def test_a_goal_heads_its_rows_and_is_named_in_each(docx):
    rows = tables(docx)["Tabell 1.1. Et trygt liv i hele Solvik"].findall(f"{W}tr")
    assert cells(rows[0]) == [["Mål"], ["Delmål og indikator"], ["Oppdrag 2026"], ["Status"]]
    assert cells(rows[1]) == [["Mål 1", "Innbyggerne mestrer eget liv lengst mulig"]]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in rows[1].iter(f"{W}p"))
    assert [cell[:2] for cell in cells(rows[2])[:2]] == [["Mål 1"], ["Delmål 1.1", "Flere bor trygt hjemme"]]
    assert cells(rows[3])[:2] == [["Mål 1"], ["Delmål 1.1"]]
    assert cells(rows[3])[3] == ["▲ Krever oppfølging"]
    assert cells(rows[8]) == [
        ["Mål 2"],
        ["Delmål 2.2", "Sykefraværet går ned", "Sykefravær: 10,2 prosent."],
        ["–"],
        ["–"],
    ]


def test_key_figures_have_their_labels_as_heads(docx):
    table = tables(docx)["Ramme 2026, Årsverk, Innbyggere over 80 år, Heltidsandel"]
    head, values = table.findall(f"{W}tr")
    assert cells(head) == [["Ramme 2026"], ["Årsverk"], ["Innbyggere over 80 år"], ["Heltidsandel"]]
    assert cells(values)[0] == ["842,6 mill. kr", "+30,2 fra 2025 (3,7 prosent)"]
    assert cells(values)[3] == ["46 prosent"]


@pytest.mark.parametrize(("count", "hanging"), [(9, set()), (10, {"450"})])
def test_the_numbers_of_a_long_list_have_room_for_two_digits(brand, count, hanging):
    """The frame's lists hang 320 twips, which "10." fills."""
    items = tuple(ListItem((p(f"Punkt {at}"),)) for at in range(count))
    document, _ = of(brand, ItemList(items, ordered=True))
    indents = [one.find(f"{W}pPr/{W}ind") for one in document.paragraphs("ListNumber")]
    assert {indent.get(f"{W}hanging") for indent in indents if indent is not None} == hanging


def test_lists_are_lists_and_ordered_ones_start_where_they_should(docx):
    numbering = docx.xml("word/numbering.xml")
    starts = []
    for paragraph in docx.paragraphs("ListNumber"):
        num = paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        (start,) = numbering.xpath(f"w:num[@w:numId='{num}']//w:startOverride/@w:val", namespaces=NS)
        starts.append((num, start))
    assert [start for _, start in starts] == ["1", "1", "3", "3"]
    assert starts[0][0] == starts[1][0] != starts[2][0]
    levels = [e.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val") for e in docx.paragraphs("ListBullet")]
    assert levels == ["0", "0", "1", "1", "0"]


def test_footnotes_are_notes_with_their_links(docx):
    notes = docx.xml("word/footnotes.xml")
    texts = [text_of(note).strip() for note in notes if note.get(f"{W}type") is None]
    assert texts == ["Uten videreutlån og selvkost. Se KOSTRA", "Vedtatt i sak 64/2023."]
    kinds = [note.get(f"{W}type") for note in notes][:2]
    assert kinds == ["separator", "continuationSeparator"]
    assert [e.get(f"{W}id") for e in docx.body.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert b"https://www.ssb.no/kostra" in docx.parts["word/_rels/footnotes.xml.rels"]


def test_contents_list_every_section_with_links_and_pages(docx):
    entries = [text_of(e).split("\t")[0] for e in docx.body.iter(f"{W}p") if style_of(e).startswith("TOC")]
    assert entries[:4] == ["Innhold", "Slik leser du planen", "1 Økonomiske rammer", "Resultat og gjeld"]
    assert entries[-1] == "Vedlegg 1 Skjemaer etter budsjett- og regnskapsforskriften"
    assert docx.find(".//w:docPartGallery/@w:val") == ["Table of Contents"]
    assert any(i.split()[:3] == ["TOC", "\\o", '"1-2"'] for i in docx.find(".//w:instrText/text()"))


def test_pages_that_another_writer_knows_are_shown(brand):
    materials = Materials(brand, images(), pages={"helse": 42})
    document = Docx(write_docx(specimen(), materials).content)
    entries = [text_of(e) for e in document.paragraphs("TOC1")]
    assert "2 Helse og mestring\t42" in entries
    assert any(entry.endswith("\t–") for entry in entries)
    # Word asks a question that frightens readers before it counts what a file calls stale.
    assert not document.find(".//w:fldChar[@w:dirty]")


def test_language_of_document_parts_and_words(docx):
    assert docx.xml("word/styles.xml").xpath("//w:docDefaults//w:lang/@w:val", namespaces=NS) == ["nb-NO"]
    assert docx.xml("word/settings.xml").xpath("//w:themeFontLang/@w:val", namespaces=NS) == ["nb-NO"]
    spoken = {}
    for run in docx.body.iter(f"{W}r"):
        lang = run.find(f"{W}rPr/{W}lang")
        if lang is not None:
            spoken.setdefault(lang.get(f"{W}val"), []).append(text_of(run))
    assert spoken["en-GB"] == ["Government at a Glance"]
    assert spoken["se-NO"] == ["Čoahkkáigeassu", "Suohkan galgá láhčit buriid bálvalusaid buohkaide."]


def test_a_nynorsk_document_says_so_and_names_its_sources_in_nynorsk(brand):
    document, _ = of(brand, *specimen().blocks, lang="nn")
    assert document.xml("word/styles.xml").xpath("//w:docDefaults//w:lang/@w:val", namespaces=NS) == ["nn-NO"]
    assert "Kjelde: KOSTRA, Statistisk sentralbyrå." in document.texts("Source")


def test_pictures_have_alternative_texts_or_are_decorative(docx):
    drawings = {e.get("name"): (e.get("descr"), len(e)) for e in docx.body.iter(f"{WP}docPr")}
    assert drawings["Figur 2.5"] == ("Fjorden sett fra Nes, med kaia i forgrunnen.", 0)
    assert drawings["skille"] == ("", 1)
    assert drawings["Kommunevåpen"] == ("Kommunevåpen", 0)
    assert drawings["Figur 1.1"][0].startswith("Resultatet når målet i 2028. Netto driftsresultat: 2023 2,1")
    assert docx.body.find(f".//{WP}anchor") is None


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "writers-image-missing"), (b"GIF89a", "writers-image-unreadable"), (b"", "writers-image-missing")],
)
def test_a_picture_that_cannot_be_shown_leaves_its_alternative_text(brand, content, code):
    shown = {} if content is None else {"images/x.png": content}
    figure = Figure("f", "images/x.png", "Brua over elva.", t("Brua"), "Figur 1.1")
    result = write_docx(with_blocks(figure), Materials(brand, shown))
    assert [problem.code for problem in result.problems] == [code]
    assert known(code)
    assert Docx(result.content).texts("Note") == ["Brua over elva."]


def test_a_chart_has_its_data_below_unless_another_table_has_it(docx):
    assert len([name for name in docx.parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)]) == 5
    heads = [cells(table.find(f"{W}tr"))[0] for table in docx.body.iter(f"{W}tbl")]
    assert heads.count(["Serie"]) == 2
    assert heads.count(["Kategori"]) == 2


def test_fonts_are_embedded_under_their_own_names(docx):
    fonts = docx.xml("word/fontTable.xml")
    names = {font.get(f"{W}name"): [child.tag.split("}")[1] for child in font][3:] for font in fonts}
    assert names["Source Sans 3"] == ["embedRegular", "embedItalic"]
    assert names["Source Sans 3 Semibold"][0] == "embedRegular"
    assert docx.body.find(f".//{W}b") is None


def test_a_wide_table_stands_on_pages_of_its_own(brand):
    wide = Column("Beløp", "amount", width=Decimal(20))
    columns = (Column("Prosjekt", "label", width=Decimal(60)), *(wide,) * 8)
    table = Table("bred", t("Bred"), columns, (Row((label("A"), *(amount(n) for n in range(8)))),), "Tabell 1.1")
    document, _ = of(brand, chapter("1", p("Før."), table, p("Etter.")))
    sizes = [(s.get(f"{W}w"), s.get(f"{W}orient")) for s in document.find(".//w:sectPr/w:pgSz")]
    assert sizes == [("11906", None), ("11906", None), ("16838", "landscape"), ("11906", None)]
    assert document.body[-1].tag == f"{W}sectPr"
    assert faults(document) == []


def test_a_hundred_columns_still_fit(brand):
    columns = (Column("Navn", "label"), *(Column(str(n), "number", width=Decimal(9)) for n in range(40)))
    table = Table("t", t("T"), columns, (Row((label("A"), *(amount(1) for _ in range(40)))),))
    document, _ = of(brand, table)
    widths = [int(w) for w in document.find(".//w:tblGrid/w:gridCol/@w:w")]
    assert sum(widths) <= 255 * 57
    assert min(widths) > 0


def test_missing_cells_are_said_never_left_empty(brand):
    columns = (Column("Navn", "label"), Column("2026", "amount"))
    rows = (Row((label("A"),)), Row((label("B"), Cell(()))), Row((), "group"))
    document, _ = of(brand, Table("t", t("T"), columns, rows))
    assert faults(document) == []


def test_two_tables_in_a_row_do_not_melt_and_the_last_is_followed_by_a_paragraph(brand):
    columns = (Column("Navn", "label"), Column("2026", "amount"))
    table = Table("", (), columns, (Row((label("A"), amount(1))),))
    document, _ = of(brand, table, table)
    tags = [child.tag.removeprefix(W) for child in document.body]
    assert tags[-5:] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_narrative_is_transparent(brand):
    plain, _ = of(brand, p("En."), p("To."))
    wrapped, _ = of(brand, Narrative("n", (p("En."), p("To."))))
    assert plain.parts["word/document.xml"] == wrapped.parts["word/document.xml"]


def test_deep_lists_and_deep_sections_hold(brand):
    inner = ItemList((ListItem((p("dypest"),)),))
    for _ in range(12):
        inner = ItemList((ListItem((p("nivå"), inner)),))
    section = Section("s12", t("Dypest"), (inner,))
    for depth in range(11, 0, -1):
        section = Section(f"s{depth}", t(f"Nivå {depth}"), (section,))
    document, _ = of(brand, section, Contents("Innhold", 9))
    assert faults(document) == []
    outlines = [int(v) for v in document.find(".//w:outlineLvl/@w:val")]
    assert max(outlines) == 8


def test_hostile_text_stays_text(brand):
    evil = "{{ 7 * 7 }}{% for x in y %}</w:t><w:evil/>]]>&amp;\u202e"
    cover = dataclasses.replace(specimen().cover, subtitle=evil, title=evil, organisation=evil)
    document, _ = of(
        brand, p(evil), p(Link("https://x.no/?a=1&b=<2>", (Text(evil),))), cover=cover, title=evil, running=evil
    )
    assert document.texts("BodyText") == [evil, evil]
    assert document.texts("Subtitle") == [evil]
    assert text_of(document.xml("word/footer2.xml")).startswith(evil)


def test_an_empty_document_is_a_document(brand):
    document, problems = of(brand)
    assert problems == ()
    assert faults(document) == []


def test_a_cover_picture_takes_the_place_of_the_rings(brand):
    cover = dataclasses.replace(specimen().cover, picture="images/fjord.png", picture_alt="Fjorden.")
    document, problems = of(brand, p("Tekst."), cover=cover)
    assert problems == ()
    assert [e.get("descr") for e in document.body.iter(f"{WP}docPr")] == ["Kommunevåpen", "Fjorden."]
    assert len(document.xml("word/header1.xml").findall(f".//{WP}docPr")) == 1
    assert faults(document) == []


def test_a_cover_picture_that_is_missing_is_reported_and_the_rings_stay(brand):
    cover = dataclasses.replace(specimen().cover, picture="images/borte.png", picture_alt="Borte.")
    document, problems = of(brand, p("Tekst."), cover=cover)
    assert [problem.code for problem in problems] == ["writers-image-missing"]
    assert len(document.xml("word/header1.xml").findall(f".//{WP}docPr")) == 2


def test_an_opening_shows_the_chapter_s_part_of_the_hundred(docx):
    assert docx.texts("Note")[0] == "38 av 100 kroner går til Helse og mestring"
    assert docx.texts("LocalContents")[0].startswith("Nøkkeltall og utfordringer")
    assert docx.texts("Summary") == ["Flere skal klare seg hjemme lenger. Området får 842,6 millioner kroner i 2026."]


def space_before(paragraph):
    found = paragraph.find(f"{W}pPr/{W}spacing")
    return None if found is None else found.get(f"{W}before")


def test_text_stands_off_from_a_table_and_a_heading_keeps_its_own_distance(brand):
    columns = (Column("Navn", "label"), Column("2026", "amount"))
    table = Table("t", t("T"), columns, (Row((label("A"), amount(1))),), "Tabell 1.1")
    document, _ = of(brand, chapter("1", table, p("Etter."), table, Section("s", t("Del"), (p("Inni."),))))
    spaces = [space_before(e) for e in (*document.paragraphs("BodyText"), *document.paragraphs("Heading2"))]
    assert spaces == ["300", None, None]


def test_a_chart_stays_with_the_note_that_says_where_its_figures_stand(brand):
    data = ChartData("bars", ("Skole",), (Series("Budsjett", (Point(Decimal("12.5"), "12,5"),)),))
    drawn = Chart("f", t("Funn"), data, "Skole 12,5", "Figur 1.1", table="annet")
    told = Paragraph(t("Tallene står i regnearket."), role="note")
    for after, kept in ((told, True), (p("Vanlig tekst."), False)):
        docx, _ = of(brand, chapter("1", drawn, after))
        (paragraph,) = [found for found in docx.body.iter(f"{W}p") if found.find(".//{*}chart") is not None]
        assert (paragraph.find(f"{W}pPr/{W}keepNext") is not None) is kept
