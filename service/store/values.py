"""What the store gives back: plans, files and their revisions as values, and what can go wrong with a write."""

from dataclasses import dataclass

HEAD = "plan.yaml"


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What a plan says of itself: `name` is its own id (in plan.yaml), `form` the one it is written in."""

    name: str
    type: str
    title: str
    form: str


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan in the store. `sequence` counts its changes; moments are UTC text."""

    id: str
    organisation: str
    head: PlanHead
    sequence: int
    created_at: str
    created_by: str
    changed_at: str

    @property
    def etag(self) -> str:
        """The state of the whole plan."""
        return f"{self.id}-{self.sequence}"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of a plan in one revision; `number` counts from 1 for each file and never goes back.

    `block`, `slot` and `form` say which narrative block it is, "" for any other file. `form` is "" where the file
    leaves it to the plan. `sequence` is the change of the plan that made it, 0 where it was not asked for.
    """

    file: str
    number: int
    sha256: str
    size: int
    author: str
    at: str
    block: str = ""
    slot: str = ""
    form: str = ""
    removed: bool = False
    sequence: int = 0

    @property
    def etag(self) -> str:
        """Number and content: a revision that is made anew after a restored backup is another one."""
        return f"{self.number}-{self.sha256[:16]}"


class Changed(Exception):
    """A file is not what the writer said it was. `current` is its present state, `None` when it does not exist."""

    def __init__(self, file: str, current: FileState | None) -> None:
        """`file` is the first such file."""
        self.file, self.current = file, current
        super().__init__(file)


class Missing(Exception):
    """There is no such plan (any more)."""
