import re

import pytest

from assembler.assemble.build import build
from assembler.assemble.order import Order
from assembler.assemble.supply import from_folder
from assembler.pdf.structure import Element
from assembler.problem import Refused
from assembler.readers.pdf.listening import Wanted, listen
from assembler.readers.pdf.tables import grid
from assembler.resources import samples

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def tertial_report() -> bytes:
    built = build(from_folder(samples("nesfjord")), Order(formats=("pdf",)))
    return next(content for name, content in built.files.items() if name.endswith(".pdf"))


def cell(text: str, role: str = "TD", scope: str = "", across: int = 1, down: int = 1) -> Element:
    return Element(role, role, (text,), scope=scope, col_span=across, row_span=down)


def row(*cells: Element) -> Element:
    return Element("TR", "TR", cells)


def table(*rows: Element) -> Element:
    return Element("Table", "Table", (Element("Caption", "Caption", ("Tabell 1. Prøve",)), *rows))


def test_spans_are_laid_out_and_headers_of_two_rows_joined() -> None:
    laid = grid(
        table(
            row(cell("Område", "TH", "Column", down=2), cell("Budsjett", "TH", "Column", across=2)),
            row(cell("2026", "TH", "Column"), cell("2027", "TH", "Column")),
            row(cell("Skole", "TH", "Row"), cell("10"), cell("11")),
        )
    )
    assert laid.headers == ("Område", "Budsjett 2026", "Budsjett 2027")
    assert (laid.height, laid.width) == (3, 3)
    assert laid.row_of("skole") == 2
    assert laid.row_header(2) == "Skole"
    assert list(laid.values(2)) == [(1, "10"), (2, "11")]


def test_a_line_number_is_read_with_the_row_header() -> None:
    laid = grid(
        table(
            row(*(cell(text, "TH", "Column") for text in ("Nr.", "Post", "2027"))),
            row(cell("6"), cell("Sum", "TH", "Row"), cell("100")),
        )
    )
    assert laid.row_of("6") == 1
    assert laid.row_header(1) == "6 Sum"
    assert list(laid.values(1)) == [(2, "100")]
    assert laid.row_of("60") is None


def test_the_script_of_a_report(tertial_report: bytes) -> None:
    opening, contents, lookup, note, figure = listen(tertial_report, Wanted("Framlegg til budsjettjusteringar"), "nn")
    assert opening.heard[0].startswith("Tertialrapport 2. tertial 2026 – Nesfjord kommune, språk nn")
    assert opening.heard[2] == "overskrift nivå 1: Slik les du rapporten"
    assert contents.heard[0] == "innhaldsliste med 17 element"
    assert re.fullmatch(r"kopling: 1 Framlegg til vedtak \d+", contents.heard[2])
    # Adjustment 6 of samples/nesfjord/adjustments.csv: 900 000 kroner less.
    assert lookup.heard[-1].replace(NBSP, " ").replace("\u202f", " ") == "Beløp, kolonne 5: −900"
    assert note.heard[1:3] == ("kopling: 1", "(Enter: lesaren flyttar til noten)")
    assert note.heard[3].startswith("fotnote 1: I juli leigde kommunen inn 412 vakter")
    assert note.heard[4] == "kopling: 1 (Enter: tilbake til teksten)"
    assert figure.heard[0].startswith("grafikk: ")


def test_a_line_that_is_not_there_is_said_so(tertial_report: bytes) -> None:
    lookup = listen(tertial_report, Wanted("Framlegg til budsjettjusteringar", "99"), "nb")[2]
    assert lookup.heard == ("Ingen tabell med «Framlegg til budsjettjusteringar» i tittelen har linje 99.",)


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        listen(b"no PDF at all", Wanted(), "nb")
    assert [problem.code for problem in refused.value.problems] == ["listen-no-pdf"]
