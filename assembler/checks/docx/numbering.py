"""Automatic numbers of paragraphs, as Word prints them (ECMA-376 17.9): what a reader sees but no run contains."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from assembler.checks.docx.markup import Element, W, value

_LEVELS: Final = 9
_DEPTHS: Final = frozenset(map(str, range(_LEVELS)))
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: its first number, the form of the number, and the text around it ("%1.%2")."""

    start: int
    form: str
    text: str
    restarts_after: int | None = None
    legal: bool = False


@dataclass
class Numberings:
    """All numberings of a file, and the counters as the text is read from its beginning."""

    root: Element | None
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _bases: dict[str, str] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)

    def next_label(self, number: str, depth: int) -> str:
        """The label of the next paragraph of numbering `number` on level `depth` (from 0); "" for none or a bullet."""
        levels = self._of(number)
        if depth not in levels:
            return ""
        counters = self._counters.setdefault(self._bases[number], [None] * _LEVELS)
        self._restart(number, levels, counters)
        before = counters[depth]
        counters[depth] = levels[depth].start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            after = levels[deeper].restarts_after if deeper in levels else None
            if after is None or (after and depth < after):
                counters[deeper] = None
        if levels[depth].form == "bullet":
            return ""
        return self._label(levels, counters, depth)

    def is_bullet(self, number: str, depth: int) -> bool:
        """Whether the level has a mark instead of a number."""
        level = self._of(number).get(depth)
        return level is not None and level.form == "bullet"

    def _restart(self, number: str, levels: dict[int, Level], counters: list[int | None]) -> None:
        """A numbering with a start of its own begins anew where it is first used (ECMA-376 17.9.27)."""
        if number in self._started:
            return
        self._started.add(number)
        for element in self._nums(number):
            for override in element.iterchildren(W + "lvlOverride"):
                depth = override.get(W + "ilvl", "")
                if depth.isdecimal() and int(depth) in levels and override.find(W + "startOverride") is not None:
                    counters[int(depth)] = None

    @staticmethod
    def _label(levels: dict[int, Level], counters: list[int | None], depth: int) -> str:
        text = levels[depth].text
        for index in range(_LEVELS):
            if f"%{index + 1}" in text:
                level = levels.get(index, Level(1, "decimal", ""))
                count = counters[index]
                form = "decimal" if levels[depth].legal else level.form
                text = text.replace(f"%{index + 1}", _number(level.start if count is None else count, form))
        return text

    def _of(self, number: str) -> dict[int, Level]:
        if number not in self._levels:
            self._levels[number] = self._read(number)
        return self._levels[number]

    def _nums(self, number: str) -> list[Element]:
        nums = self.root.iterchildren(W + "num") if self.root is not None else ()
        return [num for num in nums if num.get(W + "numId") == number]

    def _read(self, number: str) -> dict[int, Level]:
        levels: dict[int, Level] = {}
        for num in self._nums(number)[:1]:
            base = value(num.find(W + "abstractNumId"))
            self._bases[number] = base
            for abstract in self._abstracts(base)[:1]:
                levels.update(_levels_of(abstract))
            for override in num.iterchildren(W + "lvlOverride"):
                _override(levels, override)
        return levels

    def _abstracts(self, base: str) -> list[Element]:
        found = self.root.iterchildren(W + "abstractNum") if self.root is not None else ()
        return [abstract for abstract in found if abstract.get(W + "abstractNumId") == base]


def _levels_of(parent: Element) -> dict[int, Level]:
    levels = ((level.get(W + "ilvl", ""), level) for level in parent.iterchildren(W + "lvl"))
    return {int(depth): _level(level) for depth, level in levels if depth in _DEPTHS}


def _override(levels: dict[int, Level], override: Element) -> None:
    levels.update(_levels_of(override))
    start, depth = value(override.find(W + "startOverride")), override.get(W + "ilvl", "")
    if start.isdecimal() and depth.isdecimal() and int(depth) in levels:
        old = levels[int(depth)]
        levels[int(depth)] = Level(int(start), old.form, old.text, old.restarts_after, old.legal)


def _level(level: Element) -> Level:
    start, restart = value(level.find(W + "start")), level.find(W + "lvlRestart")
    return Level(
        int(start) if start.isdecimal() else 0,
        value(level.find(W + "numFmt")) or "decimal",
        value(level.find(W + "lvlText")),
        int(value(restart)) if value(restart).isdecimal() else None,
        level.find(W + "isLgl") is not None,
    )


def _number(count: int, form: str) -> str:
    make = _FORMS.get(form, str)
    return make(count)


def _letters(count: int) -> str:
    """a … z, aa, bb … (ECMA-376 17.18.59)."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else str(count)


def _roman(count: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        while count >= size:
            text, count = text + letters, count - size
    return text


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda count: "",
}
