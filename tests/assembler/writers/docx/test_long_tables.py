"""Where a page may turn in a long table, and lists that say the page."""

from dataclasses import replace
from decimal import Decimal

import pytest
from fontTools.ttLib import TTFont

from assembler.brand.load import load_brand
from assembler.document.blocks import Cell, Column, Document, Row, Section, Table
from assembler.document.inline import CrossReference, Text
from assembler.resources import templates
from assembler.writers.docx.writer import write_docx
from assembler.writers.written import Materials
from tests.assembler.writers.docx.reading_back import Docx, W, faults, text_of
from tests.assembler.writers.specimen import specimen

WIDE = (Column("Hva", "label"), Column("Kroner", "amount"))


def words(text: str) -> Cell:
    return Cell((Text(text),))


def named(id: str, rows: tuple[Row, ...], number: str = "") -> Table:
    return Table(id, (Text(f"Om {id}"),), WIDE, rows, number)


def written(*blocks, pages=None) -> Docx:
    made = write_docx(document(*blocks), Materials(load_brand(templates("brand", "default")), pages=pages or {}))
    found = Docx(made.content)
    assert faults(found) == []
    return found


def document(*blocks) -> Document:
    return replace(specimen(), blocks=(Section("k1", (Text("Kapittel"),), blocks, "chapter", "1"),))


def kept(docx: Docx) -> list[bool]:
    """Of each row of the body, whether it stays on the page of the next."""
    rows = docx.body.findall(f".//{W}tr")[1:]
    return [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]


def test_a_long_table_turns_the_page_between_its_first_row_and_its_last_three():
    rows = tuple(Row((words(f"Post {at}"), words("1"))) for at in range(30))
    assert kept(written(named("lang", rows))) == [True, *[False] * 26, True, True, False]


def test_a_sum_stays_with_two_rows_of_what_it_sums():
    body = tuple(Row((words(f"Post {at}"), words("1"))) for at in range(30))
    found = kept(written(named("lang", (*body, Row((words("Sum"), words("30")), "sum")))))
    assert (len(found), found[27:]) == (31, [False, True, True, False])


@pytest.fixture
def listing() -> tuple[Table, Table, Table]:
    first, second = (named(f"t{at}", (Row((words("A"), words("1"))),), f"Tabell 1.{at}") for at in (1, 2))
    rows = tuple(Row((Cell((CrossReference(one.id, one.number),)), words(f"Om {one.id}"))) for one in (first, second))
    columns = (Column("Tabell", "label"), Column("Viser", "text"))
    return first, second, Table("liste", (Text("Tabeller"),), columns, rows, "Tabell 1.3")


def test_a_list_of_tables_says_the_page_of_each(listing):
    found = written(*listing, pages={"t1": 7})
    rows = [
        [text_of(cell) for cell in row.iter(f"{W}tc")] for row in found.body.findall(f".//{W}tbl")[-1].iter(f"{W}tr")
    ]
    assert rows == [["Tabell", "Viser", "Side"], ["Tabell 1.1", "Om t1", "7"], ["Tabell 1.2", "Om t2", "–"]]
    instructions = [text.strip() for text in found.find(".//w:tbl[last()]//w:instrText/text()")]
    assert sum(text.startswith("PAGEREF") for text in instructions) == 2


def test_a_table_with_one_row_that_is_no_reference_has_no_pages(listing):
    *others, table = listing
    mixed = Table("liste", table.title, table.columns, (*table.rows, Row((words("Annet"), words("Noe")))), table.number)
    head = written(*others, mixed, pages={"t1": 7}).body.findall(f".//{W}tbl")[-1].find(f"{W}tr")
    assert [text_of(cell) for cell in head.iter(f"{W}tc")] == ["Tabell", "Viser"]


def test_a_narrow_column_is_as_wide_as_its_longest_word():
    """At 9 points, by the font's own tables; 60 twips at the right and 70 at the left stand beside it."""
    faces = load_brand(templates("brand", "default")).fonts
    with TTFont(next(face.path for face in faces if (face.weight, face.italic) == (600, False))) as font:
        glyphs, advances = font.getBestCmap(), font["hmtx"]
        word = sum(advances[glyphs[ord(sign)]][0] for sign in "Rekneskap") / font["head"].unitsPerEm * 9
    years = tuple(Column("Rekneskap", "amount", str(2020 + at), width=Decimal(12)) for at in range(8))
    row = Row((words("Renter"), *(words("1") for _ in years)))
    found = written(Table("t", (), (Column("Post", "label"), *years), (row,)))
    widths = [int(one.get(f"{W}w")) for one in found.body.findall(f".//{W}gridCol")]
    assert min(widths[1:]) >= word * 20 + 130
    assert abs(sum(widths) - 9524) < 20


@pytest.mark.parametrize(("title", "apart"), [(Decimal(40), True), (Decimal(90), False)])
def test_a_text_stands_under_a_wide_title_and_across_the_row_of_a_narrow_one(title, apart):
    columns = (Column("Tiltak", "label", width=title), Column("Ansvarlig", "text"), Column("2027", "amount"))
    rows = (Row((words("Leseløft"), words("Rektor"), words("1"))), Row((words("Flere timer."),), "detail"))
    found = written(Table("t", (), columns, rows, layout="measures")).body.findall(f".//{W}tr")[1:]
    cells = [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in found]
    assert cells == (
        [["Leseløft", "Rektor", "1"], ["Flere timer."]] if apart else [["LeseløftFlere timer.", "Rektor", "1"]]
    )
    assert not apart or all(p.find(f"{W}pPr/{W}keepNext") is not None for p in found[0].iter(f"{W}p"))
