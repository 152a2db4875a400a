"""What is ordered of a job, and what can be told about it: values, whatever keeps and runs them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from assembler.problem import Problem

State: TypeAlias = Literal["queued", "running", "done", "refused", "failed", "cancelled"]
Kind: TypeAlias = Literal["build", "check", "archive", "survey", "pictures", "word-export", "word-import"]
# What the pages ask for by themselves, and no person ordered.
ASIDE: Final[tuple[Kind, ...]] = ("survey", "pictures")
ENDED: Final[tuple[State, ...]] = ("done", "refused", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Order:
    """Work to do: `inputs` is a small JSON object, in which contents stand as their ids in the blobs (`contents`).

    `organisation` is the municipality whose job it is, `owner` who ordered it. "" for none are: `plan`, the plan it is
    about; `key`, the caller's own name for this order; `callback`, the address to call at its end.
    """

    kind: Kind
    inputs: Mapping[str, Any]
    contents: tuple[str, ...] = ()
    organisation: str = ""
    owner: str = ""
    plan: str = ""
    key: str = ""
    callback: str = ""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A finished file; `sha256` in hexadecimal is also its id in the blobs."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class End:
    """How a job ended. `detail` is a JSON value of the kind's own: a check's findings, an import's report."""

    state: State
    outcome: str = ""
    problems: tuple[Problem, ...] = ()
    files: tuple[MadeFile, ...] = ()
    detail: Any = None


@dataclass(frozen=True, slots=True)
class Status:
    """How far a job is. Moments are text (`service.store.clock`), "" while they have not come; `steps` are JSON values.

    `runs` counts the workers that took it up, `called` is what came of the callback (None before or without one).
    """

    id: str
    order: Order
    end: End
    steps: tuple[Any, ...] = ()
    created: str = ""
    started: str = ""
    ended: str = ""
    runs: int = 0
    called: Mapping[str, Any] | None = field(default=None)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.end.state

    @property
    def files(self) -> tuple[MadeFile, ...]:
        """The finished files: all of them, or none."""
        return self.end.files


class QueueFull(Exception):
    """No more orders are taken for now."""


class OtherOrder(Exception):
    """The caller's key already names another order."""
