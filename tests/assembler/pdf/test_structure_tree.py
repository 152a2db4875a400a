"""Reading and finishing a structure tree, on small PDFs written by hand here."""

from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from assembler.pdf.content import marked_content
from assembler.pdf.name_tree import entries, name_tree
from assembler.pdf.row_headers import OUTSIDE, StructureMismatch, set_row_headers
from assembler.pdf.structure import Element, read_structure

TO_UNICODE = b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <00E5> <0002> <00660069> endbfchar
2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0058> <0059>] endbfrange
endcmap end"""


def one_page(content: bytes) -> Pdf:
    """A page with the fonts /W (WinAnsi) and /U (two-byte codes with a ToUnicode map)."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    wide = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(TO_UNICODE))
    fonts = Dictionary(W=pdf.make_indirect(Dictionary(Subtype=Name.TrueType)), U=pdf.make_indirect(wide))
    pdf.pages[0].obj["/Resources"] = Dictionary(Font=fonts)
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(content)
    return pdf


def element(pdf: Pdf, kind: str, *kids: Any, **entry: Any) -> Object:
    return pdf.make_indirect(Dictionary(S=Name("/" + kind), K=Array(kids), **entry))


def tagged(pdf: Pdf, *kids: Any, **entry: Any) -> Pdf:
    pdf.Root["/StructTreeRoot"] = pdf.make_indirect(Dictionary(K=Array(kids), **entry))
    return pdf


def text_of(content: bytes) -> dict[int, str]:
    with one_page(content) as pdf:
        return {mcid: marked.text for mcid, marked in marked_content(pdf.pages[0]).items()}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (rb"/P <</MCID 0>> BDC BT /W 12 Tf (Sk\370yte \(a\)) Tj ET EMC", {0: "Skøyte (a)"}),
        (b"/P <</MCID 0>> BDC BT /W 9 Tf <48656A> Tj ET EMC", {0: "Hej"}),
        (b"/P <</MCID 3>> BDC BT /U 9 Tf [<0001> -20 <00100011>] TJ ET EMC", {3: "åAB"}),
        (b"/P <</MCID 0>> BDC BT /U 9 Tf <000200200021> Tj ET EMC", {0: "fiXY"}),
        (b"/P <</MCID 0>> BDC BT /W 9 Tf [(to) -300 (ord)] TJ ET EMC", {0: "to ord"}),
        (b"/Artifact BMC BT /W 9 Tf (3) Tj ET EMC /P <</MCID 1>> BDC BT (x) Tj ET EMC", {1: "x"}),
        (b"/P <</MCID 0>> BDC /Span <</Lang (en)>> BDC BT /W 9 Tf (a) Tj ET EMC BT (b) Tj ET EMC", {0: "ab"}),
        (b"/P <</MCID 0>> BDC /Span <</ActualText (ja)>> BDC BT /W 9 Tf (j-) Tj ET EMC BT (!) Tj ET EMC", {0: "ja!"}),
        (b"/P <</MCID 0>> BDC BI /W 1 /H 1 ID (q) Tj EI EMC", {0: ""}),
    ],
)
def test_text_is_found_under_its_mark(content: bytes, expected: dict[int, str]) -> None:
    assert text_of(content) == expected


def test_marked_content_tells_its_language() -> None:
    with one_page(b"/Span <</MCID 0 /Lang (en)>> BDC BT /W 9 Tf (Hello) Tj ET EMC") as pdf:
        assert marked_content(pdf.pages[0])[0].lang == "en"


def test_a_tree_is_read_in_order_with_roles_pages_and_text() -> None:
    pdf = one_page(
        b"/H1 <</MCID 0>> BDC BT /W 9 Tf (Tittel) Tj ET EMC "
        b"/P <</MCID 1>> BDC (a ) Tj EMC /Link <</MCID 2>> BDC (b) Tj EMC"
    )
    page = pdf.pages[0].obj
    link = element(pdf, "Link", Dictionary(Type=Name.MCR, Pg=page, MCID=2), Dictionary(Type=Name.OBJR))
    head = element(pdf, "Overskrift", 0, Pg=page, T=String("t"), Lang=String("se"))
    tagged(
        pdf, element(pdf, "Document", head, element(pdf, "P", 1, link, Pg=page)), RoleMap=Dictionary(Overskrift=Name.H1)
    )
    (document,) = read_structure(pdf)
    head_read, paragraph = document.children
    assert isinstance(head_read, Element) and isinstance(paragraph, Element)
    assert (head_read.kind, head_read.role, head_read.text, head_read.lang) == ("Overskrift", "H1", "Tittel", "se")
    assert (paragraph.text, paragraph.page) == ("a b", 1)
    assert [one.kind for one in document.walk()] == ["Document", "Overskrift", "P", "Link"]


def test_a_file_without_tags_has_no_elements() -> None:
    assert read_structure(one_page(b"")) == ()


def test_a_role_map_that_runs_in_a_circle_ends() -> None:
    pdf = one_page(b"")
    tagged(pdf, element(pdf, "A"), RoleMap=Dictionary(A=Name.B, B=Name.A))
    assert read_structure(pdf)[0].role in ("A", "B")


def test_a_name_tree_is_sorted_and_complete_whatever_its_size() -> None:
    pdf = one_page(b"")
    for count in (1, 64, 65, 1000):
        values = {f"id{at}".encode(): pdf.make_indirect(Dictionary(N=at)) for at in range(count)}
        read = list(entries(name_tree(pdf, values)))
        assert [name for name, _ in read] == sorted(values)
        assert all(int(name[2:]) == value.N for name, value in read)


def table(pdf: Pdf, rows: list[list[Any]]) -> Object:
    """A table of three columns; a cell is a dictionary of spans."""
    heads = [element(pdf, "TH", ID=String(f"C{at}"), A=Dictionary(O=Name.Table, Scope=Name.Column)) for at in range(3)]
    body = [
        element(pdf, "TR", *(element(pdf, "TD", A=Dictionary(O=Name.Table, **spans)) for spans in row)) for row in rows
    ]
    head = element(pdf, "THead", element(pdf, "TR", *heads))
    made = element(pdf, "Table", head, element(pdf, "TBody", *body))
    names = {f"C{at}".encode(): cell for at, cell in enumerate(heads)}
    tagged(pdf, element(pdf, "Document", element(pdf, "Div", made)), IDTree=name_tree(pdf, names))
    return made


def cells(pdf: Pdf) -> list[list[tuple[str, str, tuple[str, ...]]]]:
    """Every row of the body: kind, scope, headers of each cell."""
    rows = [row for one in read_structure(pdf)[0].walk() if one.kind == "TBody" for row in one.children]
    return [
        [(c.kind, c.scope, c.headers) for c in row.children if isinstance(c, Element)]
        for row in rows
        if isinstance(row, Element)
    ]


def test_the_label_of_a_row_heads_its_figures() -> None:
    pdf = one_page(b"")
    table(pdf, [[{}, {}, {}]])
    set_row_headers(pdf, [{"rows": [[1]], "summary": "Slik er den bygd"}])
    ((number, label, figure),) = cells(pdf)
    assert label[:2] == ("TH", "Row")
    (ident,) = [one.id for one in read_structure(pdf)[0].walk() if one.scope == "Row"]
    assert number[2] == ("C0", ident)
    assert figure[2] == ("C2", ident)
    assert ident.encode() in dict(entries(pdf.Root.StructTreeRoot.IDTree))
    (made,) = [kid for kid in pdf.Root.StructTreeRoot.K[0].K[0].K]
    assert (
        made.A[0].Summary == "Slik er den bygd" if isinstance(made.A, Array) else made.A.Summary == "Slik er den bygd"
    )


def test_a_group_heads_every_row_until_the_next_group() -> None:
    pdf = one_page(b"")
    table(pdf, [[{"ColSpan": 3}], [{}, {}, {}], [{"ColSpan": 3}], [{}, {}, {}]])
    set_row_headers(pdf, [{"rows": ["group", [0], "group", [0]], "summary": ""}])
    first, one, second, two = cells(pdf)
    assert first[0][:2] == second[0][:2] == ("TH", "Row")
    ids = [e.id for e in read_structure(pdf)[0].walk() if e.scope == "Row"]
    assert one[1][2] == ("C1", ids[0], ids[1])
    assert two[1][2] == ("C1", ids[2], ids[3])


def test_a_spanning_row_header_heads_the_rows_beside_it_and_no_others() -> None:
    pdf = one_page(b"")
    table(pdf, [[{"RowSpan": 2}, {}, {}], [{}, {}], [{}, {}, {}]])
    set_row_headers(pdf, [{"rows": [[0, 1], [0], [0, 1]], "summary": ""}])
    first, second, third = cells(pdf)
    goal = "R1x0y0"
    assert first[1][2] == ("C1", goal)
    assert first[2][2] == ("C2", goal, "R1x1y0")
    assert second[0][2] == ("C1", goal)
    assert second[1][2] == ("C2", goal, "R1x1y1")
    assert goal not in third[2][2]


def test_a_detail_belongs_to_the_row_above() -> None:
    pdf = one_page(b"")
    table(pdf, [[{"RowSpan": 2}, {}, {"RowSpan": 2}], [{}]])
    set_row_headers(pdf, [{"rows": [[1], []], "summary": ""}])
    _, detail = cells(pdf)
    assert detail[0] == ("TD", "", ("C1", "R1x1y0"))


@pytest.mark.parametrize("plans", [[], [{"rows": [], "summary": ""}]])
def test_a_plan_that_does_not_fit_the_file_is_a_fault(plans: list[Any]) -> None:
    pdf = one_page(b"")
    table(pdf, [[{}, {}, {}]])
    with pytest.raises(StructureMismatch):
        set_row_headers(pdf, plans)


def test_what_was_tagged_survives_saving() -> None:
    pdf = one_page(b"")
    table(pdf, [[{}, {}, {}]])
    set_row_headers(pdf, [{"rows": [[0]], "summary": ""}])
    buffer = BytesIO()
    pdf.save(buffer)
    with Pdf.open(BytesIO(buffer.getvalue())) as again:
        assert cells(again)[0][0][:2] == ("TH", "Row")


def test_a_result_stands_outside_the_groups_above_it() -> None:
    pdf = one_page(b"")
    table(pdf, [[{"ColSpan": 3}], [{}, {}, {}], [{}, {}, {}]])
    set_row_headers(pdf, [{"rows": ["group", [0], [OUTSIDE, 0]], "summary": ""}])
    _, inside, result = cells(pdf)
    assert inside[1][2] == ("C1", "R1g0", "R1x0y1")
    assert result[1][2] == ("C1", "R1x0y2")


def test_rows_that_stand_in_the_head_or_in_bodies_of_their_own_come_into_one_body() -> None:
    pdf = one_page(b"")
    made = table(pdf, [[{"ColSpan": 3}], [{}, {}, {}]])
    head, body = made.K
    lone = element(pdf, "TBody", element(pdf, "TR", element(pdf, "TH", ID=String("G2"), A=Dictionary(O=Name.Table))))
    last = element(
        pdf, "TBody", element(pdf, "TR", *(element(pdf, "TD", A=Dictionary(O=Name.Table)) for _ in range(3)))
    )
    head.K = Array([*head.K, body.K[0]])
    body.K = Array([body.K[1]])
    made.K = Array([head, body, lone, last])
    set_row_headers(pdf, [{"rows": ["group", [0], "group", [0]], "summary": ""}])
    (read,) = [one for one in read_structure(pdf)[0].walk() if one.kind == "Table"]
    assert [(part.kind, len(part.children)) for part in read.children if isinstance(part, Element)] == [
        ("THead", 1),
        ("TBody", 4),
    ]
    assert cells(pdf)[3][1][2] == ("C1", "G2", "R1x0y3")
