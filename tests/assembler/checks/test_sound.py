"""Structure that Word refuses: cases beyond the cards' examples, and the Open XML SDK as judge of the examples."""

from pathlib import Path

import pytest

from assembler.checks.card import cards, profiles
from assembler.checks.docx.read import read_word
from assembler.checks.docx.sound import RULES
from assembler.checks.outcome import Outcome
from tests.assembler.checks.example_docx import docx_example

# Faults that Word refuses or repairs and the SDK does not see (or sees only sometimes).
BLIND = {
    "docx-cell-without-paragraph",
    "docx-stray-text",
    "docx-element-hollow",
    "docx-field-unbalanced",
    "docx-bookmark-unpaired",
    "docx-bookmark-repeated",
    "docx-control-id-repeated",
    "docx-paragraph-id-repeated",
    "docx-numbering-id-repeated",
    "docx-style-undefined",
    "docx-numbering-undefined",
    "docx-separators-missing",
    "docx-type-wrong",
    "docx-core-wrong",
    "docx-style-circular",
    "docx-relation-wrong",
}


def outcome(check: str, body: str) -> Outcome:
    marks = list(RULES[check](read_word(docx_example({"body": body}), "a.docx")))
    return Outcome.FAILED if any(mark.outcome is Outcome.FAILED for mark in marks) else Outcome.PASSED


NESTED = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl><w:p/>"
INNER = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (INNER, Outcome.FAILED),
        (INNER + "<w:p/>", Outcome.PASSED),
        (CONTROL.format(inner="<w:p/>"), Outcome.PASSED),
        (CONTROL.format(inner="<w:p/>" + INNER), Outcome.FAILED),
        (CONTROL.format(inner=CONTROL.format(inner="<w:p/>")), Outcome.PASSED),
        ("<w:p/><w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='1'/>", Outcome.PASSED),
    ],
)
def test_a_cell_ends_with_a_paragraph_also_through_controls_and_tables(inner: str, expected: Outcome) -> None:
    assert outcome("sound.cell_without_paragraph", NESTED.format(inner=inner)) is expected


def test_fields_nest_and_span_paragraphs() -> None:
    def mark(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    nested = f"<w:p>{mark('begin')}{mark('begin')}{mark('separate')}{mark('end')}{mark('separate')}</w:p>"
    assert outcome("sound.field_unbalanced", nested + f"<w:p>{mark('end')}</w:p>") is Outcome.PASSED
    assert outcome("sound.field_unbalanced", nested) is Outcome.FAILED


CHOICE = "<w:p><mc:AlternateContent><mc:Choice {requires}>{inner}</mc:Choice></mc:AlternateContent></w:p>"
NUMBERED = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/><w:ilvl w:val='0'/></w:numPr></w:pPr></w:p>"
RUN, DRAWN = "<w:r><w:t>x</w:t></w:r>", "<wp:inline><wp:extent cx='1' cy='1'/><wp:docPr id='1' name='a'/>{}</wp:inline>"


@pytest.mark.parametrize(
    ("check", "body"),
    [
        ("sound.element_misplaced", f"<w:p>{CONTROL.format(inner='<w:p/>')}</w:p>"),
        ("sound.element_misplaced", f"<w:ins w:id='1' w:author='a'><w:p>{RUN}</w:p></w:ins>"),
        ("sound.element_misplaced", "<w:p><w:r><w:pPr/><w:t>x</w:t></w:r></w:p>"),
        ("sound.children_disordered", NUMBERED),
        ("sound.element_hollow", f"<w:p><w:r><w:drawing>{DRAWN.format('')}</w:drawing></w:r></w:p>"),
        ("sound.attribute_wrong", "<w:p><w:ins w:id='1'/></w:p>"),
        ("sound.attribute_wrong", "<w:p w14:paraId='FFFFFFFF'/>"),
        ("sound.namespace_unknown", CHOICE.format(requires="", inner=RUN)),
    ],
)  # fmt: skip
def test_what_the_schema_does_not_know_is_found(check: str, body: str) -> None:
    assert outcome(check, body) is Outcome.FAILED


@pytest.mark.parametrize(
    "body",
    [
        NESTED.format(inner=CONTROL.format(inner="<w:p/>")),
        f"<w:p>{CONTROL.format(inner=RUN)}</w:p>",
        f"<w:p><w:hyperlink w:anchor='a'><w:ins w:id='1' w:author='a'>{RUN}</w:ins></w:hyperlink></w:p>",
        "<w:p><w:r><w:rPr><w:sz w:val='24'/><w:b/></w:rPr><w:t>x</w:t></w:r></w:p>",
        "<w:tbl><w:tblPr/><w:tblGrid/><w:bookmarkStart w:id='1' w:name='a'/><w:tr><w:tc><w:p/></w:tc></w:tr>"
        "<w:bookmarkEnd w:id='1'/></w:tbl><w:p/>",
        CHOICE.format(requires="Requires='wps'", inner=RUN),
    ],
)
def test_what_the_schema_allows_is_let_be(body: str) -> None:
    facts = read_word(docx_example({"body": body}), "a.docx")
    failed = {check for check, rule in RULES.items() if any(m.outcome is Outcome.FAILED for m in rule(facts))}
    assert failed == set()


def test_the_same_id_in_two_parts_is_no_repetition() -> None:
    content = docx_example(
        {
            "body": "<w:p><w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='1'/></w:p>",
            "footnotes": [
                "<w:footnote w:id='1'><w:p><w:bookmarkStart w:id='1' w:name='b'/><w:bookmarkEnd w:id='1'/></w:p>"
                "</w:footnote>"
            ],
        }
    )
    marks = list(RULES["sound.bookmark_repeated"](read_word(content, "a.docx")))
    assert {mark.outcome for mark in marks} == {Outcome.PASSED}


def test_the_sdk_agrees_on_every_example_but_for_its_known_gaps(openxml_sdk, tmp_path: Path) -> None:
    paths: dict[Path, tuple[str, str]] = {}
    judged: set[str] = set()
    for rule in profiles()["docx-sound"]:
        for expected in ("pass", "fail"):
            for number, example in enumerate(cards()[rule].examples["docx"][expected]):
                # Many rules pass on the same good file; the judge takes a second for each.
                if str(example) in judged:
                    continue
                judged.add(str(example))
                path = tmp_path / f"{rule}-{expected}-{number}.docx"
                path.write_bytes(docx_example(example))
                paths[path] = (rule, expected)
    found = openxml_sdk(list(paths))
    assert [path.name for path, (_, expected) in paths.items() if expected == "pass" and found[path]] == []
    unseen = {rule for path, (rule, expected) in paths.items() if expected == "fail" and not found[path]}
    assert unseen <= BLIND
