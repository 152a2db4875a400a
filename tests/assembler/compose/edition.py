"""Small editions for the tests of compose."""

from datetime import date
from decimal import Decimal
from typing import Any

from assembler.compose.doctype import document_type
from assembler.compose.situation import Situation
from assembler.finance.ledger import Ledger
from assembler.finance.result import Statement
from assembler.plan.model import Area, AreaReport, Municipality, Plan


def plan(**parts: Any) -> Plan:
    """A small period report in nynorsk; `parts` replace its own."""
    own: dict[str, Any] = {
        "id": "prove",
        "type": "tertialrapport",
        "title": "Prøve",
        "municipality": Municipality("Prøve kommune"),
        "form": "nn",
        "year": 2026,
        "first_year": 2026,
        "last_year": 2026,
        "edition": "forslag",
        "date": date(2026, 9, 22),
        "period": 2,
        "areas": (Area("skule", "Skule"), Area("helse", "Helse og meistring", short="Helse")),
        "reports": (
            AreaReport("skule", Decimal(60), Decimal(66), Decimal(100_000_000), Decimal(99_500_000)),
            AreaReport("helse", Decimal(90), Decimal(80), Decimal(200_000_000), Decimal(205_250_000)),
        ),
    }
    return Plan(**(own | parts))


def situation(statement: Statement | None = None, **parts: Any) -> Situation:
    """The situation of `plan(**parts)`, with figures where `statement` has them."""
    made = plan(**parts)
    kind = document_type(made.type)
    edition = kind.edition(made.edition)
    assert edition is not None
    return Situation(made, kind, edition, made.depth, made.form, Ledger(()), statement or Statement((), ()), "1.0")
