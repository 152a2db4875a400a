"""What a package may not do: the limits of the archive, of the XML, and of what a document may reach."""

import io
import struct
import zipfile

import pytest

from assembler.messages.catalogue import known
from assembler.ooxml.archive import pack
from assembler.ooxml.package import dangers, parse_xml, read_package, relationships_part
from assembler.problem import Refused

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(**parts):
    return pack({"[Content_Types].xml": TYPES, **parts})


def refusal(call, *arguments):
    with pytest.raises(Refused) as caught:
        call(*arguments)
    assert all(known(problem.code) for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


def zipped(entries):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def document(inner):
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()


def relations(kind, target, mode="External"):
    entry = f'<Relationship Id="r" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{RELS}">{entry}</Relationships>'.encode()


MACRO_TYPE = (
    '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
)
CUT_FIELD = "<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r></w:p>"


def test_a_sound_package_gives_its_parts():
    assert read_package(package(a=b"1")).parts["a"] == b"1"


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_zip_is_refused(data):
    assert refusal(read_package, data) == ["ooxml-not-a-package"]


def test_a_cut_file_is_refused():
    whole = package(a=b"x" * 5000)
    assert refusal(read_package, whole[: len(whole) // 2]) == ["ooxml-not-a-package"]


def test_a_damaged_part_is_named():
    data = bytearray(zipped([("[Content_Types].xml", TYPES), ("a", bytes(range(256)) * 20)]))
    start = data.find(b"PK\x03\x04", 10)
    data[start + 40] ^= 0xFF
    data[start + 41] ^= 0xFF
    assert refusal(read_package, bytes(data)) == ["ooxml-part-damaged"]


def test_a_bomb_is_refused_unread():
    assert "ooxml-bomb" in refusal(read_package, zipped([("bomb", b"\0" * 5_000_000)]))


def test_names_that_climb_out_are_refused():
    entries = [("[Content_Types].xml", TYPES), ("../evil", b""), ("word/../../evil", b""), ("C:/evil", b"")]
    assert refusal(read_package, zipped(entries)) == ["ooxml-bad-name"] * 3


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    assert refusal(read_package, zipped([("a.xml", b"1"), ("A.xml", b"2")])) == ["ooxml-duplicate"]


def test_parts_that_overlap_are_refused():
    data = bytearray(zipped([("a", b"1" * 9), ("b", b"2" * 9)]))
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    assert "ooxml-overlap" in refusal(read_package, bytes(data))


def test_too_many_parts_are_refused():
    assert "ooxml-too-many-parts" in refusal(read_package, zipped([(f"p{i}", b"") for i in range(2001)]))


def test_a_password_is_named():
    data = bytearray(zipped([("[Content_Types].xml", TYPES)]))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert refusal(read_package, bytes(data)) == ["ooxml-encrypted"]


def test_a_package_without_content_types_is_refused():
    assert refusal(read_package, zipped([("a", b"")])) == ["ooxml-part-missing"]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "<!DOCTYPE a><a/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_in_every_encoding(text, encoding):
    assert refusal(parse_xml, text.encode(encoding)) == ["ooxml-dtd"]


def test_broken_xml_is_placed():
    with pytest.raises(Refused) as caught:
        parse_xml(b"<a>\n<b></a>", "word/document.xml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.part, problem.place.line) == ("ooxml-not-xml", "word/document.xml", 2)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/vbaProject.bin": b"\xd0\xcf"}, "ooxml-macro"),
        (
            {"[Content_Types].xml": TYPES.replace(b"/>", f">{MACRO_TYPE}</Types>".encode())},
            "ooxml-macro",
        ),
        (
            {"word/_rels/document.xml.rels": relations(f"{OFFICE}/oleObject", "embeddings/o.bin", "Internal")},
            "ooxml-ole",
        ),
        (
            {"word/_rels/document.xml.rels": relations(f"{OFFICE}/control", "activeX/a.xml", "Internal")},
            "ooxml-activex",
        ),
        ({"word/_rels/document.xml.rels": relations(f"{OFFICE}/aFChunk", "a.html", "Internal")}, "ooxml-alt-chunk"),
        (
            {"word/_rels/document.xml.rels": relations(f"{OFFICE}/attachedTemplate", "http://x.invalid/a.dotm")},
            "ooxml-external",
        ),
        ({"word/_rels/document.xml.rels": relations(f"{OFFICE}/image", "http://x.invalid/a.png")}, "ooxml-external"),
        ({"word/_rels/document.xml.rels": relations(f"{OFFICE}/hyperlink", "file:///etc/passwd")}, "ooxml-external"),
        ({"word/_rels/document.xml.rels": relations(f"{OFFICE}/hyperlink", "javascript:alert(1)")}, "ooxml-external"),
        (
            {"word/document.xml": document(CUT_FIELD)},
            "ooxml-field",
        ),
        ({"word/header1.xml": document('<w:p><w:fldSimple w:instr=" ddeauto excel "/></w:p>')}, "ooxml-field"),
    ],
)
def test_what_could_run_or_fetch_is_found(parts, code):
    problems = dangers(read_package(pack({"[Content_Types].xml": TYPES, **parts})))
    assert [problem.code for problem in problems] == [code]
    assert known(code)
    assert problems[0].place.part


def test_links_to_the_web_and_ordinary_fields_are_no_danger():
    parts = {
        "word/_rels/document.xml.rels": relations(f"{OFFICE}/hyperlink", "https://www.ssb.no"),
        "word/document.xml": document("<w:p><w:r><w:instrText> SEQ Tabell \\* ARABIC </w:instrText></w:r></w:p>"),
    }
    assert dangers(read_package(package(**parts))) == ()


@pytest.mark.parametrize(
    ("instruction", "dangers_found"),
    [
        (' HYPERLINK "https://kommune.no/import" ', 0),
        (' HYPERLINK "https://kommune.no/a b" IMPORT "x" ', 1),
        (' HYPERLINK "https://kommune.no/" INCLUDETEXT "c:/x" ', 1),
    ],
)
def test_an_address_with_a_field_s_name_in_it_is_no_danger(instruction, dangers_found):
    body = f"<w:p><w:r><w:instrText>{instruction}</w:instrText></w:r></w:p>"
    assert len(dangers(read_package(package(**{"word/document.xml": document(body)})))) == dangers_found


def test_all_dangers_are_told_at_once():
    parts = {"word/a.bin": b"", "word/b.xml": b"<a>", "word/c.xml": b"<!DOCTYPE a><a/>"}
    found = sorted(problem.code for problem in dangers(read_package(package(**parts))))
    assert found == ["ooxml-dtd", "ooxml-macro", "ooxml-not-xml"]


@pytest.mark.parametrize(
    ("part", "expected"),
    [("", "_rels/.rels"), ("word/document.xml", "word/_rels/document.xml.rels")],
)
def test_relationships_lie_beside_their_part(part, expected):
    assert relationships_part(part) == expected
