"""Validated records into the frozen values of the model, and back into JSON. Field names are the same in all three."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from assembler.plan.decisions import (
    Amendment,
    Benefit,
    EditionDate,
    FinancialTarget,
    Financing,
    FrameChange,
    Hearing,
    VerbalDecision,
)
from assembler.plan.fields import Entity, Field, entity
from assembler.plan.model import (
    AccountSource,
    Adjustment,
    Area,
    AreaReport,
    Goal,
    Indicator,
    Investment,
    KostraFigure,
    Measure,
    Municipality,
    PlacedArt,
    Presence,
    Resolution,
    Unit,
)
from assembler.plan.quantities import digits_of
from assembler.plan.wording import Wording

# Entity → its value. A new entity: a class in model.py or decisions.py, an entry in fields.yaml, a line here.
VALUES: Final[Mapping[str, Callable[..., Any]]] = {
    "municipality": Municipality,
    "account": AccountSource,
    "placement": PlacedArt,
    "edition": EditionDate,
    "hearing": Hearing,
    "areas": Area,
    "units": Unit,
    "goals": Goal,
    "measures": Measure,
    "benefits": Benefit,
    "amendments": Amendment,
    "verbal_decisions": VerbalDecision,
    "financial_targets": FinancialTarget,
    "frame_changes": FrameChange,
    "investments": Investment,
    "financing": Financing,
    "indicators": Indicator,
    "kostra": KostraFigure,
    "reports": AreaReport,
    "presence": Presence,
    "adjustments": Adjustment,
    "resolutions": Resolution,
    "wordings": Wording,
}
# Those that an empty cell leaves out, where the value knows no default.
_ABSENT: Final[dict[str, Any]] = {"area": ""}


def make_value(name: str, model: Any) -> Any:
    """The value of a validated record; what was not given has the value's own default."""
    declared = entity(name)
    given = members(declared, model)
    needed = {one.name for one in fields(VALUES[name]) if one.default is MISSING and one.default_factory is MISSING}  # type: ignore[arg-type]
    absent = {key: value for key, value in _ABSENT.items() if key in needed and key not in given}
    return VALUES[name](**given, **absent)


def members(declared: Entity, model: Any) -> dict[str, Any]:
    """What a validated record gives, by name, in the types of the model."""
    values = {field.name: (field, getattr(model, field.name)) for field in declared.fields}
    return {name: _typed(field, value) for name, (field, value) in values.items() if value is not None}


def _typed(field: Field, value: Any) -> Any:
    match field.kind:
        case "amounts":
            return {int(year): value[year] for year in sorted(value)}
        case "record":
            return make_value(field.of, value)
        case "records":
            return tuple(make_value(field.of, one) for one in value)
        case _:
            return tuple(value) if isinstance(value, list) else value


def plain_record(name: str, value: Any) -> dict[str, Any]:
    """A value as the JSON object that makes it again; members that have their default are left out."""
    found = {}
    defaults = {one.name: one for one in fields(value)}
    for field in entity(name).fields:
        member = getattr(value, field.name)
        default = defaults[field.name]
        if not field.required and (member == default.default or member in (None, "", (), {})):
            continue
        found[field.name] = plain(field, member)
    return found


def plain(field: Field, member: Any) -> Any:
    """A member as JSON: decimals that are whole as integers, others as text with a decimal point."""
    match member:
        case None:
            return None
        case Decimal():
            return plain_number(member)
        case date():
            return member.isoformat()
        case dict():
            return {str(key): plain(field, inner) for key, inner in member.items()}
        case tuple():
            return [
                plain_record(field.of, inner) if field.kind == "records" else plain(field, inner) for inner in member
            ]
        case _:
            return plain_record(field.of, member) if field.kind == "record" else member


def plain_number(number: Decimal) -> int | str:
    """A decimal for JSON, exactly."""
    return int(number) if number == number.to_integral_value() else digits_of(number)
