"""A copy of a data folder while the service writes to it, and the folder made anew from the copy.

Databases are copied as they are at one moment. All other files have content that never changes under its name, so
those that are there before or after that moment are all that a database can name.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Final

from assembler.problem import Place, Problem, Refused
from service.store.clock import now
from service.store.engine import FILE, check_file, copy_file

MANIFEST: Final = "backup.json"
_VERSION: Final = 1
_DATABASE: Final = ".sqlite"
# What SQLite keeps beside a database while it is open; the copy holds what is in them.
_BESIDE: Final = ("-wal", "-shm", "-journal")


def back_up(data: Path, target: Path) -> int:
    """Copy `data` to the new folder `target`, which appears all at once; the number of files."""
    if not (data / FILE).is_file():
        raise Refused([Problem("service-backup-nothing", Place(file=str(data)))])
    if target.exists():
        raise Refused([Problem("service-backup-there", Place(file=str(target)))])
    part = target.with_name(f"{target.name}.{token_hex(4)}.part")
    try:
        part.mkdir(parents=True, mode=0o700)
        _copy_files(data, part)
        for path in sorted(data.rglob(f"*{_DATABASE}")):
            copy = part / path.relative_to(data)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy_file(path, copy)
        _copy_files(data, part)
        files = {str(path.relative_to(part)): _digest(path) for path in sorted(part.rglob("*")) if path.is_file()}
        manifest = {"plansats": _VERSION, "at": now(), "files": files}
        (part / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _flush(part)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return len(files)


def restore(source: Path, data: Path) -> int:
    """Make the folder `data`, which must not be there or be empty, from a copy; the number of files."""
    files = _manifest(source)
    damaged = [name for name, digest in files.items() if not _is_whole(source / name, digest)]
    if damaged:
        raise Refused([Problem("service-backup-damaged", Place(file=name)) for name in damaged])
    if data.exists() and any(data.iterdir()):
        raise Refused([Problem("service-restore-there", Place(file=str(data)))])
    part = data.with_name(f"{data.name}.{token_hex(4)}.part")
    try:
        for name in files:
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(source / name, path)
            if path.suffix == _DATABASE:
                check_file(path)
        _flush(part)
        if data.exists():
            data.rmdir()
        part.rename(data)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return len(files)


def _copy_files(data: Path, part: Path) -> None:
    """Copy every file that is no database and is not there yet."""
    for path in _plain_files(data):
        copy = part / path.relative_to(data)
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            if not copy.exists():
                shutil.copyfile(path, copy)
        except FileNotFoundError:
            # Nobody needs it any more: it was removed while the copy was made.
            copy.unlink(missing_ok=True)


def _plain_files(data: Path) -> Iterator[Path]:
    for path in sorted(data.rglob("*")):
        database = path.name.endswith(_DATABASE) or path.name.endswith(tuple(_DATABASE + end for end in _BESIDE))
        if path.is_file() and not path.is_symlink() and not database:
            yield path


def _manifest(source: Path) -> dict[str, str]:
    try:
        said = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        files = {str(name): str(digest) for name, digest in said["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Refused([Problem("service-backup-none", Place(file=str(source)))]) from fault
    outside = [name for name in files if Path(name).is_absolute() or ".." in Path(name).parts]
    if said.get("plansats") != _VERSION or outside or FILE not in files:
        raise Refused([Problem("service-backup-none", Place(file=str(source)))])
    return files


def _is_whole(path: Path, digest: str) -> bool:
    return path.is_file() and not path.is_symlink() and _digest(path) == digest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(folder: Path) -> None:
    """Wait until everything in the folder is on the disk: the name that it gets next promises that."""
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
