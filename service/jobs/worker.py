"""A worker: takes jobs from DBOS's queue and does them step by step, each in a child process of its own.

What a step has made lies in the blobs, and DBOS knows its id; a worker that takes over a job begins at the step that
was interrupted. Reports carry the number of the claim, so one that was frozen and comes back too late is not heard.
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self

from dbos import DBOS, DBOSPortableJSONSerializer

from assembler.problem import Problem
from service.jobs.bench import Bench
from service.jobs.delivery import Caller
from service.jobs.desk import CALLS, VERSION, WORK, Desk
from service.jobs.job import End
from service.jobs.perform import end_of, made, perform
from service.jobs.pulse import Pulse
from service.jobs.register import Claim, Lost, claim
from service.jobs.settings import JOBS_VARIABLE, JobSettings, settings_of
from service.jobs.slots import SLOTS, Slot
from service.jobs.steps import STEPS
from service.logs import log_as_json

_log = logging.getLogger(__name__)
# A job that kills whoever takes it up, or is always just being done when the machine restarts, is given up.
MOST_TRIES: Final = 10
_CALLS_AT_ONCE: Final = 4
_NICE: Final = 10


class Worker:
    """Works from `start` to `stop`. One to a process: DBOS knows only one of itself."""

    def __init__(self, settings: JobSettings) -> None:
        """Opens the desk and takes the first free slot, under whose name an earlier worker may have left jobs."""
        self.desk = Desk(settings)
        self._slot = Slot(settings.data / SLOTS)
        self._pulse = Pulse(self.desk, self._slot.name)

    def start(self) -> None:
        """Begin to work, with what this slot's last worker left."""
        settings = self.desk.settings
        self._pulse.start()
        DBOS(
            config={
                "name": "plansats",
                "system_database_url": settings.url,
                "system_database_engine": self.desk.engine,
                "executor_id": self._slot.name,
                "application_version": VERSION,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "ERROR",
                "enable_otlp": False,
                "run_migrations": False,
                "max_executor_threads": settings.at_once + _CALLS_AT_ONCE + 4,
            }
        )
        self._register()
        for queue, most in ((WORK, settings.at_once), (CALLS, _CALLS_AT_ONCE)):
            # Before the launch, as a queue that is found later is first looked into a second later.
            self.desk.client.register_queue(
                queue, worker_concurrency=most, polling_interval_sec=settings.poll_seconds, on_conflict="always_update"
            )
        DBOS.launch()
        self._pulse.is_working = True

    def stop(self) -> None:
        """Stop at once; what is at work is taken up again by whoever comes next."""
        self._pulse.stop()
        DBOS.destroy(destroy_registry=True)
        self._slot.leave()
        self.desk.close()

    def __enter__(self) -> Self:
        """Starts."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Stops."""
        self.stop()

    def _register(self) -> None:
        """Make known what the queues' entries mean. DBOS marks the functions, so they must be plain ones."""
        caller = Caller(self.desk)

        @DBOS.workflow(name=WORK)
        def work(job: str) -> str:
            return self._work(job)

        @DBOS.workflow(name=CALLS)
        def call(job: str) -> str:
            return caller.call(job)

    def _work(self, job: str) -> str:
        """One job, by its id; the state that it ended in, "" when it was not this worker's to end."""
        _give_way()
        with self.desk.database.writing() as connection:
            claimed = claim(connection, job)
        if claimed is None:
            return ""
        with self._pulse.holding(claimed) as watch:
            bench = Bench(self.desk, claimed, watch)
            end = self._ended(bench, claimed)
            try:
                self.desk.finish(claimed, end)
            except Lost:
                return ""
        return end.state

    def _ended(self, bench: Bench, claimed: Claim) -> End:
        if claimed.tries > MOST_TRIES:
            return End("failed", problems=(Problem("service-job-tries", values={"most": MOST_TRIES}),))
        so_far: Mapping[str, Any] = claimed.order.inputs
        for name in STEPS[claimed.order.kind]:
            id = DBOS.run_step({"name": name}, perform, bench, name, so_far)
            found = made(bench, id)
            if isinstance(found, End):
                return found
            so_far = found
        return end_of(so_far)


def _give_way() -> None:
    """Whoever waits for a page comes before the children of this thread (setpriority(2): on Linux, of a thread)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def main() -> None:
    """A worker process: works until it is told to stop. Its settings stand in the environment."""
    log_as_json()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stopped.set())
    worker = Worker(settings_of(os.environ[JOBS_VARIABLE]))
    worker.start()
    # The process that started this one holds the other end: when it is gone, so is the need for this one.
    threading.Thread(target=_until_left, args=(stopped,), daemon=True).start()
    stopped.wait()
    worker.stop()
    # Threads that wait for a child do not keep the process; the children end with it.
    os._exit(0)


def _until_left(stopped: threading.Event) -> None:
    sys.stdin.buffer.read()
    stopped.set()


if __name__ == "__main__":
    main()
