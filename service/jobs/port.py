"""What the service asks of whatever keeps and runs its jobs: six verbs."""

from typing import Any, Protocol

from service.jobs.job import Order, Status


class Jobs(Protocol):
    """Jobs that outlive every process. A job of another municipality is as good as none."""

    def enqueue(self, order: Order) -> Status:
        """The new job, or the one that `order.key` already names. `QueueFull`, `OtherOrder`."""

    def status(self, id: str, organisation: str = "") -> Status | None:
        """How far a job is; None when there is none of that id (any more)."""

    def progress(self, id: str, organisation: str = "") -> tuple[Any, ...]:
        """The steps that the job has told of so far; empty for none."""

    def cancel(self, id: str, organisation: str = "") -> bool:
        """Stop a job that has not ended, or forget one that has; False when there is none of that id."""

    def list(self, organisation: str = "", plan: str = "", after: str = "", most: int = 50) -> tuple[Status, ...]:
        """The newest jobs first: at most `most` of those older than the job `after`."""

    def resume(self, id: str, organisation: str = "") -> bool:
        """Begin a failed or cancelled job again; False when there is none such."""
