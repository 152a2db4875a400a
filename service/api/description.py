"""The API's description, completed by what the gate knows: who may ask for what, and how they say who they are."""

import re
from typing import Any, Final

from flask_openapi.openapi import OpenAPI

from service.access.permission import Permission, Reach, permission_of
from service.access.sessions import COOKIE
from service.api.examples import EXAMPLES
from service.api.problem_codes import FAULTS, PROBLEMS

_ARGUMENT: Final = re.compile(r"<(?:\w+:)?(\w+)>")
SCHEMES: Final[dict[str, Any]] = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "A session of the page."},
}
_BY_KEY_OR_SESSION: Final[list[dict[str, list[str]]]] = [{"key": []}, {"session": []}]
_OPEN: Final = (Reach.OPEN, Reach.MACHINE, Reach.FRESH, Reach.FRESH_MEMBER)


def described(app: OpenAPI) -> dict[str, Any]:
    """The OpenAPI document with the security of each operation."""
    document = app.api_doc
    rules = {
        (_as_described(rule.rule), method.lower()): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
    paths = {
        path: {
            method: _completed(operation, endpoint := rules[path, method], permission_of(app.view_functions[endpoint]))
            for method, operation in operations.items()
        }
        for path, operations in document["paths"].items()
    }
    codes = {str(status): list(of_status) for status, of_status in PROBLEMS.items()} | {"faults": list(FAULTS)}
    components = document["components"]
    schemas = {
        name: {**schema, "examples": [EXAMPLES[name]]} if name in EXAMPLES else schema
        for name, schema in components["schemas"].items()
    }
    return {**document, "paths": paths, "components": {**components, "schemas": schemas}, "x-problem-codes": codes}


def _completed(operation: dict[str, Any], endpoint: str, permission: Permission | None) -> dict[str, Any]:
    """The operation as a generated client calls it ("blocks_save_block"), and who may."""
    responses = {status: _told(status, response) for status, response in operation["responses"].items()}
    named = {**operation, "operationId": endpoint.replace(".", "_"), "responses": responses}
    if permission is None or permission.reach is Reach.OPEN:
        return {**named, "security": []}
    anybody: list[dict[str, list[str]]] = [{}] if permission.reach in _OPEN else []
    needed = f"Role: {permission.role.word} ({permission.reach.value})."
    text = f"{operation.get('description') or operation.get('summary', '')}\n\n{needed}".strip()
    return {**named, "description": text, "security": [*_BY_KEY_OR_SESSION, *anybody]}


def _told(status: str, response: dict[str, Any]) -> dict[str, Any]:
    """An error's response with the codes that its document can have."""
    codes = PROBLEMS.get(int(status), ())
    return {**response, "description": f"{response['description']}: {', '.join(codes)}"} if codes else response


def _as_described(rule: str) -> str:
    """A rule as the document writes it: "/v1/plans/<plan>/files/<path:file>" has "{plan}" and "{file}"."""
    return _ARGUMENT.sub(r"{\1}", rule)
