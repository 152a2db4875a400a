"""A kind of file that can be checked: how it is read, and the rules that run over its facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assembler.checks.outcome import Marks


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` makes facts of a file's bytes and its name (`Refused` when it cannot); facts have a `content`."""

    read: Callable[[bytes, str], Any]
    rules: Mapping[str, Callable[[Any], Marks]]
