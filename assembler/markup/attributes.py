r"""The attributes of our Markdown: `{#id .class key=value key="a value"}`, in a quoted value `\"` and `\\` escape.

The grammar is closed: a brace that is no such group is a fault for the reader of the text, never dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_ITEM = r"""(?:[#.][\w:.-]+|[A-Za-z][\w-]*=(?:"(?:[^"\\\n]|\\[^\n])*"|[\w:.,/+-]+))"""
GROUP = re.compile(rf"\{{[ \t]*(?:{_ITEM}(?:[ \t]+{_ITEM})*)?[ \t]*\}}")
_PART = re.compile(_ITEM)
_BARE = re.compile(r"[\w:.,/+-]+")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What one group says. `twice` are the names that it says more than once."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    twice: tuple[str, ...] = ()

    def one_of(self, *names: str) -> bool:
        """Whether one of the classes `names` stands here."""
        return any(name in self.classes for name in names)

    def value(self, *names: str) -> str:
        """The value of the first of `names` that stands here, "" for none."""
        return next((self.values[name] for name in names if name in self.values), "")


def parse(group: str) -> Attributes:
    """The attributes of a group that `GROUP` matched."""
    name, classes, values, twice = "", [], {}, []
    for part in _PART.findall(group[1:-1]):
        if part[0] == "#":
            twice += [part] if name else []
            name = part[1:]
        elif part[0] == ".":
            classes.append(part[1:])
        else:
            key, _, value = part.partition("=")
            twice += [key] if key in values else []
            values[key] = re.sub(r"\\(.)", r"\1", value[1:-1]) if value[0] == '"' else value
    return Attributes(name, tuple(classes), values, tuple(twice))


def trailing(text: str) -> tuple[str, str]:
    """`text` without a group at its end that a space (or nothing) precedes, and that group ("" for none)."""
    if not text.endswith("}"):
        return text, ""
    start = text.rfind("{")
    while start >= 0:
        if (start == 0 or text[start - 1] in " \t") and GROUP.fullmatch(text, start):
            return text[:start].rstrip(" \t"), text[start:]
        start = text.rfind("{", 0, start)
    return text, ""


def written(name: str = "", classes: tuple[str, ...] = (), **values: str) -> str:
    """A group in its canonical form; "" when it would be empty. Empty values are left out."""
    parts = [f"#{name}"] if name else []
    parts += [f".{each}" for each in classes]
    parts += [f"{key}={_quoted(value)}" for key, value in values.items() if value]
    return "{" + " ".join(parts) + "}" if parts else ""


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
