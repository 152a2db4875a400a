from decimal import Decimal

import pytest

from assembler.plan.yaml_tree import MOST_BYTES, read_yaml


def read(text, **options):
    return read_yaml(text.encode(), "plan.yaml", **options)


def codes(text):
    return [problem.code for problem in read(text)[1]]


def test_every_value_knows_its_line():
    tree, problems = read("a: 1\nb:\n  - x\n  - y: z\n")
    assert problems == ()
    assert tree.at(("b", 1, "y")).place.line == 4
    assert tree.at(("b", 0)).place.line == 3


def test_the_line_of_a_part_counts_from_where_it_starts():
    assert read("a: 1\n", first_line=7)[0].at(("a",)).place.line == 7


def test_scalars_follow_yaml_1_2_and_keep_numbers_that_are_names():
    tree, _ = read("{a: 0301, b: no, c: 12:30, d: 1.5, e: 2026-06-01, f: ~, g: true, h: '5', i: 12, j: 1_000}")
    assert tree.plain() == {
        "a": "0301",
        "b": "no",
        "c": "12:30",
        "d": Decimal("1.5"),
        "e": "2026-06-01",
        "f": None,
        "g": True,
        "h": "5",
        "i": 12,
        "j": "1_000",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x", "plan-yaml-alias"),
        ("a: 1\na: 2", "plan-yaml-duplicate-key"),
        ("a: !!python/object:os.system x", "plan-yaml-tag"),
        ("a: [1, 2", "plan-yaml-syntax"),
        ("a: b: c", "plan-yaml-syntax"),
        ("a: 1\n---\nb: 2", "plan-yaml-documents"),
        ("? [a, b]\n: 1", "plan-yaml-key"),
        ("[" * 2000, "plan-too-large"),
        ("a: \x01", "plan-text-characters"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(text, code):
    assert codes(text) == [code]


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{c}: &{c} [{','.join(['*' + b] * 9)}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    tree, problems = read(bomb)
    assert [(problem.code, problem.place.line) for problem in problems] == [("plan-yaml-alias", 1)]
    assert tree.plain() == {}


def test_other_encodings_are_named_with_the_line():
    _, problems = read_yaml("a: 1\nb: bølge\n".encode("latin-1"), "plan.yaml")
    assert [(problem.code, problem.place.line) for problem in problems] == [("plan-not-utf8", 2)]


def test_a_huge_file_is_not_parsed():
    _, problems = read_yaml(b"a" * (MOST_BYTES + 1), "plan.yaml")
    assert [problem.code for problem in problems] == ["plan-file-too-large"]


def test_an_empty_file_is_an_empty_mapping():
    assert read("# nothing\n")[0].plain() == {}
