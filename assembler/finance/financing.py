"""What is to be paid for in the investment budget, and with what: both sides tied to § 5-5 first paragraph."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.finance.formula import Lookup, evaluate, parse
from assembler.finance.result import Schedule
from assembler.finance.sums import NOUGHT

FundingSource: TypeAlias = Literal[
    "vat", "grants", "sales", "dividends", "repayments", "loans", "operation", "funds", "earlier"
]

# Lines of § 5-5 first paragraph. Repayments of relending and loans for it are netted in line 19.
_NEED = "6+19"
_SOURCES: tuple[tuple[FundingSource, str], ...] = (
    ("vat", "7"),
    ("grants", "8"),
    ("sales", "9+10"),
    ("dividends", "11"),
    ("repayments", "12"),
    ("loans", "13"),
    ("operation", "20"),
    ("funds", "22+24-21-23"),
    ("earlier", "-25"),
)
_REST = "27"


@dataclass(frozen=True, slots=True)
class Financing:
    """One value a column in kroner: what is needed, each source (the words are `finance-financing-…`), what is left.

    `difference` is sources less need less what § 5-5 line 27 carries forward: nought, or the table does not tie.
    """

    need: tuple[Decimal, ...]
    sources: tuple[tuple[FundingSource, tuple[Decimal, ...]], ...]
    carried: tuple[Decimal, ...]
    difference: tuple[Decimal, ...]


def financing(schedule: Schedule) -> Financing:
    """The two sides of § 5-5 first paragraph (its current wording)."""
    need = _values(schedule, _NEED)
    sources = tuple((source, _values(schedule, formula)) for source, formula in _SOURCES)
    carried = _values(schedule, _REST)
    sums = tuple(sum((values[n] for _, values in sources), NOUGHT) for n in range(len(schedule.columns)))
    left = zip(sums, need, carried, strict=True)
    return Financing(need, sources, carried, tuple(total - wanted - rest for total, wanted, rest in left))


def _values(schedule: Schedule, formula: str) -> tuple[Decimal, ...]:
    parsed = parse(formula)
    return tuple(evaluate(parsed, _column(schedule, n)) or NOUGHT for n in range(len(schedule.columns)))


def _column(schedule: Schedule, column: int) -> Lookup:
    return lambda nr: schedule.line(nr).values[column]
