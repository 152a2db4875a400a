"""Numbers typed by hand: told when they could be bound, warned of when they contradict, left alone otherwise."""

from decimal import Decimal

import pytest

from assembler.compose.figures import Figures
from assembler.compose.typed_figures import TypedFigures
from assembler.document.blocks import Paragraph
from assembler.document.inline import BoundFigure, Text
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule, ScheduleLine, Statement
from assembler.problem import Place
from tests.assembler.compose.edition import situation

COLUMN = (ColumnKey(2026, "adopted"),)
STATEMENT = Statement(
    (
        Schedule(
            "5-4-1",
            "",
            COLUMN,
            (
                ScheduleLine(1, "rammetilskudd", "Rammetilskot", "leaf", (Decimal(842_610_000),)),
                ScheduleLine(17, "netto", "Netto driftsresultat", "result", (Decimal(20_600_000),)),
            ),
        ),
    ),
    (),
)


def told(text: str) -> list[tuple[str, str]]:
    case = situation(STATEMENT)
    blocks = (Paragraph((Text(text),)),)
    found = TypedFigures(case, Figures(case)).remarks(blocks, Place(block="a"))
    return [(problem.code.rpartition("-")[2], str(problem.values["reference"])) for problem in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rammetilskotet er 842,6 millionar kroner.", [("typed", "5-4-1.1.2026")]),
        ("Staten gir oss 842,6 millionar kroner.", [("typed", "5-4-1.1.2026")]),
        ("Staten gir oss 842\u00a0610\u00a0000 kroner.", [("typed", "5-4-1.1.2026")]),
        ("Rammetilskot er 852,6 millionar kroner.", [("contradicted", "5-4-1.1.2026")]),
        ("Netto driftsresultat er 21 millionar kroner.", [("typed", "5-4-1.17.2026")]),
        ("Netto driftsresultat er 19,5 millionar kroner.", [("contradicted", "5-4-1.17.2026")]),
        # Another thing altogether: too few digits to be told by chance, or too far off to be meant.
        ("Bussen kosta 21 millionar kroner.", []),
        ("Netto driftsresultat var 5,2 millionar kroner i 2019.", []),
        ("Vi har 842,6 årsverk i 2026.", []),
    ],
)
def test_typed_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_a_bound_figure_is_no_typed_number() -> None:
    case = situation(STATEMENT)
    blocks = (Paragraph((Text("Rammetilskot er "), BoundFigure("5-4-1.1.2026"), Text(" millionar kroner."))),)
    assert not list(TypedFigures(case, Figures(case)).remarks(blocks, Place()))
