"""Reading order against the page, and size and weight of letters against the contrast they need."""

import pytest
import typst

from assembler.checks.files import Given, check_files
from assembler.checks.findings import FileReport

_HEAD = """
#set document(title: "Plan")
#set page(width: 400pt, height: 300pt, margin: 0pt)
#set text(lang: "nb", size: 10pt)
"""


def _at(x: int, y: int, text: str) -> str:
    return f"#place(dx: {x}pt, dy: {y}pt, block(width: 150pt, par[{text}]))\n"


READ_ON = {
    "below": _at(20, 20, "Først") + _at(20, 60, "Så"),
    "below, indented": _at(20, 20, "Først") + _at(60, 60, "Så"),
    "to the right": _at(20, 20, "Først") + _at(220, 20, "Så"),
    "the next column": _at(20, 20, "Først") + _at(20, 200, "Så") + _at(220, 20, "Til slutt"),
    "a new row": _at(20, 20, "A") + _at(220, 20, "B") + _at(20, 80, "C") + _at(220, 80, "D"),
    "a paragraph over two columns": "#columns(2)[#lorem(190)\n\n#lorem(40)]",
}
READ_BACK = {
    "above": _at(20, 60, "Så") + _at(20, 20, "Først"),
    "above, indented": _at(20, 60, "Så er det sagt") + _at(40, 20, "Først ble det tenkt"),
    "to the left": _at(220, 20, "Så") + _at(20, 20, "Først"),
    "to the left, half a line lower": _at(220, 20, "Så") + _at(20, 24, "Først"),
}


# #808080 on white has the contrast 3.9: enough from 18 points, or from 14 in bold (WCAG 1.4.3).
GREY = {(18, "regular"): "passed", (17, "regular"): "failed", (14, "bold"): "passed", (13, "bold"): "failed"}
SOURCES = {
    **READ_ON,
    **READ_BACK,
    **{f"{size} {weight}": f'#text(size: {size}pt, weight: "{weight}", fill: rgb("#808080"))[Grått]'
       for size, weight in GREY},
}  # fmt: skip


@pytest.fixture(scope="module")
def reports() -> dict[str, FileReport]:
    given = [Given(name, typst.compile((_HEAD + source).encode())) for name, source in SOURCES.items()]
    return {report.file: report for report in check_files(given)}


@pytest.mark.parametrize("way", READ_ON)
def test_what_reads_on_has_passed(way: str, reports) -> None:
    assert reports[way].results["pdf-reading-order"] == "passed"


@pytest.mark.parametrize("way", READ_BACK)
def test_what_reads_back_is_to_be_looked_at(way: str, reports) -> None:
    assert reports[way].results["pdf-reading-order"] == "needs-review"
    (finding,) = [one for one in reports[way].findings if one.rule == "pdf-reading-order"]
    assert finding.place.text.startswith("Først") and finding.box is not None


@pytest.mark.parametrize(("size", "weight"), GREY)
def test_large_and_bold_letters_need_less_contrast(size: int, weight: str, reports) -> None:
    assert reports[f"{size} {weight}"].results["pdf-text-contrast"] == GREY[size, weight]
