"""Marks as JSON and back: rules run in a child process, words are made in the parent."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from assembler.checks.outcome import GOOD, Mark, Outcome
from assembler.problem import Place, Value, problem_of_json

LISTED = 50
"""How many findings of one rule in one file are listed one by one; the rest are counted."""


def marks_to_json(marks: Iterable[Mark]) -> dict[str, Any]:
    """What a rule said: whether anything passed, the first findings (failures before reviews), how many more."""
    kept: dict[Outcome, list[dict[str, Any]]] = {Outcome.FAILED: [], Outcome.NEEDS_REVIEW: []}
    passed, counted = False, 0
    for mark in marks:
        if mark is GOOD or mark.outcome not in kept:
            passed = True
            continue
        counted += 1
        if len(kept[mark.outcome]) < LISTED:
            kept[mark.outcome].append(_mark_to_json(mark))
    listed = [*kept[Outcome.FAILED], *kept[Outcome.NEEDS_REVIEW]][:LISTED]
    return {"passed": passed, "findings": listed, "more": counted - len(listed)}


def marks_from_json(raw: Mapping[str, Any]) -> list[Mark]:
    """The marks back; things that passed are one mark together."""
    return [*([GOOD] if raw["passed"] else []), *map(_mark_from_json, raw["findings"])]


def _mark_to_json(mark: Mark) -> dict[str, Any]:
    return {
        "outcome": mark.outcome.value,
        "place": mark.place.as_json(),
        "values": _values_to_json(mark.values),
        "cause": mark.cause.as_json() if mark.cause else None,
        "box": [round(edge, 1) for edge in mark.box] if mark.box else None,
    }


def _mark_from_json(raw: Mapping[str, Any]) -> Mark:
    cause = problem_of_json(raw["cause"]) if raw["cause"] else None
    left, bottom, right, top = raw["box"] or (0, 0, 0, 0)
    box = (left, bottom, right, top) if raw["box"] else None
    return Mark(Outcome(raw["outcome"]), Place(**raw["place"]), _values_from_json(raw["values"]), cause, box)


def _values_to_json(values: Mapping[str, Value]) -> dict[str, Any]:
    return {k: {"decimal": str(v)} if isinstance(v, Decimal) else v for k, v in values.items()}


def _values_from_json(raw: Mapping[str, Any]) -> dict[str, Value]:
    return {k: Decimal(v["decimal"]) if isinstance(v, dict) else v for k, v in raw.items()}
