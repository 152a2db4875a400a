"""Names for workers: the first free one of this machine, so that who restarts finds what it left."""

import fcntl
import os
import socket
from pathlib import Path
from typing import Final

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
            self.name = f"{socket.gethostname()[:80]}-{number}"
            self._descriptor = descriptor
            return
        raise OSError(f"no free slot in {folder}")

    def leave(self) -> None:
        """Free the name."""
        os.close(self._descriptor)
