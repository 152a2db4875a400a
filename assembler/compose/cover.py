"""The cover: words of the document type, and the hundred rings that share the budget out on the areas."""

import re
from decimal import Decimal
from typing import Final

from assembler.compose.periods import budget_column
from assembler.compose.situation import BINDING, Situation
from assembler.document.blocks import Cover, Share
from assembler.messages.numbers import NO_BREAK_SPACE, long_date, rounded

# "31. august" stays on one line.
_DATE: Final = re.compile(r"(?<=\d\.) (?=\w)")
# More labels than these cannot stand side by side beneath the rings.
_MOST_LABELS = 7


def cover(situation: Situation) -> Cover:
    """The cover of an edition; the rings are drawn only when the plan has areas with money."""
    plan = situation.plan
    words = situation.type.cover
    shares = hundredths(_frames(situation), situation.word("other-areas"))
    picture = next((p for p in plan.pictures if p.file.startswith("images/cover.")), None)
    return Cover(
        title=plan.title or situation.words(words.title),
        years=situation.words(words.years),
        subtitle=_DATE.sub(NO_BREAK_SPACE, plan.subtitle or situation.words(words.subtitle)),
        organisation=plan.municipality.name,
        date=", ".join(
            part for part in (situation.words(situation.edition.name), long_date(plan.date, situation.form)) if part
        ),
        stamp=_stamp(situation) or draft_stamp(situation),
        note=situation.word("cover-note") if shares else "",
        shares=shares,
        picture=picture.file if picture else "",
    )


def _stamp(situation: Situation) -> str:
    stamp = situation.words(situation.edition.stamp)
    hearing = situation.plan.hearing if situation.edition.hearing else None
    if not stamp or hearing is None:
        return stamp
    return situation.word("stamp-deadline", stamp=stamp, date=long_date(hearing.deadline, situation.form))


def draft_stamp(situation: Situation) -> str:
    """What is printed on an edition whose figures do not reconcile, for all to see; "" on others."""
    fails = any(check.holds is False and check.id in BINDING for check in situation.statement.checks)
    return situation.word("draft-stamp") if fails else ""


def _frames(situation: Situation) -> list[tuple[str, Decimal]]:
    schedule = situation.statement.schedule("5-4-2")
    if schedule is not None and schedule.columns:
        rows = [line for line in schedule.lines if line.kind == "row" and line.values]
        at = budget_column(situation, schedule)
        return [(line.label, line.values[at] or Decimal(0)) for line in rows]
    names = {area.id: area.short or area.name for area in situation.plan.areas}
    return [(names[report.area], report.budget) for report in situation.plan.reports]


def hundredths(frames: list[tuple[str, Decimal]], others: str) -> tuple[Share, ...]:
    """The areas' parts of a hundred, largest first, summing to exactly 100.

    Areas with an income are left out: they have no part of the spending. More areas than can be labelled are gathered
    under `others`, last, which takes up what rounding leaves, so that a named area has the per cent that is printed
    elsewhere. Without others, or where that would falsify their part by a whole one, largest remainders get the odd
    hundredths.
    """
    spent = sorted(((name, amount) for name, amount in frames if amount > 0), key=lambda pair: -pair[1])
    whole = sum((amount for _, amount in spent), Decimal(0))
    if len(spent) < 2:
        return ()
    shown = spent if len(spent) <= _MOST_LABELS else spent[: _MOST_LABELS - 1]
    rest = sum((amount for _, amount in spent[len(shown) :]), Decimal(0))
    exact = [100 * amount / whole for _, amount in shown]
    if not rest:
        return tuple(Share(name, part) for (name, _), part in zip(shown, _whole_parts(exact), strict=True) if part)
    named = [int(rounded(part, 0)) for part in exact]
    last = 100 * rest / whole
    left = 100 - sum(named)
    parts = [*named, left] if abs(left - last) < 1 else _whole_parts([*exact, last])
    below = ((name, int(rounded(100 * amount / whole, 0))) for name, amount in spent[len(shown) :])
    gathered = Share(others, parts[-1], tuple(Share(name, part) for name, part in below if 0 < part <= parts[-1]))
    apart = (Share(name, part) for (name, _), part in zip(shown, parts, strict=False))
    return tuple(share for share in (*apart, gathered) if share.hundredths)


def _whole_parts(exact: list[Decimal]) -> list[int]:
    """Parts of a hundred as whole numbers with the sum 100: the largest remainders get the odd ones."""
    floors = [int(part) for part in exact]
    odd = 100 - sum(floors)
    for at in sorted(range(len(exact)), key=lambda at: -(exact[at] % 1))[:odd]:
        floors[at] += 1
    return floors
