"""Contents by their SHA-256: written once, never changed, shared by whoever has the same."""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_ID: Final = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """A folder of contents; a content is there whole or not at all, also after a power cut."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder when it is missing."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keep `content` and give its id. `OSError` when it cannot be kept; then nothing of it is."""
        id = hashlib.sha256(content).hexdigest()
        path = self.path(id)
        with suppress(FileNotFoundError):
            # Whoever sweeps spares what is young.
            os.utime(path)
            return id
        path.parent.mkdir(exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(descriptor)
            os.replace(part, path)
        except OSError:
            with suppress(FileNotFoundError):
                os.unlink(part)
            raise
        return id

    def get(self, id: str) -> bytes:
        """The content of that id. `FileNotFoundError` when it is not kept."""
        return self.path(id).read_bytes()

    def path(self, id: str) -> Path:
        """Where the content lies, or would. `ValueError` for what is no id."""
        if not _ID.fullmatch(id):
            raise ValueError(id)
        return self._folder / id[:2] / id

    def old(self, seconds: float) -> Iterator[str]:
        """The ids that nobody has put for that long; leftovers of broken writes go on the way."""
        until = time.time() - seconds
        for path in self._folder.rglob("*"):
            with suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime <= until:
                    if _ID.fullmatch(path.name):
                        yield path.name
                    else:
                        path.unlink()

    def drop(self, id: str) -> None:
        """Forget the content of that id."""
        self.path(id).unlink(missing_ok=True)

    def ready(self) -> bool:
        """Whether contents can be kept."""
        return os.access(self._folder, os.W_OK | os.X_OK) and self._folder.is_dir()
