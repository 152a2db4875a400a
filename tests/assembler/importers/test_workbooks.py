import io
import re
import zipfile
from decimal import Decimal

import pytest

from assembler.importers.ledgers import import_ledgers
from assembler.importers.source import Source
from assembler.importers.workbook_child import cell_text, read
from assembler.problem import Refused
from tests.assembler.importers.ledger_files import accounts, csv, found, refused, workbook

GROUPS = ["Systemkonto", *[""] * 5, "Ansvar", *[""] * 5, "Funksjon (K)", *[""] * 5]
FIELDS = ["Value", "i_level", "Kode", "s_combined", "Beskrivelse", "Navn"] * 3
MONTHS = ["", "IB/2026", "..Jan/2026", "..Feb/2026", "..Mar/2026", "Totalt", "Count"]


def dimension(code, name):
    return [f"{code} - {name}", 3, code, f"{code} - {name}", name, "x"]


def edited(source, part, change):
    """The workbook with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return Source(source.name, stream.getvalue())


def test_a_workbook_reads_like_the_same_csv():
    rows = [
        ["Budsjett"],
        [],
        ["konto", "ansvar", "beløp"],
        [10100, 100, 600],
        ["16000", 100, -50.5],
        ["14290", 200, "1 000,25"],
    ]
    text = "konto;ansvar;beløp\n10100;100;600\n16000;100;-50,5\n14290;200;1 000,25\n"
    assert accounts(workbook(rows)) == accounts(csv(text))
    ledger = import_ledgers([workbook(rows)])
    assert [(line.sheet, line.row) for line in ledger.lines] == [("Data", 4), ("Data", 5), ("Data", 6)]


def test_two_header_rows_with_group_names_cumulative_months_and_a_sheet_of_metadata():
    skole, grunnskole = dimension("3100", "Skole"), dimension("202", "Grunnskole")
    rows = [
        ["Hovedbok"],
        GROUPS + MONTHS,
        FIELDS + [""] * 7,
        dimension("1010", "Fastlønn") + skole + grunnskole + ["", 0, 100.5, 210.25, 300, 610.75, 3],
        dimension("1700", "Refusjon") + skole + grunnskole + ["", 0, -100, -150.125, -299.5, -549.625, 3],
    ]
    source = workbook(rows, ("Meta", [["Periode", "202603"]]))
    lines = import_ledgers([source]).lines
    assert [(one.column.year, one.column.version, one.art, one.amount) for one in lines] == [
        (2026, "accounts", "010", 300),
        (2026, "accounts", "700", Decimal("-299.5")),
    ]
    assert (lines[0].account_text, lines[0].unit, lines[0].unit_text, lines[0].function) == (
        "Fastlønn",
        "3100",
        "Skole",
        "202",
    )
    assert {"Meta", "Totalt", "Count", "IB/2026"} <= {key for key, _, _, _ in found("ignored", source)}


def test_groups_may_carry_the_version_and_fields_the_year():
    rows = [
        ["Konto", "", "Ansvar", "", "Regnskap", "", "Budsjett", ""],
        ["Kode", "Navn", "Kode", "Navn", 2023, 2024, 2025, 2026],
        ["10100", "Fastlønn", "100", "Skole", 1, 2, 3, 4],
    ]
    lines = import_ledgers([workbook(rows)]).lines
    assert [(one.column.year, one.column.version, one.amount) for one in lines] == [
        (2023, "accounts", 1),
        (2024, "accounts", 2),
        (2025, "original", 3),
        (2026, "original", 4),
    ]


def test_the_code_comes_from_the_field_that_is_filled():
    rows = [
        ["Konto", "", "", "Beløp 2026"],
        ["Kode", "s_combined", "Navn", ""],
        ["", "1010 - Fastlønn", "Lønn", 5],
    ]
    assert accounts(workbook(rows)) == [(1, "010", 5)]


def test_drift_and_investment_on_two_sheets():
    head = ["konto", "ansvar", "beløp"]
    source = workbook([head, ["10100", 1, 5]], ("Inv", [head, ["02300", 1, 7]]))
    assert accounts(source) == [(1, "010", 5), (0, "230", 7)]


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD2", "A1048576"])
def test_a_far_cell_is_refused_with_its_place_and_costs_nothing(cell):
    source = workbook([["konto", "ansvar", "beløp"], ["10100", 1, 5]])
    row = re.sub(r"\D", "", cell)
    far = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()

    def change(data):
        if row == "2":
            return data.replace(b"</row></sheetData>", f'<c r="{cell}"><v>1</v></c></row></sheetData>'.encode())
        return data.replace(b"</sheetData>", far)

    assert refused(edited(source, "xl/worksheets/sheet1.xml", change)) == [("far-cell", 0, 0, cell)]


def test_a_formula_that_was_never_computed_is_refused_with_its_cell():
    rows = [["konto", "ansvar", "beløp"], ["10100", 1, "=1+1"], ["10200", 1, 3]]
    assert refused(workbook(rows)) == [("uncomputed", 0, 0, "C2")]


def test_uncomputed_formulas_belong_to_their_own_sheet():
    head = ["konto", "ansvar", "beløp"]
    source = workbook([head, ["10100", 1, 5]], ("Notat", [["x", "y", "=1+1"], ["x", "y", "=1+1"]]))
    assert accounts(source) == [(1, "010", 5)]
    source = workbook([["Notat"]], ("Ledger", [head, ["10100", 1, "=1+1"]]))
    assert refused(source) == [("uncomputed", 0, 0, "C2")]


def test_a_formula_outside_the_columns_that_are_read_does_no_harm():
    rows = [["konto", "ansvar", "beløp", "merknad"], ["10100", 1, 2, "=1+1"]]
    assert accounts(workbook(rows)) == [(1, "010", 2)]


def test_an_amount_that_is_none_has_sheet_and_cell():
    assert refused(workbook([["konto", "ansvar", "beløp"], ["10100", 1, "ukjent"]])) == [("not-an-amount", 0, 0, "C2")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"konto;ansvar;bel\xc3\xb8p\n", "not-what-its-name-says"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 50, "not-a-workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 50, "old-excel"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(name, content, code):
    assert [one[0] for one in refused(Source(name, content))] == [code]


def test_a_workbook_called_csv_is_refused():
    source = workbook([["konto", "ansvar", "beløp"], ["10100", 1, 5]], name="a.csv")
    assert [one[0] for one in refused(source)] == ["not-what-its-name-says"]


def test_numbers_leave_no_doubt_what_their_point_means():
    assert [cell_text(value) for value in (1500.0, 1500.5, 1500.125, -0.1, True, 1e16, 12.34567)] == [
        "1500",
        "1500.5",
        "1500.1250",
        "-0.1",
        "1",
        "1e+16",
        "12.3457",
    ]


def test_the_child_refuses_what_is_no_workbook():
    with pytest.raises(Refused):
        read({"file": "a.xlsx"}, (b"",))
