"""Where a plan lies for the way back: a folder on the disk, or the store of the service. One port for both."""

from collections.abc import Mapping
from typing import Protocol

from assembler.document.exported import Exported


class PlanPlace(Protocol):
    """A plan folder as files by their name ("narrative/drift.md"), and the bases of what was exported from it.

    The way back itself keeps files under `inbox/` and `.plansats/imports/`; a place treats them as all others.
    """

    def files(self) -> Mapping[str, bytes]:
        """Every file of the plan as it is now. Contents may be read when they are asked for."""

    def keep(self, exported: Exported) -> None:
        """Keep a base; keeping the same one again changes nothing."""

    def base(self, id: str) -> Exported | None:
        """The base of an export; `None` when this plan never had it."""

    def change(self, changes: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
        """Write `changes` all or none.

        `Refused`, and nothing written, when a file is not (any more) what `expected` says it was; a file that
        `expected` does not name must not exist yet.
        """
