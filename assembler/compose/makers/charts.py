"""Charts: the title states the finding, the subtitle the measure; alternative text lists the values."""

from decimal import Decimal

from assembler.compose.cells import text
from assembler.compose.maker import Options
from assembler.compose.periods import budget_column
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Chart
from assembler.document.chart import Basis, ChartData, Point, Series, Target
from assembler.messages.numbers import amount_text, rounded

_MILLION = 1_000_000


def millions(situation: Situation, kroner: Decimal, *, sign: bool = False) -> str:
    """Kroner as millions with one decimal."""
    return amount_text(kroner / _MILLION, situation.form, 1, sign=sign, group_four=False)


def alternative_text(lead: str, data: ChartData) -> str:
    """The chart in words: what it is, then every value by category."""
    parts = [
        f"{category}: {', '.join(_named(series, position, data) for series in data.series)}"
        for position, category in enumerate(data.categories)
    ]
    target = f" {data.target.text}." if data.target else ""
    return f"{lead}. {'; '.join(parts)}.{target}"


def _named(series: Series, position: int, data: ChartData) -> str:
    value = series.points[position].text
    return f"{series.name} {value}" if len(data.series) > 1 else value


def deviation_chart(situation: Situation, _options: Options) -> Blocks:
    """Forecast deviation for each area, in million kroner, with the whole last."""
    reports = situation.plan.reports
    if not reports:
        return ()
    names = {area.id: area.short or area.name for area in situation.plan.areas}
    deviations = [(names[report.area], report.budget - report.forecast) for report in reports]
    whole = sum((value for _, value in deviations), Decimal(0))
    worst = min(deviations, key=lambda pair: pair[1])
    points = [_change(situation, value) for _, value in deviations] + [_change(situation, whole, emphasis=True)]
    data = ChartData(
        "change",
        (*(name for name, _ in deviations), situation.word("whole")),
        (Series(situation.word("year-deviation"), tuple(points)),),
    )
    finding = "deviation-chart-worst" if worst[1] < 0 else "deviation-chart-good"
    return (
        Chart(
            id="figur-avvik",
            title=text(situation.word(finding, area=worst[0], amount=millions(situation, abs(worst[1])))),
            data=data,
            alt=alternative_text(situation.word("deviation-chart-alt"), data),
            subtitle=situation.word("deviation-chart-subtitle", year=situation.plan.year),
            table="resultat",
        ),
    )


def _change(situation: Situation, value: Decimal, *, emphasis: bool = False) -> Point:
    shown = rounded(value / _MILLION, 1)
    return Point(shown, millions(situation, value, sign=True), "change", emphasis)


def presence_chart(situation: Situation, _options: Options) -> Blocks:
    """Sick leave this year beside last year, for each area."""
    plan = situation.plan
    people = [p for p in plan.presence if p.area and p.total is not None and p.total_last_year is not None]
    if len(people) < 2:
        return ()
    names = {area.id: area.short or area.name for area in situation.plan.areas}
    categories = tuple(names[person.area] for person in people)
    own = [_plain(situation, person.total or Decimal(0), "own", emphasis=True) for person in people]
    before = [_plain(situation, person.total_last_year or Decimal(0), "group") for person in people]
    now, then = _two_years(situation)
    data = ChartData("grouped-bars", categories, (Series(now, tuple(own)), Series(then, tuple(before))))
    fell = sum(1 for p in people if (p.total or 0) < (p.total_last_year or 0))
    return (
        Chart(
            id="figur-fravaer",
            title=text(
                situation.word(f"presence-chart-{'title' if plan.period else 'fell'}", count=fell, areas=len(people))
            ),
            data=data,
            alt=alternative_text(situation.word("presence-chart-alt"), data),
            subtitle=situation.word(f"presence-chart-{'subtitle' if plan.period else 'years'}", period=plan.period),
            table="sjukefravaer",
        ),
    )


def _two_years(situation: Situation) -> tuple[str, str]:
    """What the two bars are called: years in a report on a part of one, else the last year and the one before."""
    plan = situation.plan
    if plan.period:
        return str(plan.year), str(plan.year - 1)
    return situation.word("presence-last-year-whole"), situation.word("presence-year-before")


def _plain(situation: Situation, value: Decimal, basis: Basis, *, emphasis: bool = False) -> Point:
    shown = rounded(value, 1)
    return Point(shown, amount_text(shown, situation.form, 1, group_four=False), basis, emphasis)


def area_bars(situation: Situation, _options: Options) -> Blocks:
    """The net frame of each area (§ 5-4 second paragraph), largest first, in million kroner."""
    schedule = situation.statement.schedule("5-4-2")
    rows = [] if schedule is None else [line for line in schedule.lines if line.kind == "row" and line.values]
    amounts = [(line.label, line.values[budget_column(situation, schedule)]) for line in rows] if schedule else []
    frames = sorted(((label, value) for label, value in amounts if value), key=lambda pair: -pair[1])
    if len(frames) < 2:
        return ()
    spent = [(label, value) for label, value in frames if value > 0][:15]
    whole = sum((value for _, value in frames if value > 0), Decimal(0))
    points = tuple(Point(rounded(v / _MILLION, 1), millions(situation, v), "budget") for _, v in spent)
    data = ChartData("bars", tuple(label for label, _ in spent), (Series(situation.word("column-budget"), points),))
    top = spent[0]
    share = amount_text(100 * top[1] / whole, situation.form, 0)
    return (
        Chart(
            id="figur-rammer",
            title=text(situation.word("area-bars-title", area=top[0], share=share)),
            data=data,
            alt=alternative_text(situation.word("area-bars-alt"), data),
            subtitle=situation.word("area-bars-subtitle", year=situation.plan.year, count=len(spent)),
            table="skjema-5-4-2",
        ),
    )


def income_bars(situation: Situation, _options: Options) -> Blocks:
    """Where the operating income comes from: lines 1–8 of § 5-6, in million kroner."""
    return _line_bars(situation, "income", range(1, 9), 9)


def expense_bars(situation: Situation, _options: Options) -> Blocks:
    """What the operating expenditure is: lines 10–14 of § 5-6, in million kroner."""
    return _line_bars(situation, "expense", range(10, 15), 15)


def _line_bars(situation: Situation, side: str, numbers: range, sum_number: int) -> Blocks:
    schedule = situation.statement.schedule("5-6")
    if schedule is None or not schedule.columns:
        return ()
    at = budget_column(situation, schedule)
    lines = [(schedule.line(number).label, schedule.line(number).values[at]) for number in numbers]
    shown = sorted(((label, value) for label, value in lines if value), key=lambda pair: -pair[1])
    whole = schedule.line(sum_number).values[at]
    if not shown or not whole:
        return ()
    points = tuple(Point(rounded(v / _MILLION, 1), millions(situation, v), "budget") for _, v in shown)
    data = ChartData("bars", tuple(label for label, _ in shown), (Series(situation.word("column-budget"), points),))
    share = amount_text(100 * shown[0][1] / whole, situation.form, 0)
    return (
        Chart(
            id=f"figur-{side}",
            title=text(situation.word(f"line-bars-{side}-title", label=shown[0][0], share=share)),
            data=data,
            alt=alternative_text(situation.word(f"line-bars-{side}-alt"), data),
            subtitle=situation.word("line-bars-subtitle", year=situation.plan.year),
            table="skjema-5-6",
        ),
    )


def indicator_chart(situation: Situation, options: Options) -> Blocks:
    """One indicator through the years with its target; `indicator` names it."""
    found = [i for i in situation.plan.indicators if i.id == options.get("indicator") and len(i.values) > 1]
    if not found:
        return ()
    indicator = found[0]
    years = sorted(indicator.values)
    points = tuple(_plain(situation, indicator.values[year], "") for year in years)
    target = None
    if indicator.target is not None:
        words = amount_text(indicator.target, situation.form, 1, group_four=False)
        target = Target(indicator.target, situation.word("target-named", value=words))
    data = ChartData("columns", tuple(str(year) for year in years), (Series(indicator.title, points),), target)
    return (
        Chart(
            id=f"figur-{indicator.id}",
            title=text(indicator.title),
            data=data,
            alt=alternative_text(indicator.title, data),
            subtitle=f"{indicator.unit}, {years[0]}–{years[-1]}",
            source=indicator.source,
        ),
    )
