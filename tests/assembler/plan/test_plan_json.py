"""The same content as one JSON document is the same plan, and the schema says what the doors say."""

import json
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from assembler.plan.doors import check_record, document_door
from assembler.plan.dump import plan_json
from assembler.plan.load import load_folder, load_json
from assembler.plan.located import from_json
from assembler.plan.schema import plan_schema
from assembler.problem import Refused
from assembler.resources import samples
from tests.assembler.plan.plan_folders import HEAD, picture, write, xlsx

SAMPLES = sorted(path.parent for path in samples().glob("*/plan.yaml"))
VALIDATOR = Draft202012Validator(plan_schema(), format_checker=FormatChecker())


def as_json(plan):
    return json.loads(json.dumps(plan_json(plan)))


def faults(value, images=None):
    with pytest.raises(Refused) as refused:
        load_json(value, images)
    return [(problem.code, problem.place.pointer) for problem in refused.value.problems]


def test_there_are_samples():
    assert len(SAMPLES) >= 2


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda path: path.name)
def test_a_sample_as_json_is_valid_and_the_same_plan(folder):
    plan = load_folder(folder).plan
    document = as_json(plan)
    VALIDATOR.validate(document)
    images = {picture.file: (folder / picture.file).read_bytes() for picture in plan.pictures}
    assert load_json(document, images).plan == plan


def test_every_kind_of_content_survives_json(tmp_path):
    folder = write(
        tmp_path,
        **{
            "goals.yaml": "- {id: 1, kind: goal, title: A, un_goals: [3, 4], state: done}\n"
            "- id: 2\n  kind: goal\n  title: B\n  text: |\n    To\n\n    avsnitt\n",
            "measures.csv": "Nr;Tiltak;Område;2026;Mål\nT1;A;helse;-1,25;1\n",
            "investments.csv": "Nr;Prosjekt;Område;Total ramme;2026;Ferdig\nP1;Bru;helse;5000;2500;2027\n",
            "financing.csv": "Finansiering;Prosjektnr;2026\nLån;P1;2500\n",
            "kostra.csv": "Id;Nøkkeltall;Enhet;År;Kilde;Verdi: Prøvebygd;Verdi: Landet\nk;Utgift;kr;2025;SSB;10,5;11\n",
            "tables/t.xlsx": xlsx(
                ("A", [["Tittel", "T"], ["A", "B 2026", "C"], ["x", 1.25, "i rute"], ["y", 3, "ferdig"]])
            ),
            "narrative/nn/a.md": "---\nid: a\nguidance: Skriv\n---\n# Om\n\nTekst[^1] med *vekt*.\n\n[^1]: Note.\n",
            "narrative/b.md": "# Bilde\n\n![En bru](images/b.jpg)\n",
            "images/b.jpg": picture("JPEG"),
        },
    )
    plan = load_folder(folder).plan
    document = as_json(plan)
    VALIDATOR.validate(document)
    assert load_json(document, {"images/b.jpg": picture("JPEG")}).plan == plan
    assert document["measures"][0]["amounts"] == {"2026": "-1.25"}
    assert document["kostra"][0]["values"] == {"Prøvebygd": "10.5", "Landet": 11}
    assert document["financing"] == [{"source": "loan", "investment": "P1", "amounts": {"2026": 2500}}]


def test_faults_of_a_document_come_at_once_with_pointers():
    document = HEAD | {
        "form": "sv",
        "measures": [{"id": "T1", "title": "A", "area": "x", "amounts": {"2026": "mye"}}, 5],
        "areas": {},
        "narrative": [{"id": "a", "text": "# A\n\n![](images/x.png)\n"}],
        "a/b": 1,
    }
    assert sorted(faults(document)) == sorted(
        [
            ("plan-not-choice", "/form"),
            ("plan-unknown-key", "/a~1b"),
            ("plan-not-amount", "/measures/0/amounts/2026"),
            ("plan-not-mapping", "/measures/1"),
            ("plan-not-list", "/areas"),
            ("markup-image-alt", "/narrative/0/text"),
            ("plan-image-missing", "/narrative/0/text"),
            ("plan-reference", "/measures/0/area"),
        ]
    )


@pytest.mark.parametrize("value", [None, 5, "x", [], [1], {}, True])
def test_what_is_no_document_is_refused(value):
    assert faults(value)


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), 10**5000, Decimal("1e999999999"), b"x", {1, 2}, "\ud800", object()],
    ids=lambda value: str(type(value)),
)
def test_what_json_cannot_hold_is_refused(value):
    assert ("/unit" in dict(map(reversed, faults(HEAD | {"unit": value})))) is True


def test_depth_and_size_are_bounded():
    deep = []
    for _ in range(5000):
        deep = [deep]
    assert ("plan-too-large", "/facts" + "/0" * 24) in faults(HEAD | {"facts": deep})


def test_noise_of_binary_floating_point_is_left_behind():
    area = {"areas": [{"id": "a", "name": "A"}]}
    plan = load_json(
        HEAD | area | {"measures": [{"id": "T", "title": "T", "area": "a", "amounts": {"2026": 0.1 + 0.2}}]}
    ).plan
    assert plan.measures[0].amounts == {2026: Decimal("0.3")}


BAD = [
    ("id", "a b"),
    ("id", "a\n"),
    ("id", ""),
    ("id", None),
    ("year", "2026"),
    ("year", 1899),
    ("year", 2026.5),
    ("date", "1. juni"),
    ("date", "2026-02-30"),
    ("unit", 7),
    ("form", "no"),
    ("terms", {"": "x"}),
    ("terms", {"a": 5}),
    ("municipality", {}),
    ("municipality", {"name": "A", "number": "12"}),
    ("areas", [{"id": "a"}]),
    ("areas", [{"id": "a", "name": "A", "sources": "x"}]),
    ("measures", [{"id": "a", "title": "A", "area": "b", "amounts": {"26": 5}}]),
    ("measures", [{"id": "a", "title": "A", "area": "b", "amounts": {"2026": "1 000"}}]),
    ("measures", [{"id": "a", "title": "A", "area": "b", "amounts": {"2026": True}}]),
    ("measures", [{"id": "a", "title": "A", "area": "b", "amounts": {"2026": 10**15}}]),
    ("goals", [{"id": "a", "title": "A", "kind": "goal", "un_goals": [18]}]),
    ("accounts", [{"file": "../x"}]),
    ("accounts", [{"file": "a/../x"}]),
    ("accounts", [{"file": "/x"}]),
]
GOOD = [
    ("id", "plan-2026/1.a"),
    ("year", 2026.0),
    ("depth", None),
    ("terms", {"a": "b"}),
    ("accounts", [{"file": "a..b/x.csv", "year": None}]),
    ("municipality", {"name": "Å", "number": "0301", "invented": False}),
    ("measures", [{"id": "a", "title": "A", "area": "b", "amounts": {"2026": "-1.5", "2027": 2, "2028": 2.5}}]),
]


@pytest.mark.parametrize(("name", "value", "good"), [(*case, False) for case in BAD] + [(*case, True) for case in GOOD])
def test_the_schema_and_the_doors_agree(name, value, good):
    document = HEAD | {name: value}
    located, problems = from_json(document)
    assert (not problems and not check_record(located, document_door())[1]) is good
    assert VALIDATOR.is_valid(document) is good


def test_the_schema_is_a_schema_of_2020_12():
    Draft202012Validator.check_schema(plan_schema())
    assert plan_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
