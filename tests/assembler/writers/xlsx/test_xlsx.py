"""The spreadsheet, read back with another library: text as text, numbers as numbers, the same bytes."""

from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from assembler.brand.load import load_brand
from assembler.document.blocks import Cell, Chart, Column, Cover, Document, Row, Section, Table
from assembler.document.chart import ChartData, Point, Series
from assembler.document.inline import Text
from assembler.resources import templates
from assembler.writers.written import Materials
from assembler.writers.xlsx.writer import write_xlsx
from tests.assembler.writers.specimen import specimen


def materials() -> Materials:
    return Materials(load_brand(templates("brand", "default")))


def document(*tables: Table | Chart) -> Document:
    cover = Cover("T", "2026", "", "K", "1. mai 2026")
    chapter = Section("a", (Text("A"),), tables, "chapter", "1")
    return Document("d", "nb", "Tittel", "K", "2026-05-01", "K · Tittel", cover, (chapter,))


def amounts(number: str, text: str, value: str) -> Table:
    cells = (Cell((Text("=1+1"),)), Cell((Text(text),), Decimal(value), 1))
    columns = (Column("Post", "label"), Column("Budsjett", "amount", year="2026"))
    return Table("t", (Text("Tall"),), columns, (Row(cells), Row((Cell((Text("Gruppe"),)),), "group")), number)


def test_numbers_are_numbers_and_text_is_never_a_formula() -> None:
    book = load_workbook(BytesIO(write_xlsx(document(amounts("Tabell 1.1", "−12,5", "-12.5")), materials()).content))
    assert book.sheetnames == ["Innhold", "Tabell 1.1"]
    sheet = book["Tabell 1.1"]
    assert [cell.value for cell in sheet[1]][0] == "Tabell 1.1. Tall"
    assert [cell.value for cell in sheet[4]] == ["Post", "Budsjett 2026"]
    assert [(cell.value, cell.data_type) for cell in sheet[5]] == [("=1+1", "s"), (-12.5, "n")]
    assert sheet["B5"].number_format == "#,##0.0;\u2212#,##0.0;0.0"
    assert sheet["A6"].value == "Gruppe"
    assert sheet.freeze_panes == "A5"


def test_a_year_has_no_thousands_and_an_amount_has() -> None:
    book = load_workbook(BytesIO(write_xlsx(specimen(), materials()).content))
    sheet = book["Tabell 2.2"]
    formats = {sheet.cell(4, at).value: sheet.cell(6, at).number_format for at in (3, 4)}
    assert formats == {"Ferdig": "0;\u22120;0", "Budsjett 2026": "#,##0;\u2212#,##0;0"}


def test_a_footnote_of_a_cell_stands_beneath_the_table() -> None:
    book = load_workbook(BytesIO(write_xlsx(specimen(), materials()).content))
    assert "Nye Solvik skole: Vedtatt i sak 64/2023." in [row[0].value for row in book["Tabell 2.2"].iter_rows()]


def test_names_are_unique_and_short_enough_for_excel() -> None:
    tables = (amounts("Tabell 1.1", "1", "1"), amounts("TABELL 1.1", "1", "1"), amounts("x" * 40, "1", "1"))
    names = load_workbook(BytesIO(write_xlsx(document(*tables), materials()).content)).sheetnames
    assert names == ["Innhold", "Tabell 1.1", "TABELL 1.1 (2)", "x" * 31]


def test_every_table_of_the_specimen_has_its_sheet_and_the_bytes_are_the_same() -> None:
    first, again = (write_xlsx(specimen(), materials()).content for _ in range(2))
    assert first == again
    book = load_workbook(BytesIO(first))
    linked = [row[0].hyperlink.location.split("!")[0].strip("'") for row in book.worksheets[0].iter_rows(min_row=4)]
    assert linked == book.sheetnames[1:]
    assert len(linked) > 5


def test_the_open_xml_sdk_and_libreoffice_take_it(tmp_path, openxml_sdk, libreoffice) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "specimen.xlsx"
    file.write_bytes(write_xlsx(specimen(), materials()).content)
    assert openxml_sdk([file]) == {file: []}
    assert libreoffice(file, "pdf").exists()


def test_a_chart_has_a_sheet_unless_a_table_of_the_document_has_its_figures() -> None:
    data = ChartData("bars", ("Skole",), (Series("Budsjett", (Point(Decimal("12.5"), "12,5"),)),))
    charts = [Chart(id, (Text("Funn"),), data, "alt", id, table=id) for id in ("t", "borte")]
    content = write_xlsx(document(amounts("Tabell 1.1", "1", "1"), *charts), materials()).content
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Innhold", "Tabell 1.1", "borte"]
    assert [cell.value for cell in book["borte"][5]] == ["Skole", 12.5]


def test_a_row_is_as_high_as_the_text_that_wraps_in_it() -> None:
    columns = (Column("Tiltak", "label"), Column("2027", "amount"))
    rows = (
        Row((Cell((Text("Kort"),)), Cell((Text("1"),), Decimal(1)))),
        Row((Cell((Text("Dette er ti ord som gjentas for å bli lange nok. " * 4),)),), "detail"),
    )
    sheet = load_workbook(BytesIO(write_xlsx(document(Table("t", (), columns, rows)), materials()).content)).worksheets[
        1
    ]
    assert sheet["A6"].alignment.wrap_text
    assert sheet.row_dimensions[5].height is None
    # 192 signs in a column of 44 are five lines of 10 points.
    assert 60 <= sheet.row_dimensions[6].height <= 80


def test_a_note_takes_the_width_of_its_table() -> None:
    table = amounts("Tabell 1.1", "1", "1")
    noted = Table(table.id, table.title, table.columns, table.rows, table.number, notes=((Text("Kilde: KOSTRA."),),))
    sheet = load_workbook(BytesIO(write_xlsx(document(noted), materials()).content))["Tabell 1.1"]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A8:B8"]
    assert sheet["A8"].value == "Kilde: KOSTRA."
