"""What the budget office supplies, as frozen values. Money is `Decimal` kroner; years are integers.

Only `assembler.plan.load` makes a `Plan`; it has then been validated as a whole.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.document.blocks import Blocks, Table
from assembler.document.inline import State
from assembler.plan.decisions import (
    Amendment,
    Benefit,
    EditionDate,
    FinancialTarget,
    Financing,
    FrameChange,
    Hearing,
    VerbalDecision,
)
from assembler.plan.wording import Wording

Form: TypeAlias = Literal["nb", "nn"]
Depth: TypeAlias = Literal["kort", "standard", "full"]
GoalKind: TypeAlias = Literal["goal", "sub-goal", "strategy", "assignment"]
Version: TypeAlias = Literal["accounts", "original", "adjusted", "proposal", "adopted", "plan", "forecast"]
Amounts: TypeAlias = dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class Municipality:
    """`number` is the four-digit municipality number, "" when unknown. `invented` municipalities say so in print."""

    name: str
    number: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class AccountSource:
    """A ledger file that a plan names. `year` and `version` are `None` when its columns say them.

    `editions` are those that it counts in, all when empty.
    """

    file: str
    year: int | None = None
    version: Version | None = None
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedArt:
    """The budget office's own decision on an art that no line of a statutory schedule has.

    `account_class` is 1 operating, 0 investment; `line` the line of § 5-6 or § 5-5 that it counts in. It is printed.
    """

    account_class: int
    art: str
    line: int


@dataclass(frozen=True, slots=True)
class Area:
    """A budget area (rammeområde). `sources` are the names it has in ledgers, `responsible` is its manager."""

    id: str
    name: str
    short: str = ""
    sources: tuple[str, ...] = ()
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (ansvar, eining) and the area that it belongs to."""

    id: str
    name: str
    area: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal (mål), sub-goal (delmål), strategy or assignment (oppdrag). `parent` is "" for a top goal.

    `un_goals` are numbers 1–17. `source` says which plan it comes from. `state` is reported status, `None` unreported.
    """

    id: str
    kind: GoalKind
    title: str
    parent: str = ""
    text: str = ""
    area: str = ""
    un_goals: tuple[int, ...] = ()
    source: str = ""
    state: State | None = None
    status_text: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (tiltak): change of an area's frame in kroner per year, positive when it costs.

    `text` is printed, `internal_text` never. `kostra` is the key figure that the measure answers to, "" for none.
    """

    id: str
    title: str
    area: str
    amounts: Amounts = field(default_factory=dict)
    text: str = ""
    internal_text: str = ""
    goals: tuple[str, ...] = ()
    state: State | None = None
    status_text: str = ""
    kostra: str = ""


@dataclass(frozen=True, slots=True)
class Investment:
    """An investment project: kroner per year, gross. What pays for it stands in `Financing`.

    `total` is the project's frame, `granted` what is granted before, `used` spent to date, `forecast` expected final
    cost; `None` where nothing is known. `finished` is a year or month ("2028", "2026-10").
    """

    id: str
    title: str
    area: str
    total: Decimal | None = None
    amounts: Amounts = field(default_factory=dict)
    granted: Decimal | None = None
    used: Decimal | None = None
    forecast: Decimal | None = None
    finished: str = ""
    district: str = ""
    text: str = ""
    state: State | None = None
    status_text: str = ""
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: `values` by year; `direction` says which way is better. `target_year` 0 when not dated."""

    id: str
    title: str
    goal: str = ""
    area: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_year: int = 0
    target: Decimal | None = None
    target_year: int = 0
    values: Amounts = field(default_factory=dict)
    direction: Literal["up", "down"] = "up"
    state: State | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class KostraFigure:
    """A KOSTRA key figure of one year: own municipality and comparison groups by name.

    With `volume` the values are kroner per unit: the potential is (own − `reference`) × `volume`. `reference` is the
    name of the group compared with, "" for the first after one's own; `volume_unit` says what is counted.
    """

    id: str
    area: str
    title: str
    unit: str
    year: int
    values: dict[str, Decimal]
    source: str
    volume: Decimal | None = None
    volume_unit: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class AreaReport:
    """One area's figures in a period report, in kroner (tertialrapport; årsrapport).

    `actual` and `period_budget` to date, `budget` adjusted budget of the year, `forecast` the year's expected
    result; a positive difference budget − forecast is a saving. `cause` is required where it deviates past the limit.
    """

    area: str
    actual: Decimal
    period_budget: Decimal
    budget: Decimal
    forecast: Decimal
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """Sick leave (sjukefråvær) of an area in per cent, and man-years; `None` where not reported."""

    area: str
    short_term: Decimal | None = None
    long_term: Decimal | None = None
    total: Decimal | None = None
    total_last_year: Decimal | None = None
    target: Decimal | None = None
    man_years: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A proposed line of budget adjustment (budsjettjustering), kroner; + is more expenditure or less income.

    All lines of a plan with the same `fund` ("drift", "investering") sum to nought.
    """

    number: str
    title: str
    area: str
    amount: Decimal
    fund: Literal["drift", "investering"] = "drift"
    account: str = ""
    unit: str = ""
    function: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A political decision that is followed up: case number, date, text, status."""

    case: str
    decided: date
    title: str
    state: State
    text: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the plan folder: `file` relative to it, `width` and `height` in pixels, re-encoded bytes."""

    file: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class NarrativeBlock:
    """A narrative block as its owner wrote it. `slot` is where it goes: the id that a document type's slot names.

    `depths` empty means all. `guidance` is for the writer and never printed in an edition; `due` is the day that the
    text is to be done, `None` for none.
    """

    id: str
    slot: str
    form: Form
    blocks: Blocks
    file: str = ""
    owner: str = ""
    status: str = ""
    guidance: str = ""
    depths: tuple[Depth, ...] = ()
    editions: tuple[str, ...] = ()
    ignored_rules: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table that the budget office keeps itself, as a sheet: printed where a slot names its id.

    With `chart` it is drawn as well; `finding` is the chart's title, what one is to see, "" for the table's title.
    """

    id: str
    table: Table
    chart: Literal["", "columns", "bars", "lines"] = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. `first_year` to `last_year` is the period; `year` the budget or report year.

    `period` is the part of the year that a period report covers (1–3 for a tertial, 0 otherwise), `date` the document's
    date, the only "today" there is. `form` is the plan's own form of Norwegian; `forms` all that it is written in.
    The document's plain choices follow: unit of amounts in tables (1, 1000, 1000000 kroner), sign convention, limit of
    deviation. `allowed_words` are never remarked on by the plain-language rules.
    """

    id: str
    type: str
    title: str
    municipality: Municipality
    form: Form
    year: int
    first_year: int
    last_year: int
    edition: str
    date: date
    period: int = 0
    depth: Depth = "standard"
    subtitle: str = ""
    brand: str = "default"
    signs: Literal["natural", "natural_plus", "kostra_raw"] = "natural"
    unit: int = 1000
    deviation_limit: Decimal = Decimal("0.02")
    forms: tuple[Form, ...] = ()
    accounts: tuple[AccountSource, ...] = ()
    placements: tuple[PlacedArt, ...] = ()
    areas: tuple[Area, ...] = ()
    units: tuple[Unit, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    frame_changes: tuple[FrameChange, ...] = ()
    investments: tuple[Investment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    kostra: tuple[KostraFigure, ...] = ()
    reports: tuple[AreaReport, ...] = ()
    presence: tuple[Presence, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    tables: tuple[DataTable, ...] = ()
    narratives: tuple[NarrativeBlock, ...] = ()
    pictures: tuple[Picture, ...] = ()
    terms: dict[str, str] = field(default_factory=dict)
    allowed_words: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    financing: tuple[Financing, ...] = ()
    editions: tuple[EditionDate, ...] = ()
    hearing: Hearing | None = None
    benefits: tuple[Benefit, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    verbal_decisions: tuple[VerbalDecision, ...] = ()
    financial_targets: tuple[FinancialTarget, ...] = ()
    wordings: tuple[Wording, ...] = ()
