"""What a reader meets in a Word file: automatic numbers, fields, tracked changes, captions, colours."""

from decimal import Decimal

import pytest

from assembler.checks.colour import contrast
from assembler.checks.content import Content
from assembler.checks.docx.contrast import RULES
from assembler.checks.docx.read import read_word
from assembler.checks.outcome import Outcome
from assembler.checks.rules.wording import RULES as WORDING
from tests.assembler.checks.example_docx import docx_example


def content(body: str, **more) -> Content:
    return read_word(docx_example({"body": body, **more}), "a.docx").content


def paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def level(depth: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(levels: list[str], overrides: str = "") -> list[str]:
    return [
        f'<w:abstractNum w:abstractNumId="5">{"".join(levels)}</w:abstractNum>',
        '<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>',
        f'<w:num w:numId="6"><w:abstractNumId w:val="5"/>{overrides}</w:num>',
    ]


def headings(*places: tuple[int, int]) -> str:
    """A heading for each (numbering, level from 0)."""
    return "".join(
        paragraph(
            run("A"),
            f'<w:pStyle w:val="Heading{depth + 1}"/>'
            f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>',
        )
        for number, depth in places
    )


@pytest.mark.parametrize(
    ("levels", "places", "expected"),
    [
        (
            [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")],
            [(5, 0), (5, 1), (5, 1), (5, 0), (5, 1)],
            ["1", "1.1", "1.2", "2", "2.1"],
        ),
        (
            [level(0, "decimal", "Vedlegg %1", 3), level(1, "lowerLetter", "%2)")],
            [(5, 0), (5, 1), (5, 1)],
            ["Vedlegg 3", "a)", "b)"],
        ),
        (
            [level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>")],
            [(5, 0)] * 3 + [(5, 1)],
            ["I.", "II.", "III.", "3.1"],
        ),
        ([level(0, "decimal", "%1"), level(1, "decimal", "%2")], [(5, 0), (5, 1), (6, 0)], ["1", "1", "2"]),
    ],
)
def test_automatic_numbers_stand_before_the_text(levels, places, expected) -> None:
    found = content(headings(*places), numbering=numbered(levels))
    assert [heading.text for heading in found.headings] == [f"{number} A" for number in expected]


def test_a_numbering_with_its_own_start_begins_anew() -> None:
    levels = [level(0, "decimal", "%1.")]
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    found = content(headings((5, 0), (5, 0), (6, 0), (6, 0)), numbering=numbered(levels, override))
    assert [heading.text for heading in found.headings] == ["1. A", "2. A", "1. A", "2. A"]


def test_a_level_that_does_not_restart_counts_on() -> None:
    levels = [level(0, "decimal", "%1"), level(1, "decimal", "%2", more='<w:lvlRestart w:val="0"/>')]
    found = content(headings((5, 0), (5, 1), (5, 0), (5, 1)), numbering=numbered(levels))
    assert [heading.text for heading in found.headings] == ["1 A", "1 A", "2 A", "2 A"]


def test_bullets_and_the_number_0_show_nothing() -> None:
    levels = [level(0, "bullet", "•")]
    found = content(headings((5, 0), (0, 0)), numbering=numbered(levels))
    assert [heading.text for heading in found.headings] == ["A", "A"]


def test_text_is_read_with_changes_accepted_and_hidden_text_left_out() -> None:
    body = paragraph(
        run("Vi ")
        + f"<w:ins w:id='1'>{run('bygger')}</w:ins>"
        + "<w:del w:id='2'><w:r><w:delText>river</w:delText></w:r></w:del>"
        + run("!", "<w:vanish/>")
        + "<w:r><w:noBreakHyphen/><w:tab/><w:softHyphen/><w:sym w:font='Symbol' w:char='2022'/></w:r>"
    )
    assert [passage.text for passage in content(body).passages] == ["Vi bygger\u2011\t\u2022"]


def field(instruction: str, shown: str) -> str:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + mark.format("separate")
        + run(shown)
        + mark.format("end")
    )


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        ("HYPERLINK &quot;https://a.example/b&quot;", "https://a.example/b"),
        ("HYPERLINK \\l &quot;kap2&quot;", "#kap2"),
        ("HYPERLINK &quot;https://a.example&quot; \\l &quot;kap2&quot;", "https://a.example"),
    ],
)
def test_a_link_field_is_a_link(instruction: str, target: str) -> None:
    found = content(paragraph(run("Se ") + field(instruction, "planen") + run(".")))
    assert [(link.text, link.target) for link in found.links] == [("planen", target)]
    assert found.passages[0].text == "Se planen."


def test_the_instruction_of_a_field_is_not_read() -> None:
    assert content(paragraph(run("Side ") + field("PAGEREF a \\h", "7"))).passages[0].text == "Side 7"


def test_a_caption_below_the_picture_belongs_to_it_and_one_above_the_table_to_the_table() -> None:
    caption = '<w:pStyle w:val="Caption"/>'
    found = content(
        paragraph(run("Figur 1. Bru"), caption),
        pictures=[{"alt": "Brua over fjorden"}],
        grid=[["Post", "2026"], ["Skole", "10"]],
    )
    assert [figure.caption for figure in found.figures] == ["Figur 1. Bru"]
    assert [table.caption for table in found.tables] == ["Tabell 1. Utgifter"]


def test_heading_levels_follow_the_style_s_ancestors_and_the_paragraph_itself() -> None:
    styles = [
        '<w:style w:type="paragraph" w:styleId="Kapittel"><w:name w:val="Kapittel"/>'
        '<w:basedOn w:val="Heading2"/></w:style>',
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>',
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>',
    ]
    body = (
        paragraph(run("To"), '<w:pStyle w:val="Kapittel"/>')
        + paragraph(run("Tekst"), '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>')
        + paragraph(run("Ring"), '<w:pStyle w:val="A"/>')
        + paragraph(run("En"), '<w:outlineLvl w:val="0"/>')
    )
    assert [(heading.level, heading.text) for heading in content(body, styles=styles).headings] == [
        (2, "To"),
        (1, "En"),
    ]


def ratio_found(body: str, **more) -> list[object]:
    marks = RULES["contrast.text"](read_word(docx_example({"body": body, **more}), "a.docx"))
    return [mark.values["ratio"] for mark in marks if mark.outcome is Outcome.FAILED]


def test_contrast_is_that_of_wcag() -> None:
    # WCAG's own examples: #767676 on white is the lightest grey that passes, #777777 fails.
    assert contrast((0x76,) * 3, (255,) * 3) == Decimal("4.5")
    assert contrast((0x77,) * 3, (255,) * 3) == Decimal("4.4")
    assert contrast((0,) * 3, (255,) * 3) == Decimal(21)


def test_colour_and_background_come_through_styles_cells_and_theme() -> None:
    grey = '<w:color w:val="777777"/>'
    styles = [
        f'<w:style w:type="paragraph" w:styleId="Blek"><w:name w:val="Blek"/><w:rPr>{grey}</w:rPr></w:style>',
        '<w:style w:type="paragraph" w:styleId="Barn"><w:name w:val="Barn"/><w:basedOn w:val="Blek"/></w:style>',
    ]
    assert ratio_found(paragraph(run("A"), '<w:pStyle w:val="Barn"/>'), styles=styles) == [Decimal("4.4")]
    assert ratio_found(paragraph(run("A", '<w:color w:val="auto"/>'), '<w:pStyle w:val="Barn"/>'), styles=styles) == []
    cell = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="333333"/></w:tcPr>{}</w:tc>'
    dark = paragraph(run("A", '<w:color w:val="444444"/>'))
    light = paragraph(run("A", '<w:color w:val="FFFFFF"/>'))
    assert ratio_found("", table=[cell.format(light)]) == []
    assert len(ratio_found("", table=[cell.format(dark)])) == 1
    assert ratio_found(paragraph(run("A", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>'))) == []


def test_large_text_needs_less() -> None:
    grey = '<w:color w:val="888888"/>'
    assert ratio_found(paragraph(run("A", grey))) == [Decimal("3.5")]
    assert ratio_found(paragraph(run("A", grey + '<w:sz w:val="36"/>'))) == []
    assert ratio_found(paragraph(run("A", "<w:b/>" + grey + '<w:sz w:val="28"/>'))) == []
    assert ratio_found(paragraph(run("A", grey + '<w:sz w:val="28"/>'))) == [Decimal("3.5")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["– Vi er urolige.", "12. november møttes de.", "1. juni var fristen."], 0),
        (["- skole", "1. helse"], 0),
        (["1. skole", "2. helse", "4. vei"], 1),
        (["a) skole", "b) helse"], 1),
        (["• skole", "• helse", "1. vei", "2. vann"], 2),
    ],
)
def test_a_list_by_hand_goes_on_with_the_same_mark(lines: list[str], found: int) -> None:
    facts = content("".join(paragraph(run(line)) for line in lines))
    assert sum(mark.outcome is Outcome.FAILED for mark in WORDING["wording.list_by_hand"](facts)) == found


def test_an_underlined_paragraph_may_be_a_heading() -> None:
    facts = content(paragraph(run("Konklusjon", '<w:u w:val="single"/>')) + paragraph(run("Veien bygges.")))
    assert Outcome.NEEDS_REVIEW in {mark.outcome for mark in WORDING["wording.heading_by_eye"](facts)}
