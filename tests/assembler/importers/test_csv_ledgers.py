from decimal import Decimal

import pytest

from assembler.importers.ledgers import import_ledgers
from tests.assembler.importers.ledger_files import accounts, csv, found, refused

LONG = "konto;ansvar;tjeneste;beløp\n10100;100;20200;600\n16000;100;20200;-50,50\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_encodings_and_delimiters(encoding, delimiter):
    assert accounts(csv(LONG.replace(";", delimiter), encoding=encoding)) == [
        (1, "010", 600),
        (1, "600", Decimal("-50.5")),
    ]


def test_commas_with_quotes_and_line_ends_of_windows():
    text = 'konto,ansvar,beløp\r\n10100,100,"1 600,50"\r\n'
    assert accounts(csv(text)) == [(1, "010", Decimal("1600.5"))]


def test_everything_of_a_line_is_kept_and_can_be_traced():
    text = (
        "Virksomhetsområde;Art;Art tekst;Ansvar;Ansvar tekst;Tjeneste nr;Tjeneste tekst;Prosjekt;Prosjekt tekst;Beløp\n"
        "Skole;10100;FASTLØNN;3100;SENTRUM SKOLE;20210;GRUNNSKOLE;77;LEKSEHJELP;1000\n"
    )
    (line,) = import_ledgers([csv(text, "vedtatt_2026.csv")]).lines
    assert (line.column.year, line.column.version) == (2026, "adopted")
    assert (line.account, line.account_text, line.unit, line.unit_text) == (
        "10100",
        "FASTLØNN",
        "3100",
        "SENTRUM SKOLE",
    )
    assert (line.function, line.service, line.function_text) == ("202", "20210", "GRUNNSKOLE")
    assert (line.project, line.project_text, line.area) == ("77", "LEKSEHJELP", "Skole")
    assert (line.file, line.row) == ("vedtatt_2026.csv", 2)


def test_titles_above_the_header_and_empty_rows_are_passed_over():
    text = "Detaljbudsjett;;;\n;;;\n" + LONG + ";;;\n"
    assert len(accounts(csv(text))) == 2


def test_a_wide_file_has_a_column_for_each_year_and_version():
    text = "konto;ansvar;Rekneskap 2011;Budsjett 2012;Rev. budsjett 2012;B13;R 2010;Avvik 2012\n10100;1;1;2;3;4;5;6\n"
    lines = import_ledgers([csv(text)]).lines
    assert [(line.column.year, line.column.version, line.amount) for line in lines] == [
        (2011, "accounts", 1),
        (2012, "original", 2),
        (2012, "adjusted", 3),
        (2013, "original", 4),
        (2010, "accounts", 5),
    ]
    assert ("Avvik 2012", 1, 0, "") in found("ignored", csv(text))


def test_versions_without_a_year_take_the_documents():
    text = "konto;ansvar;Regnskap;Opprinnelig budsjett;Regulert budsjett\n10100;1;1;2;3\n"
    lines = import_ledgers([csv(text)], year=2024).lines
    assert [(line.column.year, line.column.version) for line in lines] == [
        (2024, "accounts"),
        (2024, "original"),
        (2024, "adjusted"),
    ]


def test_a_long_file_with_year_and_version_in_its_rows():
    header = "aar;versjon;kontoklasse;art;ansvar;funksjon;beloep\n"
    text = header + "2024;Regnskap;1;10;1;202;5\n2026;vedtatt;Investering;230;1;222;7\n"
    lines = import_ledgers([csv(text)], year=2030).lines
    assert [(one.column.year, one.column.version, one.account_class, one.art) for one in lines] == [
        (2024, "accounts", 1, "010"),
        (2026, "adopted", 0, "230"),
    ]


def test_an_empty_cell_is_no_line_and_a_nought_is_one():
    text = "konto;ansvar;Budsjett 2025;Budsjett 2026\n10100;1;;0\n10200;1;-;5\n"
    assert accounts(csv(text)) == [(1, "010", 0), (1, "020", 5)]


def test_months_are_added_up_and_cumulative_months_are_not():
    assert accounts(csv("konto;ansvar;Jan 2026;Feb 2026;Mar 2026\n10100;1;1;2;3\n")) == [(1, "010", 6)]
    text = "konto;ansvar;..Jan/2026;..Feb/2026;..Mar/2026;Totalt\n10100;1;1;3;6;10\n10200;1;4;4;;8\n"
    assert accounts(csv(text)) == [(1, "010", 6), (1, "020", 4)]
    assert ("Totalt", 2, 0, "") in found("ignored", csv(text))


def test_sums_of_blocks_and_of_all_are_left_out_and_listed():
    text = "konto;ansvar;beløp\n10100;1;10\n10200;1;20\nSum 1;;30\n10100;2;5\n10200;2;6\nSum 2;;11\nTotalsum;;41\n"
    assert [value for _, _, value in accounts(csv(text))] == [10, 20, 5, 6]
    assert found("ignored", csv(text)) == [("Sum 1", 1, 30, ""), ("Sum 2", 1, 11, ""), ("Totalsum", 1, 41, "")]


def test_a_row_without_an_account_that_is_no_sum_is_listed_with_its_amount():
    text = "konto;ansvar;beløp\n10100;1;10\n10200;1;20\n;1;7\n"
    assert accounts(csv(text))[-1] == (1, "", 7)
    assert found("unmapped", csv(text)) == [("", 1, 7, "")]


def test_konto_goes_before_art_when_a_file_has_both():
    text = "art;konto;ansvar;beløp\n999;10100;1;5\n"
    assert accounts(csv(text)) == [(1, "010", 5)]


def test_free_dimensions_and_persons_are_not_read_unless_asked_for():
    text = "konto;ansvar;fri_dim;ansattnr;beløp\n10100;1;S100;4711;5\n"
    ledger = import_ledgers([csv(text)])
    assert "4711" not in repr(ledger.lines)
    assert "S100" not in repr(ledger.lines)
    assert [one.key for one in ledger.interpretations if one.kind == "ignored"] == ["ansattnr", "fri_dim"]
    assert import_ledgers([csv(text)], free_column="fri_dim").lines[0].free == "S100"


def test_obsolete_and_local_arts_are_listed_with_what_they_were_taken_for():
    text = "konto;ansvar;beløp\n16010;1;-5\n16012;1;-6\n18750;1;-7\n14900;1;8\n15800;1;9\n"
    assert found("floored", csv(text)) == [("601", 2, -11, "600")]
    assert found("legacy", csv(text)) == [("490", 1, 8, "5-6:13"), ("875", 1, -7, "5-6:3 (878, 879)")]
    assert found("unmapped", csv(text)) == [("580", 1, 9, "")]


def test_codes_that_may_not_stand_together_are_listed_by_year():
    text = "kontoklasse;konto;ansvar;funksjon;beløp\n0;06000;1;222;5\n1;10100;1;841;6\n1;10100;1;202;7\n"
    assert found("invalid-code", csv(text), year=2026) == [("0 600 222", 1, 5, "2026"), ("1 010 841", 1, 6, "2026")]
    assert found("invalid-code", csv(text), year=2012) == []


def test_every_fault_of_every_file_at_once_each_with_its_place():
    one = csv("konto;ansvar;beløp\n10100;1;abc\n10100;1\n10100;1;2;3\n10100;1;1,234\n", "a.csv")
    two = csv("ansvar;tekst\n1;x\n", "b.csv")
    assert refused(one, two) == [
        ("no-table", 0, 0, ""),
        ("row-width", 3, 0, ""),
        ("row-width", 4, 0, ""),
        ("not-an-amount", 2, 3, ""),
        ("ambiguous-amount", 5, 3, ""),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("konto;beløp;beløp\n1;2;3\n", "same-meaning"),
        ("konto;beløp;sum\n10100;2;3\n", "same-meaning"),
        ("konto;ansvar;Budsjett 2025;Oppr. budsjett 2025\n10100;1;2;3\n", "same-meaning"),
        ("konto;ansvar;ansvar;beløp\n10100;1;1;3\n", "same-meaning"),
        ("art;ansvar;beløp\n010;1;3\n", "no-class"),
        ("konto;år;beløp\n10100;nittini;3\n", "not-a-year"),
        ("konto;versjon;beløp\n10100;hemmelig;3\n", "unknown-version"),
        ('konto;beløp\n10100;"3\n', "bad-row"),
        ("\n", "empty"),
        ("\0\0;\0", "not-text"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(text, code):
    assert [one[0] for one in refused(csv(text))] == [code]


def test_two_encodings_in_one_file_are_refused_with_the_line():
    source = csv("konto;beløp\n10100;1\n")
    mixed = type(source)("a.csv", source.content + "#ø;1\n".encode("cp1252"))
    assert refused(mixed) == [("mixed-encodings", 3, 0, "")]


def test_the_same_file_twice_is_refused():
    assert refused(csv(LONG), csv(LONG, "again.csv")) == [("same-file", 0, 0, "")]


def test_year_and_version_said_of_a_file_go_before_its_name_but_not_before_its_cells():
    source = type(csv(LONG))("forslag_2020.csv", LONG.encode(), 2021, "adopted")
    assert {line.column for line in import_ledgers([source], year=2030).lines} == {
        import_ledgers([source]).lines[0].column
    }
    assert (import_ledgers([source]).lines[0].column.year, import_ledgers([source]).lines[0].column.version) == (
        2021,
        "adopted",
    )


def test_a_column_without_a_name_is_listed_when_something_stands_in_it():
    text = "konto;ansvar;;;beløp\n10100;1;x;;5\n"
    assert found("ignored", csv(text)) == [("C", 1, 0, "")]


def test_a_row_with_nothing_but_an_amount_is_a_line():
    text = "konto;beløp\n10100;10\n;7\n"
    assert accounts(csv(text)) == [(1, "010", 10), (1, "", 7)]


@pytest.mark.parametrize(
    "text",
    [
        "konto;ansvar;Budsjett 2026 (i 1000 kr)\n10100;1;5\n",
        "Beløp i hele tusen;;\nkonto;ansvar;beløp\n10100;1;5\n",
        "konto;ansvar;Regnskap 2024 tNOK\n10100;1;5\n",
    ],
)
def test_amounts_in_thousands_are_refused(text):
    assert [one[0] for one in refused(csv(text))] == ["not-in-kroner"]


def test_code_and_name_may_share_a_cell():
    text = "konto;ansvar;tjeneste;prosjekt;beløp\n10100;3100 Sentrum skole;20200 - Grunnskole;F357 Skulevegen 3;5\n"
    (line,) = import_ledgers([csv(text)]).lines
    assert (line.unit, line.unit_text, line.function, line.function_text) == (
        "3100",
        "Sentrum skole",
        "202",
        "Grunnskole",
    )
    assert (line.project, line.project_text) == ("F357", "Skulevegen 3")


def test_class_names_in_all_their_forms():
    text = "regnskapsdel;art;beløp\nDriftsrekneskapen;010;5\nInvesteringsregnskap;230;7\nBalanse;10;8\n"
    assert accounts(csv(text)) == [(1, "010", 5), (0, "230", 7), (2, "10", 8)]


def test_a_table_without_rows_is_refused():
    assert refused(csv("konto;ansvar;beløp\n")) == [("no-lines", 0, 0, "")]
