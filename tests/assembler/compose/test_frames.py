"""An area's way from last year's frame to the new ones, tied to § 5-4."""

from decimal import Decimal

from assembler.compose.makers.frames import frame_table
from assembler.document.blocks import Table
from assembler.document.walk import plain_text
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule, ScheduleLine, Statement
from assembler.plan.decisions import FrameChange
from assembler.plan.model import Measure
from tests.assembler.compose.edition import situation

BEFORE, NOW = ColumnKey(2025, "adjusted"), ColumnKey(2026, "proposal")
MILLION = 1_000_000


def rows(adopted: int) -> list[list[str]]:
    lines = (
        ScheduleLine(1, "Skule", "Skule", "row", (Decimal(100 * MILLION), Decimal(adopted * MILLION))),
        ScheduleLine("sum", "sum", "Sum", "sum", (Decimal(100 * MILLION), Decimal(adopted * MILLION))),
    )
    statement = Statement((Schedule("5-4-2", "", (BEFORE, NOW), lines),), ())
    case = situation(
        statement,
        frame_changes=(FrameChange("skule", "deflator", "Løn og prisar", {2026: Decimal(4 * MILLION)}),),
        measures=(
            Measure("S1", "Ny skulebuss", "skule", {2026: Decimal(2 * MILLION)}),
            Measure("S2", "Færre vikarar", "skule", {2026: Decimal(-1 * MILLION)}),
        ),
    )
    (table,) = frame_table(case, {})
    assert isinstance(table, Table)
    return [[plain_text(cell.children).replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


def test_the_steps_lead_from_last_years_budget_to_the_new_frame() -> None:
    assert rows(105) == [
        ["Just. budsjett 2025", "100 000"],
        ["Løn og prisar", "+4 000"],
        ["Ny skulebuss", "+2 000"],
        ["Færre vikarar", "−1 000"],
        ["Sum tiltak", "+1 000"],
        ["Ny ramme", "105 000"],
    ]


def test_a_frame_that_does_not_tie_shows_the_difference() -> None:
    assert rows(104)[-1] == ["Avvik frå § 5-4", "+1 000"]


def test_an_area_without_changes_has_no_table() -> None:
    assert frame_table(situation(), {}) == ()
