"""What a reader meets in an HTML page and in a PDF by its structure tree."""

import pytest

from assembler.checks.content import Content
from assembler.checks.html.facts import read_html
from assembler.checks.pdf.facts import read_pdf
from tests.assembler.checks.example_html import html_example
from tests.assembler.checks.example_pdf import pdf_example


def page(body: str) -> Content:
    return read_html(html_example({"body": body}), "a.html").content


def pdf(*tree: dict, **more) -> Content:
    return read_pdf(pdf_example({"tree": list(tree), **more}), "a.pdf").content


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>Vi <b>byg</b>ger <i>mer</i> .</p>", ["Vi bygger mer ."]),
        ("<div>En<p>To</p>Tre</div>", ["En", "To", "Tre"]),
        ("<ul><li>En<ul><li>To</li></ul></li></ul>", ["En", "To"]),
        ("<p hidden>Nei</p><p aria-hidden='true'>Nei</p><p style='display:none'>Nei</p><p>Ja</p>", ["Ja"]),
        ("<script>nei()</script><style>p{}</style><template><p>Nei</p></template><p>Ja</p>", ["Ja"]),
        ("<p>En<br>To</p>", ["En To"]),
        ("<a href='/x'><div>En</div><div>To</div></a>", ["En", "To"]),
    ],
)
def test_a_page_is_read_as_it_is_shown(body: str, texts: list[str]) -> None:
    assert [passage.text for passage in page(body).passages] == texts


@pytest.mark.parametrize(
    ("rows", "headers"),
    [
        ("<thead><tr><th>A<th>B</thead><tbody><tr><th>a<td>1</tbody>", 1),
        ("<tr><td><th>B<th>C<tr><th>a<td>1<td>2", 1),
        ("<thead><tr><th>A<th>B<tr><th>2026<th>2027</thead><tr><td>a<td>1", 2),
        ("<tr><th>a<td>1<tr><th>b<td>2", 0),
        ("<tr><td>A<td>B<tr><td>a<td>1", 0),
    ],
)
def test_header_rows_are_those_whose_cells_head_columns(rows: str, headers: int) -> None:
    (table,) = page(f"<table>{rows}</table>").tables
    assert table.headers == headers


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    tables = page("<table><tr><td>A<td><table><tr><td>x<td>y</table></table>").tables
    assert [len(table.rows) for table in tables] == [1, 1]
    assert tables[0].rows[0] == ("A", "x\ny")


def test_names_of_links_and_pictures_come_from_where_a_browser_takes_them() -> None:
    found = page(
        "<p><a href='#x' aria-label='Til budsjettet'>her</a> <a href='/b'><img src='b.png' alt='Budsjettet'></a></p>"
        "<h2 id='navn'>Gjeld</h2><svg role='img' aria-labelledby='navn'></svg><img src='c.png' alt=''>"
    )
    assert [(link.text, link.target) for link in found.links] == [("Til budsjettet", "#x"), ("Budsjettet", "/b")]
    assert [(figure.alt, figure.decorative) for figure in found.figures] == [
        ("Budsjettet", False),
        ("Gjeld", False),
        ("", True),
    ]


def test_letters_are_read_by_the_declared_encoding() -> None:
    content = '<html><head><meta charset="iso-8859-1"></head><body><p>økonomi</p></body></html>'.encode("iso-8859-1")
    assert read_html(content, "a.html").content.passages[0].text == "økonomi"


def test_a_pdf_is_read_by_its_tree() -> None:
    rows = [{"TR": [{"TH": "Post"}, {"TH": "2026"}]}, {"TR": [{"TH": "Skole"}, {"TD": "10"}]}]
    found = pdf(
        {"H1": "Budsjett"},
        {"Sect": [{"H2": "Skole"}, {"P": "Vi bygger."}]},
        {"Table": [{"Caption": "Tabell 1. Tall"}, *rows]},
        {"L": [{"LI": [{"Lbl": "1."}, {"LBody": "Vedta"}]}]},
        {"Note": "Vedtatt i sak 1"},
        {"Link": "Budsjettet"},
    )
    assert [(heading.level, heading.text, heading.place.page) for heading in found.headings] == [
        (1, "Budsjett", 1),
        (2, "Skole", 1),
    ]
    (table,) = found.tables
    assert (table.caption, table.headers) == ("Tabell 1. Tall", 1)
    assert table.rows == (("Post", "2026"), ("Skole", "10"))
    assert found.notes == ("Vedtatt i sak 1",)
    assert [link.target for link in found.links] == ["https://www.nesfjord.example/budsjett"]
    assert found.title == "Budsjett for Nesfjord 2026"
    assert found.lang == "nb-NO"


def test_the_title_of_the_metadata_counts_before_that_of_the_information_dictionary() -> None:
    facts = read_pdf(pdf_example({"title": ""}), "a.pdf")
    assert facts.title == ""
    facts.pdf.trailer.Info = facts.pdf.make_indirect({"/Title": "Gammel tittel"})
    assert facts.title == "Gammel tittel"
