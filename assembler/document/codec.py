"""A Document as JSON and back: generic over the type hints of the model, so that a new block needs no line here.

A value of a union carries `"type"`, its class in kebab-case ("fact-box"); a `Decimal` is a string; a field that has
its default is left out; the whole carries `"plansats": 1`, the version of this form.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from assembler.document.blocks import Blocks, Document
from assembler.problem import Place, Problem, Refused, Value

JSON: TypeAlias = Any
Kind = TypeVar("Kind")

VERSION = 1
DEEPEST = 100
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def to_json(document: Document) -> dict[str, JSON]:
    """The document as a JSON value."""
    return {"plansats": VERSION, **_object(document)}


def from_json(value: JSON) -> Document:
    """The document of a JSON value. Raises `Refused` with every fault and its JSON pointer (RFC 6901)."""
    faults = _Faults()
    if not isinstance(value, Mapping):
        faults.add("", "document-json-kind", expected="object")
        raise Refused(faults.problems)
    if value.get("plansats") != VERSION:
        faults.add("/plansats", "document-json-version", found=str(value.get("plansats")), expected=VERSION)
    body = {name: part for name, part in value.items() if name != "plansats"}
    document = _read(Document, body, "", faults, 0)
    faults.refuse()
    return cast(Document, document)


def blocks_to_json(blocks: Blocks) -> list[JSON]:
    """Blocks as a JSON value."""
    return [block_to_json(block) for block in blocks]


def blocks_from_json(value: JSON) -> Blocks:
    """The blocks of a JSON value. Raises `Refused` with every fault and its JSON pointer."""
    faults = _Faults()
    blocks = _read(get_type_hints(Document)["blocks"], value, "", faults, 0)
    faults.refuse()
    return cast(Blocks, blocks)


def block_to_json(value: object) -> dict[str, JSON]:
    """One block or inline as a JSON value, its type included."""
    kind: Any = type(value)
    return {"type": _tag(kind), **_object(value)}


def value_from_json(kind: type[Kind], value: JSON) -> Kind:
    """What `block_to_json` wrote of a value of another frozen dataclass. Raises `Refused` with every fault."""
    faults = _Faults()
    if isinstance(value, Mapping):
        value = {name: part for name, part in value.items() if name != "type"}
    read = _read(kind, value, "", faults, 0)
    faults.refuse()
    return cast(Kind, read)


class _Faults:
    """All faults of one value."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, pointer: str, code: str, **values: Value) -> None:
        self.problems.append(Problem(code, Place(pointer=pointer or "/"), values))

    def refuse(self) -> None:
        if self.problems:
            raise Refused(self.problems)


@cache
def _tag(kind: Any) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", str(kind.__name__)).lower()


@cache
def _fields(kind: Any) -> tuple[tuple[Field[Any], Any, bool], ...]:
    """Each field with its type, and whether that type is a union of classes (which needs a tag)."""
    hints = get_type_hints(kind)
    return tuple((each, hints[each.name], _is_tagged(hints[each.name])) for each in fields(kind))


def _is_tagged(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return any(_is_tagged(part) for part in get_args(hint))
    return _is_union(hint) and sum(is_dataclass(part) for part in get_args(hint)) > 1


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


def _object(value: Any) -> dict[str, JSON]:
    shown = {}
    kind: Any = type(value)
    for each, _, tagged in _fields(kind):
        part = getattr(value, each.name)
        if each.default is MISSING or part != each.default:
            shown[each.name] = _plain(part, tagged)
    return shown


def _plain(value: Any, tagged: bool) -> JSON:
    match value:
        case None | bool() | str() | int():
            return value
        case Decimal():
            return str(value)
        case tuple():
            return [_plain(part, tagged) for part in value]
        case _:
            return block_to_json(value) if tagged else _object(value)


def _read(hint: Any, value: JSON, pointer: str, faults: _Faults, depth: int) -> Any:
    """The value that `hint` asks for; `None` after a fault."""
    if depth > DEEPEST:
        faults.add(pointer, "document-json-deep", limit=DEEPEST)
        return None
    if get_origin(hint) is Literal:
        return _choice(get_args(hint), value, pointer, faults)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), value, pointer, faults, depth)
    if _is_union(hint):
        return _union(get_args(hint), value, pointer, faults, depth)
    if is_dataclass(hint):
        return _instance(cast(type, hint), value, pointer, faults, depth)
    return _scalar(hint, value, pointer, faults)


def _choice(known: tuple[Any, ...], value: JSON, pointer: str, faults: _Faults) -> Any:
    if isinstance(value, str) and value in known:
        return value
    faults.add(pointer, "document-json-choice", found=_shown(value), expected=", ".join(filter(None, known)))
    return None


def _tuple(parts: tuple[Any, ...], value: JSON, pointer: str, faults: _Faults, depth: int) -> Any:
    if not isinstance(value, list):
        faults.add(pointer, "document-json-kind", expected="array")
        return None
    if parts[-1] is not Ellipsis and len(value) != len(parts):
        faults.add(pointer, "document-json-length", found=len(value), expected=len(parts))
        return None
    hints: Iterable[Any] = [parts[0]] * len(value) if parts[-1] is Ellipsis else parts
    read = (
        _read(hint, part, f"{pointer}/{at}", faults, depth + 1)
        for at, (hint, part) in enumerate(zip(hints, value, strict=True))
    )
    return tuple(read)


def _union(kinds: tuple[Any, ...], value: JSON, pointer: str, faults: _Faults, depth: int) -> Any:
    if value is None and NoneType in kinds:
        return None
    kinds = tuple(kind for kind in kinds if kind is not NoneType)
    if len(kinds) == 1:
        return _read(kinds[0], value, pointer, faults, depth)
    if not isinstance(value, Mapping):
        faults.add(pointer, "document-json-kind", expected="object")
        return None
    found = next((kind for kind in kinds if _tag(kind) == value.get("type")), None)
    if found is None:
        expected = ", ".join(_tag(kind) for kind in kinds)
        faults.add(f"{pointer}/type", "document-json-choice", found=_shown(value.get("type")), expected=expected)
        return None
    body = {name: part for name, part in value.items() if name != "type"}
    return _instance(found, body, pointer, faults, depth)


def _instance(kind: type, value: JSON, pointer: str, faults: _Faults, depth: int) -> Any:
    if not isinstance(value, Mapping):
        faults.add(pointer, "document-json-kind", expected="object")
        return None
    before, known = len(faults.problems), _fields(kind)
    for name in value.keys() - {each.name for each, _, _ in known}:
        faults.add(f"{pointer}/{_token(name)}", "document-json-unknown", found=_shown(name))
    read = {}
    for each, hint, _ in known:
        if each.name in value:
            read[each.name] = _read(hint, value[each.name], f"{pointer}/{each.name}", faults, depth + 1)
        elif each.default is MISSING:
            faults.add(pointer, "document-json-missing", found=each.name)
    return kind(**read) if len(faults.problems) == before else None


def _token(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _scalar(hint: Any, value: JSON, pointer: str, faults: _Faults) -> Any:
    if hint is str and isinstance(value, str):
        for character in _FORBIDDEN.findall(value)[:1]:
            faults.add(pointer, "document-json-character", found=f"U+{ord(character):04X}")
        return value
    if hint is bool and isinstance(value, bool):
        return value
    if hint is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if hint is Decimal and isinstance(value, str):
        return _decimal(value, pointer, faults)
    expected = {str: "string", bool: "true, false", int: "integer", Decimal: "string (1234.5)"}[hint]
    faults.add(pointer, "document-json-kind", expected=expected)
    return None


def _decimal(value: str, pointer: str, faults: _Faults) -> Decimal | None:
    try:
        number = Decimal(value) if len(value) <= 60 and value.isascii() else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and abs(number.adjusted()) <= 60:
        return number
    faults.add(pointer, "document-json-number", found=_shown(value))
    return None


def _shown(value: object) -> str:
    text = _FORBIDDEN.sub("\ufffd", str(value))
    return text if len(text) <= 60 else text[:59] + "…"
