"""Files that cannot be read, or that mean harm: a clear outcome within limits, in words, never a traceback."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from assembler.checks.card import cards
from assembler.checks.files import Given, check_files, profile_rules
from assembler.checks.findings import FileReport
from assembler.checks.outcome import Outcome
from assembler.checks.run import check_content
from assembler.problem import Problem, Refused
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


def transparent(pdf: pikepdf.Pdf) -> None:
    inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P))
    for _ in range(20_000):
        inner = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.NonStruct, K=inner))
    pdf.Root.StructTreeRoot.K = inner


def parents_in_circles(pdf: pikepdf.Pdf) -> None:
    element = pdf.Root.StructTreeRoot.K
    element.P = element


def trees_in_circles(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(pikepdf.Dictionary())
    tree.Kids = pikepdf.Array([tree, tree])
    pdf.Root.StructTreeRoot.ParentTree = tree
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=tree, Dests=tree)


def outline_in_circles(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(pikepdf.Dictionary(Title="A"))
    item.First = item.Next = item
    pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=item, Last=item))


def wide_table(pdf: pikepdf.Pdf) -> None:
    spans = pikepdf.Dictionary(O=pikepdf.Name.Table, ColSpan=2**30, RowSpan=2**30)
    cells = [pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.TD, A=spans)) for _ in range(50)]
    row = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.TR, K=pikepdf.Array(cells)))
    pdf.Root.StructTreeRoot.K = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Table, K=row))


def saves_without_end(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"q " * 2_000_000)


def forms_by_the_power(pdf: pikepdf.Pdf) -> None:
    """Each form paints the next one ten times: ten billion in the end."""
    inner = pdf.make_stream(b"0 0 1 1 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    for _ in range(10):
        held = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=inner))
        inner = pdf.make_stream(b"/A Do " * 10, Subtype=pikepdf.Name.Form, Resources=held)
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(A=inner)
    pdf.pages[0].Contents = pdf.make_stream(b"/A Do")


CIRCLES = [
    in_circles, deep, forms_in_circles, brackets, transparent, parents_in_circles, trees_in_circles, outline_in_circles,
    wide_table, saves_without_end,
]  # fmt: skip


@pytest.mark.parametrize("change", CIRCLES)
def test_a_file_that_leads_in_circles_is_checked_at_once(change) -> None:
    (report,) = check_files([Given("a.pdf", saved(change))])
    assert report.outcome in {Outcome.PASSED, Outcome.FAILED, Outcome.NEEDS_REVIEW}
    assert "isolate" not in {finding.cause.code.split("-")[0] for finding in report.findings if finding.cause}


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check_files([Given("a.docx", GOOD_DOCX)], "docx-sound+pretty")
    assert [problem.values["found"] for problem in refused.value.problems] == ["pretty"]


def bomb() -> bytes:
    """A page of two thousand million spaces and more, packed twice: about ten kilobytes."""
    pieces = zlib.compressobj(1)
    once = b"".join(pieces.compress(b" " * 2**20) for _ in range(2200)) + pieces.flush()
    names = [pikepdf.Name.FlateDecode] * 2

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, zlib.compress(once, 9), Filter=pikepdf.Array(names))

    return saved(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.slow
@pytest.mark.parametrize("hostile", [bomb, lambda: saved(forms_by_the_power)], ids=["bomb", "forms"])
def test_a_file_that_takes_too_much_leaves_its_neighbours_alone(hostile) -> None:
    """Small files share a child; the one that is stopped is told apart from the others."""
    given = [Given(f"{number}.pdf", GOOD_PDF) for number in range(16)]
    given[5] = Given("hostile.pdf", hostile())
    reports = check_files(given)
    assert [report.outcome for report in reports if report.file != "hostile.pdf"] == [reports[0].outcome] * 15
    assert reports[0].results["file-readable"] is Outcome.PASSED
    assert reports[5].results["file-readable"] is Outcome.FAILED
    assert len(reports[5].sorted()[0].message("nb")) > 20


def test_a_file_that_is_not_opened_has_failed_with_the_reason() -> None:
    fault = Problem("checks-file-too-large", values={"megabytes": 500})
    large, good = check_files([Given("stor.pdf", b"", fault), Given("god.pdf", GOOD_PDF)])
    assert [finding.rule for finding in large.findings] == ["file-readable"]
    assert "500 MB" in large.findings[0].message("nn")
    assert good.results["file-readable"] is Outcome.PASSED


@pytest.mark.parametrize(
    "style",
    [
        "p { color: rgb(1 2 3 / 1e999) }",
        "p { color: rgb(1 2 3 / none) }",
        "p { font-size: 1.2.3em; font-weight: ² }",
        "p { font-size: .em }",
        "@media (min-width: 1.2.3px) { p { color: red } }",
        "p:nth-child(²n) { color: red }",
        "p { --a: " + "var(--b) " * 100 + "; --b: " + "var(--a) " * 100 + "; color: var(--a) }",
    ],
)
@pytest.mark.parametrize("scale", ["1.2.3", ".", "²", ""])
def test_numbers_that_are_none_on_a_page_stop_no_rule(style: str, scale: str) -> None:
    head = f'<meta name="viewport" content="maximum-scale={scale}"><style>{style}</style>'
    body = '<p tabindex="²">Tekst</p>'
    page = f'<!doctype html><html lang="nb"><head><title>Svar</title>{head}</head><body>{body}</body></html>'
    checks = [[id, cards()[id].check] for id in profile_rules("html-wcag")]
    said, _ = check_content({"name": "a.html", "kind": "html", "checks": checks}, (page.encode(),))
    assert set(said) == {id for id, _ in checks}
