import json

import pytest

from assembler.cli.main import main
from tests.shared_ledgers import shared

LEDGER = (
    "virksomhetsomraade;konto;konto_tekst;ansvar;funksjon;prosjekt;beloep\n"
    "Skole;10100;Fastlønn;100;202;;600\n"
    "Skole;16010;SFO;100;215;;-100\n"
    "Sentralt;18000;Rammetilskudd;900;840;;-400\n"
    "Sentralt;18700;Skatt;900;800;;-100\n"
    "Skole;02300;Bygg;100;222;77;50\n"
    "Sentralt;09100;Lån;900;870;;-50\n"
)


def run(capsys, *words):
    code = main(["schedules", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return path


def test_the_json_of_the_contract(capsys, ledger):
    code, out, _ = run(capsys, f"{ledger}=vedtatt", "--year", 2026, "--json")
    made = json.loads(out)
    assert code == 0
    assert set(made) == {"schedules", "reconciliation", "import"}
    by_id = {schedule["id"]: schedule for schedule in made["schedules"]}
    assert {"5-4-1", "5-4-2", "5-5-1", "5-5-2", "5-6"} == set(by_id)
    assert by_id["5-6"]["unit"] == "kr"
    assert by_id["5-6"]["columns"] == [{"year": 2026, "version": "adopted"}]
    lines = {line["nr"]: line for line in by_id["5-6"]["lines"]}
    assert (lines[1]["label"], lines[1]["key"], lines[1]["values"]) == ("Rammetilskudd", "rammetilskudd", [400])
    assert lines[None]["values"] == []
    assert [(row["label"], row["values"]) for row in by_id["5-4-2"]["lines"]] == [
        ("Skole", [500]),
        ("Sum bevilgninger drift, netto", [500]),
    ]
    checks = {check["id"]: check for check in made["reconciliation"]}
    assert (checks["drift_zero"]["holds"], checks["drift_zero"]["difference"]) == (True, 0)
    assert checks["balance_zero"]["holds"] is None
    found = made["import"]
    assert (found["lines"], found["amount"]) == (6, 0)
    assert {"unmapped", "legacy", "floored", "unknown_units"} <= set(found)
    assert found["floored"] == [{"code": "601", "text": "SFO", "lines": 1, "amount": -100, "meaning": "600"}]


def test_kroner_and_ore_are_text_with_a_point_and_missing_is_null(capsys, tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text("konto;ansvar;Budsjett 2025;Budsjett 2026\n10100;1;0,50;7\n02300;1;;3\n", encoding="utf-8")
    _, out, _ = run(capsys, path, "--json")
    by_id = {schedule["id"]: schedule for schedule in json.loads(out)["schedules"]}
    assert by_id["5-6"]["lines"][9]["values"] == ["0.5", 7]
    assert by_id["5-5-1"]["lines"][0]["values"] == [None, 3]


def test_the_year_names_the_document_and_drops_nothing(capsys, tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text("konto;ansvar;Rekneskap 2011;Budsjett 2012\n10100;1;5;7\n", encoding="utf-8")
    _, out, _ = run(capsys, path, "--year", 2013, "--json")
    assert json.loads(out)["schedules"][0]["columns"] == [
        {"year": 2011, "version": "accounts"},
        {"year": 2012, "version": "original"},
    ]


def test_signs_change_print_and_never_json(capsys, ledger):
    jsons = {run(capsys, ledger, "--signs", signs, "--json")[1] for signs in ("natural", "kostra_raw")}
    prints = {run(capsys, ledger, "--signs", signs)[1] for signs in ("natural", "kostra_raw")}
    assert (len(jsons), len(prints)) == (1, 2)


def test_a_check_that_fails_is_exit_1(capsys, tmp_path):
    path = tmp_path / "vedtatt_2026.csv"
    path.write_text("konto;ansvar;beloep\n15800;1;50000\n", encoding="utf-8")
    code, out, _ = run(capsys, path, "--json")
    assert code == 1
    checks = {check["id"]: check for check in json.loads(out)["reconciliation"]}
    assert (checks["drift_zero"]["difference"], checks["unmapped"]["difference"]) == (50000, 50000)


def test_every_cell_can_say_where_it_comes_from(capsys, ledger):
    _, out, _ = run(capsys, ledger, "--json", "--trace")
    by_id = {schedule["id"]: schedule for schedule in json.loads(out)["schedules"]}
    (cell,) = by_id["5-6"]["lines"][6]["trace"]
    assert [(one["row"], one["account"], one["amount"]) for one in cell] == [(3, "16010", -100)]


def test_an_org_table_and_its_unknown_units(capsys, ledger, tmp_path):
    org = tmp_path / "org.csv"
    org.write_text("ansvar;rammeomrade\n900;Felles\n", encoding="utf-8")
    _, out, _ = run(capsys, ledger, "--org", org, "--json")
    made = json.loads(out)
    rows = next(schedule for schedule in made["schedules"] if schedule["id"] == "5-4-2")["lines"]
    assert [row["label"] for row in rows] == ["(uten område)", "Sum bevilgninger drift, netto"]
    assert [(one["code"], one["lines"]) for one in made["import"]["unknown_units"]] == [("100", 3)]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_people_read_it_in_three_languages(capsys, ledger, lang):
    code, out, _ = run(capsys, ledger, "--lang", lang, "--unit", 1000)
    assert code == 0
    words = {
        "nb": "beløp i hele 1000 kroner",
        "nn": "beløp i heile 1000 kroner",
        "en": "amounts in thousands of kroner",
    }
    assert words[lang] in out
    assert ("Rammetilskot" if lang == "nn" else "Rammetilskudd") in out


def test_all_faults_of_all_files_on_standard_error_and_exit_2(capsys, tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("konto;ansvar;beløp\n10100;1;tull\n", encoding="utf-8")
    two.write_text("navn\nKari\n", encoding="utf-8")
    code, out, err = run(capsys, one, two)
    assert (code, out) == (2, "")
    assert "«tull» er ikke et beløp" in err
    assert "two.csv" in err
    code, _, err = run(capsys, tmp_path / "none.csv", f"{one}=hemmelig")
    assert code == 2
    assert "none.csv" in err
    assert "hemmelig" in err


def test_verify_finds_the_errors_that_are_there(capsys):
    code, out, _ = run(capsys, "verify", shared("published", "schedules.json"), "--schedule", "5-4-1", "--json")
    findings = json.loads(out)["findings"]
    assert code == 1
    assert [(one["nr"], one["column"], one["printed"], one["computed"]) for one in findings] == [
        (5, "Budsjett 2022", 5033568, 5033562),
        (9, "Budsjett 2022", -16850, -16844),
        (17, "Budsjett 2022", 27711, 27705),
    ]


@pytest.mark.parametrize("schedule", ["5-6", "5-5-1", "5-4-2", "5-9-investering"])
def test_verify_finds_none_that_are_not(capsys, schedule):
    code, out, _ = run(capsys, "verify", shared("published", "schedules.json"), "--schedule", schedule, "--json")
    assert (code, json.loads(out)["findings"]) == (0, [])


def test_verify_reads_csv_and_refuses_an_unknown_schedule(capsys, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Nr;Tekst;Budsjett 2026\n6;Sum bevilgninger;100\n7;Avskrivninger;20\n8;Sum;130\n", encoding="utf-8")
    code, out, _ = run(capsys, "verify", path, "--schedule", "5-4-1", "--json")
    assert code == 1
    assert json.loads(out)["findings"] == [{"nr": 8, "column": "Budsjett 2026", "printed": 130, "computed": 120}]
    code, out, _ = run(capsys, "verify", path, "--schedule", "5-4-1")
    assert (code, "Budsjett 2026" in out) == (1, True)
    code, _, err = run(capsys, "verify", path, "--schedule", "5-7")
    assert code == 2
    assert "5-7" in err


def test_lists_without_accounts_are_imported_beside_the_schedules(capsys):
    code, out, _ = run(capsys, shared("ledgers", "bergen_2012_2015_drift_endringer.csv"), "--json")
    made = json.loads(out)
    assert (code, made["schedules"], made["import"]["lines"]) == (0, [], 1944)
    assert made["lists"][0]["kind"] == "budget-changes"


def test_an_art_without_a_line_can_be_placed_by_hand(capsys, tmp_path):
    path = tmp_path / "vedtatt_2026.csv"
    path.write_text("konto;ansvar;beloep\n02300;1;9\n06900;1;-9\n", encoding="utf-8")
    assert run(capsys, path, "--json")[0] == 1
    code, out, _ = run(capsys, path, "--place", "0:690=1", "--json")
    checks = {check["id"]: check["holds"] for check in json.loads(out)["reconciliation"]}
    assert (code, checks["balanced"], checks["unmapped"]) == (1, True, True)
    assert checks["valid_codes"] is False
    for wrong in ("690=1", "0:230=1", "0:690=6", "0:690=99"):
        code, _, err = run(capsys, path, "--place", wrong)
        assert (code, wrong in err) == (2, True)
