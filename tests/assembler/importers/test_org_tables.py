from assembler.importers.ledgers import import_ledgers
from tests.assembler.importers.ledger_files import csv, found, refused, workbook

LEDGER = csv(
    "virksomhetsomraade;konto;ansvar;beløp\nGammelt;10100;100;10\nGammelt;10100;200;20\nX;10100;999;30\nY;10100;300;40\n"
)


def areas(org=None, area=None):
    return [line.area for line in import_ledgers([LEDGER], org, area).lines]


def test_without_a_table_the_ledgers_own_column_counts():
    assert areas() == ["Gammelt", "Gammelt", "X", "Y"]
    assert areas(area="ansvar") == ["100", "200", "999", "300"]


def test_the_table_goes_before_the_ledgers_column_and_unknown_units_are_listed():
    org = csv("ansvar;rammeomrade\n100;Oppvekst\n200;Teknisk\n0300;Kultur\n", "org.csv")
    assert areas(org) == ["Oppvekst", "Teknisk", "", "Kultur"]
    assert found("unknown-unit", LEDGER, org=org) == [("999", 1, 30, "")]


def test_the_first_area_column_that_is_present_counts_unless_one_is_named():
    org = csv("ansvar;omrade;tjenesteomraade\n100;A;B\n200;A;C\n999;A;D\n300;A;E\n", "org.csv")
    assert areas(org) == ["B", "C", "D", "E"]
    assert areas(org, "omrade") == ["A", "A", "A", "A"]


def test_a_repeated_unit_has_its_last_area_and_is_listed():
    org = csv("Ansvar;Rammeområde\n100;Oppvekst\n200;Teknisk\n100;Helse\n", "org.csv")
    assert areas(org)[:2] == ["Helse", "Teknisk"]
    assert found("repeated-unit", LEDGER, org=org) == [("100", 1, 0, "Helse")]


def test_an_org_table_may_be_a_workbook():
    org = workbook([["Organisasjon"], ["Ansvar", "Rammeområde"], [100, "Oppvekst"], [200, "Teknisk"]], name="org.xlsx")
    assert areas(org)[:2] == ["Oppvekst", "Teknisk"]


def test_a_table_without_the_columns_is_refused_together_with_the_ledgers_faults():
    bad = csv("konto;ansvar;beløp\n10100;1;x\n")
    assert refused(bad, org=csv("kode;navn\n1;2\n", "org.csv")) == [
        ("org-without-unit", 0, 0, ""),
        ("not-an-amount", 2, 3, ""),
    ]
    assert refused(bad, org=csv("ansvar;navn\n1;2\n", "org.csv"))[0][0] == "no-such-column"
    assert refused(LEDGER, area_column="sone") == [("no-such-column", 1, 0, "")]


def test_areas_that_differ_only_in_case_or_spaces_are_one_and_listed():
    one = csv("rammeomrade;konto;ansvar;beløp\nOppvekst;10100;1;10\nOPPVEKST ;10100;2;20\n")
    two = csv("rammeomrade;konto;ansvar;beløp\noppvekst;10100;1;5\n", "two.csv")
    assert {line.area for line in import_ledgers([one, two]).lines} == {"Oppvekst"}
    assert found("repeated-unit", one, two) == [("OPPVEKST", 1, 20, "Oppvekst"), ("oppvekst", 1, 5, "Oppvekst")]
