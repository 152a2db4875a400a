"""What is decided and how: amendments of the proposal with their reasons, verbal decisions, the public inspection."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assembler.compose.cells import amount_cell, detail, row, text, text_cell, total
from assembler.compose.maker import Options
from assembler.compose.periods import plan_years, year_columns
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks, Column, FactBox, Paragraph, Row, Table
from assembler.messages.numbers import long_date, month_text
from assembler.plan.decisions import Amendment, VerbalDecision

_FUNDS = ("drift", "investering")


def amendments(situation: Situation, options: Options) -> Blocks:
    """The amendments in effect, operating and investment apart, each with its reason and who proposed it.

    `texts` false leaves out the reasons.
    """
    texts = options.get("texts", True)
    made = [(fund, [one for one in situation.plan.amendments if one.fund == fund]) for fund in _FUNDS]
    return tuple(_amendment_table(situation, fund, own, texts=texts) for fund, own in made if own)


def _amendment_table(situation: Situation, fund: str, own: Sequence[Amendment], *, texts: bool) -> Table:
    years = plan_years(situation)
    sums = [total([one.amounts.get(year) for one in own]) for year in years]
    cells = (text_cell(situation.word("sum")), text_cell(situation.word("amendments-all")))
    rows = [part for one in own for part in _amendment_rows(situation, one, texts=texts)]
    return Table(
        id=f"vedtaksendringer-{fund}",
        title=text(situation.word(f"amendments-title-{fund}")),
        columns=(
            Column(situation.word("number"), "line-number", width=Decimal(13)),
            Column(situation.word("change"), "label"),
            *year_columns(situation),
        ),
        rows=(*rows, row((*cells, *(amount_cell(situation, value, sign=True) for value in sums)), "result")),
        subtitle=situation.word("amendments-subtitle", unit=situation.unit_text),
        description=situation.word("amendments-description"),
        layout="measures",
    )


def _amendment_rows(situation: Situation, one: Amendment, *, texts: bool) -> Iterator[Row]:
    amounts = (amount_cell(situation, one.amounts.get(year, Decimal(0)), sign=True) for year in plan_years(situation))
    yield row((text_cell(one.number), text_cell(one.title), *amounts))
    if texts:
        yield from detail(" ".join(part for part in _amendment_words(situation, one) if part))


def _amendment_words(situation: Situation, one: Amendment) -> Iterator[str]:
    names = {area.id: area.name for area in situation.plan.areas}
    yield f"{names.get(one.area, one.area)}."
    if one.measure or one.investment:
        yield situation.word("amendments-changes", number=one.measure or one.investment)
    yield one.reason
    if one.proposed_by:
        yield situation.word("proposed-by", who=one.proposed_by)


def verbal_decisions(situation: Situation, _options: Options) -> Blocks:
    """The decisions in words, with who proposed them and who follows them up."""
    own = situation.plan.verbal_decisions
    if not own:
        return ()
    columns = (
        Column(situation.word("number"), "label", width=Decimal(16)),
        Column(situation.word("resolution"), "text"),
        Column(situation.word("proposer"), "text", width=Decimal(32)),
        Column(situation.word("followed-up"), "text", width=Decimal(36)),
    )
    table = Table(
        id="verbalvedtak",
        title=text(situation.word("verbal-title")),
        columns=columns,
        rows=tuple(_verbal_row(situation, one) for one in own),
        subtitle=situation.word("verbal-subtitle"),
        description=situation.word("verbal-description"),
        layout="measures",
    )
    return (table,)


def _verbal_row(situation: Situation, one: VerbalDecision) -> Row:
    names = {area.id: area.short or area.name for area in situation.plan.areas}
    followed = [names.get(one.area, ""), month_text(one.due, situation.form)]
    words = (one.number, one.text, one.proposed_by, ", ".join(part for part in followed if part))
    return row([text_cell(word) for word in words])


def hearing(situation: Situation, _options: Options) -> Blocks:
    """The public inspection (kommuneloven § 14-3): from when, until when, how to respond, how to cite."""
    known = situation.plan.hearing
    if known is None:
        return ()
    deadline = long_date(known.deadline, situation.form)
    opens = "" if known.opens is None else long_date(known.opens, situation.form)
    lines = [
        situation.word("hearing-open", opens=opens, deadline=deadline) if opens else "",
        situation.word("hearing-deadline", deadline=deadline),
        *known.respond.split("\n"),
        situation.word("hearing-cite") if situation.edition.hearing else "",
    ]
    box = tuple(Paragraph(text(line)) for line in lines if line)
    return (FactBox("horingsfrist", text(situation.word("hearing-title")), box),)
