"""Files that cannot be read, or that mean harm: a clear outcome within limits, in words, never a traceback."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from assembler.checks.files import Given, check_files
from assembler.checks.findings import FileReport
from assembler.checks.outcome import Outcome
from assembler.problem import Refused
from tests.assembler.checks.example_docx import docx_example
from tests.assembler.checks.example_pdf import pdf_example


def packed(parts: dict[str, bytes | str]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def saved(change: Callable[[pikepdf.Pdf], None], **options) -> bytes:
    """The good PDF with something done to it."""
    with pikepdf.open(BytesIO(pdf_example({}))) as pdf:
        change(pdf)
        target = BytesIO()
        pdf.save(target, **options)
    return target.getvalue()


def nothing(pdf: pikepdf.Pdf) -> None:
    pass


def broken_stream(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"not deflated", Filter=pikepdf.Name.FlateDecode)


LOCK = pikepdf.Encryption(owner="a", user="b")
GOOD_DOCX, GOOD_PDF = docx_example({}), pdf_example({})
DTD = '<!DOCTYPE w:document [<!ENTITY a "aaaa">]><w:document/>'

UNREADABLE = {
    "nothing.docx": b"",
    "text.docx": b"This is no package.",
    "half.docx": GOOD_DOCX[: len(GOOD_DOCX) // 2],
    "bomb.docx": packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 50_000_000}),
    "climbs.docx": packed({"[Content_Types].xml": b"<Types/>", "../../etc/passwd": b"x"}),
    "sheet.docx": docx_example({"change": [["word/document.xml", "w:document", "w:worksheet"]]}),
    "strict.docx": docx_example(
        {
            "change": [
                [
                    "word/document.xml",
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                ]
            ]
        }
    ),
    "half.pdf": GOOD_PDF[:200],
    "stream.pdf": saved(broken_stream),
    "locked.pdf": saved(nothing, encryption=LOCK),
    "nothing.html": b"   ",
    "text.html": b"Only words.",
    "notes.txt": b"Only words.",
}


@pytest.fixture(scope="module")
def reports() -> dict[str, FileReport]:
    done: list[int] = []
    given = [Given(name, content) for name, content in UNREADABLE.items()]
    found = check_files(given, done=done.append)
    assert sorted(done) == list(range(len(given)))
    return {report.file: report for report in found}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_has_failed_with_the_reason_in_three_languages(name: str, reports) -> None:
    report = reports[name]
    assert report.outcome is Outcome.FAILED
    assert "file-readable" in {finding.rule for finding in report.findings}
    messages = {lang: report.sorted()[0].message(lang) for lang in ("nb", "nn", "en")}
    assert len(set(messages.values())) >= 2
    assert "{" not in "".join(messages.values())
    assert all(report.sorted()[0].remedy(lang) for lang in ("nb", "nn", "en"))


def test_the_reason_is_the_right_one(reports) -> None:
    said = {name: report.sorted()[0].message("en") for name, report in reports.items()}
    assert "locked with a password" in said["locked.pdf"]
    assert "damaged or incomplete" in said["half.pdf"]
    assert "Strict Open XML" in said["strict.docx"]
    assert "kind of file" in said["notes.txt"]
    assert "not an HTML page" in said["nothing.html"]


def test_a_part_with_a_document_type_is_refused_and_the_rest_still_checked() -> None:
    content = docx_example({"change": [["docProps/app.xml", "<Properties", DTD.split("<w:")[0] + "<Properties"]]})
    (report,) = check_files([Given("a.docx", content)])
    assert [(finding.rule, finding.place.part) for finding in report.findings] == [
        ("docx-part-malformed", "docProps/app.xml")
    ]
    assert report.results["title-missing"] is Outcome.PASSED


def test_rules_that_need_what_is_damaged_are_left_out_and_never_passed() -> None:
    (report,) = check_files([Given("stream.pdf", UNREADABLE["stream.pdf"])])
    assert "pdf-page-of-image" not in report.results
    assert report.results["pdf-title-shown"] is Outcome.PASSED


def in_circles(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K
    document.K = pikepdf.Array([document, pdf.Root.StructTreeRoot.K, *document.K, document])


def deep(pdf: pikepdf.Pdf) -> None:
    inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P))
    for _ in range(5000):
        inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, K=pikepdf.Array([inner, inner])))
    pdf.Root.StructTreeRoot.K = inner


def forms_in_circles(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    forms = [pdf.make_stream(b"/A Do /B Do") for _ in range(2)]
    for form in forms:
        form.Subtype = pikepdf.Name.Form
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=forms[0], B=forms[1]))
    page.Resources.XObject = pikepdf.Dictionary(A=forms[0], B=forms[1])


def brackets(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"/P <</MCID 0 " + b"(()" * 2000 + b" BDC (")


@pytest.mark.parametrize("change", [in_circles, deep, forms_in_circles, brackets])
def test_a_file_that_leads_in_circles_is_checked_at_once(change) -> None:
    (report,) = check_files([Given("a.pdf", saved(change))])
    assert report.outcome in {Outcome.PASSED, Outcome.FAILED, Outcome.NEEDS_REVIEW}
    assert "isolate" not in {finding.cause.code.split("-")[0] for finding in report.findings if finding.cause}


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check_files([Given("a.docx", GOOD_DOCX)], "docx-sound+pretty")
    assert [problem.values["found"] for problem in refused.value.problems] == ["pretty"]
