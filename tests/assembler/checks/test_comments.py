"""A copy of a Word file with comments: at the right paragraphs, valid, and nothing else changed."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from assembler.checks.commented import commented_copy
from assembler.checks.docx.read import read_word
from assembler.checks.files import Given, check_files
from assembler.checks.findings import FileReport
from assembler.cli.main import main
from assembler.problem import Refused
from tests.assembler.checks.example_docx import docx_example

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>"
    + paragraph("Post")
    + "</w:tc><w:tc>"
    + paragraph("2026")
    + "</w:tc></w:tr><w:tr><w:tc>"
    + paragraph("Skole")
    + "</w:tc><w:tc>"
    + paragraph("10")
    + "</w:tc></w:tr></w:tbl><w:p/>"
)
LINK = '<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>les mer</w:t></w:r></w:hyperlink></w:p>'
BODY = (
    paragraph("Budsjett", "Heading1")
    + paragraph("Lik tekst.")
    + "<w:p/><w:p/><w:p/>"
    + paragraph("Lik tekst.")
    + paragraph("Drift", "Heading3")
    + LINK
    + TABLE
)


def copied(content: bytes, lang="nb") -> tuple[bytes, FileReport]:
    given = Given("utkast.docx", content)
    (report,) = check_files([given])
    return commented_copy(given, report, lang), report


def commented(content: bytes) -> dict[str, list[str]]:
    """The paragraphs that have a comment, by the rule that the comment names; ids must resolve one to one."""
    parts = zipfile.ZipFile(BytesIO(content))
    body = etree.fromstring(parts.read("word/document.xml"))
    rules = {
        one.get(W + "id"): "".join(one.itertext()).rpartition("[")[2].rstrip("]")
        for one in etree.fromstring(parts.read("word/comments.xml"))
    }
    found: dict[str, list[str]] = {}
    for start in body.iter(W + "commentRangeStart"):
        id, around = start.get(W + "id"), start.getparent()
        assert [one.get(W + "id") for one in around.iter(W + "commentRangeEnd")].count(id) == 1
        assert [one.get(W + "id") for one in around.iter(W + "commentReference")].count(id) == 1
        before = len(around.xpath("preceding-sibling::*"))
        found.setdefault(rules.pop(id), []).append(f"{before}:{''.join(around.itertext())}")
    assert rules == {}
    return found


def test_each_finding_has_its_comment_at_its_paragraph() -> None:
    copy, report = copied(docx_example({"body": BODY}))
    found = commented(copy)
    assert set(found) == {finding.rule for finding in report.findings}
    # The second of two like paragraphs is the one with the empty ones before it.
    assert found["docx-empty-paragraphs"] == ["5:Lik tekst."]
    assert found["heading-skips-level"] == ["6:Drift"]
    assert found["link-text-vague"] == ["7:les mer"]
    assert found["table-header-missing"] == ["0:Post"]


def test_a_picture_without_words_is_told_from_the_good_one_before_it() -> None:
    pictures = [{"id": 1, "alt": "Bru over fjorden"}, {"id": 2}]
    assert commented(copied(docx_example({"pictures": pictures}))[0]) == {"figure-alt-missing": ["1:"]}


def test_what_belongs_to_no_paragraph_stands_at_the_first() -> None:
    assert commented(copied(docx_example({"title": ""}))[0]) == {"title-missing": ["0:Budsjett"]}


@pytest.mark.parametrize(
    ("lang", "tag", "word"), [("nb", "nb-NO", "Feil"), ("nn", "nn-NO", "Feil"), ("en", "en-GB", "F")]
)
def test_comments_speak_the_language_asked_for_and_say_so(lang, tag: str, word: str) -> None:
    copy, report = copied(docx_example({"title": ""}), lang)
    text = zipfile.ZipFile(BytesIO(copy)).read("word/comments.xml").decode()
    assert report.findings[0].message(lang) in text
    assert {tag} == {one.get(W + "val") for one in etree.fromstring(text.encode()).iter(W + "lang")}


def test_all_other_parts_are_the_same_bytes_in_the_same_order() -> None:
    before = docx_example({"body": BODY})
    old, new = zipfile.ZipFile(BytesIO(before)), zipfile.ZipFile(BytesIO(copied(before)[0]))
    assert new.namelist() == [*old.namelist(), "word/comments.xml", "word/people.xml"]
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert read_word(copied(before)[0], "a.docx").body.texts == read_word(before, "a.docx").body.texts


def test_comments_that_are_there_stay_and_new_ones_follow() -> None:
    once, _ = copied(docx_example({"body": BODY}))
    twice, _ = copied(once)
    first, second = (
        [one.get(W + "id") for one in etree.fromstring(zipfile.ZipFile(BytesIO(c)).read("word/comments.xml"))]
        for c in (once, twice)
    )
    assert second == [str(number) for number in range(2 * len(first))]
    people = etree.fromstring(zipfile.ZipFile(BytesIO(twice)).read("word/people.xml"))
    assert len(people) == 1


def test_a_text_box_is_commented_from_outside() -> None:
    box = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="Boks"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{LINK}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r></w:p>"
    )
    copy, _ = copied(docx_example({"body": paragraph("Budsjett", "Heading1") + box}))
    root = etree.fromstring(zipfile.ZipFile(BytesIO(copy)).read("word/document.xml"))
    assert next(root.iter(W + "commentReference"), None) is not None
    assert [one for one in root.iter(W + "commentReference") if next(one.iterancestors(W + "txbxContent"), None)] == []


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 ikke noe arkiv", docx_example({"change": [["word/document.xml", "<w:body>", "<w:body"]]})],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes) -> None:
    given = Given("utkast.docx", content)
    with pytest.raises(Refused) as refused:
        commented_copy(given, check_files([given])[0], "nb")
    assert {problem.place.file for problem in refused.value.problems} == {"utkast.docx"}


def test_the_command_writes_the_copy_and_never_over_the_file(tmp_path: Path, capsys) -> None:
    file, copy = tmp_path / "utkast.docx", tmp_path / "kopi.docx"
    file.write_bytes(docx_example({"title": ""}))
    before = file.read_bytes()
    assert main(["check", str(file), "--comments", str(copy)]) == 1
    assert commented(copy.read_bytes()) == {"title-missing": ["0:Budsjett"]}
    assert main(["check", str(file), "--comments", str(tmp_path / "x" / ".." / "utkast.docx")]) == 2
    assert main(["check", str(file), str(copy), "--comments", str(tmp_path / "b.docx")]) == 2
    assert file.read_bytes() == before
    page = tmp_path / "side.html"
    page.write_text("<!DOCTYPE html><html lang=nb><title>Side</title><main><h1>Side</h1></main>", encoding="utf-8")
    assert main(["check", str(page), "--comments", str(tmp_path / "c.docx")]) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kopi.docx", "side.html", "utkast.docx"]
    capsys.readouterr()


@pytest.mark.judge
def test_the_copy_is_valid_and_opens(openxml_sdk, libreoffice, tmp_path: Path) -> None:
    file = tmp_path / "kopi.docx"
    file.write_bytes(copied(docx_example({"body": BODY}))[0])
    assert openxml_sdk([file]) == {file: []}
    assert libreoffice(file, "pdf").stat().st_size
