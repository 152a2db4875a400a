"""The hand-marked prose: precision of each rule with ten or more finds, and the s-passives of nynorsk."""

import re

from tests.measure_language import (
    CORPUS,
    UNSEEN,
    Score,
    measure_nynorsk_s_passives,
    measure_rules,
    measure_unseen_analysis,
    unmarked,
)


def rows(lines) -> dict[str, list[float]]:
    found = (re.match(r"(\S.*?)\s+(\d+)\s+(\d+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)$", line) for line in lines)
    return {match.group(1): [float(match.group(number)) for number in range(2, 7)] for match in found if match}


def test_precision_of_every_rule_that_often_finds_something() -> None:
    table = rows(measure_rules(verbose=False))
    often = {rule: values for rule, values in table.items() if values[1] >= 10}
    assert len(often) >= 4
    assert all(values[2] >= 0.9 for values in often.values()), often


def test_rules_sentences_and_passives_on_prose_that_no_rule_was_made_for() -> None:
    lines = list(measure_rules(verbose=False, names=UNSEEN))
    often = {rule: values for rule, values in rows(lines).items() if values[1] >= 10}
    assert len(often) >= 6
    assert all(values[2] >= 0.9 for values in often.values()), often
    analysis = rows(measure_unseen_analysis(verbose=False))
    assert len(analysis) == 6
    assert all(values[4] >= 0.98 for values in analysis.values()), analysis
    bokmål, nynorsk = map(int, re.findall(r"\d+", lines[-1]))
    assert bokmål >= 300
    assert nynorsk >= 200


def test_s_passives_of_nynorsk() -> None:
    (values,) = rows(measure_nynorsk_s_passives(verbose=False)).values()
    assert values[4] >= 0.94
    lines = (CORPUS / "s-passives.nn.txt").read_text(encoding="utf-8").splitlines()
    assert sum(bool(line) and not line.startswith("#") for line in lines) >= 200


def test_marks_are_read_inside_each_other() -> None:
    assert unmarked("Vi [[K17:har [[K11:noe]] her]].") == ("Vi har noe her.", [("K11", 7, 10), ("K17", 3, 14)])
    assert unmarked("Ja. | Det [[S:tas]].") == ("Ja. Det tas.", [("|", 3, 4), ("S", 8, 11)])


def test_a_score_counts() -> None:
    assert Score(3, 1, 1).row("x").split() == ["x", "4", "4", "0.750", "0.750", "0.750"]
