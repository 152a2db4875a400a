"""What is ordered of a build, and what can be told about it: values, whatever keeps and runs them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from assembler.problem import Problem

State: TypeAlias = Literal["queued", "running", "done", "refused", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Order:
    """A plan to build: a zipped plan folder or plan JSON in `content`, and the options by their names."""

    kind: Literal["folder", "json"]
    content: bytes
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A finished file; `sha256` in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far a build is. `outcome` is that of its report ("" until it is done); `steps` are JSON values."""

    id: str
    state: State
    steps: tuple[Any, ...] = ()
    outcome: str = ""
    problems: tuple[Problem, ...] = ()
    files: tuple[MadeFile, ...] = ()


class QueueFull(Exception):
    """No more orders are taken for now."""
