"""A worker's pulse: it shows that the worker lives, notices what it has lost, and takes over from the dead.

It beats before the worker works, for a dead one that is only frozen may keep everybody from the database. No clocks
are compared: a worker is dead when its count has not changed for some seconds of the onlooker's own time.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from dbos import DBOS
from sqlalchemy.exc import SQLAlchemyError

from assembler.isolate import Watch
from service.jobs import register
from service.jobs.desk import CALLS, WORK, Desk
from service.jobs.register import Claim, Lost
from service.jobs.slots import SLOTS, end_silent

_log = logging.getLogger(__name__)
_LOOK_SECONDS: Final = 0.4
_HOUSE_SECONDS: Final = 60


class Pulse:
    """A thread that beats, looks after the claims of its worker, and reaps."""

    def __init__(self, desk: Desk, worker: str) -> None:
        """Starts with `start`; `worker` is the name under which DBOS knows this process.

        It takes jobs from the dead only once `is_working` is set.
        """
        self.is_working = False
        self._desk, self._worker = desk, worker
        self._claims: dict[str, tuple[Claim, threading.Event]] = {}
        self._stopped = threading.Event()
        self._count = 0
        self._seen: dict[str, tuple[int, float]] = {}
        self._since: dict[str, float] = {}
        self._thread = threading.Thread(target=self._live, name="pulse", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self) -> None:
        """Stop; every claim is let go."""
        self._stopped.set()
        for _, lost in list(self._claims.values()):
            lost.set()
        self._thread.join(timeout=5)

    @contextmanager
    def holding(self, claim: Claim) -> Iterator[Watch]:
        """Looks after a claim meanwhile: the watch is cancelled when the job is lost, and writes down its progress."""
        lost = threading.Event()
        self._claims[claim.id] = claim, lost
        steps: list[Any] = []

        def told(step: Any) -> None:
            steps.append(step)
            try:
                with self._desk.database.writing() as connection:
                    register.tell(connection, claim, steps)
            except Lost:
                lost.set()

        try:
            yield Watch(lost.is_set, told)
        finally:
            if self._claims.get(claim.id, (None, None))[0] is claim:
                del self._claims[claim.id]

    def _live(self) -> None:
        settings = self._desk.settings
        beats = reaps = keeps = 0.0
        while not self._stopped.is_set():
            moment = time.monotonic()
            try:
                if moment >= beats:
                    beats = moment + settings.beat_seconds
                    self._beat()
                if moment >= reaps:
                    reaps = moment + settings.beat_seconds / 2
                    self._reap(moment)
                if moment >= keeps:
                    keeps = moment + _HOUSE_SECONDS
                    self._keep_house()
                self._look()
            except (SQLAlchemyError, OSError) as fault:
                # The next beat tries again; a worker that cannot beat is taken for dead, and rightly.
                _log.warning("the pulse skipped a beat: %s", fault)
            self._stopped.wait(_LOOK_SECONDS)

    def _beat(self) -> None:
        self._count += 1
        with self._desk.database.writing() as connection:
            register.beat(connection, self._worker, self._count)

    def _look(self) -> None:
        """Let go of what others have now, or what was cancelled."""
        held = dict(self._claims)
        if not held:
            return
        with self._desk.database.reading() as connection:
            lost = register.lost_of(connection, {id: claim.run for id, (claim, _) in held.items()})
        for id in lost:
            held[id][1].set()

    def _reap(self, moment: float) -> None:
        """Have the jobs of the dead done by the living. The living with the first name does it, so that one does."""
        with self._desk.database.reading() as connection:
            counts = register.beats(connection)
        for worker, count in counts.items():
            if self._seen.get(worker, (None, 0.0))[0] != count:
                self._seen[worker] = count, moment
        dead = {name for name in counts if moment - self._seen[name][1] > self._desk.settings.dead_seconds}
        for worker in dead - {self._worker}:
            if end_silent(self._desk.settings.data / SLOTS, worker):
                _log.warning("worker %s was silent and has been ended", worker)
        living = set(counts) - dead
        if not self.is_working or not living or min(living) != self._worker:
            return
        # Only who was seen alive can be dead: a worker whose first beat is still to come is none of these.
        flows = DBOS.list_workflows(status="PENDING", executor_id=sorted(dead), load_input=False) if dead else []
        for queue in (WORK, CALLS):
            orphans = [flow.workflow_id for flow in flows if flow.name == queue]
            if orphans:
                _log.warning("taking over %d jobs of %s", len(orphans), ", ".join(sorted(dead)))
                DBOS.resume_workflows(orphans, queue_name=queue)

    def _keep_house(self) -> None:
        if not self.is_working:
            return
        self._give_up_waiting(time.monotonic())
        self._desk.take_up_stranded()
        self._desk.forget_plans_that_are_gone()
        self._desk.sweep()

    def _give_up_waiting(self, moment: float) -> None:
        """Give up what this worker has seen waiting for too long: neither a clock that is set nor a stop counts."""
        waiting = self._desk.waiting()
        self._since = {name: self._since.get(name, moment) for name in waiting}
        for name, status in waiting.items():
            if moment - self._since[name] > self._desk.settings.wait_seconds:
                self._desk.give_up(status)
