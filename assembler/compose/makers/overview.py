"""Areas at a glance: key figures that open an area's chapter, and one table with the frames of all."""

from collections.abc import Iterator
from decimal import Decimal

from assembler.compose.cells import amount_cell, amount_column, number_cell, period_column, row, text, text_cell, total
from assembler.compose.figures import Figures, formatted
from assembler.compose.maker import Options
from assembler.compose.periods import budget_column, newest, plan_years
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Column, KeyFigure, KeyFigures, Row, Table
from assembler.finance.result import Schedule, ScheduleLine
from assembler.messages.numbers import amount_text, years_text

_MILLION = 1_000_000


def area_key_figures(situation: Situation, _options: Options) -> Blocks:
    """Frame and its change, man-years, measures and investments of the chapter's area; those that are known."""
    area = situation.area
    if area is None:
        return ()
    found = (_frame(situation), _man_years(situation), _measures(situation), _investments(situation))
    figures = tuple(figure for figure in found if figure is not None)
    return (KeyFigures(f"nokkeltal-{area.id}", figures),) if figures else ()


def _own_line(situation: Situation, schedule: Schedule | None) -> ScheduleLine | None:
    area = situation.area
    lines = () if schedule is None or area is None else schedule.lines
    return next((line for line in lines if line.kind == "row" and area and line.label == area.name), None)


def _frame(situation: Situation) -> KeyFigure | None:
    schedule = situation.statement.schedule("5-4-2")
    line = _own_line(situation, schedule)
    if schedule is None or line is None:
        return None
    year = situation.plan.year
    value = line.values[budget_column(situation, schedule)]
    if value is None:
        return None
    before = newest(schedule, year - 1)
    earlier = None if before is None else line.values[before]
    label = situation.word("area-frame", year=year)
    return KeyFigure(label, _millions(situation, value), situation.word("unit-mill"), _since(situation, value, earlier))


def _since(situation: Situation, value: Decimal, earlier: Decimal | None) -> str:
    if not earlier:
        return ""
    change = _millions(situation, value - earlier, sign=True)
    share = amount_text(100 * (value - earlier) / abs(earlier), situation.form, 1, sign=True)
    return situation.word("area-since", change=change, year=situation.plan.year - 1, share=share)


def _millions(situation: Situation, kroner: Decimal, *, sign: bool = False) -> str:
    return amount_text(kroner / _MILLION, situation.form, 1, sign=sign, group_four=False)


def _man_years(situation: Situation) -> KeyFigure | None:
    figures = Figures(situation)
    known = figures.find(f"arsverk.{situation.area.id}") if situation.area else None
    shown = None if known is None else formatted(known, "tal0", situation)
    return None if shown is None else KeyFigure(situation.word("man-years"), shown)


def _measures(situation: Situation) -> KeyFigure | None:
    own = [one for one in situation.plan.measures if situation.area and one.area == situation.area.id]
    amount = total([one.amounts.get(situation.plan.year) for one in own])
    if amount is None:
        return None
    label = situation.word("area-measures", year=situation.plan.year)
    unit = situation.word("unit-mill")
    return KeyFigure(label, _millions(situation, amount, sign=True), unit, situation.word("area-count", count=len(own)))


def _investments(situation: Situation) -> KeyFigure | None:
    years = plan_years(situation)
    own = [one for one in situation.plan.investments if situation.area and one.area == situation.area.id]
    amount = total([one.amounts.get(year) for one in own for year in years])
    if not amount:
        return None
    label = situation.word("area-investments", years=years_text(years[0], years[-1]))
    unit = situation.word("unit-mill")
    return KeyFigure(label, _millions(situation, amount), unit, situation.word("area-projects", count=len(own)))


def area_brief(situation: Situation, _options: Options) -> Blocks:
    """The frame of every area this year and next, with the change (§ 5-4 second paragraph)."""
    schedule = situation.statement.schedule("5-4-2")
    if schedule is None or not schedule.columns:
        return ()
    at = budget_column(situation, schedule)
    before = newest(schedule, situation.plan.year - 1)
    shown = [one for one in (before, at) if one is not None]
    change = () if before is None else (
        amount_column(situation.word("change"), "22"),
        Column(situation.word("change-per-cent"), "number", width=Decimal(20)),
    )  # fmt: skip
    table = Table(
        id="omrader",
        title=text(situation.word("brief-title", year=situation.plan.year)),
        columns=(
            Column(situation.word("area"), "label"),
            *(period_column(situation, schedule.columns[one], Decimal(24)) for one in shown),
            *change,
        ),
        rows=tuple(_brief_rows(situation, schedule, before, at)),
        subtitle=situation.word("brief-subtitle", unit=situation.unit_text),
        description=situation.word("brief-description"),
    )
    return (table,)


def _brief_rows(situation: Situation, schedule: Schedule, before: int | None, at: int) -> Iterator[Row]:
    for line in schedule.lines:
        if line.kind == "heading" or not line.values:
            continue
        value = line.values[at] or Decimal(0)
        cells = [text_cell(line.label or situation.word("unnamed-area"))]
        if before is None:
            cells.append(amount_cell(situation, value))
        else:
            earlier = line.values[before] or Decimal(0)
            share = 100 * (value - earlier) / abs(earlier) if earlier else None
            cells += [amount_cell(situation, earlier), amount_cell(situation, value)]
            cells += [amount_cell(situation, value - earlier, sign=True), number_cell(situation, share, 1, sign=True)]
        yield row(cells, "result" if line.kind in ("sum", "result") else "body")
