"""The doors of a plan: pydantic models made from the declarations, and their faults as problems with places.

`check_record` takes a located value through the door of an entity. Of everything wrong it says all at once.
"""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic import Field as Described

from assembler.plan.fields import Field, declarations, entity
from assembler.plan.kinds import MOST_ITEMS, type_of
from assembler.plan.located import Located, Path
from assembler.problem import Problem, Value

# pydantic's own faults, which stand before any validator of ours.
_CODES: Final = {
    "missing": "plan-missing",
    "extra_forbidden": "plan-unknown-key",
    "model_type": "plan-not-mapping",
    "model_attributes_type": "plan-not-mapping",
    "dict_type": "plan-not-mapping",
    "list_type": "plan-not-list",
    "too_long": "plan-list-too-long",
}


@cache
def door(name: str) -> type[BaseModel]:
    """The pydantic model of the entity `name`."""
    declared = entity(name)
    fields: dict[str, Any] = {field.name: _annotation(field) for field in declared.fields}
    return create_model(_title(name), __config__=_CONFIG, __doc__=declared.about["en"], **fields)


@cache
def document_door() -> type[BaseModel]:
    """The pydantic model of a whole plan as one JSON document."""
    fields: dict[str, Any] = {field.name: _annotation(field) for field in entity("head").fields}
    for declared in declarations().entities.values():
        if declared.key:
            fields[declared.name] = (_many(declared.name) | None, None)
    return create_model("Plan", __config__=_CONFIG, __doc__=entity("head").about["en"], **fields)


_CONFIG: Final = ConfigDict(extra="forbid", strict=True)


def check_record(located: Located, model: type[BaseModel]) -> tuple[Any, tuple[Problem, ...]]:
    """The validated model and no problems, or `None` and everything that is wrong with the value."""
    try:
        return model.model_validate(located.plain()), ()
    except ValidationError as fault:
        return None, tuple(
            _problem(error, located, model) for error in fault.errors(include_url=False, include_input=False)
        )


def _problem(error: Any, located: Located, model: type[BaseModel]) -> Problem:
    path: Path = tuple(error["loc"])
    code = _CODES.get(error["type"], error["type"])
    values: dict[str, Value] = {key: value for key, value in error.get("ctx", {}).items() if key != "error"}
    values["field"] = _spoken(path) or model.__name__.lower()
    if code == "plan-list-too-long":
        values |= {"limit": MOST_ITEMS}
    if code in ("plan-not-mapping", "plan-not-list"):
        values["found"] = str(values.get("found", ""))
    if code != "plan-missing":
        return Problem(code, located.at(path).place, values)
    # A missing member lies in the empty cell of its column, where there is one; else in the record that lacks it.
    record = located.at(path[:-1])
    gap = record.gaps.get(str(path[-1]))
    return Problem(code, gap.place, {"field": str(gap.content)}) if gap else Problem(code, record.place, values)


def _spoken(path: Sequence[str | int]) -> str:
    """The name of the member at fault: "title", "amounts.2027"."""
    names = [str(step) for step in path if isinstance(step, str)]
    return ".".join(names[-2:] if len(names) > 1 and names[-1].isdigit() else names[-1:])


def _annotation(field: Field) -> tuple[Any, Any]:
    described = Described(description=field.help["en"])
    if field.required:
        return Annotated[_held(field), described], ...
    return Annotated[_held(field) | None, described], None


def _held(field: Field) -> Any:
    match field.kind:
        case "record":
            return door(field.of)
        case "records":
            return _many(field.of)
        case _:
            return type_of(field)


def _many(name: str) -> Any:
    return Annotated[list[door(name)], Described(max_length=MOST_ITEMS)]  # type: ignore[misc]


def _title(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))
