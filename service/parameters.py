"""What is wrong with the parameters of a request or with its JSON body, said so that it can be mended."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, request
from pydantic import ValidationError

from assembler.problem import Place, Problem
from service.faults import answer

_SHOWN: Final = 100
# pydantic's words for a body that is no JSON object at all.
_NO_OBJECT: Final = ("model_type", "model_attributes_type", "json_invalid", "json_type")
_CHOICE: Final = re.compile(r"'([^']*)'")


def on_invalid_parameters(invalid: ValidationError) -> Response:
    """422 with every faulty parameter; 415 for a body that does not say that it is JSON."""
    found = invalid.errors(include_url=False)
    if any(not error["loc"] and error["type"] in _NO_OBJECT for error in found):
        return _no_object()
    return answer(422, Problem("service-faulty-request"), [_parameter(error) for error in found])


def _no_object() -> Response:
    content = request.get_data()
    if not content:
        return answer(422, Problem("service-faulty-request"), [Problem("service-body-missing")])
    if not request.is_json:
        return answer(415, Problem("service-body-type"))
    try:
        json.loads(content)
    except json.JSONDecodeError as fault:
        broken = Problem("service-body-json", Place(line=fault.lineno, column=fault.colno))
    except (ValueError, RecursionError):
        broken = Problem("service-body-json")
    else:
        broken = Problem("service-body-object")
    return answer(422, Problem("service-faulty-request"), [broken])


def _parameter(error: Any) -> Problem:
    name = ".".join(str(step) for step in error["loc"])[:_SHOWN]
    # RFC 6901: "~" and "/" within a name are written otherwise.
    pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in error["loc"])
    place, found = Place(pointer=pointer[: 2 * _SHOWN] or "/"), str(error["input"])[:_SHOWN]
    code, more = _WORDED.get(error["type"], ("service-parameter", lambda context: {}))
    values = {"name": name, "found": found, **more(error.get("ctx", {}))}
    return Problem(code, place, values)


def _choices(context: Mapping[str, Any]) -> dict[str, str]:
    return {"choices": ", ".join(choice for choice in _CHOICE.findall(str(context["expected"])) if choice)}


def _most(context: Mapping[str, Any]) -> dict[str, int]:
    return {"most": context["max_length"]}


_Worded = tuple[str, Callable[[Mapping[str, Any]], Mapping[str, str | int]]]
_WORDED: Final[Mapping[str, _Worded]] = {
    "missing": ("service-parameter-missing", lambda context: {}),
    "extra_forbidden": ("service-parameter-unknown", lambda context: {}),
    "literal_error": ("service-parameter-choice", _choices),
    "string_too_long": ("service-parameter-long", _most),
    "too_long": ("service-parameter-long", _most),
}
