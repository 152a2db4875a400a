"""The figures that prose can be bound to, with words: what a writer searches among."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assembler.compose.figures import Figures, formatted
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks
from assembler.document.identity import slug
from assembler.document.inline import BoundFigure, CrossReference
from assembler.document.walk import every_inline

_UNITS: Final = {"kroner": "kroner", "per cent": "per-cent", "number": "number"}
_FIELDS: Final = frozenset(
    (
        *("actual", "period-budget", "period-deviation", "budget", "forecast", "deviation", "deviation-prosent"),
        *("total", "granted", "used", "baseline", "target", "short-term", "long-term", "total-last-year"),
        "potensial",
    )
)


@dataclass(frozen=True, slots=True)
class ListedFigure:
    """A figure by its reference, what it is in words, and how prose prints it unless asked otherwise, in which unit."""

    reference: str
    words: str
    text: str
    unit: str

    def as_json(self) -> list[str]:
        """A row: a plan has thousands."""
        return [self.reference, self.words, self.text, self.unit]


def figure_list(situation: Situation) -> tuple[ListedFigure, ...]:
    """Every figure of the edition's data, by reference."""
    figures = Figures(situation)
    subjects = dict(_subjects(situation))
    found = []
    for reference in figures.references():
        figure = figures.find(reference)
        text = formatted(figure, "", situation) if figure else None
        if figure is not None and text is not None:
            unit = situation.word(f"figures-unit-{_UNITS[figure.kind]}")
            found.append(ListedFigure(reference, _words(reference, subjects, situation), text, unit))
    return tuple(found)


def printed_figures(blocks: Blocks) -> dict[str, str]:
    """What stands in `blocks` and is worded from elsewhere, with the text that is printed.

    Bound figures as "reference" or "reference|form", references to tables and chapters as "#target".
    """
    return dict(_printed(blocks))


def _printed(blocks: Blocks) -> Iterator[tuple[str, str]]:
    for inline in every_inline(blocks):
        if isinstance(inline, BoundFigure):
            yield f"{inline.reference}|{inline.form}" if inline.form else inline.reference, inline.text
        elif isinstance(inline, CrossReference):
            yield f"#{inline.target}", inline.text


def _words(reference: str, subjects: Mapping[str, str], situation: Situation) -> str:
    """The words of a reference: what it is about, which of its figures, and where that comes from."""
    head, _, rest = reference.partition(".")
    parts = rest.split(".")
    last = parts[-1] if len(parts) > 1 or _is_year(parts[-1]) or parts[-1] in _FIELDS else ""
    name = rest.removesuffix(last).rstrip(".")
    subject = subjects.get(f"{head}.{name}") or (situation.word("figures-sum") if name == "sum" else name)
    field = situation.word(f"figures-field-{last}") if last in _FIELDS else _when(last, situation)
    source = situation.word("figures-schedule", schedule=head) if head[:1].isdecimal() else _source(head, situation)
    return ", ".join(part for part in (subject, field, source) if part)


def _when(year: str, situation: Situation) -> str:
    """A year, with its version in words where the reference names one."""
    plain, _, version = year.partition("/")
    return f"{plain} {situation.word(f'column-{version}').lower()}" if version else plain


def _source(head: str, situation: Situation) -> str:
    return situation.word(f"figures-head-{head}")


def _is_year(part: str) -> bool:
    return part[:4].isdecimal() and len(part) >= 4


def _subjects(situation: Situation) -> Iterator[tuple[str, str]]:
    """The name of what a figure is about, by the beginning of its reference."""
    plan = situation.plan
    for area in plan.areas:
        yield from ((f"{head}.{area.id}", area.name) for head in ("rapport", "tiltak", "fravaer", "arsverk", "5-4-2"))
    for schedule in situation.statement.schedules:
        for line in schedule.lines:
            title = f"{line.nr} {line.label}" if line.nr is not None and line.kind != "row" else line.label
            yield from ((f"{schedule.id}.{name}", title) for name in (str(line.nr), line.key, slug(line.label)) if name)
    for head, named in (("tiltak", plan.measures), ("investering", plan.investments), ("indikator", plan.indicators)):
        yield from ((f"{head}.{one.id}", one.title) for one in named)
    yield from ((f"justering.{adjustment.number}", adjustment.title) for adjustment in plan.adjustments)
    for figure in plan.kostra:
        yield f"kostra.{figure.id}", figure.title
        yield from ((f"kostra.{figure.id}.{slug(name)}", f"{figure.title}, {name}") for name in figure.values)
