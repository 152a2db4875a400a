"""Whole files that come back: comments, authors, pictures, what stands twice, other programs, and bad input."""

import io
import re
import time
import zipfile

import pytest

from assembler.document.codec import block_to_json
from assembler.document.walk import plain_text
from assembler.isolate import call
from assembler.markup.markdown import read_markdown
from assembler.markup.one_form import one_form
from assembler.problem import Refused
from assembler.readers.docx.edited import Comment, EditedCopy
from assembler.readers.docx.edited_json import copy_from_json, copy_to_json, edited_child
from assembler.readers.docx.editing import export_id, read_edited
from tests.assembler.readers.docx.back_cases import CASES
from tests.assembler.readers.docx.back_files import (
    BODY_A,
    BODY_B,
    A,
    back_file,
    codes,
    comments,
    exported,
    item,
    markdown,
    para,
    read,
    said_of,
    text,
    threads,
)
from tests.assembler.readers.docx.copies import BODY, changed, copy_of, edited, png

W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W_USUAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def narrative(said: str) -> tuple[object, ...]:
    blocks, problems = read_markdown(said, file="t.md", form="nb")
    assert problems == ()
    return blocks


# ---- comments ----

COMMENTED = text(
    "a",
    para("<commentRangeStart id='1'/>{Skole}<commentRangeEnd id='1'/><r><commentReference id='1'/></r>", "Heading2")
    + para("{Vi bygger }<commentRangeStart id='2'/>{ny skole}[-, ja-]{ i sentrum.}")
    + para("{Den står}<commentRangeEnd id='2'/><r><commentReference id='2'/></r>{ ferdig i 2028.}"),
) + text("b", BODY_B + para("<r><commentReference id='4'/></r>"))


def commented() -> tuple[Comment, ...]:
    said = comments(
        ("1", "Kari", "AA000001", "Godt."),
        ("2", "Ola", "AA000002", "Stemmer det?"),
        ("3", "Kari", "AA000003", "Ja."),
        ("4", "Per", "AA000004", "Se her."),
    )
    settled = threads(
        ("AA000001", "", True), ("AA000002", "", False), ("AA000003", "AA000002", False), ("AA000004", "", False)
    )
    return read(COMMENTED, comments=said, commentsExtended=settled).comments


def test_comments_have_their_threads_their_place_and_what_they_were_put_on() -> None:
    first, second, third = commented()
    assert (first.author, first.text, first.block, first.quoted, first.resolved) == (
        "Kari",
        "Godt.",
        "a",
        "Skole",
        True,
    )
    assert first.date == "2026-11-02T10:00:00Z"
    assert (second.block, second.quoted, second.resolved) == ("a", "ny skole i sentrum.\nDen står", False)
    assert [(reply.author, reply.text) for reply in second.replies] == [("Kari", "Ja.")]
    assert (third.block, third.quoted, third.replies) == ("b", "", ())


def test_comments_without_threads_stand_side_by_side() -> None:
    said = comments(("1", "Kari", "", "En."), ("2", "Ola", "", "To."))
    assert [one.text for one in read(COMMENTED, comments=said).comments] == ["En.", "To."]


def test_answers_in_a_circle_are_lost_to_nobody() -> None:
    said = comments(("1", "Kari", "AA000001", "En."), ("2", "Ola", "AA000002", "To."))
    circle = threads(("AA000001", "AA000002", False), ("AA000002", "AA000001", False))
    found = read(COMMENTED, comments=said, commentsExtended=circle).comments
    assert sorted(one.text for top in found for one in (top, *top.replies)) == ["En.", "To."]


def test_the_authors_of_a_text_are_those_of_its_changes() -> None:
    copy = read(
        text(
            "a",
            BODY_A
            + para("<ins id='1' author='Kari'>{x}</ins><del id='2' author='Ola'><r><delText>y</delText></r></del>"),
        )
        + text("b", BODY_B)
    )
    assert [block.authors for block in copy.blocks] == [("Kari", "Ola"), ()]


# ---- copies that our own writer made ----


def test_what_the_program_wrote_is_no_text_of_anybody() -> None:
    content, base = copy_of({"tom": (), "full": narrative("Her står det noe.\n")})
    copy = read_edited(content, base)
    assert [(block.id, markdown(block.current)) for block in copy.blocks] == [
        ("tom", ""),
        ("full", "Her står det noe.\n"),
    ]
    assert copy.inbox == ()
    assert codes(copy) == []


def test_words_typed_over_the_placeholder_are_text() -> None:
    content, base = copy_of({"tom": ()})
    typed = changed(content, (r'(<w:rStyle w:val="PlansatsPlaceholder"/>.{0,80}?<w:t[^>]*>)[^<]*', r"\1Ny tekst."))
    (block,) = read_edited(typed, base).blocks
    assert markdown(block.current) == "Ny tekst.\n"


def test_guidance_that_was_written_over_is_text() -> None:
    content, base = copy_of({"a": narrative("Her står det noe.\n")})
    found = re.search(r'"PlansatsGuidance\w*"/>(?:(?!</w:p>).)*?<w:t[^>]*>(Skriv her[^<]*)', zipped(content), re.S)
    assert found
    (block,) = read_edited(changed(content, (re.escape(found[1]), "Dette er min tekst")), base).blocks
    assert "Dette er min tekst" in markdown(block.current)
    assert "Her står det noe." in markdown(block.current)


def zipped(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(BODY).decode()


def test_the_export_is_known_before_anything_else_is_read() -> None:
    content, _ = copy_of({"a": narrative("Tekst.\n")})
    assert export_id(content) == ("eksport1", "plan-1")
    without = edited(content, {"customXml/item1.xml": lambda _: "<x/>"})
    assert export_id(without) == ("eksport1", "plan-1")
    assert export_id(back_file(text("a", BODY_A))) == ("", "")


def test_a_copy_whose_own_part_was_lost_reads_the_same() -> None:
    said = "# Skole\n\nSe [](#skole).\n\n::: fakta Boks\nInnhold.\n:::\n\n- en\n- to\n"
    content, base = copy_of({"a": narrative(said)})
    plain = edited(content, {"customXml/item1.xml": lambda _: "<x/>"})
    (block,) = read_edited(plain, base).blocks
    shown = [plain_text(one.title) for one in block.current if hasattr(one, "title")]
    assert "Skole" in shown


def test_a_changed_copy_of_the_same_picture_is_new() -> None:
    content, base = copy_of({"a": narrative("![En bru](images/a.png)\n")})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = next(one for one in archive.namelist() if archive.read(one) == png(1))
    (figure,) = read_edited(content, base).blocks[0].current
    assert figure.image == "images/a.png"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for one in old.namelist():
            new.writestr(one, png(99) if one == name else old.read(one))
    copy = read_edited(stream.getvalue(), base)
    (picture,) = copy.pictures
    assert picture.content == png(99)
    assert copy.blocks[0].current[0].image == picture.name
    assert codes(copy) == ["picture-new"]


def test_a_figure_keeps_its_name_when_its_caption_changes() -> None:
    content, base = copy_of({"a": narrative('![En bru](images/a.png "Brua"){#bru source="Kommunen"}\n')})
    copy = read_edited(changed(content, (r"<w:t>Brua</w:t>", "<w:t>Den nye brua</w:t>")), base)
    (figure,) = copy.blocks[0].current
    assert (figure.id, plain_text(figure.title), figure.source) == ("bru", "Den nye brua", "Kommunen")


def test_a_table_keeps_its_columns_when_a_cell_changes() -> None:
    rows = "| Skole | Elever {year=2026 basis=budget} |\n| --- | ---: |\n| Nes | 120 |\n| Vik {.sum} | 80 |\n"
    said = f": Elever {{#elever}}\n\n{rows}"
    content, base = copy_of({"a": narrative(said)})
    copy = read_edited(changed(content, (r"<w:t>120</w:t>", "<w:t>125</w:t>")), base)
    (table,) = copy.blocks[0].current
    (before,) = base.blocks[0].blocks
    assert (table.id, table.columns) == (before.id, before.columns)
    assert [(row.kind, plain_text(row.cells[1].children)) for row in table.rows] == [("body", "125"), ("sum", "80")]
    assert table.rows[0].cells[1].value == 125


def test_strict_namespaces_read_the_same() -> None:
    usual = back_file(text("a", BODY_A) + text("b", BODY_B))
    strict = edited(
        usual,
        {
            "word/document.xml": lambda part: part.replace(W_USUAL, W_STRICT),
            "word/styles.xml": lambda part: part.replace(W_USUAL, W_STRICT),
            "word/numbering.xml": lambda part: part.replace(W_USUAL, W_STRICT),
        },
    )
    assert said_of(read_edited(strict, exported())) == said_of(read_edited(usual, exported()))


def test_without_a_base_only_what_the_file_names_is_found() -> None:
    copy = read_edited(back_file(text("a", BODY_A) + para("{Løst.}")))
    assert [(block.id, markdown(block.current)) for block in copy.blocks] == [("a", A)]
    assert [(one.after, markdown(one.blocks)) for one in copy.inbox] == [("a", "Løst.\n")]


# ---- over the wire ----


def everything() -> EditedCopy:
    said = comments(("1", "Kari", "AA000001", "Godt."), ("2", "Ola", "AA000002", "Ja."))
    content = COMMENTED + para("{Løst.}") + text("a", para("{Annet}"))
    return read(content, comments=said, commentsExtended=threads(("AA000002", "AA000001", True)))


def test_a_copy_crosses_whole() -> None:
    copy = everything()
    assert copy.comments
    assert copy.inbox
    assert copy_from_json(*copy_to_json(copy)) == copy
    bad, _ = copy_to_json(copy)
    for broken in ({}, [], None, {**bad, "blocks": [{}]}, {**bad, "program": 1}):
        with pytest.raises((ValueError, Refused)):
            copy_from_json(broken, ())


def test_a_file_is_read_in_a_child_process() -> None:
    content = back_file(CASES["untouched"].body)
    header = {"base": block_to_json(exported())}
    reply = call("assembler.readers.docx.edited_json:edited_child", header, (content,))
    assert copy_from_json(reply.header, reply.blobs) == read_edited(content, exported())
    assert edited_child({"base": None}, (content,))[0]["blocks"]


# ---- bad input ----


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no file at all",
        back_file(text("a", BODY_A))[:-200],
        back_file(text("a", BODY_A), styles="<w:styles><oops"),
        back_file("<p><r><instrText>DDEAUTO x</instrText></r></p>"),
        back_file(text("a", BODY_A), word__document_xml="")
        and back_file("<sdt><sdtContent>" * 400 + "</sdtContent></sdt>" * 400),
    ],
    ids=["empty", "no package", "truncated", "damaged styles", "a dangerous field", "absurdly deep"],
)
def test_bad_files_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_edited(content, exported())
    assert refused.value.problems


@pytest.mark.parametrize("said", ["", "<p/>", para("{Et brev om noe annet.}"), "<tbl><tr><tc><p/></tc></tr></tbl>"])
def test_a_file_that_is_no_editing_copy_has_no_texts(said: str) -> None:
    copy = read(said)
    assert copy.blocks == ()
    assert copy.export == ""


@pytest.mark.parametrize(
    "damage",
    [
        "<copy/>",
        "not xml at all",
        "<c:copy xmlns:c='urn:plansats:editing-copy:1'><c:block id='../x' level='zz'/></c:copy>",
    ],
)
def test_a_damaged_own_part_harms_nothing(damage: str) -> None:
    content, base = copy_of({"a": narrative("Her står det noe.\n")})
    try:
        copy = read_edited(edited(content, {"customXml/item1.xml": lambda _: damage}), base)
    except Refused:
        return
    assert "Her står det noe." in markdown(copy.blocks[0].current)


def test_many_changes_take_no_time_that_anybody_notices() -> None:
    """A tenth of the file that the bench reads; its time must not grow faster than it."""
    long = "".join(
        para(f"{{Avsnitt {number} har noen ord om skolene i kommunen, }}[-gamle-][+nye+]{{ og eldre.}}")
        for number in range(500)
    )
    started = time.process_time()
    copy = read(text("a", para("{Skole}", "Heading2") + long + item("{sist}")) + text("b", BODY_B))
    assert len(copy.blocks[0].current[0].blocks) == 501
    assert time.process_time() - started < 4
    assert one_form(copy.blocks[0].current, "nb") == copy.blocks[0].current
