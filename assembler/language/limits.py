"""Thresholds, from `templates/language/limits.yaml`: each stands there once, and rules and texts name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

import yaml

from assembler.resources import templates

Level: TypeAlias = Literal["info", "warning", "error"]
LEVELS: tuple[Level, ...] = ("info", "warning", "error")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold. With `reached` the value itself counts (LIX 40), otherwise only what is over it."""

    steps: Mapping[Level, int]
    reached: bool = False

    def judge(self, value: float) -> tuple[Level, int] | None:
        """The worst level that `value` comes to, with its limit; `None` when it keeps all."""
        for level in reversed(LEVELS):
            limit = self.steps.get(level)
            if limit is not None and (value >= limit if self.reached else value > limit):
                return level, limit
        return None

    @property
    def first(self) -> int:
        """The lowest limit."""
        return min(self.steps.values())


@cache
def limits(depth: str = "standard", document: str = "") -> Mapping[str, Limit]:
    """The limits by name, as they hold for a depth and a document type; those without limits of their own add none.

    Where both say something of a limit, the depth decides.
    """
    raw = yaml.load(templates("language", "limits.yaml").read_text(encoding="utf-8"), _LOADER)
    entries = {**raw["standard"], **raw.get(document, {}), **raw.get(depth, {})}
    return {name: _limit(entry) for name, entry in entries.items()}


def _limit(entry: Mapping[str, Mapping[Level, int]]) -> Limit:
    return Limit(entry["from"], reached=True) if "from" in entry else Limit(entry["over"])
