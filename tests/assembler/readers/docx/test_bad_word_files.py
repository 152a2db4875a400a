"""Files that are damaged, hostile or no Word document are refused with every fault named; honest oddities are read."""

import pytest

from assembler.messages.catalogue import known
from assembler.problem import Refused, Severity
from assembler.readers.docx.read import read_word, word_text
from assembler.readers.docx.text import lines
from tests.assembler.readers.docx.word_files import R, word_file

OUTSIDE = f'<Relationship Id="rId9" Type="{R}/{{}}" Target="{{}}" TargetMode="External"/>'
STRICT = "http://purl.oclc.org/ooxml/"


def refusal(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_word(content)
    assert all(known(problem.code) for problem in refused.value.problems)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": "<w:document"}, "ooxml-not-xml"),
        ({"word/document.xml": "<a/>"}, "readers-docx-not-word"),
        ({"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}, "ooxml-dtd"),
        ({"_rels/.rels": "<Relationships/>"}, "readers-docx-not-word"),
        ({"word/vbaProject.bin": b"\0"}, "ooxml-macro"),
    ],
)
def test_a_faulty_part(parts: dict[str, str | bytes], code: str) -> None:
    assert code in refusal(word_file("<p>{a}</p>", parts=parts))


@pytest.mark.parametrize(("kind", "code"), [("image", "ooxml-external"), ("oleObject", "ooxml-ole")])
def test_what_takes_content_from_outside(kind: str, code: str) -> None:
    relation = OUTSIDE.format(kind, "http://example.org/x")
    assert refusal(word_file("<p>{a}</p>", relations=relation)) == [code]


@pytest.mark.parametrize(
    ("kind", "target"),
    [("hyperlink", "file:///S:/plan/skole.docx"), ("attachedTemplate", "file:///C:/maler/brev.dotm")],
)
def test_what_is_only_named_outside_is_a_warning(kind: str, target: str) -> None:
    document = read_word(word_file("<p>{a}</p>", relations=OUTSIDE.format(kind, target)))
    assert list(lines(document.body)) == ["a"]
    assert [(w.code, w.severity) for w in document.warnings] == [("ooxml-external", Severity.WARNING)]


def test_all_faults_come_at_once() -> None:
    relations = OUTSIDE.format("image", "http://example.org/x") + OUTSIDE.format("aFChunk", "x").replace("rId9", "rId8")
    parts: dict[str, str | bytes] = {"word/styles.xml": "<"}
    found = refusal(word_file("<p>{a}</p>", parts=parts, relations=relations))
    assert sorted(found) == ["ooxml-alt-chunk", "ooxml-external", "ooxml-not-xml"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a file of Word", word_file("<p>{a}</p>")[:-40]])
def test_no_package(content: bytes) -> None:
    assert refusal(content) == ["ooxml-not-a-package"]


@pytest.mark.parametrize(
    "deep",
    [
        "<smartTag>" * 200 + "{x}" + "</smartTag>" * 200,
        "<hyperlink>" * 200 + "{x}" + "</hyperlink>" * 200,
    ],
)
def test_runs_too_deep(deep: str) -> None:
    assert refusal(word_file(f"<p>{deep}</p>")) == ["readers-docx-too-deep"]


@pytest.mark.parametrize("most", [60, 20_000])
def test_tables_too_deep(most: int) -> None:
    # The parser itself stops at 256 levels, but not in a part of more than 8 MB.
    wide = "<p>{" + "x" * 9_000_000 + "}</p>" if most > 60 else ""
    said = "<tbl><tr><tc>" * most + "<p/>" + "</tc></tr></tbl>" * most
    assert refusal(word_file(wide + said))[0] in ("readers-docx-too-deep", "ooxml-bomb")


def test_controls_as_deep_as_may_be_are_read() -> None:
    said = "<sdt><sdtContent>" * 100 + "<p>{x}</p>" + "</sdtContent></sdt>" * 100
    assert word_text({"view": "current"}, (word_file(said),))[1] == (b"x\n",)


def test_strict_open_xml_is_read() -> None:
    document = (
        f'<w:document xmlns:w="{STRICT}wordprocessingml/main"><w:body><w:p><w:r><w:t>a</w:t></w:r>'
        '<w:del w:id="1" w:author="K"><w:r><w:delText>b</w:delText></w:r></w:del></w:p></w:body></w:document>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{STRICT}officeDocument/relationships/officeDocument" Target="/word/document.xml"/></Relationships>'
    )
    content = word_file("", parts={"word/document.xml": document, "_rels/.rels": relations})
    assert word_text({"view": "current"}, (content,))[1] == (b"a\n",)
    assert word_text({"view": "original"}, (content,))[1] == (b"ab\n",)
