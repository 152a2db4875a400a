"""What an editor puts where our documents have no place for it: it comes through elsewhere, or is told."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from assembler.assemble.editing_base import locked_parts
from assembler.document.blocks import Paragraph
from assembler.document.exported import LockedPart
from assembler.document.inline import BoundFigure, CrossReference, Footnote, Text
from assembler.problem import Problem
from assembler.readers.docx.bound import judge_references, with_figures
from assembler.readers.docx.edited import EditedCopy
from assembler.readers.docx.editing import export_id, read_edited
from assembler.readers.docx.remarks import Remarks
from tests.assembler.readers.docx.back_files import (
    BODY_A,
    BODY_B,
    TABLE,
    TALL,
    blocks_of,
    codes,
    control,
    exported,
    item,
    markdown,
    para,
    read,
    said_of,
    text,
)
from tests.assembler.readers.docx.copies import BODY, body, changed, copy_of, edited

SAID = """\
# Skole

Vi bygger.[^a]

[^a]: Etter planen.

: Elever {#elever}

| Sted | 2026 |
|------|-----:|
| Nes  |   10 |
| Vik  |    7 |

Slutt.
"""
CELL = r"(<w:t>10</w:t></w:r>)"
DRAWING = '<w:r><w:drawing><wp:docPr xmlns:wp="urn:x" id="1" name="x" descr="Tegningen"/></w:drawing></w:r>'
PICTURE = DRAWING.replace("</w:drawing>", '<a:blip xmlns:a="urn:a" r:embed="rIdNo"/></w:drawing>')
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>I boksen.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def copied() -> bytes:
    return copy_of({"a": blocks_of(SAID)})[0]


def back(*changes: tuple[str, str], part: str = BODY) -> EditedCopy:
    content, base = copy_of({"a": blocks_of(SAID)})
    return read_edited(changed(content, *changes, part=part), base)


def said(copy: EditedCopy) -> str:
    return markdown(copy.blocks[0].current)


def told(copy: EditedCopy) -> list[tuple[str, str]]:
    """What is told of the file as a whole, with the place."""
    return [(problem.code, problem.place.text) for problem in copy.problems]


def quoted(copy: EditedCopy, code: str) -> str:
    found: Problem = next(problem for problem in copy.blocks[0].problems if problem.code == f"readers-edit-{code}")
    return found.place.text


def test_a_text_box_in_a_cell_comes_after_the_table() -> None:
    copy = back((CELL, rf"\1{BOX}"))
    assert said(copy).index("I boksen.") > said(copy).index("| Vik")
    assert codes(copy) == ["picture-in-cell", "text-box"]


def test_a_drawing_in_a_cell_is_told() -> None:
    copy = back((CELL, rf"\1{DRAWING}"))
    assert quoted(copy, "drawing") == "Tegningen"


def test_a_second_caption_and_a_second_subtitle_are_text() -> None:
    caption, under = ('<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>' for _ in range(2))
    more = (
        caption.format("Caption", "Mer") + under.format("CaptionSub", "Tall i hele") + under.format("CaptionSub", "Og")
    )
    copy = back((r"(Elever</w:t></w:r>(?:(?!</w:p>).)*</w:p>)", rf"\1{more}"))
    assert 'subtitle="Tall i hele"' in said(copy)
    assert "\nMer\n" in said(copy)
    assert "\nOg\n" in said(copy)


def test_a_note_in_the_head_of_a_table_comes_below_it() -> None:
    number = re.search(r'<w:footnoteReference w:id="(\d+)"', body(copied()))
    assert number
    copy = back((r"(<w:t>Sted</w:t></w:r>)", rf"\1{NOTE.format(number[1])}"))
    assert "{.tabellnote}\nEtter planen." in said(copy)
    assert codes(copy) == ["note-moved"]


def test_rows_above_the_head_are_rows() -> None:
    row = (
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("Aa", "5")) + "</w:tr>"
    )
    copy = back((r"(<w:tr>|<w:tr )", rf"{row}\1"))
    assert said(copy).index("| Sted") < said(copy).index("| Aa") < said(copy).index("| Nes")


def test_a_head_that_was_deleted_takes_no_row_with_it() -> None:
    copy = back((r"<w:tr\b(?:(?!</w:tr>).)*</w:tr>", ""))
    assert said(copy) == markdown(blocks_of(SAID))
    assert codes(copy) == ["table-head"]


def test_a_table_inside_another_is_text_of_its_cell() -> None:
    inner = "</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Inne</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>"
    copy = back((CELL, rf"\1{inner}"))
    assert "Inne" in said(copy)
    assert quoted(copy, "table-nested") == "Inne"


def test_a_text_that_was_dragged_into_a_cell_is_the_same_text() -> None:
    content, base = copy_of({"a": blocks_of(SAID), "b": blocks_of("En annen tekst.\n")})
    found = re.search(
        r'<w:sdt>(?:(?!<w:sdt>).)*?w:val="ps:b:b".*</w:sdtContent></w:sdt>(?=<w:bookmarkEnd)', body(content)
    )
    assert found
    dragged = edited(
        content,
        {
            BODY: lambda text: text.replace(found[0], "").replace(
                "<w:t>10</w:t></w:r></w:p>", f"<w:t>10</w:t></w:r></w:p>{found[0]}<w:p/>"
            )
        },
    )
    copy = read_edited(dragged, base)
    assert {block.id: markdown(block.current) for block in copy.blocks} == {
        "a": markdown(blocks_of(SAID)),
        "b": "En annen tekst.\n",
    }


def test_what_is_put_into_the_program_s_own_words_comes_without_them() -> None:
    copy = back((r"(Skriv her: Tekst a[^<]*</w:t></w:r>)", rf"\1{BOX}"))
    assert "I boksen." in said(copy)
    assert "Skriv her" not in said(copy)


def test_a_note_that_was_edited_with_tracking_was_tracked() -> None:
    new = '</w:r><w:ins w:id="1" w:author="Kari"><w:r><w:t> i 2027</w:t></w:r></w:ins><w:r>'
    copy = back((r"(Etter planen)(\.?</w:t>)</w:r>", rf"\1\2{new}</w:r>"), part="word/footnotes.xml")
    (block,) = copy.blocks
    assert "Etter planen. i 2027" in said(copy)
    assert block.original == blocks_of(SAID)
    assert block.authors == ("Kari",)


def test_a_table_in_a_note_is_lines_of_it() -> None:
    table = "</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Inne</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>"
    copy = back((r"(Etter planen\.</w:t></w:r>)", rf"\1{table}"), part="word/footnotes.xml")
    assert "Etter planen.\\\n    Inne" in said(copy)
    assert codes(copy) == ["note-table"]


def test_a_link_that_goes_on_in_the_next_paragraph_keeps_its_address() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = mark.format("begin") + '<w:r><w:instrText>HYPERLINK "https://ks.no"</w:instrText></w:r>'
    begin += mark.format("separate") + "<w:r><w:t>KS</w:t></w:r></w:p><w:p>" + mark.format("end")
    copy = back((r"(<w:t>Slutt\.</w:t></w:r>)", rf"\1{begin}"))
    assert "Slutt.[KS](https://ks.no)" in said(copy)


def test_headers_and_footers_that_were_changed_are_told() -> None:
    content, base = copy_of({"a": blocks_of(SAID)})
    typed = changed(content, (r"<w:p>", "<w:p><w:r><w:t>Utkast</w:t></w:r>"), part="word/header1.xml")
    assert told(read_edited(content, base)) == []
    assert told(read_edited(typed, base)) == [("readers-edit-furniture", "Utkast")]


def test_pictures_between_texts_and_in_locked_parts_are_told() -> None:
    between = back((r"(<w:bookmarkEnd [^>]*/>)(?=<w:sectPr|<w:p |</w:body>)", rf"\1<w:p>{DRAWING}</w:p>"))
    assert told(between) == [("readers-edit-drawing", "Tegningen")]
    locked = back((r"(<w:t>Kapittelet</w:t></w:r>)", rf"\1{PICTURE}"))
    assert told(locked) == [("readers-edit-picture-outside", "Tegningen")]


def test_a_cell_that_says_what_a_locked_heading_said_hides_no_table() -> None:
    base = replace(exported(), locked=(LockedPart("block", "skole", ("Skole",)),))
    (between,) = read(text("a", BODY_A) + TABLE + text("b", BODY_B), base).inbox
    assert "| Skole" in markdown(between.blocks)


def test_words_typed_into_references_are_told_one_by_one() -> None:
    remarks = Remarks("a")
    texts = ("kapittel 1", "den nye skolen", "skolen")
    judge_references(
        (Paragraph(tuple(CrossReference("skole", text) for text in texts)),), {("skole", "kapittel 1")}, remarks
    )
    assert [problem.place.text for problem in remarks.problems()] == ["den nye skolen", "skolen"]


def test_a_reference_that_became_text_is_a_reference_again() -> None:
    remarks = Remarks("a")
    base = (Paragraph((Text("Se "), CrossReference("skole", "kapittel 1"), Text(" for mer."))),)
    assert with_figures((Paragraph((Text("Se kapittel 1 for mer."),)),), base, remarks) == base
    assert [problem.code for problem in remarks.problems()] == ["readers-edit-reference-again"]


def test_a_figure_in_a_note_that_became_text_is_a_figure_again() -> None:
    remarks = Remarks("a")
    note = Footnote("n", (Text("Noten sier "), BoundFigure("drift.b", "mill", "12,5"), Text(" prosent.")))
    base = (Paragraph((Text("Det koster."), note)),)
    flat = (Paragraph((Text("Det koster."), Footnote("n", (Text("Noten sier 12,5 prosent."),)))),)
    assert with_figures(flat, base, remarks) == base


def test_words_that_also_stand_in_a_locked_table_are_new_text_between() -> None:
    copy = read(text("a", BODY_A) + para("{Skole}") + TALL + text("b", BODY_B))
    assert [markdown(new.blocks) for new in copy.inbox] == ["Skole\n"]


def test_a_text_whose_words_also_stand_in_a_locked_table_goes_on_to_its_end() -> None:
    words = BODY_A.replace("Den står ferdig i 2028.", "Område")
    end = para("{Slutt}", "PlansatsGuidanceEnd")
    own = control("", para("{Skole}", "Heading2"), "Skole [a]")
    printed = '<copy xmlns="urn:plansats:editing-copy:1" export="e1" plan="plan"><printed>Slutt</printed></copy>'
    said = own + words.partition("</p>")[2] + para("{Mer.}") + end + TALL + text("b", BODY_B)
    copy = read(said, **{"customXml__item1.xml": printed})
    assert said_of(copy)["a"] == "# Skole\n\nVi bygger ny skole i sentrum.\n\nOmråde\n\nMer.\n"


def test_what_went_out_with_the_base_helps_a_file_that_lost_it() -> None:
    content, base = copy_of({"a": blocks_of(SAID)})
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        own = package.read("customXml/item1.xml").decode().partition("?>")[2]
    lost = edited(content, {"customXml/item1.xml": lambda _: "<x/>"})
    (block,) = read_edited(lost, replace(base, described=own)).blocks
    assert block.current == base.blocks[0].blocks
    assert block.problems == ()


def test_the_first_page_says_which_file_it_is() -> None:
    number = "0123456789abcdef" * 2
    content, _ = copy_of({"a": blocks_of(SAID)})
    bare = edited(content, {"customXml/item1.xml": lambda _: "<x/>", "docProps/custom.xml": None})
    assert export_id(bare) == ("", "")
    cut = f"{number[:9]}</w:t></w:r><w:r><w:t>{number[9:]}"
    assert export_id(edited(bare, {BODY: lambda text: text.replace("eksport1", cut)})) == (number, "")


def test_the_last_paragraph_without_its_mark_comes_without_the_line_that_ends_a_text() -> None:
    printed = (
        '<copy xmlns="urn:plansats:editing-copy:1" export="e1" plan="p"><printed>Slutt på teksten</printed></copy>'
    )
    end = para("{Slutt på teksten}", "PlansatsGuidanceEnd")
    last = para("{Den står ferdig i }[-2028-][+2029+]{.}", mark="<rPr><del id='1' author='K'/></rPr>")
    copy = read(text("a", BODY_A.rpartition("<p>")[0] + last + end), **{"customXml__item1.xml": printed})
    assert said_of(copy)["a"] == "# Skole\n\nVi bygger ny skole i sentrum.\n\nDen står ferdig i 2029.\n"


def test_a_table_of_contents_is_told() -> None:
    inside = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    made = f"<w:sdt>{inside}<w:sdtContent><w:p><w:r><w:t>Skole 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert told(back((r"(<w:body>)", rf"\1{made}"))) == [("readers-edit-contents", "Skole 3")]


def test_an_item_that_says_nothing_is_none_and_what_stood_in_it_stays() -> None:
    emptied = item("{en}") + item("") + item("{i en}", 5, 1) + item("[-to-]") + item("{tre}")
    copy = read(text("a", BODY_A + emptied) + text("b", BODY_B))
    assert markdown(copy.blocks[0].current).endswith("\n- en\n  - i en\n- tre\n")
    assert "\n- to\n" in markdown(copy.blocks[0].original)
    assert codes(copy) == ["list-empty"]


def test_a_list_whose_first_item_was_emptied_begins_with_what_stood_in_it() -> None:
    copy = read(text("a", BODY_A + item("") + item("{inni}", 5, 1) + item("{to}")) + text("b", BODY_B))
    assert markdown(copy.blocks[0].current).endswith("\n- inni\n- to\n")


def test_a_picture_in_a_caption_is_told() -> None:
    copy = back((r"(<w:t>Elever</w:t></w:r>)", rf"\1{PICTURE}"))
    assert quoted(copy, "picture") == "Tegningen"


@pytest.mark.parametrize(
    ("run", "code", "words"),
    [
        ('<w:pict><v:textpath xmlns:v="urn:v" string="Utkast"/></w:pict>', "drawing", "Utkast"),
        ('<w:drawing><a:t xmlns:a="urn:a">Ledd</a:t></w:drawing>', "drawing", "Ledd"),
        ("<w:ruby><w:rt><w:r><w:t>lest</w:t></w:r></w:rt><w:rubyBase/></w:ruby>", "reading-aid", "(lest)"),
    ],
)
def test_words_that_no_text_can_hold_are_told(run: str, code: str, words: str) -> None:
    copy = back(
        (r"(<w:t>Slutt\.</w:t></w:r>)", rf"\1<w:r>{run}</w:r><w:r>{run.replace(words.strip('()'), 'To')}</w:r>")
    )
    told = [problem.place.text for problem in copy.blocks[0].problems if problem.code == f"readers-edit-{code}"]
    assert told == [words, words.replace(words.strip("()"), "To")]


def test_the_words_of_a_diagram_are_told() -> None:
    content, base = copy_of({"a": blocks_of(SAID)})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    drawn = '<w:r><w:drawing><d:relIds xmlns:d="urn:d" r:dm="rIdDia"/></w:drawing></w:r>'
    tied = changed(
        changed(content, (r"(<w:t>Slutt\.</w:t></w:r>)", rf"\1{drawn}")),
        (r"</Relationships>", f'<Relationship Id="rIdDia" Type="{kind}" Target="settings.xml"/></Relationships>'),
        part="word/_rels/document.xml.rels",
    )
    said = changed(tied, (r"</w:settings>", '<a:t xmlns:a="urn:a">Trinn</a:t></w:settings>'), part="word/settings.xml")
    assert quoted(read_edited(said, base), "drawing") == "Trinn"


def test_of_two_branches_the_one_that_says_something_is_read() -> None:
    ns = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    other = "<mc:Fallback><w:r><w:t> Ja.</w:t></w:r></mc:Fallback>"
    only = f"<mc:AlternateContent {ns}><mc:Choice Requires='w14'/>{other}</mc:AlternateContent>"
    assert "Slutt. Ja." in said(back((r"(<w:t>Slutt\.</w:t></w:r>)", rf"\1{only}")))


def test_what_two_people_wrote_at_the_same_time_is_read_as_tracked() -> None:
    ns = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    both = f"<w14:conflictIns {ns} w:id='9'><w:r><w:t> Kom.</w:t></w:r></w14:conflictIns>"
    gone = f"<w14:conflictDel {ns} w:id='8'><w:r><w:delText> Gikk.</w:delText></w:r></w14:conflictDel>"
    copy = back((r"(<w:t>Slutt\.</w:t></w:r>)", rf"\1{both}{gone}"))
    assert "Slutt. Kom.\n" in said(copy)
    assert "Slutt. Gikk.\n" in markdown(copy.blocks[0].original)


def test_a_note_to_a_locked_part_is_told_unless_it_went_out() -> None:
    content, base = copy_of({"a": blocks_of(SAID)})
    noted = changed(content, (r"(<w:t>Kapittelet</w:t></w:r>)", rf"\1{NOTE.format(77)}"))
    said = "<w:footnote w:id='77'><w:p><w:r><w:t>Ny note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    file = changed(noted, (r"</w:footnotes>", said), part="word/footnotes.xml")
    assert told(read_edited(file, base)) == [("readers-edit-note-outside", "Ny note.")]
    known = locked_parts(file, base.blocks)
    assert [part.texts for part in known if part.kind == "note"] == [("Ny note.",)]
    assert told(read_edited(file, replace(base, locked=known))) == []


def test_a_header_that_was_changed_in_libreoffice_is_told_too() -> None:
    content, base = copy_of({"a": blocks_of(SAID)})
    typed = changed(content, (r"<w:p>", "<w:p><w:r><w:t>Utkast</w:t></w:r>"), part="word/header1.xml")
    saved = changed(typed, (r"<Application>[^<]*", "<Application>LibreOffice/7.4$Linux"), part="docProps/app.xml")
    assert told(read_edited(saved, base)) == [
        ("readers-edit-other-program", ""),
        ("readers-edit-furniture", "Utkast"),
    ]


def test_a_note_that_libreoffice_emptied_says_what_it_said() -> None:
    content, base = copy_of({"a": blocks_of(SAID)})
    emptied = changed(content, (r"<w:t>[^<]+</w:t>", "<w:t/>"), part="word/footnotes.xml")
    typed = changed(emptied, (r"Vi bygger\.", "Vi bygger nå."))
    assert "[^" not in said(read_edited(typed, base))
    assert codes(read_edited(typed, base)) == ["note-missing"]
    saved = changed(typed, (r"<Application>[^<]*", "<Application>LibreOffice/7.4$Linux"), part="docProps/app.xml")
    assert said(read_edited(saved, base)) == markdown(blocks_of(SAID.replace("Vi bygger.", "Vi bygger nå.")))
