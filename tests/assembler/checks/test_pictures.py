"""Where a finding stands on its page, and the picture of it in the report."""

import base64
import re
from io import BytesIO

import pytest
import typst
from PIL import Image

from assembler.checks.drawing import draw
from assembler.checks.files import Given, check_files
from assembler.checks.findings import file_report
from assembler.checks.outcome import Mark, Outcome
from assembler.checks.pictures import MOST, pictures_of
from assembler.checks.report_page import check_page
from assembler.problem import Place, Refused

_INK = (143, 29, 29)
# Two pages of 400 × 300 points. The picture stands 100 points from the left and 80 from above, and is 50 × 40 points.
_SOURCE = """
#set document(title: "Plan")
#set page(width: 400pt, height: 300pt, margin: 0pt)
#set text(lang: "nb", size: 10pt)
#place(dx: 100pt, dy: 80pt, image("picture.png", width: 50pt, height: 40pt))
#pagebreak()
#place(dx: 40pt, dy: 200pt, block(text(fill: luma(80%), font: "DejaVu Sans Mono", top-edge: "baseline")[Lys skrift]))
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("pdf")
    Image.new("RGB", (50, 40), (20, 90, 160)).save(folder / "picture.png")
    (folder / "plan.typ").write_text(_SOURCE, encoding="utf-8")
    return typst.compile(folder / "plan.typ")


@pytest.fixture(scope="module")
def reports(pdf):
    return check_files([Given("plan.pdf", pdf)])


def _box(reports, rule):
    (finding,) = [finding for finding in reports[0].findings if finding.rule == rule]
    return finding.place.page, finding.box


def test_a_picture_stands_where_it_was_put(reports) -> None:
    page, box = _box(reports, "pdf-figure-alternative")
    assert page == 1
    assert box == pytest.approx((100, 180, 150, 220), abs=0.2)


def test_a_text_stands_on_its_baseline(reports) -> None:
    page, (left, bottom, right, top) = _box(reports, "pdf-text-contrast")
    assert (page, left) == (2, pytest.approx(40, abs=0.2))
    assert bottom < 100 < top < 112
    assert right - left == pytest.approx(60.2, abs=0.3)  # ten letters, each 0.602 of ten points


def test_the_report_as_json_says_where(reports) -> None:
    said = [finding for finding in reports[0].as_json("nb")["findings"] if finding["rule"] == "pdf-figure-alternative"]
    assert said[0]["box"] == pytest.approx([100, 180, 150, 220], abs=0.2)


def test_the_frame_is_drawn_around_the_place(pdf) -> None:
    ((width, height),), (picture,) = draw([[1, [100, 180, 150, 220]]], (pdf,))
    drawn = Image.open(BytesIO(picture)).convert("RGB")
    assert drawn.size == (width, height)
    scale = width / 400
    framed = [(x, y) for x in range(width) for y in range(height) if sum(map(abs, _apart(drawn.getpixel((x, y))))) < 30]
    left, right = min(x for x, _ in framed), max(x for x, _ in framed)
    top, bottom = min(y for _, y in framed), max(y for _, y in framed)
    assert left == pytest.approx(100 * scale - 4, abs=2) and right == pytest.approx(150 * scale + 4, abs=2)
    assert bottom - top == pytest.approx(40 * scale + 8, abs=3)
    assert draw([[1, [100, 180, 150, 220]]], (pdf,)) == ([[width, height]], (picture,))


def _apart(pixel):
    return (one - other for one, other in zip(pixel, _INK, strict=True))


def test_what_cannot_be_drawn_has_no_picture(pdf) -> None:
    assert draw([[7, [0, 0, 10, 10]], [1, [5000, 0, 5010, 10]]], (pdf,)) == ([[], []], ())
    with pytest.raises(Refused) as refused:
        draw([[1, [0, 0, 10, 10]]], (b"%PDF-1.7 intet",))
    assert [problem.code for problem in refused.value.problems] == ["checks-pdf-damaged"]


def test_the_page_shows_each_place_once_with_words(pdf, reports) -> None:
    pictures = pictures_of([Given("plan.pdf", pdf)], reports)
    page = check_page(reports, "nn", pictures)
    shown = re.findall(r'<img src="data:image/png;base64,([^"]+)" width="\d+" height="\d+" alt="([^"]+)">', page)
    assert {alt for _, alt in shown} == {
        "Utsnitt av side 1. Staden er ramma inn.",
        "Utsnitt av side 2. Staden er ramma inn.",
    }
    assert len({data for data, _ in shown}) == len(shown)
    assert all(Image.open(BytesIO(base64.b64decode(data))).format == "PNG" for data, _ in shown)


def test_pictures_are_few(pdf) -> None:
    rules = ("pdf-figure-alternative", "pdf-formula-alternative", "link-text-vague", "heading-empty")
    marks = {
        rule: [Mark(Outcome.FAILED, Place(page=1), {}, None, (at, 10, at + 5, 20)) for at in range(10 * n, 10 * n + 9)]
        for n, rule in enumerate(rules)
    }
    one = file_report("plan.pdf", "pdf", "pdfua-1", marks)
    assert len(pictures_of([Given("plan.pdf", pdf)], [one])) == 2 * len(rules)
    many = [file_report(f"{n}.pdf", "pdf", "pdfua-1", marks) for n in range(4)]
    assert len(pictures_of([Given(f"{n}.pdf", pdf) for n in range(4)], many)) == MOST


def test_the_page_with_pictures_is_accessible(axe, pdf, reports, tmp_path) -> None:
    page = tmp_path / "report.html"
    page.write_text(check_page(reports, "nb", pictures_of([Given("plan.pdf", pdf)], reports)), encoding="utf-8")
    assert axe([page]) == {page: []}
