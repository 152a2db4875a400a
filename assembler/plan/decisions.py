"""What is decided, what pays for it and what is to come of it, as frozen values.

Money is `Decimal` kroner by year; `assembler.plan.model` holds the whole plan.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

BenefitKind: TypeAlias = Literal["cost", "quality", "time"]
FinancialFigure: TypeAlias = Literal["result", "debt", "reserve"]
FinancingSource: TypeAlias = Literal["loan", "grant", "vat", "sale", "transfer", "fund", "repayment", "other"]
Kroner: TypeAlias = dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class EditionDate:
    """The date of one edition (utgave) of the plan, where it differs from the plan's own."""

    id: str
    date: date


@dataclass(frozen=True, slots=True)
class Hearing:
    """Public inspection of the recommendation (kommuneloven § 14-3): first day, last day, and how to respond."""

    deadline: date
    opens: date | None = None
    respond: str = ""


@dataclass(frozen=True, slots=True)
class Benefit:
    """An expected benefit (gevinst) of a measure, in cost, quality or time, with what it is measured by.

    `baseline` and `target` are in `unit`; `points` says when it is measured (before, during, after); `amounts` are
    kroner per year for a benefit in cost, positive when money is freed.
    """

    measure: str
    kind: BenefitKind
    title: str
    unit: str = ""
    baseline: Decimal | None = None
    baseline_year: int = 0
    target: Decimal | None = None
    target_year: int = 0
    points: str = ""
    responsible: str = ""
    amounts: Kroner = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A political change of the proposal: kroner per year added, plus is more expenditure.

    It changes `measure` or `investment`; with neither it is a new measure ("drift") or project ("investering").
    `edition` is the first edition that has it, "" for the binding one. `reason` is printed, and so is who proposed it.
    `goals` are those that a new measure or project serves.
    """

    number: str
    title: str
    area: str
    fund: Literal["drift", "investering"] = "drift"
    amounts: Kroner = field(default_factory=dict)
    measure: str = ""
    investment: str = ""
    reason: str = ""
    proposed_by: str = ""
    edition: str = ""
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbalDecision:
    """A decision in words without money (verbalvedtak). `due` is a year or month, "" for none."""

    number: str
    text: str
    proposed_by: str = ""
    area: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class FinancialTarget:
    """A financial target figure that the council adopts (kommuneloven § 14-2 c), in per cent of operating income.

    `direction` "up" means at least, "down" at most. `rule` is the rule of action. `amounts` are kroner at the end of
    each year (debt, reserve), for what a ledger without a balance cannot tell.
    """

    figure: FinancialFigure
    target: Decimal | None = None
    direction: Literal["up", "down"] = "up"
    rule: str = ""
    amounts: Kroner = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrameChange:
    """A reason why an area's frame changes (rammeendring), other than its measures: kroner per year, plus is more.

    An `opening` frame need not be given when a ledger of the year before has it.
    """

    area: str
    kind: Literal["opening", "deflator", "adjustment"]
    title: str
    amounts: Kroner = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Financing:
    """Money that pays for investments, in kroner per year, positive (§ 5-5 lines of financing).

    `investment` is the project that it pays for, "" for all together; `title` a name of its own, "" for none.
    """

    source: FinancingSource
    amounts: Kroner = field(default_factory=dict)
    investment: str = ""
    title: str = ""
