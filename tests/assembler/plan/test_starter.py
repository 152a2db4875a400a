"""`plansats new` and `plansats schema`, through the command line."""

import json

import openpyxl
import pytest
import yaml

from assembler.cli import new
from assembler.cli.main import main
from assembler.plan.fields import declarations
from assembler.plan.load import load_folder
from assembler.plan.starter import plan_id, starter_files
from assembler.problem import Refused, Severity
from assembler.resources import templates

TYPES = sorted(path.parent.name for path in templates("types").glob("*/type.yaml"))


@pytest.mark.parametrize("form", ["nb", "nn"])
@pytest.mark.parametrize("name", TYPES)
def test_a_new_folder_loads_with_nothing_but_reminders(tmp_path, name, form, capsys):
    folder = tmp_path / "plan"
    assert main(["new", str(folder), "--type", name, "--form", form, "--lang", form]) == 0
    assert "plan" in capsys.readouterr().err
    loaded = load_folder(folder)
    assert {warning.code for warning in loaded.warnings} == {"plan-example", "plan-stub"}
    assert all(warning.severity is Severity.WARNING for warning in loaded.warnings)
    assert (loaded.plan.type, loaded.plan.form, loaded.plan.id) == (name, form, "plan")
    for entity in declarations().sheets():
        assert len(getattr(loaded.plan, entity.name)) == 1, entity.name


@pytest.mark.parametrize("name", TYPES)
def test_every_text_that_a_type_asks_for_has_a_stub_with_its_guidance(name):
    def asked(part):
        for slot in part.get("slots", ()):
            if "narrative" in slot:
                yield slot["narrative"], slot.get("guidance", {}).get("nn")
            yield from asked(slot)

    files = starter_files(name, "nn", "x")
    declared = yaml.safe_load(templates("types", name, "type.yaml").read_text(encoding="utf-8"))
    wanted = [text for chapter in declared["chapters"] for text in asked(chapter)]
    assert wanted
    for text, guidance in wanted:
        stub = files[f"narrative/{text.replace('{area}', 'eksempel')}.md"].decode()
        head = yaml.safe_load(stub.split("---")[1])
        assert head.get("guidance") in (guidance, *(g for t, g in wanted if t == text))


def test_sheets_have_headings_drop_downs_an_example_and_a_guide(tmp_path):
    main(["new", str(tmp_path / "p"), "--form", "nn", "--year", "2027"])
    book = openpyxl.load_workbook(tmp_path / "p" / "measures.xlsx")
    sheet = book["Tiltak"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:7] == ["Nr", "Tiltak", "Område", "Beløp 2027", "Beløp 2028", "Beløp 2029", "Beløp 2030"]
    assert sheet["D2"].value == 650000
    ranges = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    state = openpyxl.utils.get_column_letter(headings.index("Status") + 1)
    assert set(ranges) == {"C2:C1000", f"{state}2:{state}1000"}
    lists = book["Lister"]
    assert [lists.cell(n, 2).value for n in range(1, 7)] == [
        "Status", "I rute", "Følg med", "Forseinka", "Ikkje starta", "Ferdig"
    ]  # fmt: skip
    assert book["Rettleiing"]["A1"].value == "Tiltaka og kor mykje dei endrar rammene."
    assert sheet.freeze_panes == "C2"


def test_the_same_question_gives_the_same_bytes():
    assert starter_files(TYPES[0], "nb", "a") == starter_files(TYPES[0], "nb", "a")


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys):
    (tmp_path / "x").write_text("mitt")
    assert main(["new", str(tmp_path), "--lang", "nn"]) == 2
    assert "Mappa er ikkje tom" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_empty_folder_may_be_filled(tmp_path):
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / "plan.yaml").exists()


def test_an_unknown_type_is_refused_and_nothing_written(tmp_path, capsys):
    assert main(["new", str(tmp_path / "p"), "--type", "../x"]) == 2
    assert "tertialrapport" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_folder_that_could_not_be_written(tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new.os, "replace", full)
    assert main(["new", str(tmp_path / "p")]) == 2
    assert list(tmp_path.iterdir()) == []


def test_the_type_must_exist():
    with pytest.raises(Refused):
        starter_files("finnes-ikke", "nb", "x")


@pytest.mark.parametrize(
    ("name", "made"), [("Økonomiplan 2027", "økonomiplan-2027"), ("..", "plan"), ("A_b", "a-b"), ("x" * 99, "x" * 60)]
)
def test_the_plan_is_named_after_its_folder(name, made):
    assert plan_id(name) == made


def test_the_schema_is_printed(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Plan"


@pytest.fixture
def new_folder(tmp_path):
    main(["new", str(tmp_path / "p"), "--form", "nn"])
    return tmp_path / "p"


def test_the_sheets_are_valid_workbooks(new_folder, openxml_sdk):
    books = sorted(new_folder.glob("*.xlsx"))
    assert len(books) == len(declarations().sheets())
    assert {book.name: found for book, found in openxml_sdk(books).items() if found} == {}


@pytest.mark.parametrize("name", ["measures", "resolutions"])
def test_a_sheet_saved_by_another_program_says_the_same(new_folder, libreoffice, name):
    before = getattr(load_folder(new_folder).plan, name)
    saved = libreoffice(new_folder / f"{name}.xlsx", "xlsx")
    content = saved.read_bytes()
    assert content != (new_folder / f"{name}.xlsx").read_bytes()
    (new_folder / f"{name}.xlsx").write_bytes(content)
    assert getattr(load_folder(new_folder).plan, name) == before
