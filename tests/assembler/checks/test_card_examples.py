"""Every example of every card does what the card says: a good file made bad in one way is caught by that rule alone."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assembler.checks.card import cards, profiles
from assembler.checks.expected import Expected, Said, SaidCell, SaidTable
from assembler.checks.fidelity import compare
from assembler.checks.files import DEFAULT_PROFILES, Given, check_files
from assembler.checks.findings import file_report
from assembler.checks.outcome import Outcome
from assembler.checks.plan_content.content_report import content_report
from assembler.checks.run import check_content
from assembler.checks.transport import marks_from_json
from tests.assembler.checks.example_plan import plan_example

Maker = Callable[[str, Mapping[str, Any]], bytes]

_EXAMPLES = [
    pytest.param(card.id, target, expected, example, id=f"{card.id}-{target}-{expected}-{number}")
    for card in cards().values()
    for target, examples in card.examples.items()
    for expected in ("pass", "fail")
    for number, example in enumerate(examples[expected])
]


def _report(target: str, content: bytes, example: Mapping[str, Any]) -> Any:
    if "content" in example:
        return content_report("x", plan_example(example["content"]))
    if target == "document":
        header = {"name": "budsjett.html", "kind": "html", "expected": _expected(example)}
        said, _ = compare(header, (content,))
        return file_report("x", "html", "fidelity", {id: marks_from_json(marks) for id, marks in said.items()})
    ids = [id for name in DEFAULT_PROFILES[target] for id in profiles()[name]]
    header = {
        "name": example.get("name", f"budsjett.{target}"),
        "kind": target,
        "checks": [[id, cards()[id].check] for id in ids],
    }
    said, _ = check_content(header, (content,))
    return file_report("x", target, "all", {id: marks_from_json(marks) for id, marks in said.items()})


def _packed(target: str, content: bytes, example: Mapping[str, Any]) -> Any:
    """The report on a file by the profile for sets of files; beside it lies what it needs, or what the example says."""
    beside = example.get("beside", ["budsjett.pdf" if target == "docx" else "budsjett.docx"])
    given = [Given(f"budsjett.{target}", content), *(Given(name, b"") for name in beside)]
    return check_files(given, "archive")[0]


def _expected(example: Mapping[str, Any]) -> dict[str, Any]:
    """What the example expects, as the Document would tell it; by default what every example file has."""
    expect = example["expect"]
    langs = expect.get("langs", ["nb"])
    expected = Expected(expect.get("title", "Budsjett for Nesfjord 2026"), langs[0], langs)
    expected.headings = [Said(text, level=level) for level, text in expect.get("headings", ())]
    expected.texts = [Said(text) for text in expect.get("texts", ())]
    expected.notes = [Said(text) for text in expect.get("notes", ())]
    expected.figures = [Said(text) for text in expect.get("figures", ())]
    expected.tables = [
        SaidTable("t", table["caption"], tuple(tuple(SaidCell((cell,)) for cell in row) for row in table["rows"]))
        for table in expect.get("tables", ())
    ]
    return expected.as_json()


@pytest.mark.parametrize(("rule", "target", "expected", "example"), _EXAMPLES)
def test_example_is_judged_as_its_card_says(
    rule: str, target: str, expected: str, example: Mapping[str, Any], example_file: Maker
) -> None:
    report = (_packed if rule.startswith("archive-") else _report)(target, example_file(target, example), example)
    if expected == "pass":
        assert report.results[rule] is Outcome.PASSED
    else:
        assert {finding.rule for finding in report.findings} == {rule, *example.get("also", ())}
        for lang in ("nb", "nn", "en"):
            assert report.findings[0].message(lang)
            assert report.findings[0].remedy(lang)
