"""Every chart has its figures at hand: the table follows, or a note says where it stands."""

from decimal import Decimal

from assembler.compose.at_hand import at_hand
from assembler.compose.numbering import numbered
from assembler.document.blocks import Block, Chart, Paragraph, Section, Table
from assembler.document.chart import ChartData, Point, Series
from assembler.document.inline import Text
from assembler.document.walk import plain_text, walk
from tests.assembler.compose.edition import situation

DATA = ChartData("bars", ("a",), (Series("s", (Point(Decimal(1), "1"),)),))


def chart(id: str, table: str) -> Chart:
    return Chart(id, (Text("Funn"),), DATA, "alt", table=table)


def table(id: str) -> Table:
    return Table(id, (Text("T"),), (), ())


def notes(*blocks: Block) -> list[str]:
    own = situation(form="nb")
    done, problems = numbered(at_hand((Section("ein", (Text("Ein"),), blocks, role="chapter"),), own), own)
    assert problems == ()
    found = [block for block, _ in walk(done) if isinstance(block, Paragraph) and block.role == "note"]
    return [plain_text(note.children).replace("\u00a0", " ") for note in found]


def test_a_table_that_follows_needs_no_words() -> None:
    assert notes(chart("f", "t"), table("t")) == []


def test_a_table_that_stands_elsewhere_is_named() -> None:
    assert notes(table("t"), chart("f", "t"), table("u")) == ["Tallene står i tabell 1.1."]


def test_charts_side_by_side_are_told_apart() -> None:
    assert notes(table("t"), chart("f", "t"), chart("g", "t")) == [
        "Tallene i figur 1.1 står i tabell 1.1.",
        "Tallene i figur 1.2 står i tabell 1.1.",
    ]


def test_a_table_of_another_depth_is_in_the_spreadsheet() -> None:
    assert notes(chart("f", "borte")) == ["Tallene i figuren står også i regnearket."]


def test_a_chart_whose_writer_makes_a_table_needs_no_words() -> None:
    assert notes(chart("f", "")) == []
