"""What each kind of field takes, said twice from one place: as a validator for the doors and as JSON Schema.

A validator gets a JSON value and gives the value for the model; it raises `PydanticCustomError` with a message code of
`texts/plan.yaml`. It is strict: what people may write more freely in sheets and YAML has been `tidied` before.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema
from pydantic import Field as Described
from pydantic_core import PydanticCustomError

from assembler.plan.fields import Field

Json: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[Any], Any]

LONGEST_TEXT: Final = 2_000
LONGEST_PROSE: Final = 50_000
LONGEST_MARKDOWN: Final = 1_000_000
MOST_ITEMS: Final = 10_000
_MOST_AMOUNT: Final = 10**15
# Anchored by \Z-like lookahead: `$` alone would let a closing newline through.
_ID: Final = r"^[^\W_][\w.\-/:+]{0,79}(?![\s\S])"
_FILE: Final = r"^(?!/)(?!.*\\)(?!(.*/)?\.\.(/|$))[^\x00-\x1f\x7f]{1,255}(?![\s\S])"
_LINE: Final = r"^[^\x00-\x1f\x7f\u2028\u2029]*(?![\s\S])"
_PROSE: Final = r"^[^\x00-\x08\x0b-\x1f\x7f]*(?![\s\S])"
_NUMBER: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?(?![\s\S])"
_YEAR: Final = r"^(19|20|21)[0-9]{2}(?![\s\S])"
_DATE: Final = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![\s\S])"
_MONTH: Final = r"^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]))?(?![\s\S])"
_MUNICIPALITY: Final = r"^[0-9]{4}(?![\s\S])"


def is_id(value: object) -> bool:
    """Whether `value` may be the id of something."""
    return isinstance(value, str) and re.match(_ID, value) is not None


def type_of(field: Field) -> Any:
    """The type, for a pydantic model, of a field that holds no records; its schema belongs to it."""
    held, schema = _KINDS[field.kind]
    return Annotated[held(field), WithJsonSchema(schema(field))]


def _fault(code: str, found: Any, **values: Any) -> PydanticCustomError:
    shown = found if isinstance(found, str) else str(found)
    short = shown if len(shown) <= 60 else shown[:59] + "…"
    return PydanticCustomError(code, "{found}", {"found": short, **values})


def _pattern(code: str, pattern: str, longest: int = LONGEST_TEXT) -> tuple[Callable[[Field], Check], Any]:
    compiled = re.compile(pattern)

    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise _fault("plan-not-text", value)
        if len(value) > longest:
            raise _fault("plan-text-too-long", value, limit=longest)
        if not compiled.match(value):
            raise _fault(code, value)
        return value

    return lambda field: check, lambda field: {"type": "string", "pattern": pattern, "maxLength": longest}


def _decimal(code: str) -> Callable[[Field], Check]:
    compiled = re.compile(_NUMBER)

    def check(value: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
            raise _fault(code, value)
        if isinstance(value, str) and not compiled.match(value):
            raise _fault(code, value)
        if not abs(number := Decimal(value)) < _MOST_AMOUNT:
            raise _fault("plan-amount-too-large", value, limit=_MOST_AMOUNT)
        return number

    return lambda field: check


_NUMBER_SCHEMA: Final[Json] = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": -_MOST_AMOUNT, "exclusiveMaximum": _MOST_AMOUNT},
        {"type": "string", "pattern": _NUMBER},
    ]
}


def _whole_check(field: Field) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value != int(value):
            raise _fault("plan-not-whole", value)
        return _bounded(field, int(value))

    return check


def _bounded(field: Field, number: int) -> int:
    if field.one_of and number not in field.one_of:
        raise _fault("plan-not-one-of", number, allowed=", ".join(map(str, field.one_of)))
    if (field.least is not None and number < field.least) or (field.most is not None and number > field.most):
        raise _fault("plan-not-in-range", number, least=field.least or 0, most=field.most or 0)
    return number


def _whole_schema(field: Field) -> Json:
    bounds: Json = {"minimum": field.least, "maximum": field.most}
    schema: Json = {"type": "integer"} | {key: bound for key, bound in bounds.items() if bound is not None}
    return schema | ({"enum": list(field.one_of)} if field.one_of else {})


def _year_check(field: Field) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 1900 <= value < 2200:
            raise _fault("plan-not-year", value)
        if value != int(value):
            raise _fault("plan-not-year", value)
        return int(value)

    return check


def _flag_check(field: Field) -> Check:
    def check(value: Any) -> bool:
        if not isinstance(value, bool):
            raise _fault("plan-not-flag", value)
        return value

    return check


def _date_check(field: Field) -> Check:
    compiled = re.compile(_DATE)

    def check(value: Any) -> date:
        if not isinstance(value, str) or not compiled.match(value):
            raise _fault("plan-not-date", value)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise _fault("plan-not-date", value) from None

    return check


def _choice_check(field: Field) -> Check:
    values = {choice.value for choice in field.choices}
    allowed = ", ".join(f"{'/'.join(dict.fromkeys((c.words['nb'], c.words['nn'])))} ({c.value})" for c in field.choices)

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in values:
            raise _fault("plan-not-choice", value, allowed=allowed)
        return value

    return check


def _list_schema(item: Callable[[Field], Json]) -> Callable[[Field], Json]:
    return lambda field: {"type": "array", "items": item(field), "maxItems": MOST_ITEMS}


def _mapping_schema(key: str, item: Callable[[Field], Json]) -> Callable[[Field], Json]:
    return lambda field: {
        "type": "object",
        "propertyNames": {"pattern": key, "minLength": 1},
        "additionalProperties": item(field),
    }


def _key_check(pattern: str, code: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Any) -> str:
        if not isinstance(value, str) or not value or not compiled.match(value):
            raise _fault(code, value)
        return value

    return check


def _one(check: Callable[[Field], Check]) -> Callable[[Field], Any]:
    return lambda field: Annotated[Any, BeforeValidator(check(field))]


def _many(check: Callable[[Field], Check]) -> Callable[[Field], Any]:
    return lambda field: Annotated[list[_one(check)(field)], Described(max_length=MOST_ITEMS)]  # type: ignore[misc]


def _by(pattern: str, code: str, check: Callable[[Field], Check]) -> Callable[[Field], Any]:
    key = Annotated[str, BeforeValidator(_key_check(pattern, code))]
    return lambda field: dict[key, _one(check)(field)]  # type: ignore[misc]


def _cell_check(field: Field) -> Check:
    text = _PROSE_KIND[0](field)
    number = _decimal("plan-not-number")(field)

    def check(value: Any) -> Any:
        if value is None:
            return None
        return text(value) if isinstance(value, str) else number(value)

    return check


def _cell_schema(field: Field) -> Json:
    return {"anyOf": [{"type": "null"}, _NUMBER_SCHEMA["anyOf"][0], _PROSE_KIND[1](field)]}


_ID_KIND: Final = _pattern("plan-not-id", _ID)
_LINE_KIND: Final = _pattern("plan-not-line", _LINE)
_PROSE_KIND: Final = _pattern("plan-text-characters", _PROSE, LONGEST_PROSE)
_MARKDOWN_KIND: Final = _pattern("plan-text-characters", _PROSE, LONGEST_MARKDOWN)
_FILE_KIND: Final = _pattern("plan-not-file", _FILE)
_MUNICIPALITY_KIND: Final = _pattern("plan-not-municipality-number", _MUNICIPALITY)
_MONTH_KIND: Final = _pattern("plan-not-month", _MONTH)
_AMOUNT_CHECK: Final = _decimal("plan-not-amount")
_NUMBER_CHECK: Final = _decimal("plan-not-number")


def _number_schema(field: Field) -> Json:
    return _NUMBER_SCHEMA


def _choice_schema(field: Field) -> Json:
    return {"enum": [choice.value for choice in field.choices]}


# Kind → its type at the door and its schema, both made for a field.
_KINDS: Final[dict[str, tuple[Callable[[Field], Any], Callable[[Field], Json]]]] = {
    "id": (_one(_ID_KIND[0]), _ID_KIND[1]),
    "reference": (_one(_ID_KIND[0]), _ID_KIND[1]),
    "code": (_one(_LINE_KIND[0]), _LINE_KIND[1]),
    "text": (_one(_LINE_KIND[0]), _LINE_KIND[1]),
    "prose": (_one(_PROSE_KIND[0]), _PROSE_KIND[1]),
    "markdown": (_one(_MARKDOWN_KIND[0]), _MARKDOWN_KIND[1]),
    "file": (_one(_FILE_KIND[0]), _FILE_KIND[1]),
    "municipality-number": (_one(_MUNICIPALITY_KIND[0]), _MUNICIPALITY_KIND[1]),
    "month": (_one(_MONTH_KIND[0]), _MONTH_KIND[1]),
    "amount": (_one(_AMOUNT_CHECK), _number_schema),
    "number": (_one(_NUMBER_CHECK), _number_schema),
    "whole": (_one(_whole_check), _whole_schema),
    "year": (_one(_year_check), lambda field: {"type": "integer", "minimum": 1900, "maximum": 2199}),
    "flag": (_one(_flag_check), lambda field: {"type": "boolean"}),
    "date": (_one(_date_check), lambda field: {"type": "string", "pattern": _DATE, "format": "date"}),
    "choice": (_one(_choice_check), _choice_schema),
    "choices": (_many(_choice_check), _list_schema(_choice_schema)),
    "references": (_many(_ID_KIND[0]), _list_schema(_ID_KIND[1])),
    "ids": (_many(_ID_KIND[0]), _list_schema(_ID_KIND[1])),
    "texts-list": (_many(_LINE_KIND[0]), _list_schema(_LINE_KIND[1])),
    "wholes": (_many(_whole_check), _list_schema(_whole_schema)),
    "amounts": (_by(_YEAR, "plan-not-year", _AMOUNT_CHECK), _mapping_schema(_YEAR, _number_schema)),
    "named-numbers": (_by(_LINE, "plan-not-line", _NUMBER_CHECK), _mapping_schema(_LINE, _number_schema)),
    "texts": (_by(_LINE, "plan-not-line", _PROSE_KIND[0]), _mapping_schema(_LINE, _PROSE_KIND[1])),
    "cells": (_many(_cell_check), _list_schema(_cell_schema)),
}
