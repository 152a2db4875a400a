import json
from decimal import Decimal

import pytest

from assembler.importers.published import read_tables
from assembler.importers.source import Source
from assembler.problem import Refused
from tests.assembler.importers.ledger_files import csv, workbook

FIXTURE = {"id": "x", "schedule": "5-4-1 (x)", "columns": ["A", "B"], "lines": {"1": [1, None], "SUM": ["2,5", 3]}}


def read(source, schedule=""):
    (table,) = read_tables(source, schedule)
    return table.columns, [(line.nr, line.label, line.values) for line in table.lines]


def test_csv_with_line_numbers_labels_headings_and_a_note_column():
    text = (
        "Bevilgningsoversikt drift;;;;\nNr;Tekst;Note;Regnskap 2024;Budsjett 2025\n1;Rammetilskudd;3;1 000;-1 100\n"
        ";Disponering:;;;\n15.;Netto finans;;(5);\n"
    )
    assert read(csv(text)) == (
        ("Regnskap 2024", "Budsjett 2025"),
        [(1, "Rammetilskudd", (1000, -1100)), (15, "Netto finans", (-5, None))],
    )


def test_rows_without_numbers_are_known_by_their_labels():
    text = "Område;2023;2024\nOppvekst;100;110\nSum;100;110\n"
    assert read(csv(text)) == (("2023", "2024"), [("Oppvekst", "Oppvekst", (100, 110)), ("Sum", "Sum", (100, 110))])


def test_lines_of_the_balance_and_workbooks():
    source = workbook([["Nr", "Tekst", "2024"], ["A.I.1", "Bygg", 12.5], ["SE", "Sum", 12.5]], name="t.xlsx")
    assert read(source) == (("2024",), [("A.I.1", "Bygg", (Decimal("12.5"),)), ("SE", "Sum", (Decimal("12.5"),))])


def test_the_json_form_alone_and_in_a_collection():
    alone = Source("t.json", json.dumps(FIXTURE).encode())
    assert read(alone) == (("A", "B"), [(1, "1", (1, None)), ("SUM", "SUM", (Decimal("2.5"), 3))])
    many = {"fixtures": [FIXTURE, FIXTURE | {"id": "y", "schedule": "5-6"}]}
    (table,) = read_tables(Source("t.json", json.dumps(many).encode()), "5-6")
    assert len(table.lines) == 2


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        (csv("Nr;Tekst;2024\n1;A;tull\n2;B;1,234\n"), ["not-an-amount", "ambiguous-amount"]),
        (csv("bare tekst\n"), ["no-schedule"]),
        (Source("t.json", b"{"), ["not-json"]),
        (Source("t.json", b"[]"), ["no-schedule"]),
        (Source("t.json", b'{"fixtures": []}'), ["no-such-schedule"]),
        (
            Source("t.json", json.dumps(FIXTURE | {"lines": {"1": [1], "2": [True, "x"]}}).encode()),
            ["line-width", "not-an-amount", "not-an-amount"],
        ),
    ],
)
def test_faults_all_at_once(source, codes):
    with pytest.raises(Refused) as caught:
        read_tables(source, "5-6")
    assert [problem.code for problem in caught.value.problems] == [f"importers-{code}" for code in codes]


def test_titles_over_the_amounts_are_no_header_and_per_cent_is_no_amount():
    text = ";;Beløp i 1000 kr;;\nNr;Tekst;2023;2024;Endring i %\n1;Rammetilskudd;100;110;10,0 %\n2;Skatt;5;6;20\n"
    assert read(csv(text)) == (
        ("2023", "2024"),
        [(1, "Rammetilskudd", (100, 110)), (2, "Skatt", (5, 6))],
    )


def test_a_fixture_with_a_column_of_per_cent():
    fixture = {"columns": ["2023", "Endring %"], "lines": {"1": [100, 3.5]}}
    assert read(Source("t.json", json.dumps(fixture).encode())) == (("2023",), [(1, "1", (100,))])
