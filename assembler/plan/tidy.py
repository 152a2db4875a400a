"""What people write freely in sheets, YAML and front matter, made into the strict form of the JSON document.

Nothing is refused here: what cannot be understood stays as it was, and the door says what is wrong with it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from assembler.plan.fields import Entity, Field, entity, folded
from assembler.plan.located import Located, Scalar
from assembler.plan.quantities import digits_of, read_number

_FLAGS: Final[dict[str, bool]] = {
    **dict.fromkeys(("ja", "true", "sann", "x", "yes", "1"), True),
    **dict.fromkeys(("nei", "false", "usann", "no", "0"), False),
}
_DOTTED_DATE: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_DOTTED_MONTH: Final = re.compile(r"(\d{1,2})[./](\d{4})")
_SPACES: Final = re.compile(r"\s+")
_PARTS: Final = re.compile(r"[;,\n]")
_NAMES: Final = re.compile(r"[;\n]")


def tidied(record: Located, of: Entity) -> Located:
    """`record` with every declared member tidied; empty ones of them are left out, unknown members stay.

    An unknown one without a value is most often the rest of a text with a comma in it, in YAML's `{…}`.
    """
    by_name = {field.name: field for field in of.fields}
    members = {
        name: tidied_value(member, by_name[name]) if name in by_name else member
        for name, member in record.fields().items()
    }
    if not isinstance(record.content, dict):
        return record
    return record.with_fields(
        {name: member for name, member in members.items() if member.content is not None or name not in by_name}
    )


def tidied_value(value: Located, field: Field) -> Located:
    """One member, tidied by its kind; content `None` when it is empty."""
    content = value.content
    match field.kind:
        case _ if content is None:
            pass
        case "record":
            return tidied(value, entity(field.of))
        case "records":
            items = tuple(tidied(item, entity(field.of)) for item in value.items())
            return replace(value, content=items or value.content)
        case "amounts" | "named-numbers" | "texts" if isinstance(value.content, dict):
            return _mapping(value, field.kind)
        case "references" | "ids" | "choices" | "wholes" | "texts-list":
            return _list(value, field)
        case kind if not isinstance(value.content, tuple | dict):
            return replace(value, content=_SCALARS.get(kind, _text)(value.content, field))
    return value


def _mapping(value: Located, kind: str) -> Located:
    read: Callable[[Scalar, Field | None], Scalar] = _paragraphs if kind == "texts" else _number
    members = {
        name: member
        if isinstance(member.content, tuple | dict)
        else replace(member, content=read(member.content, None))
        for name, member in value.fields().items()
    }
    return value.with_fields({name: member for name, member in members.items() if member.content is not None})


def _list(value: Located, field: Field) -> Located:
    items = value.content if isinstance(value.content, tuple) else _split(value, field)
    read = _ITEMS[field.kind]
    found = (
        item if isinstance(item.content, tuple | dict) else replace(item, content=read(item.content, field))
        for item in items
    )
    return replace(value, content=tuple(item for item in found if item.content is not None))


def _split(value: Located, field: Field) -> Iterable[Located]:
    if not isinstance(value.content, str):
        return (value,)
    parts = (_NAMES if field.kind == "texts-list" else _PARTS).split(value.content)
    return tuple(Located(part.strip(), value.place) for part in parts if part.strip())


def _text(value: Scalar, field: Field | None) -> Scalar:
    """One line; a number or truth value as it would be written."""
    return _SPACES.sub(" ", _written(value)).strip() or None


def _paragraphs(value: Scalar, field: Field | None) -> Scalar:
    """Paragraphs parted by a line feed; trailing blanks gone."""
    lines = _written(value).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip() or None


def _written(value: Scalar) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return digits_of(value)
        case _:
            return str(value)


def _number(value: Scalar, field: Field | None) -> Scalar:
    """A number; "" and a lone dash say that there is none."""
    if not isinstance(value, str):
        return value
    bare = value.strip().removesuffix("%").rstrip() if field is None or field.kind == "number" else value.strip()
    if bare in ("", "-", "–", "—", ".."):
        return None
    number = read_number(bare)
    return value if number is None else number


def _whole(value: Scalar, field: Field | None) -> Scalar:
    if isinstance(value, str):
        bare = value.strip()
        return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else bare or None
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _flag(value: Scalar, field: Field | None) -> Scalar:
    word = folded(_written(value))
    return _FLAGS.get(word, value) if word else None


def _date(value: Scalar, field: Field | None) -> Scalar:
    text = _written(value).strip()
    found = _DOTTED_DATE.fullmatch(text)
    if not found:
        return text or None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _month(value: Scalar, field: Field | None) -> Scalar:
    text = str(_date(value, field) or "")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text[:7]
    found = _DOTTED_MONTH.fullmatch(text)
    return f"{found.group(2)}-{int(found.group(1)):02}" if found else text or None


def _choice(value: Scalar, field: Field | None) -> Scalar:
    text = _written(value).strip()
    return (field.choice_of(text) if field else None) or text or None


_SCALARS: Final[dict[str, Callable[[Scalar, Field | None], Scalar]]] = {
    "prose": _paragraphs,
    "markdown": lambda value, field: value,
    "amount": _number,
    "number": _number,
    "whole": _whole,
    "year": _whole,
    "flag": _flag,
    "date": _date,
    "month": _month,
    "choice": _choice,
}
_ITEMS: Final[dict[str, Callable[[Scalar, Field | None], Scalar]]] = {
    "references": _text,
    "ids": _text,
    "texts-list": _text,
    "choices": _choice,
    "wholes": _whole,
}
