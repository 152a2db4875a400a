"""Runs, ids, fonts and archives: what every file of ours is built of."""

import zipfile
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from assembler.ooxml.archive import pack
from assembler.ooxml.controls import Control
from assembler.ooxml.fields import sequence
from assembler.ooxml.fonts import obfuscated, plain
from assembler.ooxml.ids import Ids
from assembler.ooxml.text import attribute, escape, run
from assembler.resources import templates

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def parsed(markup):
    return etree.fromstring(
        f'<x xmlns:w="{W}" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">{markup}</x>'
    )


def test_text_survives_as_xml():
    text = 'a < b & c > "d" \u00a0æøå \U0001f600'
    assert "".join(parsed(run(text)).itertext()) == text


def test_characters_that_xml_forbids_are_gone():
    assert escape("a\x00b\x0bc\ufffe\ud800d") == "abcd"


def test_breaks_tabs_and_hyphens_are_elements():
    names = [child.tag.split("}")[1] for child in parsed(run("a\tb\nc\u2011d\u00ade"))[0]]
    assert names == ["t", "tab", "t", "br", "t", "noBreakHyphen", "t", "softHyphen", "t"]


def test_attributes_cannot_be_left():
    value = etree.fromstring(f'<a b="{attribute(chr(34) + "><evil/>")}"/>').get("b")
    assert value == '"><evil/>'


def test_a_field_is_balanced_and_shows_its_result():
    field = parsed(sequence("Tabell", run("2"), restart=2))
    kinds = [mark.get(f"{{{W}}}fldCharType") for mark in field.iter(f"{{{W}}}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert field.findtext(f".//{{{W}}}t") == "2"
    assert "\\r 2" in field.findtext(f".//{{{W}}}instrText")


def test_a_control_cuts_its_alias_where_word_does():
    control = parsed(Control("ps:b:x", "Å" * 80).around("<w:p/>", 7))
    assert len(control.find(f".//{{{W}}}alias").get(f"{{{W}}}val")) == 64


def test_bookmark_names_are_word_names_and_unique():
    ids = Ids()
    long = [ids.bookmark_name("kapittel-" + "x" * 60 + str(n)) for n in range(12)]
    assert len(set(long)) == 12
    assert all(len(name) <= 40 and name[0] == "_" and name.isascii() for name in long)
    assert ids.bookmark_name("a-b") != ids.bookmark_name("a_b")
    assert ids.bookmark_name("a-b") == ids.bookmark_name("a-b")


def test_an_embedded_font_can_be_had_back():
    font = templates("brand", "default", "fonts", "SourceSans3-Regular.ttf").read_bytes()
    embedded = obfuscated(font)
    assert embedded.content[:4] != font[:4]
    assert embedded.content[32:] == font[32:]
    assert TTFont(BytesIO(plain(embedded)))["name"].getDebugName(1) == "Source Sans 3"


def test_a_font_is_obfuscated_with_the_key_from_its_last_byte():
    """ECMA-376-1, 17.8.1: the key as a number, lowest byte first; worked out by hand for the first byte."""
    font = bytes(64)
    embedded = obfuscated(font)
    digits = embedded.key.strip("{}").replace("-", "")
    assert embedded.content[0] == int(digits[-2:], 16)
    assert embedded.content[15] == int(digits[:2], 16)
    assert embedded.content[16] == embedded.content[0]


def test_archives_depend_on_their_content_alone():
    parts = {"b.xml": b"2", "[Content_Types].xml": b"1", "_rels/.rels": b"3"}
    data = pack(parts)
    assert data == pack(dict(reversed(parts.items())))
    assert data == pack({**parts, "b.xml": iter([b"", b"2"])})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "b.xml"]
        assert archive.testzip() is None


@pytest.mark.parametrize("name", ["drawing", "bookmark", "num", "footnote", "relationship"])
def test_ids_are_never_given_twice(name):
    ids = Ids()
    assert len({getattr(ids, name)() for _ in range(50)}) == 50
