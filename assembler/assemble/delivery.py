"""Putting finished files in their place: all of them, or none."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def deliver(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Write every file under `out`, and only when all have been written in full put them in place; their paths.

    `OSError` when the disk is full or the folder cannot be written; then nothing of this delivery is left behind.
    """
    existed = out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        return _placed(files, out)
    except OSError:
        if not existed and not any(out.iterdir()):
            out.rmdir()
        raise


def _placed(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    # The waiting room lies on the same disk as the target, so that the last step only renames.
    waiting = Path(tempfile.mkdtemp(prefix=".plansats-", dir=out))
    try:
        for name, content in files.items():
            with (waiting / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for name in files:
            (waiting / name).replace(out / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return tuple(out / name for name in files)
