"""KOSTRA: the municipality beside others, and what it would cost to be like them."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, number_cell, row, text, text_cell
from assembler.compose.comparison import compared_with, latest, potential
from assembler.compose.maker import Options
from assembler.compose.makers.charts import alternative_text
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Chart, Column, Row, Table
from assembler.document.chart import Basis, ChartData, Point, Series
from assembler.messages.numbers import amount_text
from assembler.plan.model import KostraFigure


def kostra_chart(situation: Situation, options: Options) -> Blocks:
    """Key figures in their last year: own municipality beside the groups, a chart for each unit.

    Those of the chapter's area; elsewhere all, or with `areas` false those of the whole municipality.
    """
    own = [figure for figure in latest(situation.plan.kostra) if _is_wanted(situation, figure, options)]
    units = list(dict.fromkeys((figure.unit, tuple(figure.values), figure.year) for figure in own))
    return tuple(
        _chart(situation, [f for f in own if (f.unit, tuple(f.values), f.year) == unit], number)
        for number, unit in enumerate(units, 1)
    )


def _is_wanted(situation: Situation, figure: KostraFigure, options: Options) -> bool:
    if situation.area is not None:
        return figure.area == situation.area.id
    return bool(options.get("areas", True)) or not figure.area


def _chart(situation: Situation, figures: Sequence[KostraFigure], number: int) -> Chart:
    bases: tuple[Basis, ...] = ("own", "group", "country")
    names = list(figures[0].values)
    decimals = max(max(0, -int(v.as_tuple().exponent)) for f in figures for v in f.values.values())
    series = tuple(
        Series(name, tuple(_point(situation, f.values[name], decimals, bases[min(position, 2)]) for f in figures))
        for position, name in enumerate(names)
    )
    data = ChartData("grouped-bars", tuple(figure.title for figure in figures), series)
    area = f"-{situation.area.id}" if situation.area else ""
    return Chart(
        id=f"kostra{area}-{number}",
        title=text(_finding(situation, figures)),
        data=data,
        alt=alternative_text(situation.word("kostra-alt"), data),
        subtitle=f"{figures[0].unit[:1].upper()}{figures[0].unit[1:]}, {figures[0].year}",
        source="; ".join(dict.fromkeys(figure.source for figure in figures)),
    )


def _finding(situation: Situation, figures: Sequence[KostraFigure]) -> str:
    """What one is to see: how far from the group one figure is, or how many of several are higher."""
    names = list(figures[0].values)
    if len(names) < 2:
        return figures[0].title
    group = compared_with(figures[0])
    pairs = [(figure.values[names[0]], figure.values[group]) for figure in figures]
    higher = sum(1 for own, other in pairs if own > other)
    if len(figures) > 1:
        lower = sum(1 for own, other in pairs if own < other)
        code, count = ("kostra-several", higher) if higher >= lower else ("kostra-several-lower", lower)
        return situation.word(code, name=names[0], group=group, count=count, of=len(figures))
    own, other = pairs[0]
    apart = abs(100 * (own - other) / other) if other else Decimal(0)
    direction = "same" if own == other else "higher" if own > other else "lower"
    share = amount_text(apart, situation.form, 0)
    return situation.word(f"kostra-{direction}", name=names[0], group=group, share=share, title=figures[0].title)


def _point(situation: Situation, value: Decimal, decimals: int, basis: Basis) -> Point:
    return Point(value, amount_text(value, situation.form, decimals, group_four=False), basis, basis == "own")


def kostra_potential(situation: Situation, _options: Options) -> Blocks:
    """What the distance to the group comes to in kroner, for the chapter's area or for all of them."""
    known = [one for one in latest(situation.plan.kostra) if potential(one) is not None]
    own = [one for one in known if situation.area is None or one.area == situation.area.id]
    if not own:
        return ()
    groups = dict.fromkeys(compared_with(one) for one in own)
    table = Table(
        id=f"potensial-{situation.area.id}" if situation.area else "potensial",
        title=text(situation.titled("potential-title")),
        columns=(
            Column(situation.word("key-figure"), "label"),
            Column(next(iter(own[0].values)), "number", width=Decimal(23)),
            *_group_columns(situation, tuple(groups)),
            Column(situation.word("volume"), "text", width=Decimal(34)),
            Column(situation.word("potential"), "amount", emphasis=True, width=Decimal(22)),
        ),
        rows=tuple(_potential_rows(situation, own, alone=len(groups) == 1)),
        subtitle=situation.word("potential-subtitle", unit=situation.unit_text),
        description=situation.word("potential-description"),
        notes=(
            text(situation.word("potential-note")),
            text(situation.word("sources", sources="; ".join(_sources(own)))),
        ),
        layout="measures",
    )
    return (table,)


def _group_columns(situation: Situation, groups: tuple[str, ...]) -> tuple[Column, ...]:
    """A column headed by the one group that all are held against, or one with its name and one with its figure."""
    if len(groups) == 1:
        return (Column(groups[0], "number", width=Decimal(30)),)
    return (
        Column(situation.word("compared"), "text", width=Decimal(32)),
        Column(situation.word("reference"), "number", width=Decimal(21)),
    )


def _sources(figures: Iterable[KostraFigure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{figure.source} ({figure.year})" for figure in figures))


def _potential_rows(situation: Situation, figures: Sequence[KostraFigure], *, alone: bool) -> Iterator[Row]:
    names = {area.id: area.name for area in situation.plan.areas}
    for area in dict.fromkeys(figure.area for figure in figures):
        if situation.area is None:
            yield row((text_cell(names.get(area, situation.word("whole"))),), "group")
        for figure in figures:
            if figure.area == area:
                yield _potential_row(situation, figure, alone=alone)


def _potential_row(situation: Situation, figure: KostraFigure, *, alone: bool) -> Row:
    group = compared_with(figure)
    own = next(iter(figure.values.values()))
    volume = "" if figure.volume is None else amount_text(figure.volume, situation.form)
    return row(
        (
            text_cell(figure.title),
            number_cell(situation, own),
            *(() if alone else (text_cell(group),)),
            number_cell(situation, figure.values[group]),
            text_cell(f"{volume} {figure.volume_unit}".strip()),
            amount_cell(situation, potential(figure), sign=True),
        )
    )
