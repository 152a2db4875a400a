"""From an art to the one line of § 5-6 or § 5-5 that it belongs to: exact, then obsolete arts, then local sub-arts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from assembler.finance.codes import known_arts, legacy_arts, nearest_codes
from assembler.finance.definition import load_schedule
from assembler.finance.formula import LineNumber
from assembler.finance.ledger import AccountClass

How: TypeAlias = Literal["exact", "legacy", "floored", "carried", "unmapped"]

# The schedule whose leaves divide all arts of a class among them.
LEAVES: Mapping[int, str] = {0: "5-5-1", 1: "5-6", 2: "5-8"}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an art was taken for. `nr` is the line of the class's schedule, `None` when it has none (or is carried)."""

    art: str
    how: How
    nr: LineNumber | None


@dataclass(frozen=True, slots=True)
class Placement:
    """The budget office's own decision: an art that no line has counts in line `nr` of its class's schedule."""

    account_class: AccountClass
    art: str
    nr: LineNumber


@lru_cache(65_536)
def resolve(account_class: AccountClass, art: str, year: int) -> Resolution:
    """The line for a KOSTRA art of three digits in an operating or investment ledger.

    A local sub-art is floored to the nearest art below it that has the same first two digits, and only when all arts
    there lead to one line: 601 is 600 (brukerbetaling); 690 is never 670, and 523 might be 520 or 522.
    """
    lines = _code_lines(account_class)
    if art in legacy_arts():
        return Resolution(art, "legacy" if art in lines else "unmapped", lines.get(art))
    if art in known_arts():
        return _known(account_class, art, lines)
    below = sorted(
        known for known in nearest_codes(year).arts if known[:2] == art[:2] and known < art and known in lines
    )
    targets = {lines[known] for known in below}
    if len(targets) == 1 and lines.get(art, lines[below[-1]]) in targets:
        return Resolution(below[-1], "floored", lines[below[-1]])
    return Resolution(art, "exact" if art in lines else "unmapped", lines.get(art))


def extra_codes(account_class: AccountClass, placements: tuple[Placement, ...] = ()) -> Mapping[str, frozenset[str]]:
    """Arts that count in a line besides its own set, by the line's key: obsolete ones, and those placed by hand."""
    own = load_schedule(LEAVES[account_class])
    extra: dict[str, frozenset[str]] = {}
    pairs = [(legacy.line, legacy.art) for legacy in legacy_arts().values() if legacy.schedule == own.id]
    pairs += [(own.line(place.nr).key, place.art) for place in placements if place.account_class == account_class]
    for key, art in pairs:
        extra[key] = extra.get(key, frozenset()) | {art}
    return extra


def lines_of(account_class: AccountClass, placements: tuple[Placement, ...] = ()) -> Mapping[str, LineNumber]:
    """Which line of the class's schedule each code (art or chapter) counts in, obsolete and placed arts included."""
    placed = {place.art: place.nr for place in placements if place.account_class == account_class}
    return {**_code_lines(account_class), **placed}


def _known(account_class: AccountClass, art: str, lines: Mapping[str, LineNumber]) -> Resolution:
    if art in lines:
        return Resolution(art, "exact", lines[art])
    carried = any(art in line.carried for line in load_schedule(LEAVES[account_class]).lines)
    return Resolution(art, "carried" if carried else "unmapped", None)


@cache
def _code_lines(account_class: AccountClass) -> dict[str, LineNumber]:
    extra = extra_codes(account_class)
    return {
        code: line.nr
        for line in load_schedule(LEAVES[account_class]).lines
        if line.nr is not None and line.kind == "leaf"
        for code in line.codes | extra.get(line.key, frozenset())
    }
