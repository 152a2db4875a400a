from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assembler.document.blocks import Figure, Paragraph, Section
from assembler.document.inline import StatusMark, Text
from assembler.messages.catalogue import known, wording
from assembler.plan.load import load_folder
from assembler.plan.model import Area, Goal, Measure
from assembler.problem import Refused, Severity
from tests.assembler.plan.plan_folders import AREAS, PLAN_YAML, faults, picture, plan_of, write, xlsx

CORPUS = Path(__file__).parents[2] / "corpus" / "plans"
MEASURES = "Nr;Tiltak;Område;2026;Beløp 2027\n"


def test_the_head_is_read_with_its_defaults(tmp_path):
    plan = plan_of(write(tmp_path))
    assert (plan.id, plan.form, plan.year, plan.date) == ("prove-2026", "nb", 2026, date(2026, 6, 1))
    assert (plan.depth, plan.unit, plan.deviation_limit, plan.forms) == ("standard", 1000, Decimal("0.02"), ("nb",))
    assert plan.municipality.invented is True


def test_a_municipality_number_keeps_its_nought(tmp_path):
    head = PLAN_YAML.replace("{name: Prøvebygd", "{number: 0301, name: Prøvebygd")
    assert plan_of(write(tmp_path, **{"plan.yaml": head})).municipality.number == "0301"


@pytest.mark.parametrize("kind", ["yaml", "csv", "xlsx"])
def test_the_same_measures_come_from_yaml_csv_and_xlsx(tmp_path, kind):
    files = {
        "yaml": "- id: T1\n  title: Ny lærer\n  area: oppvekst\n  goals: [M1]\n"
        "  amounts: {2026: 650000, 2027: 1 300 000,50}\n  state: I rute\n".replace("1 300 000,50", "'1 300 000,50'"),
        "csv": "Nr;Tiltak;Område;Mål;B 2026;Beløp 2027;Status\nT1;Ny lærer;oppvekst;M1;650 000;"
        "1\u00a0300\u00a0000,50;i rute\n",
        "xlsx": xlsx(
            ("Tiltak", [["Nr", "Tiltak", "Område", "Mål", 2026, "Beløp 2027 (1000 kr)", "Status"],
                        ["T1", "Ny lærer", "oppvekst", "M1", 650000, 1300.0005, "På plan"]])
        ),
    }  # fmt: skip
    goals = "Number;Kind;Title\nM1;Goal;Trygg skole\n"
    plan = plan_of(write(tmp_path, **{f"measures.{kind}": files[kind], "goals.csv": goals}))
    amounts = {2026: Decimal(650000), 2027: Decimal("1300000.5")}
    assert plan.measures == (Measure("T1", "Ny lærer", "oppvekst", amounts, goals=("M1",), state="on-track"),)


def test_nynorsk_headings_and_lists_in_a_cell(tmp_path):
    areas = "Namn i rekneskapen;Namn;Id;Ansvarleg\nSkule, barnehage; Kultur;Oppvekst;oppvekst;Kari\n"
    areas = areas.replace("Skule, barnehage; Kultur", '"Skule, barnehage; Kultur"')
    goals = "Nr;Slag;Tittel;Under;FNs berekraftsmål\n1;Mål;Trygg;;4, 10\n1.1;Delmål;Les;1;\n"
    plan = plan_of(write(tmp_path, areas_csv=areas, goals_csv=goals))
    assert plan.areas == (Area("oppvekst", "Oppvekst", "", ("Skule, barnehage", "Kultur"), "Kari"),)
    assert plan.goals == (Goal("1", "goal", "Trygg", un_goals=(4, 10)), Goal("1.1", "sub-goal", "Les", parent="1"))


def test_a_csv_of_norwegian_excel_is_read(tmp_path):
    plan = plan_of(write(tmp_path, areas_csv="Id;Navn\nhelse;Helse og mestring på Ås\n".encode("cp1252")))
    assert plan.areas[0].name == "Helse og mestring på Ås"


def test_a_line_break_in_a_cell_is_a_paragraph_in_prose_and_a_space_in_a_title(tmp_path):
    rows = [["Nr", "Tiltak", "Område", "Tekst"], ["T1", "Ny\nlærer", "helse", "Først.\r\n\r\nSå."]]
    measure = plan_of(write(tmp_path, measures_xlsx=xlsx(("Tiltak", rows)))).measures[0]
    assert (measure.title, measure.text) == ("Ny lærer", "Først.\n\nSå.")


def test_all_faults_of_a_folder_come_at_once_with_cell_line_and_file(tmp_path):
    rows = [
        ["Tiltak 2026"],
        ["Nr", "Tiltak", "Område", "2026", "2027"],
        ["T1", "Ny lærer", "oppvekst", "mye", 5],
        ["T1", None, "skole", 1, 2],
    ]
    folder = write(
        tmp_path,
        **{
            "plan.yaml": PLAN_YAML.replace("date: 2026-06-01", "date: 1. juni").replace("year: 2026\n", "", 1),
            "measures.xlsx": xlsx(("Tiltak", rows)),
            "goals.yaml": "- {id: M1, kind: goal, title: A, un_goals: [18]}\n- {id: M2, kind: hm, title: B}\n",
            "narrative/a.md": "---\nid: a\nslott: b\n---\n\n![](images/a.png)\n",
        },
    )
    assert faults(folder) == [
        ("plan-not-in-range", "goals.yaml, line 1"),
        ("plan-not-choice", "goals.yaml, line 2"),
        ("plan-not-amount", "measures.xlsx, sheet “Tiltak”, cell D3"),
        ("plan-double", "measures.xlsx, sheet “Tiltak”, cell A4"),
        ("plan-missing", "measures.xlsx, sheet “Tiltak”, cell B4"),
        ("plan-reference", "measures.xlsx, sheet “Tiltak”, cell C4"),
        ("plan-unknown-key", "narrative/a.md, line 3"),
        ("markup-image-alt", "narrative/a.md, line 6"),
        ("plan-missing", "plan.yaml, line 1"),
        ("plan-not-date", "plan.yaml, line 9"),
    ]


def test_every_problem_of_the_room_is_worded_in_three_languages(tmp_path):
    folder = write(tmp_path, measures_csv=MEASURES + "T1;A;borte;x;y\n")
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    for problem in refused.value.problems:
        for lang in ("nb", "nn", "en"):
            words = wording(problem, lang)
            assert known(problem.code) and words.message and words.remedy and "{" not in words.message


def test_a_column_that_is_not_known_is_warned_about_and_a_missing_one_refused(tmp_path):
    folder = write(tmp_path, measures_csv="Nr;Tiltak;Område;Kommentar\nT1;A;helse;noe\n")
    assert faults(folder) == [("plan-column-unknown", "measures.csv, line 1, column 4")]
    write(tmp_path, measures_csv="Nr;Tiltak;2026\nT1;A;5\n")
    assert faults(folder) == [("plan-column-missing", "measures.csv, line 1, column 1")]


def test_a_circle_of_goals_is_named_once(tmp_path):
    goals = "- {id: A, kind: goal, title: A, parent: C}\n- {id: B, kind: goal, title: B, parent: A}\n"
    goals += "- {id: C, kind: goal, title: C, parent: B}\n- {id: D, kind: goal, title: D, parent: A}\n"
    goals += "- {id: E, kind: goal, title: E, parent: E}\n"
    with pytest.raises(Refused) as refused:
        load_folder(write(tmp_path, goals_yaml=goals))
    found = [(problem.values["circle"], problem.place.line) for problem in refused.value.problems]
    assert found == [("A → C → B → A", 1), ("E → E", 5)]


def test_references_and_doubles_are_refused_at_their_cell(tmp_path):
    folder = write(
        tmp_path,
        measures_csv=MEASURES + "T1;A;skole;1;\nT1;B;helse;;\n",
        units_csv="Ansvar;Navn;Område\n310;Skole;oppvekst\n",
        adjustments_csv="Nr;Tekst;Område;Beløp;Ansvar\nJ1;A;helse;5;999\nJ2;B;helse;-5;310\n",
    )
    assert faults(folder) == [
        ("plan-reference", "adjustments.csv, line 2, column 5"),
        ("plan-reference", "measures.csv, line 2, column 3"),
        ("plan-double", "measures.csv, line 3, column 1"),
    ]


def test_faulty_areas_do_not_make_every_reference_to_them_a_fault(tmp_path):
    folder = write(tmp_path, areas_csv="Id;Navn\nop pvekst;Oppvekst\n", measures_csv=MEASURES + "T1;A;oppvekst;1;\n")
    assert faults(folder) == [("plan-not-id", "areas.csv, line 2, column 1")]


def test_adjustments_that_do_not_balance_and_years_outside_are_warned_about(tmp_path):
    folder = write(
        tmp_path,
        adjustments_csv="Nr;Tekst;Område;Beløp;Budsjett\nJ1;A;helse;500;\nJ2;B;helse;−300;Drift\nJ3;C;helse;7;Investering\n"
        "J4;D;helse;-7;Investering\n",
        measures_csv="Nr;Tiltak;Område;2025;2026\nT1;A;helse;1;2\n",
    )
    loaded = load_folder(folder)
    assert [(w.code, w.severity) for w in loaded.warnings] == [
        ("plan-adjustments-sum", Severity.WARNING),
        ("plan-year-outside", Severity.WARNING),
    ]
    assert loaded.warnings[0].values == {"fund": "drift", "difference": Decimal(200)}


def test_years_in_disorder_are_refused(tmp_path):
    head = PLAN_YAML.replace("last_year: 2029", "last_year: 2025")
    assert faults(write(tmp_path, **{"plan.yaml": head})) == [("plan-period-order", "plan.yaml, line 7")]
    head = PLAN_YAML.replace("year: 2026\nfirst", "year: 2031\nfirst")
    assert faults(write(tmp_path, **{"plan.yaml": head})) == [("plan-year-of-period", "plan.yaml, line 5")]


def test_two_files_for_the_same_thing_are_refused(tmp_path):
    folder = write(tmp_path, areas_yaml="- {id: a, name: A}\n")
    assert faults(folder) == [("plan-two-files", "areas.yaml")]


def test_a_file_may_be_named_in_capitals(tmp_path):
    folder = write(tmp_path, **{"areas.csv": None, "Areas.CSV": AREAS})
    assert (faults(folder), len(plan_of(folder).areas)) == ([], 2)


def test_what_is_no_part_of_the_plan_is_told(tmp_path):
    folder = write(tmp_path, **{"mesures.csv": "a;b\n", "notater/x.txt": "x", "README.md": "les", ".skjult": "x"})
    assert faults(folder) == [("plan-file-unknown", "mesures.csv"), ("plan-file-unknown", "notater/")]


def test_an_old_spreadsheet_is_refused_by_name(tmp_path):
    assert faults(write(tmp_path, **{"measures.xls": b"\xd0\xcf"})) == [("plan-file-kind", "measures.xls")]


def test_links_are_refused_wherever_they_point(tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("hemmelig")
    folder = write(tmp_path / "plan", **{"narrative/ok.md": "Tekst.\n"})
    (folder / "narrative" / "lenke.md").symlink_to(secret)
    (folder / "images").symlink_to(tmp_path)
    assert faults(folder) == [("plan-link", "images"), ("plan-link", "narrative/lenke.md")]


@pytest.mark.parametrize("file", ["../secret.csv", "/etc/hostname", "a\\b.csv", "regnskap/../../x.csv"])
def test_ledgers_stay_inside_of_the_folder(tmp_path, file):
    (tmp_path / "secret.csv").write_text("x")
    head = PLAN_YAML + f"accounts:\n  - {{file: '{file}'}}\n"
    folder = write(tmp_path / "plan", **{"plan.yaml": head})
    assert {code for code, _ in faults(folder)} <= {"plan-not-file", "plan-file-missing"}
    assert faults(folder)[0][1].startswith("plan.yaml, line 12")


def test_a_ledger_that_is_there_belongs_to_the_plan(tmp_path):
    head = PLAN_YAML + "accounts:\n  - {file: regnskap/2026.csv, year: 2026, version: Regulert budsjett}\n"
    folder = write(tmp_path, **{"plan.yaml": head, "regnskap/2026.csv": "konto;beløp\n"})
    assert faults(folder) == []
    assert plan_of(folder).accounts[0].version == "adjusted"


def test_a_folder_without_a_plan_says_so(tmp_path):
    assert faults(tmp_path) == [("plan-no-plan-file", "plan.yaml")]


def test_narrative_takes_its_form_from_the_folder_and_its_id_from_the_file(tmp_path):
    text = "---\nslot: vedtak\ndepths: [kort, full]\nignore: long-sentence\n---\nTekst.\n"
    plan = plan_of(write(tmp_path, **{"narrative/nn/vedtak-1.md": text, "narrative/b.md": "Først.\n"}))
    second, first = plan.narratives if plan.narratives[0].id == "b" else reversed(plan.narratives)
    assert (first.id, first.slot, first.form, first.depths) == ("vedtak-1", "vedtak", "nn", ("kort", "full"))
    assert (first.ignored_rules, first.file) == (("long-sentence",), "narrative/nn/vedtak-1.md")
    assert first.blocks == (Paragraph((Text("Tekst."),)),)
    assert (second.form, plan.forms) == ("nb", ("nb", "nn"))


def test_the_same_text_may_stand_in_both_forms_but_not_twice_in_one(tmp_path):
    both = {"narrative/nb/a.md": "Vi.\n", "narrative/nn/a.md": "Vi.\n"}
    assert faults(write(tmp_path, **both)) == []
    assert faults(write(tmp_path, **{"narrative/a.md": "Vi.\n"})) == [("plan-double", "narrative/nb/a.md, line 1")]


def test_pictures_are_held_against_the_texts(tmp_path):
    text = "# Bilder\n\n![En bru](images/bru.png)\n\n![Et hus](images/hus.png)\n"
    folder = write(tmp_path, **{"narrative/a.md": text, "images/bru.png": picture(), "images/tre.jpg": picture("JPEG")})
    assert faults(folder) == [("plan-image-unused", "images/tre.jpg"), ("plan-image-missing", "narrative/a.md, line 1")]


def test_a_figure_finds_its_picture(tmp_path):
    plan = plan_of(write(tmp_path, **{"narrative/a.md": "# B\n\n![En bru](images/b.png)\n", "images/b.png": picture()}))
    section = plan.narratives[0].blocks[0]
    assert isinstance(section, Section) and isinstance(section.blocks[0], Figure)
    assert (plan.pictures[0].file, plan.pictures[0].width, plan.pictures[0].height) == ("images/b.png", 40, 30)


def test_a_table_is_a_sheet_with_lines_above_its_heading(tmp_path):
    rows = [
        ["Tittel", "Folketallet vokser"],
        ["Undertittel", "Innbyggere 1. januar"],
        ["Note", "Kilde: SSB"],
        [],
        ["Alder", "Tall 2025", "Tall 2026", "Status", "Radtype"],
        ["Barn", None, None, None, "Gruppe"],
        ["0–5 år", 120, 118.5, "I rute"],
        ["Sum", "1 120", "−8", "Forsinket", "Sum"],
    ]
    table = plan_of(write(tmp_path, **{"tables/folketall.xlsx": xlsx(("Ark1", rows))})).tables[0].table
    assert (table.id, table.title, table.subtitle) == (
        "folketall",
        (Text("Folketallet vokser"),),
        "Innbyggere 1. januar",
    )
    assert [(c.label, c.kind, c.year) for c in table.columns] == [
        ("Alder", "label", ""),
        ("Tall", "amount", "2025"),
        ("Tall", "amount", "2026"),
        ("Status", "status", ""),
    ]
    assert [row.kind for row in table.rows] == ["group", "body", "sum"]
    assert [len(row.cells) for row in table.rows] == [1, 4, 4]
    assert table.rows[1].cells[2].children == (Text("118,5"),)
    assert table.rows[2].cells[2].value == Decimal(-8)
    assert table.rows[2].cells[3].children == (StatusMark("delayed", "Forsinket"),)


def test_a_table_may_be_described_in_yaml_beside_its_csv(tmp_path):
    described = (
        "title: Gjeld\ncolumns:\n  - {label: Lån, kind: label}\n  - {label: Kroner, kind: amount, decimals: 1}\n"
    )
    folder = write(tmp_path, **{"tables/gjeld.yaml": described, "tables/gjeld.csv": "Lån;Kroner\nA;5\nB;—\n"})
    table = plan_of(folder).tables[0].table if faults(folder) == [] else None
    assert table is None
    write(tmp_path, **{"tables/gjeld.csv": "Lån;Kroner\nA;5\nB;–\n"})
    table = plan_of(folder).tables[0].table
    assert [row.cells[1].children for row in table.rows] == [(Text("5,0"),), (Text("–"),)]


def test_a_word_in_a_column_of_figures_is_refused_at_its_cell(tmp_path):
    described = "title: Gjeld\ncolumns:\n  - {label: Lån, kind: label}\n  - {label: Kroner, kind: amount}\n"
    described += "rows:\n  - [A, 5]\n  - [B, mye]\n  - [C]\n"
    assert faults(write(tmp_path, **{"tables/gjeld.yaml": described})) == [
        ("plan-table-cell", "tables/gjeld.yaml, line 7"),
        ("plan-table-width", "tables/gjeld.yaml, line 8"),
    ]


def test_areas_written_by_hand_and_by_sheet_are_alike(tmp_path):
    by_yaml = write(tmp_path / "a", **{"areas.csv": None, "areas.yaml": "- {id: helse, name: Helse}\n"})
    by_csv = write(tmp_path / "b", **{"areas.csv": "Id;Navn\nhelse;Helse\n"})
    assert plan_of(by_yaml).areas == plan_of(by_csv).areas


def corpus():
    return sorted(path for path in CORPUS.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", corpus(), ids=lambda path: path.name)
def test_each_faulty_folder_says_what_is_wrong_with_it(folder):
    expected = (folder.parent / f"{folder.name}.expected").read_text(encoding="utf-8").splitlines()
    assert [f"{code} | {place}" for code, place in faults(folder)] == expected


def test_a_comma_in_a_text_between_braces_cuts_nothing_off_in_silence(tmp_path):
    goals = "- {id: M1, kind: goal, title: Vi hjelper barna der de er, før vansker blir store}\n"
    assert faults(write(tmp_path, **{"goals.yaml": goals})) == [("plan-unknown-key", "goals.yaml, line 1")]


def test_a_word_before_a_year_says_what_kind_of_figures_the_column_has(tmp_path):
    sheet = "Tittel;Folketall\nGruppe;2026;Budsjett 2027;Framskriving 2030;Andel 2030\nAlle;10;11;12;13\n"
    columns = plan_of(write(tmp_path, **{"tables/folketall.csv": sheet})).tables[0].table.columns
    assert [(column.label, column.year, column.basis) for column in columns[1:]] == [
        ("2026", "", ""),
        ("Budsjett", "2027", "budget"),
        ("Framskriving", "2030", "projection"),
        ("Andel", "2030", ""),
    ]
