"""How an area's frame comes about (rammeendring): opening frame, growth, adjustments, measures, new frame."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, amount_column, row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.makers.charts import alternative_text, millions
from assembler.compose.periods import newest, plan_years, year_columns
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Chart, Column, Row, Table
from assembler.document.chart import ChartData, Point, Series
from assembler.finance.frames import STEPS, Frame, FrameStep, frames
from assembler.finance.ledger import ColumnKey
from assembler.messages.catalogue import label
from assembler.messages.numbers import rounded
from assembler.plan.model import Area


def frame_table(situation: Situation, _options: Options) -> Blocks:
    """The way from last year's frame to the new ones, for the chapter's area or for every area that has changes."""
    areas = [situation.area] if situation.area else list(situation.plan.areas)
    made = {frame.area: frame for frame in _frames(situation)}
    return tuple(_table(situation, area, made[area.name]) for area in areas if made.get(area.name, _EMPTY).steps)


_EMPTY = Frame("", (), (), None, None)


def _frames(situation: Situation) -> tuple[Frame, ...]:
    """The frames by the names of their areas, held against § 5-4 second paragraph where it has all the years."""
    schedule = situation.statement.schedule("5-4-2")
    columns = [] if schedule is None else [newest(schedule, year) for year in plan_years(situation)]
    known = [column for column in columns if column is not None]
    tied = schedule if known and len(known) == len(columns) else None
    return frames(_steps(situation), tied, known if tied else ())


def _steps(situation: Situation) -> Iterator[FrameStep]:
    years = plan_years(situation)
    for area in situation.plan.areas:
        own = [change for change in situation.plan.frame_changes if change.area == area.id]
        measures = [measure for measure in situation.plan.measures if measure.area == area.id]
        if not own and not measures:
            continue
        if not any(change.kind == "opening" for change in own):
            yield from _opening(situation, area)
        for change in own:
            yield FrameStep(area.name, change.kind, change.title, _amounts(change.amounts, years))
        for measure in measures:
            yield FrameStep(area.name, "measure", measure.title, _amounts(measure.amounts, years))


def _amounts(amounts: dict[int, Decimal], years: tuple[int, ...]) -> tuple[Decimal, ...]:
    return tuple(amounts.get(year, Decimal(0)) for year in years)


def _opening(situation: Situation, area: Area) -> Iterator[FrameStep]:
    """Last year's budget of the area, when the ledgers have it."""
    schedule = situation.statement.schedule("5-4-2")
    before = None if schedule is None else newest(schedule, situation.plan.year - 1)
    if schedule is None or before is None:
        return
    for line in schedule.lines:
        if line.kind == "row" and line.label == area.name:
            amount = line.values[before] or Decimal(0)
            years = plan_years(situation)
            yield FrameStep(
                area.name, "opening", _budget_name(situation, schedule.columns[before]), (amount,) * len(years)
            )


def _budget_name(situation: Situation, key: ColumnKey) -> str:
    return f"{situation.word(f'column-{key.version}')} {key.year}"


def _table(situation: Situation, area: Area, frame: Frame) -> Table:
    plan = situation.plan
    return Table(
        id=f"ramme-{area.id}",
        title=text(f"{area.name}: {_lower(situation.word('frames-title', before=plan.year - 1, year=plan.year))}"),
        columns=(Column(situation.word("frames-step"), "label"), *year_columns(situation)),
        rows=tuple(_rows(situation, frame)),
        subtitle=situation.unit_text,
        description=situation.word("frames-description"),
    )


def _rows(situation: Situation, frame: Frame) -> Iterable[Row]:
    for kind in STEPS:
        own = [step for step in frame.steps if step.kind == kind]
        for step in own:
            cells = (amount_cell(situation, amount, sign=kind != "opening") for amount in step.amounts)
            yield row((text_cell(step.text), *cells))
        if len(own) > 1:
            cells = (amount_cell(situation, amount, sign=kind != "opening") for amount in frame.sum_of(kind))
            yield row((text_cell(f"{situation.word('sum')} {_name(situation, kind)}"), *cells), "sum")
    new = (amount_cell(situation, amount) for amount in frame.new)
    yield row((text_cell(label("finance-step-new", situation.form)), *new), "result")
    if frame.difference is not None and any(frame.difference):
        off = (amount_cell(situation, amount, sign=True) for amount in frame.difference)
        yield row((text_cell(situation.word("frames-difference")), *off))


def _name(situation: Situation, kind: str) -> str:
    return _lower(_name_of(situation, kind))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def frame_overview(situation: Situation, _options: Options) -> Blocks:
    """The way to the new frame of every area, in the budget year: a row an area, a column a kind of change."""
    made = {frame.area: frame for frame in _frames(situation) if frame.steps}
    own = [made[area.name] for area in situation.plan.areas if area.name in made]
    if not own:
        return ()
    year = situation.plan.year
    table = Table(
        id="rammeendringer",
        title=text(situation.word("frames-title", before=year - 1, year=year)),
        columns=(
            Column(situation.word("area"), "label"),
            *(amount_column(_name_of(situation, kind), "21") for kind in STEPS),
            Column(situation.word("column-budget"), "amount", str(year), "budget", emphasis=True, width=Decimal(21)),
        ),
        rows=(*(_overview_row(situation, frame) for frame in own), _overview_sum(situation, own)),
        subtitle=situation.unit_text,
        description=situation.word("frames-overview-description"),
    )
    return (table,)


def _overview_row(situation: Situation, frame: Frame) -> Row:
    steps = (amount_cell(situation, _first(frame.sum_of(kind)), sign=kind != "opening") for kind in STEPS)
    return row((text_cell(frame.area), *steps, amount_cell(situation, frame.new[0])))


def _overview_sum(situation: Situation, own: Sequence[Frame]) -> Row:
    sums = [(kind, sum((_first(frame.sum_of(kind)) for frame in own), Decimal(0))) for kind in STEPS]
    cells = (amount_cell(situation, value, sign=kind != "opening") for kind, value in sums)
    new = sum((frame.new[0] for frame in own), Decimal(0))
    return row((text_cell(situation.word("sum")), *cells, amount_cell(situation, new)), "result")


def _first(amounts: Sequence[Decimal]) -> Decimal:
    return amounts[0] if amounts else Decimal(0)


def frame_chart(situation: Situation, _options: Options) -> Blocks:
    """What the frame of the chapter's area grows and shrinks by in the budget year, in million kroner."""
    area = situation.area
    made = {frame.area: frame for frame in _frames(situation)}
    frame = made.get(area.name) if area else None
    if frame is None or area is None:
        return ()
    parts = [(name, amount) for name, amount in _changes(situation, frame) if amount]
    if len(parts) < 2:
        return ()
    whole = sum((amount for _, amount in parts), Decimal(0))
    points = (
        *(_change_point(situation, amount) for _, amount in parts),
        _change_point(situation, whole, emphasis=True),
    )
    names = (*(name for name, _ in parts), situation.word("frames-whole"))
    data = ChartData("change", names, (Series(situation.word("change"), points),))
    top = max(parts, key=lambda part: abs(part[1]))
    return (
        Chart(
            id=f"figur-ramme-{area.id}",
            title=text(situation.word("frames-finding", step=top[0], amount=millions(situation, top[1], sign=True))),
            data=data,
            alt=alternative_text(situation.word("frames-alt"), data),
            subtitle=situation.word("frames-chart-subtitle", before=situation.plan.year - 1, year=situation.plan.year),
            table=f"ramme-{area.id}",
        ),
    )


def _changes(situation: Situation, frame: Frame) -> Iterator[tuple[str, Decimal]]:
    """The kinds of change; measures that cost and measures that save apart."""
    for kind in STEPS[1:-1]:
        yield _name_of(situation, kind), _first(frame.sum_of(kind))
    amounts = [_first(step.amounts) for step in frame.steps if step.kind == "measure"]
    yield situation.word("frames-new"), sum((amount for amount in amounts if amount > 0), Decimal(0))
    yield situation.word("frames-savings"), sum((amount for amount in amounts if amount < 0), Decimal(0))


def _change_point(situation: Situation, kroner: Decimal, *, emphasis: bool = False) -> Point:
    return Point(rounded(kroner / 1_000_000, 1), millions(situation, kroner, sign=True), "change", emphasis)


def _name_of(situation: Situation, kind: str) -> str:
    return label(f"finance-step-{kind}", situation.form)
