"""Faces are read as an independent library reads them."""

import struct
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from assembler.brand.face import read_face
from assembler.resources import templates

FILES = sorted(templates("brand", "default", "fonts").glob("*.ttf"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_face_says_what_fonttools_reads(path):
    face = read_face(path.read_bytes())
    with TTFont(path, lazy=True) as font:
        names, metrics, order = font["name"], font["OS/2"], font.getReverseGlyphMap()
        assert face.family == (names.getDebugName(16) or names.getDebugName(1))
        assert (face.weight, face.italic) == (metrics.usWeightClass, bool(metrics.fsSelection & 1))
        assert face.may_be_embedded == (not metrics.fsType & 2)
        glyphs = font.getBestCmap()
        assert face.glyphs == {point: order[name] for point, name in glyphs.items()}
        unit, widths = font["head"].unitsPerEm, font["hmtx"]
        assert face.advances() == {point: widths[name][0] / unit for point, name in glyphs.items()}


@pytest.mark.parametrize(("form", "encoding"), [(4, 1), (12, 10)])
def test_each_form_of_the_map_from_unicode_is_read(form, encoding):
    with TTFont(FILES[0]) as font:
        wanted = {0x41: "B", 0x42: "A", 0x43: "C", 0x61: "z", 0x2212: "minus", 0xFFFD: "A"}
        table = newTable("cmap")
        table.tableVersion, part = 0, CmapSubtable.newSubtable(form)
        part.platformID, part.platEncID, part.language, part.cmap = 3, encoding, 0, wanted
        table.tables = [part]
        font["cmap"] = table
        target = BytesIO()
        font.save(target)
        order = font.getReverseGlyphMap()
    assert read_face(target.getvalue()).glyphs == {point: order[name] for point, name in wanted.items()}


@pytest.mark.parametrize("length", [0, 3, 11, 40, 300, 4000])
def test_a_font_that_is_cut_short_cannot_be_read(length):
    with pytest.raises(ValueError):
        read_face(FILES[0].read_bytes()[:length])


def test_a_collection_or_a_packed_web_font_is_no_font_to_embed():
    for flavour in (b"ttcf", b"wOFF", b"wOF2"):
        with pytest.raises(ValueError):
            read_face(flavour + struct.pack(">H", 0) + FILES[0].read_bytes())
