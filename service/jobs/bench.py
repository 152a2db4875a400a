"""A job on the bench: what its steps have at hand, and how what they make is kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from assembler.isolate import Limits, Reply, Stopped, Watch, call
from service.jobs import register
from service.jobs.desk import Desk
from service.jobs.job import MadeFile, Order
from service.jobs.register import Claim, Lost
from service.jobs.settings import JobSettings
from service.store.plans import PlanStore

# As often may a child of one job die without a reason that can be named.
MOST_CRASHES: Final = 3


@dataclass(frozen=True)
class Bench:
    """One job while a worker has it."""

    desk: Desk
    claim: Claim
    watch: Watch

    @property
    def order(self) -> Order:
        """What was ordered."""
        return self.claim.order

    @property
    def settings(self) -> JobSettings:
        """What the worker was told."""
        return self.desk.settings

    @property
    def plans(self) -> PlanStore:
        """The plans that the service keeps."""
        return self.desk.plans

    def call(self, target: str, header: Any, blobs: Sequence[bytes] = (), limits: Limits | None = None) -> Reply:
        """`assembler.isolate.call` under the watch of this job. A child that dies is tried again, but not for ever.

        `Lost` when the job is lost meanwhile; `Refused` and `Stopped` as there.
        """
        while True:
            try:
                return call(target, header, blobs, limits or self.settings.limits, self.watch)
            except Stopped as stopped:
                if stopped.reason == "cancelled":
                    raise Lost from stopped
                if stopped.reason != "crash" or self._crashed() >= MOST_CRASHES:
                    raise

    def content(self, id: str) -> bytes:
        """A content by its id."""
        return self.desk.blobs.get(id)

    def kept(self, content: bytes) -> str:
        """Keep a content as long as the job; its id. `Lost` when the job is lost, `OSError` when there is no room."""
        id = self.desk.blobs.put(content)
        with self.desk.database.writing() as connection:
            register.keep(connection, self.claim, [id])
        return id

    def kept_file(self, name: str, content: bytes) -> dict[str, Any]:
        """Keep a file that the job makes; the `MadeFile` as JSON."""
        return asdict(MadeFile(name, len(content), self.kept(content)))

    def _crashed(self) -> int:
        with self.desk.database.writing() as connection:
            return register.crashed(connection, self.claim)
