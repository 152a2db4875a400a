"""The hand-marked prose: precision of each rule with ten or more finds, and the s-passives of nynorsk."""

import re

from tests.measure_language import CORPUS, Score, measure_nynorsk_s_passives, measure_rules, unmarked


def rows(lines) -> dict[str, list[float]]:
    found = (re.match(r"(\S.*?)\s+(\d+)\s+(\d+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)$", line) for line in lines)
    return {match.group(1): [float(match.group(number)) for number in range(2, 7)] for match in found if match}


def test_precision_of_every_rule_that_often_finds_something() -> None:
    table = rows(measure_rules(verbose=False))
    often = {rule: values for rule, values in table.items() if values[1] >= 10}
    assert len(often) >= 4
    assert all(values[2] >= 0.9 for values in often.values()), often


def test_the_prose_is_large_enough() -> None:
    counted = next(line for line in measure_rules(verbose=False) if line.startswith("sentences: "))
    bokmål, nynorsk = map(int, re.findall(r"\d+", counted))
    assert bokmål + nynorsk >= 300
    assert nynorsk >= 150


def test_s_passives_of_nynorsk() -> None:
    (values,) = rows(measure_nynorsk_s_passives(verbose=False)).values()
    assert values[4] >= 0.94
    lines = (CORPUS / "s-passives.nn.txt").read_text(encoding="utf-8").splitlines()
    assert sum(bool(line) and not line.startswith("#") for line in lines) >= 200


def test_marks_are_read_inside_each_other() -> None:
    assert unmarked("Vi [[K17:har [[K11:noe]] her]].") == ("Vi har noe her.", [("K11", 7, 10), ("K17", 3, 14)])


def test_a_score_counts() -> None:
    assert Score(3, 1, 1).row("x").split() == ["x", "4", "4", "0.750", "0.750", "0.750"]
