"""All figures that prose can be bound to: a reference in, a number with its kind out.

References (a year may carry a version: `2026/adjusted`):

    5-6.9.2026                    a line of a schedule, kroner; also 5-4-2.<area>.2026, 5-5-2.<project>.2026
    ndr-prosent.2026              netto driftsresultat in per cent of driftsinntekter
    rapport.<area>.<field>        actual, period-budget, budget, forecast, deviation, deviation-prosent; <area> or `sum`
    tiltak.<id>.2027              a measure; tiltak.sum.2027, tiltak.<area>.2027 the sum of measures
    investering.<id>.2027         a project's year; also .total, .granted, .used, .forecast; investering.sum.2027
    indikator.<id>.2026           an indicator's value; also .baseline, .target
    fravaer.<area>.total          sick leave, per cent; also .short-term, .long-term, .total-last-year, .target
    arsverk.<area>                man-years; `sum` for all
    kostra.<id>.<name>            a KOSTRA figure by the name of municipality or group, its last year; .<year> another
    kostra.<id>.potensial         (own − reference) × volume, kroner
    maltall.<figure>              a financial target, per cent; maltall.debt.2027 its amount in kroner
    justering.<number>            a proposed budget adjustment
    endring.<fund>                the sum of proposed budget increases

Two references may be joined: `a - b` is the difference, `a % b` the growth from b to a in per cent, `a / b` the share
of b that a is, in per cent.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from assembler.compose.cells import total
from assembler.compose.comparison import latest, potential
from assembler.compose.situation import Situation
from assembler.document.blocks import Block, Blocks
from assembler.document.identity import slug
from assembler.document.inline import BoundFigure, Inline
from assembler.document.walk import map_inlines, rebuild
from assembler.finance.ledger import ColumnKey
from assembler.finance.result import Schedule, ScheduleLine
from assembler.messages.catalogue import label
from assembler.messages.numbers import amount_text
from assembler.plan.model import AreaReport
from assembler.problem import Place, Problem

FigureKind: TypeAlias = Literal["kroner", "per cent", "number"]

_JOINED = re.compile(r"(?P<a>\S+)\s+(?P<join>[-%/])\s+(?P<b>\S+)")
_SCALES = {"kr": 1, "tusen": 1_000, "mill": 1_000_000, "mrd": 1_000_000_000}
_FORM = re.compile(r"(?P<signs>(?:\+|abs |endring )?)(?P<unit>kr|tusen|mill|mrd|prosent|tal|tall)?(?P<decimals>\d)?")


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure with its kind; kroner are unrounded."""

    value: Decimal
    kind: FigureKind


class Figures:
    """Finds figures by reference."""

    def __init__(self, situation: Situation) -> None:
        """The figures of one edition's data."""
        self._situation = situation
        self._known = dict(_all_figures(situation))

    def find(self, reference: str) -> KnownFigure | None:
        """The figure, or `None` when the reference points at nothing."""
        joined = _JOINED.fullmatch(reference.strip())
        if joined is None:
            return self._known.get(reference.strip())
        a, b = self._known.get(joined["a"]), self._known.get(joined["b"])
        return None if a is None or b is None else _join(a, joined["join"], b)

    def references(self) -> tuple[str, ...]:
        """Every simple reference that points at something, sorted."""
        return tuple(sorted(self._known))


def _join(a: KnownFigure, join: str, b: KnownFigure) -> KnownFigure | None:
    if join == "-":
        return KnownFigure(a.value - b.value, a.kind)
    if b.value == 0:
        return None
    part = a.value - b.value if join == "%" else a.value
    return KnownFigure(100 * part / abs(b.value), "per cent")


def bind(blocks: Blocks, situation: Situation, figures: Figures, place: Place) -> tuple[Blocks, tuple[Problem, ...]]:
    """The blocks with every bound figure's text filled in, and a problem at `place` for each that cannot be."""
    problems: list[Problem] = []

    def fill(inline: Inline) -> Inline:
        if not isinstance(inline, BoundFigure):
            return inline
        figure = figures.find(inline.reference)
        shown = None if figure is None else formatted(figure, inline.form, situation)
        if shown is None:
            problems.append(_missing(inline, place, figures, known=figure is not None))
            return inline
        return BoundFigure(inline.reference, inline.form, shown)

    def change(block: Block) -> Block:
        return map_inlines(block, fill)

    return rebuild(blocks, change), tuple(problems)


def _missing(inline: BoundFigure, place: Place, figures: Figures, *, known: bool) -> Problem:
    if known:
        return Problem("compose-figure-form", place, {"reference": inline.reference, "form": inline.form})
    head = inline.reference.split(".")[0]
    near = [reference for reference in figures.references() if reference.startswith(head)][:5]
    return Problem(
        "compose-figure-unknown",
        place,
        {"reference": inline.reference, "near": ", ".join(near) or "–"},
    )


def formatted(figure: KnownFigure, form: str, situation: Situation) -> str | None:
    """A figure as prose prints it; `None` for a form that does not exist or does not suit the figure.

    A form is a unit (kr, tusen, mill, mrd, prosent, tal) with an optional number of decimals ("mill2"), after "+"
    (always signed), "abs " (never signed) or "endring " (with the words for rise and fall).
    """
    match = _FORM.fullmatch(form)
    if match is None:
        return None
    unit = match["unit"] or {"kroner": "mill", "per cent": "prosent", "number": "tal"}[figure.kind]
    if (unit in _SCALES) != (figure.kind == "kroner"):
        return None
    value = figure.value / _SCALES.get(unit, 1)
    decimals = int(match["decimals"]) if match["decimals"] else _decimals(unit, value)
    return _signed(value, decimals, match["signs"].strip(), situation)


def _decimals(unit: str, value: Decimal) -> int:
    if unit in ("mill", "mrd", "prosent"):
        return 1
    if unit in ("tal", "tall"):
        return min(2, max(0, -int(value.normalize().as_tuple().exponent)))
    return 0


def _signed(value: Decimal, decimals: int, signs: str, situation: Situation) -> str:
    shown = abs(value) if signs in ("abs", "endring") else value
    words = amount_text(shown, situation.form, decimals, sign=signs == "+", group_four=False)
    if signs != "endring":
        return words
    direction = "up" if value > 0 else "down" if value < 0 else "same"
    verb = label(f"finance-change-{direction}", situation.form)
    return verb if value == 0 else f"{verb} {words}"


def _all_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    yield from _schedule_figures(situation)
    yield from _report_figures(situation)
    yield from _measure_figures(situation)
    yield from _investment_figures(situation)
    yield from _indicator_figures(situation)
    yield from _people_figures(situation)
    yield from _kostra_figures(situation)
    for aim in situation.plan.financial_targets:
        if aim.target is not None:
            yield f"maltall.{aim.figure}", KnownFigure(aim.target, "per cent")
        for year, amount in aim.amounts.items():
            yield f"maltall.{aim.figure}.{year}", KnownFigure(amount, "kroner")


def _kostra_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    for figure in situation.plan.kostra:
        for name, value in figure.values.items():
            yield f"kostra.{figure.id}.{slug(name)}.{figure.year}", KnownFigure(value, "number")
    for figure in latest(situation.plan.kostra):
        for name, value in figure.values.items():
            yield f"kostra.{figure.id}.{slug(name)}", KnownFigure(value, "number")
        if (apart := potential(figure)) is not None:
            yield f"kostra.{figure.id}.potensial", KnownFigure(apart, "kroner")


def _schedule_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    names = {area.name: area.id for area in situation.plan.areas}
    for schedule in situation.statement.schedules:
        for line in schedule.lines:
            for column, value in zip(schedule.columns, line.values, strict=False):
                if value is not None:
                    for year in _year_names(column, schedule.columns):
                        for name in _line_names(line, names):
                            yield f"{schedule.id}.{name}.{year}", KnownFigure(value, "kroner")
        if schedule.id == "5-6":
            yield from _result_shares(schedule)


def _line_names(line: ScheduleLine, areas: Mapping[str, str]) -> tuple[str, ...]:
    """A numbered line by its number; a row of an area or project by its key, by its name, and an area by its id."""
    if line.kind != "row":
        return () if line.nr is None else (str(line.nr),)
    return tuple(dict.fromkeys(name for name in (line.key, slug(line.label), areas.get(line.label, "")) if name))


def _result_shares(schedule: Schedule) -> Iterator[tuple[str, KnownFigure]]:
    results, incomes = schedule.line(24).values, schedule.line(9).values
    for column, result, income in zip(schedule.columns, results, incomes, strict=True):
        if result is not None and income:
            for year in _year_names(column, schedule.columns):
                yield f"ndr-prosent.{year}", KnownFigure(100 * result / income, "per cent")


def _year_names(column: ColumnKey, columns: tuple[ColumnKey, ...]) -> Iterator[str]:
    yield f"{column.year}/{column.version}"
    same_year = [other for other in columns if other.year == column.year]
    # The bare year is the newest version of that year that the table has, which is the last of its columns.
    if column == same_year[-1]:
        yield str(column.year)


def _report_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    fields: dict[str, Callable[[AreaReport], Decimal]] = {
        "actual": lambda r: r.actual,
        "period-budget": lambda r: r.period_budget,
        "period-deviation": lambda r: r.period_budget - r.actual,
        "budget": lambda r: r.budget,
        "forecast": lambda r: r.forecast,
        "deviation": lambda r: r.budget - r.forecast,
    }
    reports = situation.plan.reports
    groups = [(report.area, [report]) for report in reports] + ([("sum", list(reports))] if reports else [])
    for name, group in groups:
        for field, value in fields.items():
            yield f"rapport.{name}.{field}", KnownFigure(sum((value(r) for r in group), Decimal(0)), "kroner")
        budget = sum((report.budget for report in group), Decimal(0))
        deviation = sum((report.budget - report.forecast for report in group), Decimal(0))
        if budget:
            yield f"rapport.{name}.deviation-prosent", KnownFigure(100 * deviation / budget, "per cent")


def _measure_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    sums: dict[str, Decimal] = {}
    for measure in situation.plan.measures:
        for year, amount in measure.amounts.items():
            yield f"tiltak.{measure.id}.{year}", KnownFigure(amount, "kroner")
            for name in (f"tiltak.{measure.area}.{year}", f"tiltak.sum.{year}"):
                sums[name] = sums.get(name, Decimal(0)) + amount
    yield from ((name, KnownFigure(value, "kroner")) for name, value in sums.items())


def _investment_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    projects = situation.plan.investments
    for project in projects:
        for field in ("total", "granted", "used", "forecast"):
            known = getattr(project, field)
            if known is not None:
                yield f"investering.{project.id}.{field}", KnownFigure(known, "kroner")
        for year, amount in project.amounts.items():
            yield f"investering.{project.id}.{year}", KnownFigure(amount, "kroner")
    for field in ("total", "granted", "used", "forecast"):
        value = total([getattr(project, field) for project in projects])
        if value is not None:
            yield f"investering.sum.{field}", KnownFigure(value, "kroner")
    for year in sorted({year for project in projects for year in project.amounts}):
        whole = sum((project.amounts.get(year, Decimal(0)) for project in projects), Decimal(0))
        yield f"investering.sum.{year}", KnownFigure(whole, "kroner")
    yield from _adjustment_figures(situation)


def _adjustment_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    for adjustment in situation.plan.adjustments:
        yield f"justering.{adjustment.number}", KnownFigure(adjustment.amount, "kroner")
    for fund in sorted({adjustment.fund for adjustment in situation.plan.adjustments}):
        rises = [a.amount for a in situation.plan.adjustments if a.fund == fund and a.amount > 0]
        yield f"endring.{fund}", KnownFigure(sum(rises, Decimal(0)), "kroner")


def _indicator_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    for indicator in situation.plan.indicators:
        values = {str(year): value for year, value in indicator.values.items()}
        for name, value in {"baseline": indicator.baseline, "target": indicator.target, **values}.items():
            if value is not None:
                yield f"indikator.{indicator.id}.{name}", KnownFigure(value, "number")


def _people_figures(situation: Situation) -> Iterator[tuple[str, KnownFigure]]:
    for presence in situation.plan.presence:
        for field in ("short_term", "long_term", "total", "total_last_year", "target"):
            value = getattr(presence, field)
            if value is not None:
                yield f"fravaer.{presence.area or 'sum'}.{field.replace('_', '-')}", KnownFigure(value, "per cent")
        if presence.man_years is not None and presence.area:
            yield f"arsverk.{presence.area}", KnownFigure(presence.man_years, "number")
    man_years = total([presence.man_years for presence in situation.plan.presence])
    if man_years is not None:
        yield "arsverk.sum", KnownFigure(man_years, "number")
