import pytest

from assembler.finance.changes import by_group, by_kind
from assembler.importers.ledgers import import_ledgers
from assembler.importers.lists import is_list, read_list
from assembler.importers.source import Source
from assembler.problem import Refused
from tests.assembler.importers.ledger_files import csv, refused, workbook
from tests.shared_ledgers import ledger_source

CHANGES = (
    "avdeling;tjeneste;endrgr;endrgr-tekst;tekst;2026;2027\n"
    "Skole;20200;N00;Vedtatt;I fjor;100;100\n"
    "Skole;20200;N07;Nytt;Lærar;5;6\n"
)
PROJECTS = (
    "prosjekt;prosjekt-tekst;hovedgruppering-art;geografisk-bydel-tekst;2026;2027\nP1;Skole;Investeringer;ÅSANE;10;20\n"
)


def test_budget_changes_by_group():
    found = read_list(csv(CHANGES))
    assert [(one.key, one.text, one.lines, one.amounts) for one in by_group(found)] == [
        ("N00", "Vedtatt", 1, (100, 100)),
        ("N07", "Nytt", 1, (5, 6)),
    ]
    assert (found.changes[1].area, found.changes[1].text, found.changes[1].row) == ("Skole", "Lærar", 3)


def test_investments_by_project():
    found = read_list(csv(PROJECTS))
    assert [(column.year, column.version) for column in found.columns] == [(2026, "plan"), (2027, "plan")]
    assert (found.investments[0].project_text, found.investments[0].district) == ("Skole", "ÅSANE")
    assert by_kind(found)[0].amounts == (10, 20)


def test_a_list_may_be_a_workbook():
    source = workbook(
        [row.split(";") for row in CHANGES.splitlines()[:1]] + [["Skole", "202", "N00", "Vedtatt", "x", 5, 6]]
    )
    assert is_list(source)
    assert [one.amounts for one in by_group(read_list(source))] == [(5, 6)]
    assert not is_list(workbook([["konto", "prosjekt", "beløp"], ["10100", 1, 5]]))


def test_a_ledger_is_no_list_and_a_list_is_no_ledger():
    assert not is_list(csv("konto;prosjekt;2026\n10100;1;2\n"))
    assert read_list(csv("konto;prosjekt;2026\n10100;1;2\n")) is None
    assert is_list(csv(CHANGES))
    assert [one[0] for one in refused(csv(CHANGES))] == ["no-table"]


def test_a_list_with_an_amount_that_is_none_is_refused():
    with pytest.raises(Refused) as caught:
        read_list(csv(CHANGES.replace(";5;6", ";fem;6")))
    assert [(one.place.line, one.place.column) for one in caught.value.problems] == [(3, 6)]


@pytest.mark.parametrize(
    ("name", "lines", "first_year"),
    [("bergen_2012_2015_drift_endringer.csv", 1944, 2012), ("bergen_2012_2015_investering.csv", 2515, 2011)],
)
def test_the_real_lists_of_bergen(name, lines, first_year):
    found = read_list(ledger_source(name))
    groups = by_group(found) if hasattr(found, "changes") else by_kind(found)
    assert sum(group.lines for group in groups) == lines
    assert found.columns[0].year == first_year


def kostra(*rows):
    """Lines of 48 signs: form, year, region, organisation, class, function or chapter, art, amount."""
    return "".join(
        f"{form}2024 110300964965226         {cls}{code:<4}{art:<3}{amount:>9}\n"
        for form, cls, code, art, amount in rows
    )


def test_the_kostra_file_in_thousands():
    text = kostra(
        ("0A", 1, "202", "010", 1234),
        ("0A", 1, "800", "870", -1234),
        ("0A", 0, "222", "230", 7),
        ("0B", 2, "5990", "000", -8),
    )
    assert {len(line) for line in text.splitlines()} == {48}
    lines = import_ledgers([csv(text, "0A.txt")]).lines
    assert [(one.account_class, one.art, one.function, one.amount) for one in lines] == [
        (1, "010", "202", 1_234_000),
        (1, "870", "800", -1_234_000),
        (0, "230", "222", 7_000),
        (2, "5990", "", -8_000),
    ]
    assert {(one.column.year, one.column.version) for one in lines} == {(2024, "accounts")}


def test_a_broken_kostra_line_is_refused_with_its_number():
    text = kostra(*[("0A", 1, "202", "010", 1)] * 7) + "0A2024 kort\n"
    assert refused(Source("0A.txt", text.encode())) == [("not-a-kostra-line", 8, 0, "")]
