"""Names for workers: the first free one of this machine, so that who restarts finds what it left."""

import fcntl
import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

SLOTS: Final = "workers"
_MOST: Final = 256


class Slot:
    """A name that no other living process of this machine has; the system frees it when the process ends, however."""

    def __init__(self, folder: Path) -> None:
        """Takes the first free one. `OSError` when there is none."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, _MOST):
            descriptor = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                continue
            os.truncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            self.name = f"{_here()}-{number}"
            self._descriptor = descriptor
            return
        raise OSError(f"no free slot in {folder}")

    def leave(self) -> None:
        """Free the name."""
        os.close(self._descriptor)


def end_silent(folder: Path, name: str) -> bool:
    """Whether the worker of that name was killed. It must be one of this machine, and have been silent for too long.

    One that is frozen may hold the database, and then nobody else can write. Who has the slot's lock is alive, so the
    process id in the slot is nobody else's.
    """
    here, _, number = name.rpartition("-")
    if here != _here() or not number.isdecimal():
        return False
    try:
        descriptor = os.open(folder / number, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        process = os.read(descriptor, 20)
        if not process.isdigit() or int(process) == os.getpid():
            return False
        with suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)
        return True
    finally:
        os.close(descriptor)
    return False


def _here() -> str:
    return socket.gethostname()[:80]
