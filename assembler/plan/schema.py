"""The JSON Schema (draft 2020-12) of a plan as one JSON document, made from the same doors that judge it."""

from typing import Any, Final

from assembler.plan.doors import document_door

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> dict[str, Any]:
    """The schema. What needs more than one value to judge (references, doubles, circles) is left to `load`."""
    return {"$schema": DIALECT} | document_door().model_json_schema(mode="validation")
