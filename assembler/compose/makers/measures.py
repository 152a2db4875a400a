"""Measures (tiltak): what each changes in each year, and the text that explains it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, detail, row, text, text_cell, total
from assembler.compose.maker import Options
from assembler.compose.periods import plan_years, year_columns
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Column, Row, RowKind, Table
from assembler.plan.model import Measure


def measures(situation: Situation, options: Options) -> Blocks:
    """Measures of the chapter's area, or of all areas under their names.

    `texts` false leaves out the explanations; `most` keeps those that change most in the period, ordered by size, and
    says how many there are in all.
    """
    own = [m for m in situation.plan.measures if situation.area is None or m.area == situation.area.id]
    if not own:
        return ()
    most = options.get("most")
    largest = most is not None and len(own) > most
    table = Table(
        id=f"tiltak-{situation.area.id}" if situation.area else "tiltak",
        title=text(situation.titled("measures-largest" if largest else "measures-title")),
        columns=(
            Column(situation.word("number"), "line-number", width=Decimal(13)),
            Column(situation.word("measure"), "label"),
            *year_columns(situation),
        ),
        rows=(
            *_rows(situation, own, options),
            _sum_row(situation, _all_word(situation, own, largest=largest), own, "result"),
        ),
        subtitle=situation.word("measures-subtitle", unit=situation.unit_text),
        description=situation.word("measures-description"),
        layout="measures",
    )
    return (table,)


def _all_word(situation: Situation, own: Sequence[Measure], *, largest: bool) -> str:
    return situation.word("measures-all-of", count=len(own)) if largest else situation.word("measures-all")


def _rows(situation: Situation, own: Sequence[Measure], options: Options) -> Iterator[Row]:
    texts, most = options.get("texts", True), options.get("most")
    if situation.area is not None or most is not None or len({measure.area for measure in own}) < 2:
        kept = own if most is None else sorted(own, key=lambda one: -_size(situation, one))[:most]
        yield from (part for measure in kept for part in _measure_rows(situation, measure, texts=texts))
        return
    for area in situation.plan.areas:
        group = [measure for measure in own if measure.area == area.id]
        if group:
            yield row((text_cell(area.name),), "group")
            yield from (part for measure in group for part in _measure_rows(situation, measure, texts=texts))
            if len(group) > 1:
                yield _sum_row(situation, area.name, group, "sum")


def _size(situation: Situation, measure: Measure) -> Decimal:
    amounts = (measure.amounts.get(year, Decimal(0)) for year in plan_years(situation))
    return sum((abs(amount) for amount in amounts), Decimal(0))


def _measure_rows(situation: Situation, measure: Measure, *, texts: bool) -> Iterator[Row]:
    amounts = (amount_cell(situation, measure.amounts.get(year), sign=True) for year in plan_years(situation))
    yield row((text_cell(measure.id), text_cell(measure.title), *amounts))
    if texts:
        yield from detail(measure.text)


def _sum_row(situation: Situation, name: str, group: Sequence[Measure], kind: RowKind) -> Row:
    sums = (total([measure.amounts.get(year) for measure in group]) for year in plan_years(situation))
    cells = (amount_cell(situation, value, sign=True) for value in sums)
    return row((text_cell(situation.word("sum")), text_cell(name), *cells), kind)
