"""Expected benefits (gevinster) of measures: in cost, quality or time, with what they are measured by."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assembler.compose.cells import number_cell, row, text, text_cell
from assembler.compose.maker import Options
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Cell, Column, Row, Table
from assembler.messages.numbers import amount_text
from assembler.plan.decisions import Benefit
from assembler.plan.model import Measure


def benefits(situation: Situation, options: Options) -> Blocks:
    """The benefits of the measures of the chapter's area, or of all, grouped by measure.

    `texts` false leaves out when they are measured and what they free in each year.
    """
    texts = options.get("texts", True)
    wanted = [m for m in situation.plan.measures if situation.area is None or m.area == situation.area.id]
    made = [(measure, [b for b in situation.plan.benefits if b.measure == measure.id]) for measure in wanted]
    rows = [part for measure, own in made if own for part in _measure_rows(situation, measure, own, texts=texts)]
    if not rows:
        return ()
    table = Table(
        id=f"gevinster-{situation.area.id}" if situation.area else "gevinster",
        title=text(situation.titled("benefits-title")),
        columns=(
            Column(situation.word("benefit"), "label"),
            Column(situation.word("benefit-kind"), "text", width=Decimal(16)),
            Column(situation.word("unit"), "text", width=Decimal(29)),
            Column(situation.word("baseline"), "number", width=Decimal(24)),
            Column(situation.word("target"), "number", emphasis=True, width=Decimal(14)),
            Column(situation.word("responsible"), "text", width=Decimal(42)),
        ),
        rows=tuple(rows),
        subtitle=situation.word("benefits-subtitle"),
        description=situation.word("benefits-description"),
        layout="measures",
    )
    return (table,)


def _measure_rows(situation: Situation, measure: Measure, own: Sequence[Benefit], *, texts: bool) -> Iterator[Row]:
    yield row((text_cell(f"{measure.id} {measure.title}"),), "group")
    for one in own:
        yield _benefit_row(situation, one)
        words = " ".join(_benefit_words(situation, one)) if texts else ""
        if words:
            yield Row((Cell(text(words)),), "detail")


def _benefit_row(situation: Situation, one: Benefit) -> Row:
    freed = _freed(situation, one)
    unit = situation.word("benefit-unit", unit=situation.unit_text) if freed is not None else one.unit
    target = one.target if freed is None else freed
    numbers = [number for number in (one.baseline, target) if number is not None]
    decimals = max((max(0, -int(number.normalize().as_tuple().exponent)) for number in numbers), default=0)
    return row(
        (
            text_cell(one.title),
            text_cell(situation.word(f"benefit-{one.kind}")),
            text_cell(unit),
            number_cell(situation, one.baseline, decimals),
            number_cell(situation, target, 0 if freed is not None else decimals),
            text_cell(one.responsible),
        )
    )


def _freed(situation: Situation, one: Benefit) -> Decimal | None:
    """What a benefit in cost frees in the last year, in the plan's unit, where it has no target of its own."""
    if one.target is not None or not one.amounts:
        return None
    return one.amounts[max(one.amounts)] / situation.plan.unit


def _benefit_words(situation: Situation, one: Benefit) -> Iterator[str]:
    if one.baseline_year and one.target_year:
        yield situation.word("benefit-years", first=one.baseline_year, last=one.target_year)
    if one.points:
        yield situation.word("benefit-points", points=one.points[:1].lower() + one.points[1:])
    freed = [(year, amount) for year, amount in sorted(one.amounts.items()) if amount]
    if freed:
        shown = [(year, amount_text(amount / situation.plan.unit, situation.form, 0)) for year, amount in freed]
        listed = ", ".join(situation.word("benefit-year", year=year, amount=amount) for year, amount in shown)
        yield situation.word("benefit-freed", unit=situation.unit_text, amounts=listed)
