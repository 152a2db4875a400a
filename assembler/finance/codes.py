"""KOSTRA codes by year: what an art means for a line, and which codes may stand together.

Source: Statistisk sentralbyrå, Klass 259, 277 and 374 (CC BY 4.0), and its control program; see `templates/kostra`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from assembler.resources import templates


@dataclass(frozen=True, slots=True)
class Codes:
    """The valid codes of a year, each with its name in bokmål ("" where no source has one)."""

    year: int
    arts: Mapping[str, str]
    functions: Mapping[str, str]
    chapters: Mapping[str, str]
    arts_not_in: Mapping[int, frozenset[str]]
    functions_not_in: Mapping[int, frozenset[str]]

    def valid(self, account_class: int, art: str, function: str) -> bool:
        """Whether the art, and the function unless it is "", may stand in the class."""
        return (
            art in self.arts
            and art not in self.arts_not_in[account_class]
            and (not function or function in self.functions)
            and function not in self.functions_not_in[account_class]
        )


@dataclass(frozen=True, slots=True)
class LegacyArt:
    """An art that newer code lists dropped, or that only budgets use; it counts in `line` of `schedule`.

    `valid_to` is the last year in which it could be reported, `None` when that is not known.
    """

    art: str
    schedule: str
    line: str
    valid_to: int | None
    replaced_by: tuple[str, ...]
    budget_only: bool
    meanings: Mapping[str, str]


@lru_cache(1024)
def codes_of(year: int) -> Codes | None:
    """The codes valid in `year`; `None` before the first list that is stored. The newest list goes on being valid."""
    lists = [codes for codes in _lists() if codes.year <= year]
    return lists[-1] if lists else None


def nearest_codes(year: int) -> Codes:
    """The codes valid in `year`, or the oldest stored list for years before it."""
    return codes_of(year) or _lists()[0]


@cache
def known_arts() -> frozenset[str]:
    """Every art of any stored list."""
    return frozenset(art for codes in _lists() for art in codes.arts)


@cache
def legacy_arts() -> Mapping[str, LegacyArt]:
    """The obsolete and budget-only arts that a mapper must catch."""
    return {
        entry["art"]: LegacyArt(
            art=entry["art"],
            schedule=entry["schedule"],
            line=entry["line"],
            valid_to=entry.get("valid_to"),
            replaced_by=tuple(entry.get("replaced_by", ())),
            budget_only=bool(entry.get("budget_only", False)),
            meanings=dict(entry.get("meaning", {})),
        )
        for entry in _yaml("legacy.yaml")
    }


def art_name(art: str, year: int) -> str:
    """The art's name in bokmål in the list nearest to `year`; "" when none has it."""
    for codes in sorted(_lists(), key=lambda codes: abs(codes.year - year)):
        if codes.arts.get(art):
            return codes.arts[art]
    return ""


@cache
def _lists() -> tuple[Codes, ...]:
    names = sorted(path.name for path in templates("kostra").glob("codes-*.yaml"))
    return tuple(sorted((_codes(_yaml(name)) for name in names), key=lambda codes: codes.year))


def _codes(data: Mapping[str, Any]) -> Codes:
    return Codes(
        year=data["year"],
        arts=data["arts"],
        functions=data["functions"],
        chapters=data["chapters"],
        arts_not_in={
            0: frozenset(data["arts_not_in_investment"]),
            1: frozenset(data["arts_not_in_operation"]),
        },
        functions_not_in={
            0: frozenset(data["functions_not_in_investment"]),
            1: frozenset(data["functions_not_in_operation"]),
        },
    )


def _yaml(name: str) -> Any:
    text = templates("kostra", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
