"""The workers of one service: started with it, started again when they die, and gone with it."""

import logging
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Final, Self

from service.jobs.settings import JOBS_VARIABLE, JobSettings

_log = logging.getLogger(__name__)
_AGAIN_SECONDS: Final = 0.3
_MOST_AGAIN_SECONDS: Final = 30.0
_LIVED_SECONDS: Final = 10.0
_LEAVE_SECONDS: Final = 10
_FOREIGN: Final = "DBOS"


class Crew:
    """As many worker processes as the settings say, while the block lasts."""

    def __init__(self, settings: JobSettings) -> None:
        """Starts them with the block."""
        self._settings = settings
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._keepers = [threading.Thread(target=self._keep, args=(number,)) for number in range(settings.workers)]

    def __enter__(self) -> Self:
        """Starts them."""
        for keeper in self._keepers:
            keeper.daemon = True
            keeper.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Tells them to stop; what was at work is taken up when the service starts again."""
        self._ended.set()
        with self._lock:
            processes = list(self._processes.values())
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(_LEAVE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        for keeper in self._keepers:
            keeper.join(_LEAVE_SECONDS)

    @property
    def processes(self) -> tuple[int, ...]:
        """The process ids of the living."""
        with self._lock:
            return tuple(process.pid for process in self._processes.values() if process.poll() is None)

    def _keep(self, number: int) -> None:
        """One worker after the other; one that dies young is waited for longer and longer."""
        pause = _AGAIN_SECONDS
        while not self._ended.is_set():
            with self._lock:
                self._processes[number] = process = _started(self._settings)
            lived = threading.Timer(_LIVED_SECONDS, lambda: None)
            lived.start()
            code = process.wait()
            if process.stdin:
                process.stdin.close()
            pause = _AGAIN_SECONDS if not lived.is_alive() else min(pause * 2, _MOST_AGAIN_SECONDS)
            lived.cancel()
            if self._ended.is_set():
                return
            _log.warning("worker %d ended with %d; another one starts", number, code)
            self._ended.wait(pause)


def _started(settings: JobSettings) -> subprocess.Popen[bytes]:
    # A variable of DBOS's own could have it call its maker's cloud.
    own = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    environment = own | {JOBS_VARIABLE: settings.as_text()}
    # Its input stays open as long as this process lives; that is how it notices its end.
    return subprocess.Popen([sys.executable, "-m", "service.jobs.worker"], stdin=subprocess.PIPE, env=environment)
