"""Workbooks that people and attackers make, each read by a child under limits."""

import io
import zipfile
from decimal import Decimal

import pytest

from assembler.plan.grid import read_grids
from assembler.plan.workbook import cell_name, column_number, read_in_child
from assembler.problem import Refused
from tests.assembler.plan.plan_folders import faults, plan_of, write, xlsx

HEADINGS = ["Område", "Korttid", "Samlet"]


def refused(content):
    with pytest.raises(Refused) as found:
        read_in_child({"file": "a.xlsx"}, (content,))
    return [(problem.code, problem.place.cell) for problem in found.value.problems]


def changed(content, part, change):
    """The same workbook with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (13, 3, "D14"), (0, 26, "AA1"), (0, 701, "ZZ1"), (1, 702, "AAA2")]
)
def test_cells_are_named_as_in_the_spreadsheet(row, column, name):
    assert cell_name(row, column) == name
    assert column_number(name.rstrip("0123456789")) == column


@pytest.mark.parametrize("far", [b'r="XFD1048576"', b"r='XFD1048576'", b'r="&#88;FD1048576"', b'r="A200001"'])
def test_a_far_cell_is_refused_before_memory_is_asked_for(far):
    content = changed(xlsx(("A", [["x", "y"]])), SHEET, lambda part: part.replace(b'r="B1"', far))
    assert [code for code, _ in refused(content)] == ["plan-sheet-far-cell"]


def test_rows_that_only_say_their_number_are_scanned_too():
    content = changed(
        xlsx(("A", [["x", "y"]])),
        SHEET,
        lambda part: part.replace(b'<row r="1"', b'<row r="900000"').replace(b'r="A1"', b"").replace(b'r="B1"', b""),
    )
    assert [code for code, _ in refused(content)] == ["plan-sheet-far-cell"]


def test_a_bomb_is_refused_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        package.writestr(SHEET, b" " * 50_000_000)
    assert refused(target.getvalue()) == [("plan-sheet-package", "")]


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml"])
def test_a_document_type_declaration_is_refused(part):
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = changed(xlsx(("A", [["x"]])), part, lambda old: old.replace(b"?>", b"?>" + bomb, 1))
    assert refused(content) == [("plan-sheet-unreadable", "")]


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"a;b\n1;2\n"])
def test_what_is_no_workbook_is_refused(content):
    assert refused(content) == [("plan-sheet-unreadable", "")]


def test_an_error_cell_is_never_an_empty_one(tmp_path):
    def error(sheet, row, column, book):
        sheet.write_formula(row, column, "=1/0", None, "#DIV/0!")

    folder = write(tmp_path, presence_xlsx=xlsx(("Sykefravær", [HEADINGS, ["helse", error, 6.7]])))
    assert faults(folder) == [("plan-cell-error", "presence.xlsx, sheet “Sykefravær”, cell B2")]


def test_per_cent_is_read_as_it_is_shown(tmp_path):
    def percent(sheet, row, column, book):
        sheet.write_number(row, column, 0.068, book.add_format({"num_format": "0.0 %"}))

    presence = plan_of(write(tmp_path, presence_xlsx=xlsx(("A", [HEADINGS, ["helse", percent, "6,7 %"]])))).presence[0]
    assert (presence.short_term, presence.total) == (Decimal("6.8"), Decimal("6.7"))


def test_a_number_has_the_digits_that_the_spreadsheet_shows(tmp_path):
    presence = plan_of(
        write(tmp_path, presence_xlsx=xlsx(("A", [HEADINGS, ["helse", 0.1 + 0.2, 1234567.891]])))
    ).presence[0]
    assert (presence.short_term, presence.total) == (Decimal("0.3"), Decimal("1234567.891"))


def test_dates_and_formulas_are_read_by_their_value(tmp_path):
    def day(sheet, row, column, book):
        sheet.write_formula(row, column, "=DATE(2025,6,18)", book.add_format({"num_format": "dd.mm.yyyy"}), 45826)

    rows = [
        ["Sak", "Vedtatt", "Vedtak", "Status"],
        ["12/25", day, "Skolevei", "Ferdig"],
        ["13/25", "1.2.2026", "B", "rød"],
    ]
    found = plan_of(write(tmp_path, resolutions_xlsx=xlsx(("Vedtak", rows)))).resolutions
    assert [str(one.decided) for one in found] == ["2025-06-18", "2026-02-01"]
    assert [one.state for one in found] == ["done", "delayed"]


def test_the_sheet_of_the_name_is_read_and_others_are_told(tmp_path):
    notes = ("Notater", [["Husk"]])
    guide = ("Veiledning", [["Slik gjør du"]])
    folder = write(tmp_path, presence_xlsx=xlsx(notes, ("Sykefravær", [HEADINGS, ["helse", 1, 2]]), guide))
    assert faults(folder) == [("plan-sheet-ignored", "presence.xlsx, sheet “Notater”")]
    assert plan_of(folder).presence[0].area == "helse"


def test_cells_that_nobody_could_place_are_told(tmp_path):
    folder = write(tmp_path, presence_xlsx=xlsx(("A", [HEADINGS, ["helse", 1, 2, None, "løst"]])))
    assert faults(folder) == [("plan-cell-without-heading", "presence.xlsx, sheet “A”, cell E2")]


def test_a_sheet_without_headings_says_which_it_needs(tmp_path):
    assert faults(write(tmp_path, presence_xlsx=xlsx(("A", [["x", "y"], [1, 2]])))) == [
        ("plan-no-header", "presence.xlsx, sheet “A”, cell A1")
    ]


def test_two_columns_for_one_field_are_refused(tmp_path):
    folder = write(tmp_path, presence_csv="Område;Samlet;Totalt\nhelse;1;2\n")
    assert faults(folder) == [("plan-column-twice", "presence.csv, line 1, column 3")]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_any_delimiter_of_csv_is_found(mark):
    content = mark.join(["Id", "Navn", "Beløp"]) + "\n" + mark.join(["a", '"b"', '"1,5"'])
    grids, problems = read_grids([("a.csv", content.encode())])["a.csv"]
    assert problems == ()
    assert [[cell.text for cell in row] for row in grids[0].rows] == [["Id", "Navn", "Beløp"], ["a", "b", "1,5"]]


def test_a_csv_line_is_counted_through_line_breaks_in_cells(tmp_path):
    folder = write(tmp_path, presence_csv='Område;Samlet;Kommentar\nhelse;1;"to\nlinjer"\noppvekst;mye;\n')
    assert ("plan-not-number", "presence.csv, line 4, column 2") in faults(folder)


def test_csv_in_another_encoding_is_refused():
    assert [p.code for p in read_grids([("a.csv", b"Id;Navn\na;\x81\n")])["a.csv"][1]] == ["plan-not-utf8"]
