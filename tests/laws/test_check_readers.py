"""A law of the readers: whatever a file holds, the rules say something of it, or it is refused in words."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

from assembler.checks.card import cards
from assembler.checks.files import DEFAULT_PROFILES, profile_rules
from assembler.checks.findings import file_report
from assembler.checks.outcome import Outcome
from assembler.checks.run import check_content
from assembler.checks.transport import marks_from_json
from tests.agreement.fuzz import damaged
from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_html import html_example
from tests.assembler.checks.example_pdf import pdf_example
from tests.assembler.checks.specimen_pdf import specimen


def saved(pdf: Pdf) -> bytes:
    target = BytesIO()
    pdf.save(target, static_id=True)
    return target.getvalue()


RICH_DOCX = docx_example(
    {
        "headings": [1, 2],
        "grid": [["Post", "2026"], ["Skole", "10"]],
        "link": "Budsjettet",
        "pictures": [{"alt": "Bru"}],
        "footnotes": ["<w:footnote w:id='1'><w:p/></w:footnote>"],
    }
)
RICH_PDF = pdf_example(
    {
        "tree": [
            {"H1": "Plan"},
            {"Table": [{"TR": [{"TH": "A"}, {"TH": "B"}]}, {"TR": [{"TH": "a"}, {"TD": "1"}]}]},
            {"Link": "Budsjettet"},
        ]
    }
)
SPECIMEN_PDF = saved(specimen())
RICH_HTML = html_example(
    {"body": "<h1>A</h1><table><caption>T</caption><tr><th>a<th>b<tr><td>c<td>d</table><p><a href='#x'>Se</a></p>"}
)

WORDS = st.sampled_from(
    [
        b"0",
        b"-1",
        b"null",
        b"true",
        b"99999999999",
        b"[]",
        b"<<>>",
        b"1 0 R",
        b"(x)",
        b"/X",
        b'"',
        b"<",
        b">",
        b"w:p",
        b"",
    ]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(WORDS, st.binary(max_size=6))), max_size=5)


def edited(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, new in edits:
        at = int(place * len(content))
        content = content[:at] + new + content[at + length :]
    return content


def outcome(kind: str, content: bytes) -> Outcome:
    ids = profile_rules("+".join(DEFAULT_PROFILES[kind]))
    header = {"name": f"a.{kind}", "kind": kind, "checks": [[id, cards()[id].check] for id in ids]}
    said, _ = check_content(header, (content,))
    report = file_report("a", kind, "x", {id: marks_from_json(marks) for id, marks in said.items()})
    for finding in report.findings:
        assert finding.message("nn")
        assert finding.remedy("nn")
    return report.outcome


def zipped_with(part: str, edits: list[tuple[float, int, bytes]]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(RICH_DOCX)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edited(content, edits) if name == part else content)
    return target.getvalue()


PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)
LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(st.sampled_from(["docx", "pdf", "html"]), st.binary(max_size=200))
def test_any_bytes_have_an_outcome(kind: str, content: bytes) -> None:
    assert outcome(kind, content) in Outcome


@LAW
@given(st.sampled_from(PARTS), EDITS)
def test_a_word_file_changed_anywhere_has_an_outcome(part: str, edits) -> None:
    assert outcome("docx", zipped_with(part, edits)) in Outcome


@LAW
@given(EDITS)
def test_a_pdf_changed_anywhere_has_an_outcome(edits) -> None:
    assert outcome("pdf", edited(RICH_PDF, edits)) in Outcome


@LAW
@given(st.integers(0, 10**6))
def test_a_pdf_whose_objects_are_exchanged_has_an_outcome(seed: int) -> None:
    """More of the same, over any files: `python -m tests.agreement.fuzz`."""
    assert outcome("pdf", damaged(SPECIMEN_PDF, seed)) in Outcome


@LAW
@given(EDITS)
@example([(RICH_HTML.index(b"<p") / len(RICH_HTML) + 1e-9, 2, b"<p \x02a=1")])
def test_a_page_changed_anywhere_has_an_outcome(edits) -> None:
    assert outcome("html", edited(RICH_HTML, edits)) in Outcome


@pytest.mark.parametrize(("kind", "content"), [("docx", RICH_DOCX), ("pdf", RICH_PDF)])
def test_the_files_that_the_law_changes_are_read(kind: str, content: bytes) -> None:
    assert outcome(kind, content) is not Outcome.FAILED
