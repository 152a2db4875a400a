"""The sample Solvik is consistent: its ledgers, summed by SQL, tie to each other and to every sheet of the plan folder.

Nothing of the program's own arithmetic is used: the files are read as plain CSV, and the spans of arts are those of
FOR-2019-06-07-714, written out here.
"""

import csv
import sqlite3
from decimal import Decimal
from functools import cache

import pytest
import yaml

from assembler.resources import samples

FOLDER = samples("solvik")
YEARS = (2027, 2028, 2029, 2030)
PLANNED = {"forslag": "Forslag", "innstilling": "Forslag", "vedtatt": "Vedtatt"}
EDITIONS = tuple(PLANNED)
BEFORE = ("Regnskap 2025", "Regulert budsjett 2026")

# § 5-4 second paragraph: net operating expenditure of an area, without depreciation, finance, funds and general income.
NET = "art <= 480 OR art BETWEEN 600 AND 799 OR art BETWEEN 830 AND 859 OR art BETWEEN 880 AND 899"
INCOME = "art BETWEEN 600 AND 899"
EXPENDITURE = "art <= 480 OR art = 590"
FINANCE = "art IN (500, 510, 900, 905)"
# § 5-5 first paragraph, lines 1 to 4.
INVESTED = "art BETWEEN 10 AND 480 OR art IN (500, 501, 520, 521, 529)"


def sheet(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def kroner(row, year):
    """The cell of a sheet in thousands, as kroner."""
    return int(Decimal(row[f"Beløp {year} (1000 kr)"].replace(",", ".") or 0) * 1000)


@cache
def ledger(edition):
    """All lines that count in an edition: (class, area, art, project, column, amount)."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE ledger (class INT, area TEXT, art INT, project TEXT, col TEXT, amount INT)")
    plan = yaml.safe_load((FOLDER / "plan.yaml").read_text(encoding="utf-8"))
    for source in plan["accounts"]:
        if edition in source.get("editions", [edition]):
            with (FOLDER / source["file"]).open(encoding="utf-8", newline="") as file:
                base.executemany(
                    "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?)", lines(csv.DictReader(file, delimiter=";"))
                )
    return base


def lines(rows):
    for row in rows:
        columns = [name for name in row if name[-4:].isdigit()]
        for column in columns:
            account = row["Konto"]
            place = (int(account[0]), row["Rammeområde"], int(account[1:4]), row.get("Prosjekt", ""))
            yield (*place, column, int(row[column]))


def total(edition, column, where, *values):
    query = f"SELECT COALESCE(SUM(amount), 0) FROM ledger WHERE col = ? AND {where}"
    return ledger(edition).execute(query, (column, *values)).fetchone()[0]


def columns(edition):
    return (*BEFORE, *(f"{PLANNED[edition]} {year}" for year in YEARS))


def area_names():
    return {row["Id"]: row["Navn"] for row in sheet("areas")}


def amendments(edition, fund):
    reached = EDITIONS[: EDITIONS.index(edition) + 1]
    return [row for row in sheet("amendments") if row["Utgave"] in reached and row["Budsjett"] == fund]


@pytest.mark.parametrize("edition", EDITIONS)
def test_operation_and_investment_add_up_to_nought_in_every_column(edition):
    for column in columns(edition):
        assert total(edition, column, "class = 1") == 0, column
        assert total(edition, column, "class = 0") == 0, column


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_leaves_operation_arrives_in_investment(edition):
    for column in columns(edition):
        moved = total(edition, column, "class = 1 AND art = 570")
        assert moved == -total(edition, column, "class = 0 AND art = 970") > 0, column
        assert total(edition, column, "class = 1 AND art IN (590, 990)") == 0, column


@pytest.mark.parametrize("edition", EDITIONS)
def test_frames_are_this_year_and_growth_and_adjustments_and_measures_and_amendments(edition):
    for area, name in area_names().items():
        opening = total(edition, "Regulert budsjett 2026", f"class = 1 AND area = ? AND ({NET})", name)
        for year in YEARS:
            steps = [row for row in (*sheet("frame_changes"), *sheet("measures")) if row["Område"] == area]
            steps += [row for row in amendments(edition, "Drift") if row["Område"] == area]
            planned = total(edition, f"{PLANNED[edition]} {year}", f"class = 1 AND area = ? AND ({NET})", name)
            assert planned == opening + sum(kroner(row, year) for row in steps), (name, year)


@pytest.mark.parametrize("edition", EDITIONS)
def test_projects_of_the_ledger_are_the_projects_of_the_sheet(edition):
    for year in YEARS:
        for row in sheet("investments"):
            number = row["Prosjektnr"]
            changes = [one for one in amendments(edition, "Investering") if one["Prosjektnr"] == number]
            wanted = kroner(row, year) + sum(kroner(one, year) for one in changes)
            found = total(edition, f"{PLANNED[edition]} {year}", f"class = 0 AND project = ? AND ({INVESTED})", number)
            assert found == wanted, (row["Prosjekt"], year)


@pytest.mark.parametrize("edition", EDITIONS)
def test_financing_of_the_ledger_is_the_financing_of_the_sheet(edition):
    arts = {
        "Lån": "art = 910",
        "Tilskudd": "art BETWEEN 700 AND 890 AND art <> 729",
        "Salg": "art = 670",
        "Momskompensasjon": "art = 729",
        "Overføring fra drift": "art = 970",
        "Bruk av fond": "art = 940",
    }
    for year in YEARS:
        for source, where in arts.items():
            rows = [row for row in sheet("financing") if row["Finansiering"] == source]
            wanted = sum(kroner(row, year) for row in rows)
            assert wanted == -total(edition, f"{PLANNED[edition]} {year}", f"class = 0 AND ({where})"), (source, year)


def test_a_project_with_a_frame_uses_it_all():
    for row in sheet("investments"):
        if row["Total ramme (1000 kr)"]:
            spent = int(row["Bevilget før (1000 kr)"]) * 1000 + sum(kroner(row, year) for year in YEARS)
            assert spent == int(row["Total ramme (1000 kr)"]) * 1000, row["Prosjekt"]


@pytest.mark.parametrize("fund", ["Drift", "Investering"])
def test_the_changes_of_each_edition_balance(fund):
    for edition in ("innstilling", "vedtatt"):
        own = [row for row in sheet("amendments") if (row["Utgave"], row["Budsjett"]) == (edition, fund)]
        assert own or (edition, fund) == ("innstilling", "Investering")
        for year in YEARS:
            assert sum(kroner(row, year) for row in own) == 0, (edition, year)


def test_editions_differ_by_the_listed_changes_and_nothing_else():
    by_area = f"class = 1 AND area = ? AND ({NET})"
    for earlier, later in (("forslag", "innstilling"), ("innstilling", "vedtatt")):
        for year in YEARS:
            before, after = (f"{PLANNED[edition]} {year}" for edition in (earlier, later))
            changed = {row["Område"] for row in sheet("amendments") if row["Utgave"] == later}
            for area, name in area_names().items():
                moved = total(later, after, by_area, name) - total(earlier, before, by_area, name)
                own = [
                    r
                    for r in sheet("amendments")
                    if (r["Utgave"], r["Område"], r["Budsjett"]) == (later, area, "Drift")
                ]
                assert moved == sum(kroner(row, year) for row in own), (name, year)
                assert area in changed or not moved
            rest = f"class = 1 AND NOT ({NET})"
            assert total(later, after, rest) == total(earlier, before, rest)
            assert total(later, after, "art = 910") == total(earlier, before, "art = 910")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_result_keeps_the_municipalitys_own_rule(edition):
    for year in YEARS:
        column = f"{PLANNED[edition]} {year}"
        income = -total(edition, column, f"class = 1 AND {INCOME}")
        spent = total(edition, column, f"class = 1 AND ({EXPENDITURE})") + total(
            edition, column, f"class = 1 AND {FINANCE}"
        )
        result = income - spent - total(edition, column, "class = 1 AND art = 990")
        assert Decimal("1.75") <= Decimal(100) * result / income <= Decimal("2.00"), year


def test_debt_and_reserves_follow_from_the_ledger():
    """Each year's debt is last year's and new loans less repayments; the reserve grows by what is set aside."""
    rows = {row["Nøkkeltall"]: row for row in sheet("financial_targets")}
    for year in YEARS:
        column = f"Forslag {year}"
        borrowed = -total("forslag", column, "class = 0 AND art = 910")
        repaid = total("forslag", column, "class = 1 AND art = 510")
        saved = total("forslag", column, "class = 1 AND art IN (540, 940)")
        assert held(rows["Lånegjeld"], year) - held(rows["Lånegjeld"], year - 1) == borrowed - repaid
        assert held(rows["Disposisjonsfond"], year) - held(rows["Disposisjonsfond"], year - 1) == saved


def held(row, year):
    return int(row[f"Beløp {year}"])


def test_every_measure_serves_an_assignment_and_every_assignment_has_somebody_in_charge():
    goals = {goal["id"]: goal for goal in yaml.safe_load((FOLDER / "goals.yaml").read_text(encoding="utf-8"))}
    areas = area_names()
    for row in sheet("measures"):
        assert goals[row["Mål"]]["kind"] == "assignment", row["Nr"]
        assert row["Tekst"]
    for goal in goals.values():
        assert goal["kind"] != "assignment" or goal["area"] in areas
        assert goal["kind"] == "goal" or goal["parent"] in goals


def test_every_name_that_the_short_edition_shows_has_its_wording_in_nynorsk():
    """A row for each that differs, of texts that stand in the sheets; what no row has is the same in both forms."""
    sheets = ("areas", "measures", "investments", "amendments")
    texts = {value for name in sheets for row in sheet(name) for value in row.values()}
    head = yaml.safe_load((FOLDER / "plan.yaml").read_text(encoding="utf-8"))
    texts |= {*head["facts"], head["hearing"]["respond"]}
    for row in sheet("wordings"):
        assert row["Tekst"] in texts, row["Tekst"]
        assert row["Tekst"] != row["Ordlyd"]
    assert len(sheet("wordings")) == len({row["Tekst"] for row in sheet("wordings")})


def test_it_is_as_large_as_it_says():
    assert len(sheet("areas")) == 10
    assert len(sheet("measures")) >= 30
    assert len(sheet("investments")) >= 20
    assert len(sheet("indicators")) >= 25
    assert {row["Område"] for row in sheet("kostra")} >= set(area_names())
    plan = yaml.safe_load((FOLDER / "plan.yaml").read_text(encoding="utf-8"))
    assert plan["municipality"] == {"name": "Solvik kommune", "invented": True}
