"""Builds in memory: a bounded queue, a few threads that each wait for one child process, results on the disk.

A build's files appear all at once, by the renaming of their folder, or not at all.
"""

import hashlib
import logging
import re
import secrets
import shutil
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Full, Queue
from typing import Any, Final

from assembler.isolate import Reply, Stopped, Watch, call, problem_of
from assembler.problem import Problem, Refused
from service.jobs.order import MadeFile, Order, QueueFull, State, Status
from service.settings import Settings

_log = logging.getLogger(__name__)
_FILE_NAME: Final = re.compile(r"\w[\w.\- ]{0,199}")
_MOST_STEPS: Final = 500
_CANCEL_SECONDS: Final = 5
_ENDED: Final = ("done", "refused", "failed", "cancelled")


@dataclass(slots=True)
class _Job:
    order: Order
    status: Status
    cancel: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)


class BuildQueue:
    """Takes orders, builds them one after the other in each worker, and keeps the latest results."""

    def __init__(self, settings: Settings) -> None:
        """Starts the workers at once; the results lie in a folder of their own below `settings.data`."""
        self._settings = settings
        self._lock = threading.Lock()
        self._jobs: dict[str, _Job] = {}
        self._waiting: Queue[_Job | None] = Queue(settings.most_waiting)
        settings.data.mkdir(parents=True, exist_ok=True)
        self._folder = tempfile.TemporaryDirectory(prefix="builds-", dir=settings.data, ignore_cleanup_errors=True)
        self._workers = [threading.Thread(target=self._work, daemon=True) for _ in range(settings.workers)]
        for worker in self._workers:
            worker.start()

    def enqueue(self, order: Order) -> Status:
        """The new build's status; `QueueFull` when too many are waiting."""
        job = _Job(order, Status(secrets.token_hex(16), "queued"))
        with self._lock:
            try:
                self._waiting.put_nowait(job)
            except Full:
                raise QueueFull from None
            self._jobs[job.status.id] = job
            self._forget_oldest()
        return job.status

    def status(self, id: str) -> Status | None:
        """How far a build is; None when there is none of that id (any more)."""
        job = self._jobs.get(id)
        return job.status if job else None

    def file(self, id: str, name: str) -> Path | None:
        """Where a finished file lies; None when the build has no such file."""
        status = self.status(id)
        if status is None or name not in {made.name for made in status.files}:
            return None
        return Path(self._folder.name, id, name)

    def cancel(self, id: str) -> bool:
        """Stop a build that is not finished, or forget one that is; False when there is none of that id."""
        job = self._jobs.get(id)
        if job is None:
            return False
        job.cancel.set()
        if job.status.state in _ENDED:
            self._forget(id)
        elif job.status.state == "queued":
            self._end(job, replace(job.status, state="cancelled"))
        else:
            job.ended.wait(_CANCEL_SECONDS)
        return True

    def ready(self) -> bool:
        """Whether builds are being worked on and results can be written."""
        return all(worker.is_alive() for worker in self._workers) and Path(self._folder.name).is_dir()

    def close(self) -> None:
        """Stop every build and remove the results."""
        for job in list(self._jobs.values()):
            job.cancel.set()
        for _ in self._workers:
            self._waiting.put(None)
        for worker in self._workers:
            worker.join(timeout=5)
        self._folder.cleanup()

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            if not job.cancel.is_set():
                job.status = replace(job.status, state="running")
                self._end(job, self._built(job))
            else:
                self._end(job, replace(job.status, state="cancelled"))

    def _built(self, job: _Job) -> Status:
        """The status that a build ends with, whatever happens to it."""
        settings = self._settings

        def progress(step: Any) -> None:
            job.status = replace(job.status, steps=(*job.status.steps, step)[-_MOST_STEPS:])

        try:
            header = {"kind": job.order.kind, "options": dict(job.order.options)}
            watch = Watch(job.cancel.is_set, progress)
            outcome, files = _read(call(settings.builder, header, (job.order.content,), settings.limits, watch))
            return replace(job.status, state="done", outcome=outcome, files=self._kept(job.status.id, files))
        except Refused as refused:
            return replace(job.status, state="refused", problems=refused.problems)
        except Stopped as stopped:
            _log.warning("build %s stopped: %s", job.status.id, stopped.reason)
            state: State = "cancelled" if stopped.reason == "cancelled" else "failed"
            return replace(job.status, state=state, problems=(problem_of(stopped),))
        except OSError as fault:
            _log.warning("build %s: the results could not be kept: %s", job.status.id, fault)
            values = {"reason": fault.strerror or ""}
            return replace(job.status, state="failed", problems=(Problem("service-storage", values=values),))

    def _kept(self, id: str, files: Mapping[str, bytes]) -> tuple[MadeFile, ...]:
        part, whole = Path(self._folder.name, f"{id}.part"), Path(self._folder.name, id)
        try:
            part.mkdir()
            for name, content in files.items():
                (part / name).write_bytes(content)
            part.rename(whole)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)
            raise
        return tuple(
            MadeFile(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
        )

    def _end(self, job: _Job, status: Status) -> None:
        with self._lock:
            if not job.ended.is_set():
                # The upload is not needed any more.
                job.status, job.order = status, replace(job.order, content=b"")
                job.ended.set()

    def _forget_oldest(self) -> None:
        ended = [id for id, job in self._jobs.items() if job.status.state in _ENDED]
        for id in ended[: max(0, len(ended) - self._settings.most_finished)]:
            self._forget(id)

    def _forget(self, id: str) -> None:
        self._jobs.pop(id, None)
        shutil.rmtree(Path(self._folder.name, id), ignore_errors=True)


def _read(reply: Reply) -> tuple[str, dict[str, bytes]]:
    """The outcome and the files by name; `Stopped` for a child that answers otherwise than a builder does."""
    match reply.header:
        case {"outcome": str(outcome), "files": [*names]} if len({*map(str, names)}) == len(names) == len(
            reply.blobs
        ) and all(isinstance(name, str) and _FILE_NAME.fullmatch(name) for name in names):
            return outcome, dict(zip(names, reply.blobs, strict=True))
        case _:
            raise Stopped("crash", diagnosis=f"strange answer: {str(reply.header)[:500]}")
