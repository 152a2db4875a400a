"""Whatever comes in at the doors of a plan: a plan, or `Refused` with problems that can be worded; nothing else."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from assembler.messages.catalogue import wording
from assembler.plan.doors import check_record, document_door
from assembler.plan.dump import plan_json
from assembler.plan.load import load_folder, load_json
from assembler.plan.located import from_json
from assembler.plan.quantities import read_number
from assembler.plan.schema import plan_schema
from assembler.plan.workbook import read_in_child
from assembler.plan.yaml_tree import read_yaml
from assembler.problem import Refused
from assembler.resources import samples
from tests.assembler.plan.plan_folders import HEAD, PLAN_YAML, write, xlsx

VALIDATOR = Draft202012Validator(plan_schema(), format_checker=FormatChecker())
SAMPLE = json.loads(json.dumps(plan_json(load_folder(samples("nesfjord")).plan)))
BOOK = xlsx(("Tiltak", [["Nr", "Tiltak", "Område", "2026"], ["T1", "Ny", "helse", 5], ["T2", "Kutt", "helse", "x"]]))

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(
    ["2026", "helse", "T1", "1 000", "nb", "goal", "on-track", "", "x" * 90, 2026, 10**15, -0.0, 1e300, 5e-324]
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def paths(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inner:
        yield from paths(member, (*path, key))


PATHS = [path for path in paths(SAMPLE) if path and path[0] not in ("narrative", "tables")]


@st.composite
def changed_samples(draw):
    """The sample with one value anywhere replaced or taken out, or with a name added."""
    document = copy.deepcopy(SAMPLE)
    *way, last = draw(st.sampled_from(PATHS))
    here = document
    for step in way:
        here = here[step]
    if draw(st.booleans()):
        here[last] = draw(values)
    elif isinstance(here, dict) and draw(st.booleans()):
        here[draw(st.text(max_size=5))] = draw(values)
    else:
        del here[last]
    return document


def problems_of(load, *arguments):
    try:
        return load(*arguments).warnings
    except Refused as refused:
        assert refused.problems
        return refused.problems


def check_words(problems):
    for problem in problems:
        for lang in ("nb", "nn", "en"):
            wording(problem, lang).message.encode()


@settings(few, max_examples=150)
@given(changed_samples())
def test_schema_and_doors_agree_on_every_change_of_a_document(document):
    located, unspoken = from_json(document)
    if unspoken:
        return
    sound = check_record(located, document_door())[1] == ()
    assert VALIDATOR.is_valid(document) is sound


@settings(few, max_examples=25)
@given(changed_samples() | values | values.map(lambda value: HEAD | {"goals": value, "terms": value}))
def test_any_json_is_a_plan_or_refused(document):
    check_words(problems_of(load_json, document))


@few
@given(
    st.binary(max_size=300) | st.text(alphabet="a:-[]{}&*!#'\"|>\n \t,?1\u00e5\x85\u2028", max_size=80).map(str.encode)
)
def test_any_bytes_are_yaml_or_refused(content):
    tree, problems = read_yaml(content, "a.yaml")
    check_words(problems)
    tree.plain()


@st.composite
def damaged(draw, content):
    """`content` with a few bytes changed, cut out or put in."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        if draw(st.booleans()):
            data[place : place + draw(st.integers(0, 8))] = draw(st.binary(max_size=8))
        elif data:
            data[place] = draw(st.integers(0, 255))
    return bytes(data)


@few
@given(damaged(BOOK))
def test_a_damaged_workbook_is_read_or_refused(content):
    try:
        sheets, blobs = read_in_child({"file": "measures.xlsx"}, (content,))
    except Refused as refused:
        check_words(refused.problems)
    else:
        assert isinstance(sheets, list) and blobs == ()
        json.dumps(sheets)


CSV = 'Nr;Tiltak;Område;2026;Beløp 2027;Mål\nT1;Ny;helse;5;1 000,5;M1\nT2;"Ku\ntt";oppvekst;(7);;\n'.encode()
GOALS = b"- {id: M1, kind: goal, title: A}\n- id: M2\n  kind: sub-goal\n  title: B\n  parent: M1\n"
TEXT = b"---\nid: a\ndepths: [kort]\n---\n# Om\n\nTekst med *vekt* og {{5-6.1.2026}}.\n"


@given(damaged(PLAN_YAML.encode()), damaged(CSV), damaged(GOALS), damaged(TEXT))
@settings(few, max_examples=80)
def test_a_damaged_folder_is_a_plan_or_refused(tmp_path, head, measures, goals, text):
    files = {"plan.yaml": head, "measures.csv": measures, "goals.yaml": goals, "narrative/a.md": text}
    check_words(problems_of(load_folder, write(tmp_path, **files)))


@given(st.text(max_size=30) | st.from_regex(r"[-−(]?[0-9 \u00a0.,]{1,20}[-)]?", fullmatch=True))
def test_a_number_is_read_or_not_and_never_more(text):
    number = read_number(text)
    assert number is None or number.is_finite()


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_as_it_is_printed_reads_back(number):
    printed = f"{abs(number):,.2f}".replace(",", "\u00a0").replace(".", ",")
    assert read_number(("−" if number < 0 else "") + printed) == number


amounts = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-(10**14), 10**14, places=2).map(str)
lines = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=20)
years = st.integers(1900, 2199).map(str)


@st.composite
def documents(draw):
    """A valid document with anything in its measures, goals and tables."""
    ids = draw(st.lists(st.from_regex(r"[A-Za-z0-9æøå][\w.-]{0,8}", fullmatch=True), max_size=4, unique=True))
    figure = st.none() | amounts
    return HEAD | {
        "terms": draw(st.dictionaries(lines, lines, max_size=2)),
        "areas": [{"id": "a", "name": draw(lines), "sources": draw(st.lists(lines, max_size=2))}],
        "goals": [{"id": name, "kind": "goal", "title": draw(lines)} for name in ids],
        "measures": [
            {
                "id": name,
                "title": draw(lines),
                "area": "a",
                "amounts": draw(st.dictionaries(years, amounts)),
                "goals": ids,
            }
            for name in ids
        ],
        "tables": [
            {
                "id": "t",
                "title": draw(lines),
                "columns": [{"label": "A", "kind": "label"}, {"label": "B", "kind": "amount", "year": "2026"}],
                "rows": draw(
                    st.lists(st.fixed_dictionaries({"cells": st.tuples(lines, figure).map(list)}), max_size=3)
                ),
            }
        ],
    }


@few
@given(documents())
def test_a_plan_is_the_same_after_json(document):
    plan = load_json(document).plan
    written = json.loads(json.dumps(plan_json(plan)))
    assert VALIDATOR.is_valid(written)
    assert load_json(written).plan == plan
    assert json.loads(json.dumps(plan_json(load_json(written).plan))) == written


def test_the_sample_itself_is_valid():
    assert VALIDATOR.is_valid(SAMPLE)
    assert len(PATHS) > 200
    with pytest.raises(Refused):
        load_json({})
