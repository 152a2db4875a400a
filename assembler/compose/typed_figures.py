"""Numbers typed by hand in prose: those that a figure of the plan equals could be bound, and those that contradict one
should be mended. Both are remarks to the writer; a person decides.

A number is looked at only with its unit after it ("842,6 millioner", "2,0 prosent"). It equals a figure when the
figure, rounded to as many decimals, is the same, and it has at least three digits or stands in a sentence that names
the figure's line. It contradicts a figure when the sentence names the line, the unit fits, and the number is near
(within a tenth) and yet another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assembler.compose.figures import FigureKind, Figures, KnownFigure, formatted
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks
from assembler.document.inline import Inlines, Text
from assembler.document.walk import own_inlines, walk
from assembler.messages.numbers import rounded
from assembler.problem import Place, Problem, Severity, Value

_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)[ \u00a0]"
    r"(?P<unit>million(?:er|ar)?\b|mill\.|milliard(?:er|ar)?\b|mrd\.|kroner\b|prosent(?!poeng)\b|%)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_NEAR = Decimal("0.1")
_FORMS = {"kroner": "mill", "per cent": "prosent", "number": ""}


@dataclass(frozen=True, slots=True)
class _Typed:
    text: str
    value: Decimal
    step: Decimal
    kind: FigureKind

    def is_figure(self, figure: KnownFigure) -> bool:
        """Whether the figure, written with the same unit and decimals, is this number (a sign apart)."""
        return figure.kind == self.kind and rounded(abs(figure.value) / self.step, 0) * self.step == self.value

    def is_near(self, figure: KnownFigure) -> bool:
        """Whether the number may be meant for the figure."""
        return figure.kind == self.kind and abs(abs(figure.value) - self.value) <= _NEAR * abs(figure.value)

    @property
    def telling(self) -> bool:
        """Whether there are digits enough that the likeness is no chance."""
        return len(str(self.value / self.step).split(".")[0].strip("0-")) >= 3


class TypedFigures:
    """Looks for typed numbers in the narrative of one edition."""

    def __init__(self, situation: Situation, figures: Figures) -> None:
        """`figures` are all that prose can be bound to."""
        self._situation = situation
        self._figures = [(name, figure) for name in figures.references() if (figure := figures.find(name))]
        self._labels = dict(_labels(situation))

    def remarks(self, blocks: Blocks, place: Place) -> Iterator[Problem]:
        """A note for each typed number that should be bound or mended."""
        for block, _ in walk(blocks):
            for inlines in own_inlines(block):
                for sentence in _SENTENCE.split(_typed_text(inlines)):
                    for match in _NUMBER.finditer(sentence):
                        yield from self._judged(_typed(match), sentence.casefold(), place)

    def _judged(self, typed: _Typed, sentence: str, place: Place) -> Iterator[Problem]:
        named = [(name, figure) for name, figure in self._figures if self._label(name) in sentence]
        same = next((name for name, figure in named if typed.is_figure(figure)), None)
        if same is None and typed.telling:
            same = next((name for name, figure in self._figures if typed.is_figure(figure)), None)
        if same is not None:
            values: dict[str, Value] = {"text": typed.text, "reference": same}
            yield Problem("compose-figure-typed", place, values, Severity.NOTE)
            return
        for name, figure in named:
            if typed.is_near(figure):
                yield self._contradicted(typed, name, figure, place)
                return

    def _contradicted(self, typed: _Typed, name: str, figure: KnownFigure, place: Place) -> Problem:
        shown = formatted(figure, _FORMS[figure.kind], self._situation) or ""
        values: dict[str, Value] = {"text": typed.text, "reference": name, "label": self._label(name), "value": shown}
        return Problem("compose-figure-contradicted", place, values, Severity.WARNING)

    def _label(self, name: str) -> str:
        """What the figure's line is called, in small letters; something that no sentence has when it has no name."""
        return self._labels.get(name.rpartition(".")[0], "\0")


def _typed_text(inlines: Inlines) -> str:
    """The run as one text, with a mark that is no digit for everything that is not plain text."""
    return "".join(inline.text if isinstance(inline, Text) else "\u2063" for inline in inlines)


def _typed(match: re.Match[str]) -> _Typed:
    digits = match["number"].replace(" ", "").replace("\u00a0", "").replace(",", ".")
    value = Decimal(digits)
    unit = match["unit"]
    scale = Decimal(1) if unit in ("prosent", "%") else _scale(unit)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent)) * scale
    return _Typed(match[0], value * scale, step, "per cent" if unit in ("prosent", "%") else "kroner")


def _scale(unit: str) -> Decimal:
    if unit.startswith(("milliard", "mrd")):
        return Decimal(1_000_000_000)
    return Decimal(1_000_000) if unit.startswith("mill") else Decimal(1)


def _labels(situation: Situation) -> Iterator[tuple[str, str]]:
    for schedule in situation.statement.schedules:
        for line in schedule.lines:
            if line.nr is not None and len(line.label) > 5:
                yield f"{schedule.id}.{line.nr}", line.label.casefold()
    yield "ndr-prosent", "netto driftsresultat"
