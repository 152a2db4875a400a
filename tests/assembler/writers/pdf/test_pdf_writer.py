"""The PDF as its reader meets it: its tags as a screen reader follows them, its pages, its links."""

import os
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Dictionary, Pdf
from pypdf import PdfReader

from assembler.brand.load import load_brand
from assembler.document.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    FactBox,
    Figure,
    GoalNode,
    GoalTree,
    MarginNote,
    Paragraph,
    Row,
    Section,
    Table,
)
from assembler.document.inline import CrossReference, Foreign, Inlines, Text
from assembler.pdf.structure import Element, read_structure
from assembler.problem import Refused
from assembler.resources import templates
from assembler.writers.pdf.galley import galley
from assembler.writers.pdf.typeset import typeset
from assembler.writers.pdf.writer import request, write_pdf
from assembler.writers.written import Materials
from tests.assembler.writers.specimen import images, schedule, specimen

GOLDEN = Path(__file__).parents[3] / "golden" / "specimen-pdf-tags.txt"
REGENERATE = "PLANSATS_REGENERATE_GOLDEN"


def materials(pictures: dict[str, bytes] | None = None) -> Materials:
    return Materials(load_brand(templates("brand", "default")), images() if pictures is None else pictures)


def made(document: Document, pictures: dict[str, bytes] | None = None) -> bytes:
    """The finished PDF, made in this process."""
    header, blobs = request(galley(document, materials(pictures)))
    return typeset(header, tuple(blobs))[1][0]


def t(text: str) -> Inlines:
    return (Text(text),)


def plan(*blocks: Block) -> Document:
    """A document of one chapter with `blocks`."""
    return replace(specimen(), blocks=(Section("k", t("Kapittel"), blocks, "chapter", "1"),))


@pytest.fixture(scope="module")
def content() -> bytes:
    return made(specimen())


@pytest.fixture(scope="module")
def tree(content: bytes) -> Element:
    with Pdf.open(BytesIO(content)) as pdf:
        (document,) = read_structure(pdf)
    return document


def test_what_was_set_says_on_which_page_each_section_and_each_listed_table_stands() -> None:
    kinds = (Column("Tabell", "label"), Column("Viser", "text"))
    table = replace(schedule(), id="t9", number="Tabell 9")
    row = Row((Cell((CrossReference("t9", "Tabell 9"),)), Cell(t("Skjema"))))
    listing = Table("liste", t("Tabeller"), kinds, (row,), "Tabell 10")
    last = Section("sist", t("Sist"), (table, listing), "chapter", "7")
    header, blobs = request(galley(replace(specimen(), blocks=(*specimen().blocks, last)), materials()))
    told, (content,) = typeset(header, tuple(blobs))
    reader = PdfReader(BytesIO(content))
    outline = {str(entry.title): entry for entry in reader.outline if not isinstance(entry, list)}
    assert told["count"] == len(reader.pages)
    assert told["pages"]["sist"] == reader.get_destination_page_number(outline["7 Sist"]) + 1
    assert "Tabell 9. " in reader.pages[told["pages"]["t9"] - 1].extract_text()


def every(tree: Element, *kinds: str) -> list[Element]:
    return [element for element in tree.walk() if element.kind in kinds]


def page_texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def lines_of(element: Element, depth: int = 0) -> Iterator[str]:
    """An element a line: type, scope and spans, language, alternative text, and the words of the innermost."""
    span = f"{element.row_span}x{element.col_span}" if element.row_span + element.col_span > 2 else ""
    alt = f"alt={element.alt!r}" if element.alt else ""
    lang = f"lang={element.lang}" if element.lang else ""
    inner = [child for child in element.children if isinstance(child, Element)]
    words = "" if inner else repr(element.text)
    parts = (element.kind, element.scope, span, lang, alt, words)
    yield "  " * depth + " ".join(part for part in parts if part)
    if inner:
        for child in element.children:
            if isinstance(child, Element):
                yield from lines_of(child, depth + 1)
            else:
                yield "  " * (depth + 1) + repr(child)


def test_the_tag_tree_is_the_one_that_was_read_and_found_right(tree: Element) -> None:
    shown = "\n".join(lines_of(tree)) + "\n"
    if os.environ.get(REGENERATE):
        GOLDEN.write_text(shown, encoding="utf-8")
        pytest.fail(f"{GOLDEN.name} was written anew: read it, then run without {REGENERATE}")
    assert shown == GOLDEN.read_text(encoding="utf-8")


def test_the_same_document_is_the_same_bytes_in_a_child_process(content: bytes) -> None:
    written = write_pdf(specimen(), materials())
    assert written.problems == ()
    assert written.content == content


def test_verapdf_finds_nothing(content: bytes, tmp_path: Path, verapdf: Any) -> None:
    file = tmp_path / "specimen.pdf"
    file.write_bytes(content)
    assert verapdf([file]) == {file: []}


def test_headings_have_the_depth_of_their_sections_and_skip_none(tree: Element) -> None:
    found = [(int(e.kind[1]), e.text) for e in every(tree, "H1", "H2", "H3", "H4")]
    assert (1, "2 Helse og mestring") in found
    assert (1, "Vedlegg 1 Skjemaer etter budsjett- og regnskapsforskriften") in found
    assert (3, "Den største usikkerheten") in found
    assert (4, "Rente < inflasjon") in found
    assert all(later <= earlier + 1 for (earlier, _), (later, _) in zip(found, found[1:], strict=False))


def test_reading_order_is_document_order(tree: Element) -> None:
    words = tree.text
    order = [
        "Slik leser du planen",
        "Netto driftsresultat kommer over",
        "Handlingsregel",
        "Figur 1.1.",
        "Slik regner vi",
    ]
    places = [words.rindex(word) for word in order]
    assert places == sorted(places)


def test_every_cell_of_the_schedule_names_its_year_its_group_and_its_line(tree: Element) -> None:
    table = next(e for e in every(tree, "Table") if e.text.startswith("Skjema 1."))
    by_id = {e.id: e for e in table.walk() if e.id}
    row = next(e for e in every(table, "TR") if "Renteinntekter" in e.text)
    cell = next(e for e in every(row, "TD") if e.text == "30\u00a0100")
    assert [by_id[name].text for name in cell.headers] == ["Budsjett 2026 ", "Finans", "Renteinntekter"]


def test_tables_are_as_many_as_in_the_document(tree: Element) -> None:
    captions = [e.text.split(".")[0] for e in every(tree, "Caption")]
    assert captions.count("Skjema 1") == captions.count("Tabell 2") // 2 == 1
    assert len(every(tree, "Table")) == 8


def test_contents_list_every_section_with_its_page(content: bytes, tree: Element) -> None:
    entries = [e.text for e in every(next(e for e in every(tree, "TOC")), "Link")]
    pages = page_texts(content)
    assert len(entries) == 9
    for entry in entries:
        title, _, number = entry.rpartition(" ")
        words = title.removeprefix("Vedlegg 1 ").split(" ")
        assert words[-1] in pages[int(number) - 1], entry


def test_metadata_outlines_and_page_labels(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Handlings- og økonomiplan 2026–2029", "Solvik kommune")
    assert reader.root_object["/Lang"] == "nb"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    tops = [item.title for item in reader.outline if not isinstance(item, list)]
    assert tops[:3] == ["Slik leser du planen", "Innhold", "1 Økonomiske rammer"]
    assert reader.page_labels[:3] == ["1", "2", "3"]
    with Pdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")


def test_every_link_says_where_it_leads_in_the_language_of_the_document(content: bytes) -> None:
    with Pdf.open(BytesIO(content)) as pdf:
        said = [str(link.Contents) for page in pdf.pages for link in page.get("/Annots", ())]
    assert {"Skjema 1, side 13", "Fotnote 1", "2 Helse og mestring, side 7"} <= set(said)
    assert not [text for text in said if re.search(r"Footnote|page|Section|^,|^$", text)]


def test_fonts_are_the_brands_and_embedded(content: bytes) -> None:
    with Pdf.open(BytesIO(content)) as pdf:
        fonts = {
            str(inner.BaseFont).split("+")[1]
            for page in pdf.pages
            for font in page.Resources.get("/Font", Dictionary()).values()
            for inner in font.DescendantFonts
        }
    assert fonts <= {f"SourceSans3-{name}" for name in ("Light", "Regular", "It", "Semibold", "SemiboldIt")}


def test_running_heads_and_feet_are_no_part_of_the_reading(tree: Element) -> None:
    assert specimen().running not in tree.text


def test_foreign_words_and_paragraphs_have_their_language(tree: Element) -> None:
    assert [e.text for e in tree.walk() if e.lang == "en"] == ["Government at a Glance"]
    assert "Suohkan galgá láhčit buriid bálvalusaid buohkaide." in [e.text for e in tree.walk() if e.lang == "se"]


def long_table(rows: int) -> Table:
    columns = (Column("Prosjekt", "label"), Column("Budsjett", "amount", "2026", "budget", True, Decimal(18)))
    body = tuple(Row((Cell(t(f"Prosjekt {at}")), Cell(t(f"{at} 000"), Decimal(at)))) for at in range(rows))
    return Table("lang", t("En lang tabell"), columns, body, "Tabell 1.1")


def test_a_long_table_is_one_table_with_its_header_on_every_page() -> None:
    content = made(plan(long_table(120)))
    with Pdf.open(BytesIO(content)) as pdf:
        (tree,) = read_structure(pdf)
    assert len(every(tree, "Table")) == 1
    assert len(every(tree, "TR")) == 121
    pages = [page for page in page_texts(content) if re.search(r"Prosjekt \d", page)]
    assert len(pages) == 3
    assert all("Budsjett" in page for page in pages)


def test_a_schedule_stands_on_one_page_even_after_a_page_half_full() -> None:
    filler = tuple(Paragraph(t("Kommunen har tært på sparepengene i to år. " * 6)) for _ in range(9))
    pages = page_texts(made(plan(*filler, schedule())))
    (page,) = [page for page in pages if "Rammetilskudd" in page]
    assert "Netto driftsresultat" in page and "Skjema 1" in page


def test_a_table_with_more_columns_than_a_page_is_wide_is_set_on_a_landscape_page() -> None:
    columns = (
        Column("Område", "label"),
        *(Column("Regnskap", "amount", str(2010 + at), "accounts") for at in range(13)),
    )
    row = Row((Cell(t("Helse")), *(Cell(t("1 234 567"), Decimal(1234567)) for _ in range(13))))
    table = Table("bred", t("Bred"), columns, (row,), "Tabell 1.1")
    content = made(plan(Section("del", t("Overskrift"), (table,)), Paragraph(t("Etterpå."))))
    shapes = [
        (page.mediabox.width > page.mediabox.height, page.extract_text()) for page in PdfReader(BytesIO(content)).pages
    ]
    (wide,) = [text for landscape, text in shapes if landscape]
    # The heading turns the page with its table.
    assert [landscape for landscape, text in shapes if "Overskrift" in text] == [True]
    assert wide.count("1\u00a0234\u00a0567") + wide.count("1 234 567") == 13
    assert not next(landscape for landscape, text in shapes if "Etterpå." in text)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(38, 46):
        filler = tuple(Paragraph(t("Linje.")) for _ in range(lines - 20))
        section = Section("s", t("Overskriften"), (Paragraph(t("Første ord etter den. " * 12)),))
        page = next(page for page in page_texts(made(plan(*filler, section))) if "Overskriften" in page)
        assert "Første ord" in page


def test_the_heading_of_a_group_never_stands_alone_at_the_foot_of_a_page() -> None:
    groups = 0
    for before in range(36, 44):
        table = long_table(before)
        rows = (*table.rows, Row((Cell(t("Gruppen")),), "group"), *long_table(3).rows)
        for page in page_texts(made(plan(replace(table, rows=rows)))):
            if "Gruppen" in page:
                groups += 1
                assert "Prosjekt 0" in page.split("Gruppen")[1]
    assert groups == 8


def test_a_fact_box_heads_its_text_at_the_next_level_but_not_in_the_contents() -> None:
    box = FactBox("boks", t("Ordet"), (Paragraph(t("Forklaringen.")),))
    content = made(replace(plan(box), blocks=(Contents("Innhold", 3), *plan(box).blocks)))
    with Pdf.open(BytesIO(content)) as pdf:
        (tree,) = read_structure(pdf)
    assert [e.text for e in every(tree, "H2")] == ["Ordet"]
    assert [e.text for e in every(tree, "TOCI")] == ["1 Kapittel 3"]


def test_a_margin_note_longer_than_its_paragraph_keeps_clear_of_the_table_below() -> None:
    note = MarginNote(tuple(Paragraph(t("En lang merknad om regelen som gjelder.")) for _ in range(8)))
    content = made(plan(Paragraph(t("Kort.")), note, long_table(2)))
    places: dict[str, float] = {}

    def visit(text: str, page: Any, line: Any, _font: Any, _size: Any) -> None:
        if "gjelder" in text or "Tabell 1.1" in text:
            places["table" if "Tabell" in text else f"note {len(places)}"] = page[5] + page[3] * line[5]

    PdfReader(BytesIO(content)).pages[1].extract_text(visitor_text=visit)
    notes = [y for word, y in places.items() if word != "table"]
    assert len(notes) == 8
    assert min(notes) > places["table"] + 15


def test_what_cannot_be_shown_is_reported_and_the_rest_is_set() -> None:
    blocks = (
        Paragraph((Text("Se "), CrossReference("borte", "tabell 9"), Text("."))),
        Figure("f", "images/borte.png", "Noe", t("Tittel"), "Figur 1.1"),
        Figure("g", "images/rar.xyz", "Noe"),
    )
    written = write_pdf(plan(*blocks), materials({"images/rar.xyz": b"what"}))
    assert [(p.code, p.place.block) for p in written.problems] == [
        ("writers-reference-missing", "borte"),
        ("writers-image-missing", "f"),
        ("pdf-picture-unknown", "g"),
    ]
    words = " ".join(page_texts(written.content))
    assert "Se tabell 9." in words
    assert "Figur 1.1. Tittel" in words and "Noe" in words


def test_text_is_never_read_as_markup() -> None:
    hostile = '#panic("x") *b* $ \\ <label> @ref = // `raw` [x]'
    pages = page_texts(made(plan(Paragraph(t(hostile)), Paragraph((Foreign("en", t("#import")),)))))
    assert any('#panic("x") *b* $' in page and "#import" in page for page in pages)


def test_a_sign_that_no_font_has_is_refused_with_the_sign() -> None:
    with pytest.raises(Refused) as refused:
        write_pdf(plan(Paragraph(t("Et tegn: \U0001f9ff"))), materials())
    (problem,) = refused.value.problems
    assert (problem.code, problem.values) == ("pdf-sign-missing", {"signs": "\U0001f9ff"})


def test_a_frame_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        write_pdf(specimen(), replace(materials(), frame="nowhere"))
    assert [problem.code for problem in refused.value.problems] == ["pdf-frame-missing"]


def test_a_broken_picture_is_reported_and_left_out() -> None:
    broken = images()["images/fjord.png"][:60]
    written = write_pdf(
        plan(Figure("f", "images/x.png", "Noe", t("Tittel"), "Figur 1.1")), materials({"images/x.png": broken})
    )
    assert [problem.code for problem in written.problems] == ["pdf-picture-unknown"]


def test_a_picture_of_two_hundred_megapixels_is_reported_and_left_out() -> None:
    whole = images()["images/fjord.png"]
    size = struct.pack(">II", 20_000, 10_000)
    head = whole[12:16] + size + whole[24:29]
    huge = whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]
    written = write_pdf(plan(Figure("f", "images/x.png", "Noe")), materials({"images/x.png": huge}))
    assert [problem.code for problem in written.problems] == ["pdf-picture-too-large"]


def test_a_wide_table_inside_a_box_is_set_without_turning_the_page() -> None:
    columns = (Column("Område", "label"), *(Column("Regnskap", "amount", str(2010 + at)) for at in range(13)))
    row = Row((Cell(t("Helse")), *(Cell(t("1 234 567"), Decimal(1234567)) for _ in range(13))))
    box = FactBox("boks", t("Ordet"), (Table("bred", t("Bred"), columns, (row,), "Tabell 1.1"),))
    assert len(page_texts(made(plan(box)))) == 2


def test_headings_deeper_than_the_format_knows_stay_at_the_deepest() -> None:
    section = Section("s8", t("Nivå 8"), (Paragraph(t("Tekst.")),))
    for level in range(7, 1, -1):
        section = Section(f"s{level}", t(f"Nivå {level}"), (section,))
    with Pdf.open(BytesIO(made(plan(section)))) as pdf:
        (tree,) = read_structure(pdf)
    assert [e.text for e in every(tree, "H6")] == ["Nivå 6", "Nivå 7", "Nivå 8"]


def with_sum(rows: int) -> Table:
    table = long_table(rows)
    return replace(table, rows=(*table.rows, Row((Cell(t("Alle prosjekter")), Cell(t("99 000"), Decimal(99))), "sum")))


def with_two_sums_and_a_text(rows: int) -> Table:
    """The last project has a text beneath it, and two sums follow."""
    table = with_sum(rows)
    text = Row((Cell(t("Skolen åpner i august.")),), "detail")
    return replace(table, rows=(*table.rows[:-1], text, table.rows[-1], table.rows[-1]), layout="measures")


def test_the_last_three_rows_of_a_long_table_share_a_page() -> None:
    ends = [page_texts(made(plan(long_table(rows))))[-1].count("Prosjekt ") for rows in (43, 44, 45, 46)]
    assert min(ends) >= 3
    # At least one of them turned the page for the sake of its last rows.
    assert 3 in ends


@pytest.mark.parametrize("table", [with_sum, with_two_sums_and_a_text])
def test_a_sum_never_stands_alone_on_a_page(table: Callable[[int], Table]) -> None:
    turned = 0
    for rows in range(39, 46):
        pages = [page for page in page_texts(made(plan(table(rows)))) if "Prosjekt" in page]
        turned += len(pages) > 1
        assert f"Prosjekt {rows - 1}" in pages[-1] and "Alle prosjekter" in pages[-1]
    assert turned


def test_a_goal_that_goes_on_over_the_page_is_named_there_again_and_told_once() -> None:
    tasks = tuple(
        GoalNode(f"o{n}", "Oppdrag", f"1.1.{n}", f"Gjøre noe nummer {n}", text="Kort tekst.") for n in range(24)
    )
    goal = GoalNode(
        "m", "Mål", "1", "Trygg oppvekst", children=(GoalNode("d", "Delmål", "1.1", "Leselyst", children=tasks),)
    )
    content = made(plan(GoalTree("tre", t("Måltre"), (goal,), ("Mål", "Delmål", "Oppdrag", "Status"))))
    first, second = [page for page in page_texts(content) if "Gjøre noe" in page]
    assert "(forts.)" not in first
    # No row is parted by the turn of the page.
    assert [page.count("Kort tekst.") for page in (first, second)] == [
        page.count("Oppdrag 1") for page in (first, second)
    ]
    assert "Mål 1 (forts.)" in second and "Delmål 1.1 (forts.)" in second
    with Pdf.open(BytesIO(content)) as pdf:
        (tree,) = read_structure(pdf)
    assert "forts." not in "".join(element.text for element in every(tree, "TH", "TD", "P"))


def test_the_row_before_a_sum_is_one_of_figures_to_the_ear() -> None:
    with Pdf.open(BytesIO(made(plan(with_sum(3))))) as pdf:
        (tree,) = read_structure(pdf)
    (table,) = every(tree, "Table")
    rows = every(table, "TR")
    assert [[cell.role for cell in row.children if isinstance(cell, Element)] for row in rows[-2:]] == [
        ["TH", "TD"],
        ["TH", "TD"],
    ]
    assert [part.role for part in table.children if isinstance(part, Element) and part.role != "Caption"] == [
        "THead",
        "TBody",
    ]


def test_a_list_of_references_has_pages_on_paper_and_none_to_the_ear() -> None:
    columns = (Column("Tabell", "label", width=Decimal(28)), Column("Viser", "text"))
    listed = Table(
        "liste", t("Tabeller"), columns, (Row((Cell((CrossReference("lang", "Tabell 1.1"),)), Cell(t("En lang")))),)
    )
    filler = tuple(Paragraph(t("Linje.")) for _ in range(60))
    content = made(plan(listed, *filler, long_table(5)))
    (page,) = [number for number, text in enumerate(page_texts(content), 1) if "Prosjekt 4" in text]
    (first,) = [text for text in page_texts(content) if "Viser" in text]
    assert re.search(rf"En lang\s+{page}\b", first)
    with Pdf.open(BytesIO(content)) as pdf:
        (tree,) = read_structure(pdf)
    cells = [cell.text.strip() for cell in every(tree, "TD")]
    assert "En lang" in cells
