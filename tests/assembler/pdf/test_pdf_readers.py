"""The readers below the PDF check: CMaps, operations, trees, painted content and objects, good ones and hostile ones.

Expected values are those of the examples in ISO 32000-1, or worked out by hand beside the input.
"""

import time
from io import BytesIO

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from assembler.pdf.cmap import read_cmap
from assembler.pdf.decoding import Decoder
from assembler.pdf.encoding import named_encoding
from assembler.pdf.number_tree import number_tree
from assembler.pdf.operators import operations, strings_in, values_in
from assembler.pdf.page_streams import read_painted
from assembler.pdf.painted import Painted
from assembler.pdf.plain import Objects, name_of, text_of
from assembler.pdf.state import colour, product
from assembler.pdf.type1 import read_type1

# ---- CMaps ----


def test_the_cmap_of_the_standard_s_example() -> None:
    """ISO 32000-1, 9.10.3, example 2: 0000 to 005E are 0020 and on, three ligatures, and one code of eight bytes."""
    cmap = read_cmap(b"""
        1 begincodespacerange <0000> <FFFF> endcodespacerange
        2 beginbfrange <0000> <005E> <0020> <005F> <0061> [<00660066> <00660069> <00660066006C>] endbfrange
        1 beginbfchar <3A51> <D840DC3E> endbfchar""")
    assert (cmap.letters[0x00], cmap.letters[0x5E]) == (" ", "~")
    assert [cmap.letters[code] for code in (0x5F, 0x60, 0x61)] == ["ff", "fi", "ffl"]
    assert cmap.letters[0x3A51] == "\U0002003e"
    assert list(cmap.codes(b"\x00\x01\x3a\x51")) == [1, 0x3A51]


def test_codes_of_one_and_two_bytes_in_one_string() -> None:
    """ISO 32000-1, 9.7.6.2: the shortest code whose bytes lie in a code space."""
    cmap = read_cmap(b"2 begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange")
    assert list(cmap.codes(b"\x41\x81\x40\x42")) == [0x41, 0x8140, 0x42]


def test_cids_direction_and_what_a_cmap_builds_on() -> None:
    cmap = read_cmap(b"/WMode 1 def /UniJIS-UTF16-H usecmap 1 begincidrange <0020> <0022> 7 endcidrange "
                     b"1 begincidchar <0100> 99 endcidchar")  # fmt: skip
    assert (cmap.mode, cmap.used) == (1, "UniJIS-UTF16-H")
    assert cmap.cids == {0x20: 7, 0x21: 8, 0x22: 9, 0x100: 99}


def test_a_cmap_that_names_more_codes_than_there_are_ends() -> None:
    ranges = b"<00000000> <FFFFFFFF> <0041> " * 20_000
    started = time.process_time()
    assert read_cmap(b"beginbfrange " + ranges + b" endbfrange").letters[1] == "B"
    assert time.process_time() - started < 5


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_some_cmap(content: bytes) -> None:
    read_cmap(b"beginbfrange" + content + b"endbfrange begincidrange" + content + b"endcidrange")
    read_cmap(content)


# ---- operations ----


def test_operands_and_operators() -> None:
    found = list(operations(b"q 1 0 0 -1 72.5 .5 cm/F1 12 Tf[(a)-250(b\\)c)]TJ T* (x)' % note\nf*"))
    assert [operator for _, operator in found[:7]] == [b"q", b"cm", b"Tf", b"TJ", b"T*", b"'", b"f*"]
    assert strings_in(found[3][0]) == [b"a", b"b)c"]
    assert found[1][0].split() == [b"1", b"0", b"0", b"-1", b"72.5", b".5"]


def test_strings_as_the_standard_writes_them() -> None:
    """ISO 32000-1, 7.3.4: octal digits, line ends, balanced brackets, an odd number of hexadecimal digits."""
    cases = {
        rb"(\053\53\0533)": [b"+++3"],
        b"(a\\\nb\r\nc)": [b"ab\nc"],
        b"((a) (b(c)))": [b"(a) (b(c))"],
        b"<901FA>": [b"\x90\x1f\xa0"],
        b"<90 1F\nA3>": [b"\x90\x1f\xa3"],
        b"()<>": [b"", b""],
    }
    assert {source: strings_in(source) for source in cases} == cases


def test_a_property_list_and_a_name_with_a_number_sign() -> None:
    (tag, properties) = values_in(b"/A#42 <</MCID 3/Lang(nb-NO)/K[1 2.5 true null]/D<</X<FEFF00E5>>>>>")
    assert tag == "/AB"
    assert properties == {"/MCID": 3, "/Lang": "u:nb-NO", "/K": [1, 2.5, True, None], "/D": {"/X": "u:å"}}


def test_an_inline_image_is_one_operation() -> None:
    found = list(operations(b"q BI /W 2 /H 2 ID \x00(]<q BT EI Q"))
    assert [operator for _, operator in found if operator] == [b"q", b"BI", b"Q"]


PIECES = b"( ) \\ < > [ ] /A 1 BI ID q %".split(b" ")
OPERATIONS = (
    b"q|Q|BT|ET|(a)|Tj|[(b) 3]|TJ|1|0 0|cm|re|f|/F 9|Tf|Tm|/P|<</MCID 0>>|BDC|BMC|EMC|/X|Do|gs|cs|scn|sh|m|l|c|S|Tr|'"
).split(b"|")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, b" "])))
def test_any_stream_is_read_to_its_end(pieces: list[bytes]) -> None:
    content = b"".join(pieces)
    assert sum(len(operands) + len(operator) for operands, operator in operations(content)) <= len(content)
    values_in(content)


def test_a_long_stream_is_read_as_a_short_one_is() -> None:
    once = b"q 1 0 0 1 2 3 cm (a) Tj [(b) 3 <4142>] TJ Q\n"
    short = [(operands.strip(), operator) for operands, operator in operations(once) if operator]
    times = 2**20 // len(once) + 2
    long = [(operands.strip(), operator) for operands, operator in operations(once * times) if operator]
    assert long == short * times


# ---- trees and objects ----


def objects_of(pdf: pikepdf.Pdf) -> Objects:
    held = BytesIO()
    pdf.save(held)
    return Objects(pikepdf.open(held))


def test_a_number_tree_with_leaves_and_a_circle() -> None:
    pdf = pikepdf.new()
    leaf = pdf.make_indirect(Dictionary(Nums=Array([0, 10, 3, 13, "x", 1])))
    root = pdf.make_indirect(Dictionary(Nums=Array([7, 17])))
    root.Kids = Array([leaf, root, leaf])
    pdf.Root.Tree = root
    objects = objects_of(pdf)
    assert number_tree(objects, objects.root["/Tree"]) == {0: 10, 3: 13, 7: 17}


def test_objects_are_told_by_their_marks() -> None:
    pdf = pikepdf.new()
    pdf.Root.Held = pdf.make_indirect(Dictionary(N=Name("/A B"), T="åØ", I=3, R=1.5, B=True, L=Array([None, 2])))
    pdf.Root.Stream = pdf.make_stream(b"q Q")
    objects = objects_of(pdf)
    held = objects.entries(objects.root["/Held"])
    assert (name_of(held["/N"]), text_of(held["/T"])) == ("A B", "åØ")
    assert (held["/I"], held["/R"], held["/B"]) == (3, 1.5, True)
    assert objects.stream(objects.root["/Stream"]) == b"q Q"
    assert objects.get("99 0 R") is None
    assert objects.entries("no reference") == {}
    assert [objects.several(value) for value in (None, 3, [1, 2])] == [[], [3], [1, 2]]
    assert [reference for reference, _ in objects.holding("/N")] == [objects.root["/Held"]]


# ---- painted content ----


def painted(content: bytes, **resources: pikepdf.Object) -> Painted:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1)), **resources)
    return read_painted(objects_of(pdf))


def test_a_text_stands_where_the_matrices_put_it() -> None:
    """Twice as large, moved by 10 and 20: the line begins at 10 + 2·3 and 20 + 2·4, letters of 5 points are 10."""
    (run,) = painted(b"2 0 0 2 10 20 cm BT /F 5 Tf 3 4 Td (a) Tj ET").pages[0].runs
    assert (run.x, run.y, run.size, run.raw) == (16, 28, 10, b"a")


def test_lines_follow_the_leading() -> None:
    runs = painted(b"BT /F 10 Tf 12 TL 5 50 Td (a) Tj T* (b) Tj (c) ' 0 -8 TD (d) Tj T* (e) Tj ET").pages[0].runs
    assert [(run.x, run.y) for run in runs] == [(5, 50), (5, 38), (5, 26), (5, 18), (5, 10)]


def test_colours_are_saved_and_brought_back() -> None:
    runs = painted(b"BT /F 9 Tf 1 0 0 rg (a) Tj q 0 g (b) Tj Q (c) Tj 0 0 0 1 k (d) Tj 3 Tr (e) Tj ET").pages[0].runs
    assert [run.fill for run in runs[:4]] == [(255, 0, 0), (0, 0, 0), (255, 0, 0), (0, 0, 0)]
    assert [run.visible for run in runs] == [True] * 4 + [False]


def test_a_box_is_a_filled_rectangle_and_nothing_else() -> None:
    boxes = painted(b"0.5 g 10 20 30 40 re f 0 0 m 10 0 l 5 9 l f 1 0 0 RG 0 0 5 5 re S").pages[0].boxes
    assert [(box.left, box.bottom, box.right, box.top, box.fill) for box in boxes] == [
        (10, 20, 40, 60, (128, 128, 128)),
        (0, 0, 10, 9, None),
    ]


def test_marked_content_nests_and_an_artifact_holds_what_is_in_it() -> None:
    page = painted(b"BT /F 9 Tf /Artifact BMC /P <</MCID 0/Lang(nn)>> BDC (a) Tj EMC EMC (b) Tj ET EMC EMC").pages[0]
    inner = page.runs[0].frame
    assert inner is not None and (inner.tag, inner.mcid, inner.lang, inner.artifact) == ("P", 0, "nn", True)
    assert page.runs[1].frame is None
    assert (page.stray, page.unframed) == ({"text": 1}, 1)


def test_unbalanced_saves_and_ends_do_no_harm() -> None:
    assert [run.raw for run in painted(b"Q Q EMC ET BT /F 9 Tf (a) Tj q q BT (b) Tj").pages[0].runs] == [b"a", b"b"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(OPERATIONS), max_size=40))
def test_operations_in_any_order_are_painted(pieces: list[bytes]) -> None:
    painted(b" ".join(pieces))


def test_matrices_and_colours_by_hand() -> None:
    """First moved by (1, 2), then doubled: (0, 0) goes to (2, 4)."""
    assert product((1, 0, 0, 1, 1, 2), (2, 0, 0, 2, 0, 0)) == (2, 0, 0, 2, 2, 4)
    assert colour([0.0, 1.0, 1.0, 0.0]) == (255, 0, 0)
    assert colour([2.0]) == (255, 255, 255)
    assert colour([0.1, 0.2]) is None


# ---- fonts ----


def test_named_encodings_of_annex_d() -> None:
    """ISO 32000-1, D.2: the code of «Å» is 305 (octal) in WinAnsi and 201 in MacRoman, a bullet in Standard is 267."""
    assert named_encoding("WinAnsiEncoding")[0o305] == "Aring"
    assert named_encoding("MacRomanEncoding")[0o201] == "Aring"
    assert named_encoding("StandardEncoding")[0o267] == "bullet"
    assert named_encoding("NoSuchEncoding") == {}


def test_a_simple_font_without_a_map_is_read_by_its_encoding() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.Contents = pdf.make_stream(b"BT /F 9 Tf (\\305r \\001) Tj ET")
    encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([1, Name.oslash]))
    page.Resources = Dictionary(Font=Dictionary(F=Dictionary(Subtype=Name.Type1, Encoding=encoding)))
    objects = objects_of(pdf)
    found = read_painted(objects)
    (run,) = found.pages[0].runs
    assert Decoder(objects, found.fonts).say(run.font, run.raw) == "År ø"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_no_type_1_program_or_some(content: bytes) -> None:
    for program in (read_type1(b"%!PS eexec " + content), read_type1(b"\x80\x01" + content)):
        assert program is None or program.count > 0
