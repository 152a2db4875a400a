"""The real ledgers, summed a second time by a program of another kind: SQL over the files, and a spreadsheet.

The SQL knows nothing of our code lists: it takes the three digits behind the class digit and the spans of the
regulation, with obsolete and local arts inside the spans that they belong to.
"""

import csv
import sqlite3
from decimal import Decimal
from functools import cache

import pytest
from openpyxl import Workbook

from assembler.finance.definition import load_schedules
from assembler.finance.evaluate import statement
from assembler.finance.explanation import explained
from assembler.finance.ledger import ColumnKey
from assembler.importers.ledgers import import_ledgers
from tests.shared_ledgers import ledger_source, shared

STAVANGER = ("stavanger_2016_vedtatt_drift.csv", "stavanger_2016_vedtatt_investering.csv")
SOGNDAL = ("sogndal_2013_drift.csv", "sogndal_2013_investering.csv")
ADOPTED = ColumnKey(2016, "adopted")

OPERATION = {
    1: ("-", "art BETWEEN 800 AND 809"),
    2: ("-", "art = 870"),
    3: ("-", "art BETWEEN 871 AND 876 OR art IN (878, 879)"),
    4: ("-", "art = 877"),
    5: ("-", "art BETWEEN 810 AND 819"),
    6: ("-", "art BETWEEN 700 AND 799 OR art BETWEEN 830 AND 859 OR art BETWEEN 880 AND 899 OR art = 920"),
    7: ("-", "art BETWEEN 600 AND 609"),
    8: ("-", "art BETWEEN 620 AND 699"),
    10: ("", "art BETWEEN 10 AND 89 OR art IN (160, 165)"),
    11: ("", "art BETWEEN 90 AND 99"),
    12: ("", "art BETWEEN 100 AND 399 AND art NOT IN (160, 165)"),
    13: ("", "art BETWEEN 400 AND 499 OR art = 520"),
    14: ("", "art = 590"),
    17: ("-", "art IN (900, 901)"),
    18: ("-", "art = 905"),
    19: ("-", "art IN (909, 509)"),
    20: ("", "art IN (500, 501)"),
    21: ("", "art IN (510, 511)"),
    23: ("-", "art = 990"),
    25: ("", "art = 570"),
    26: ("", "art = 550"),
    27: ("-", "art = 950"),
    28: ("", "art = 540"),
    29: ("-", "art = 940"),
    30: ("", "art = 530"),
}
INVESTMENT = {
    1: ("", "art BETWEEN 10 AND 399 OR art = 429 OR art IN (500, 501)"),
    2: ("", "art BETWEEN 400 AND 480 AND art <> 429"),
    3: ("", "art = 529"),
    4: ("", "art IN (520, 521)"),
    5: ("", "art IN (510, 511)"),
    7: ("-", "art = 729"),
    8: ("-", "(art BETWEEN 700 AND 850 AND art NOT IN (729, 800)) OR art IN (880, 890, 900, 901)"),
    9: ("-", "art IN (620, 650, 660, 670)"),
    10: ("-", "art = 929"),
    12: ("-", "art IN (920, 921)"),
    13: ("-", "art IN (910, 911)"),
    20: ("-", "art = 970"),
    21: ("", "art BETWEEN 550 AND 559"),
    22: ("-", "art BETWEEN 950 AND 959"),
    23: ("", "art BETWEEN 540 AND 549"),
    24: ("-", "art BETWEEN 940 AND 949"),
}


def database(name, account, amount):
    """The file as a table `ledger`; amounts are whole kroner in all of them."""
    with shared("ledgers", name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE ledger (art INTEGER, amount INTEGER, area TEXT, project TEXT)")
    base.executemany(
        "INSERT INTO ledger VALUES (CAST(substr(?, 2, 3) AS INTEGER), CAST(? AS INTEGER), ?, ?)",
        [(row[account], row[amount], row.get("virksomhetsomraade"), row.get("prosjekt")) for row in rows],
    )
    return base


def one(base, sign, where):
    return base.execute(f"SELECT {sign}1 * coalesce(sum(amount), 0) FROM ledger WHERE {where}").fetchone()[0]


@cache
def made(*names):
    ledger = import_ledgers([ledger_source(name) for name in names])
    return ledger, statement(ledger, load_schedules())


CASES = [
    (STAVANGER, 0, "5-6", "art", "beloep", ADOPTED),
    (STAVANGER, 1, "5-5-1", "art", "beloep", ADOPTED),
    (("stavanger_2016_forslag_drift.csv",), 0, "5-6", "art", "beloep", ColumnKey(2016, "proposal")),
    *(
        (SOGNDAL, which, id, "konto", amount, column)
        for which, id in enumerate(("5-6", "5-5-1"))
        for amount, column in (
            ("rekneskap_2011", ColumnKey(2011, "accounts")),
            ("budsjett_2012", ColumnKey(2012, "original")),
            ("budsjett_2013", ColumnKey(2013, "original")),
        )
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_leaf_is_what_sql_says(case):
    names, which, id, account, amount, column = case
    schedule = made(*names)[1].schedule(id)
    base = database(names[which], account, amount)
    number = schedule.columns.index(column)
    queries = OPERATION if id == "5-6" else INVESTMENT
    ours = {nr: schedule.line(nr).values[number] for nr in queries}
    assert ours == {nr: one(base, *query) for nr, query in queries.items()}
    assert sum(abs(value) for value in ours.values()) > 0


def test_areas_and_projects_are_what_sql_says():
    statement_ = made(*STAVANGER)[1]
    net = (
        "(art BETWEEN 10 AND 499 OR art = 520 OR art BETWEEN 600 AND 799 OR art BETWEEN 830 AND 859"
        " OR art BETWEEN 880 AND 899 OR art = 920)"
    )
    base = database(STAVANGER[0], "art", "beloep")
    by_area = dict(base.execute(f"SELECT area, sum(amount) FROM ledger WHERE {net} GROUP BY area"))
    rows = [line for line in statement_.schedule("5-4-2").lines if line.kind == "row"]
    assert {line.label: line.values[0] for line in rows} == by_area
    assert statement_.schedule("5-4-2").lines[-1].values[0] == sum(by_area.values())
    base = database(STAVANGER[1], "art", "beloep")
    spent = "art BETWEEN 10 AND 480 OR art IN (500, 501, 520, 521, 529)"
    by_project = dict(base.execute(f"SELECT project, sum(amount) FROM ledger WHERE {spent} GROUP BY project"))
    rows = [line for line in statement_.schedule("5-5-2").lines if line.kind == "row"]
    assert {line.key: line.values[0] for line in rows} == by_project


@pytest.mark.parametrize("names", [STAVANGER, SOGNDAL, ("stavanger_2016_forslag_drift.csv",)])
def test_every_line_is_mapped_or_listed_and_class_sums_are_explained_to_the_krone(names):
    ledger, statement_ = made(*names)
    assert [one.rest for one in explained(ledger, statement_)] == [0] * len(explained(ledger, statement_))
    listed = {one.key: (one.lines, one.amount) for one in ledger.interpretations if one.kind == "unmapped"}
    expected = {
        STAVANGER: {"690": (2, -16_412_000)},
        SOGNDAL: {"580": (3, 6_020_840), "930": (3, -6_020_840)},
        ("stavanger_2016_forslag_drift.csv",): {"#I/T": (1, 0), "": (1, 0)},
    }[names]
    assert listed.items() <= expected.items()
    assert listed


def test_nothing_is_lost_on_the_way_in():
    for name, rows in ((STAVANGER[0], 11_130), (STAVANGER[1], 171), ("stavanger_2016_forslag_drift.csv", 12_911)):
        lines = import_ledgers([ledger_source(name)]).lines
        assert len(lines) == rows
        assert sum(line.amount for line in lines) == 0


def test_a_spreadsheet_makes_the_same_sums(libreoffice, tmp_path):
    with shared("ledgers", STAVANGER[0]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    last = len(rows)
    arts, amounts = f"A1:A{last}", f"B1:B{last}"
    formulas = {
        10: f"=SUMPRODUCT(({arts}<=89)*{amounts})+SUMIF({arts},160,{amounts})+SUMIF({arts},165,{amounts})",
        7: f"=-SUMPRODUCT(({arts}>=600)*({arts}<=609)*{amounts})",
        8: f"=-SUMPRODUCT(({arts}>=620)*({arts}<=699)*{amounts})",
        20: f"=SUMIF({arts},500,{amounts})",
    }
    # openpyxl stores formulas without values, so that it is LibreOffice that computes them.
    book = Workbook()
    for row in rows:
        book.active.append([int(row["art"][1:4]), int(row["beloep"])])
    for number, formula in enumerate(formulas.values(), 1):
        book.active.cell(number, 4, formula)
    book.save(tmp_path / "sums.xlsx")
    computed = libreoffice(tmp_path / "sums.xlsx", "csv").read_text(encoding="utf-8").splitlines()
    schedule = made(*STAVANGER)[1].schedule("5-6")
    for number, nr in enumerate(formulas):
        assert Decimal(computed[number].split(",")[3]) == schedule.line(nr).values[0], nr
