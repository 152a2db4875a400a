"""Files of a plan folder changed together: all or none, also when the process is killed in the middle.

The new contents are laid in `.plansats/journal/`, then a list of them; the list is the decision. Without it, what lies
there is thrown away; with it, the files are moved to their places, by whoever opens the folder next if need be.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from assembler.plan.folder import INBOX
from assembler.problem import Place, Problem, Refused

OWN: Final = ".plansats"
_ROOMS: Final = ("narrative", "images", INBOX, OWN)
_LIST: Final = "list.json"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file to be changed: `waiting` is its new content in the journal, `before` the hash of the old, "" for none."""

    name: str
    waiting: str
    before: str


def change_files(root: Path, changes: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
    """Write `changes` (name in the folder → content) all or none.

    `Refused`, and nothing written, when a file is not what `expected` says that it was, when one that `expected` does
    not name is there already, and when the disk does not take it. Killed at any moment, the folder is as before or as
    after, at the latest when it is opened next.
    """
    if not changes:
        return
    with _locked(root):
        _settle(root)
        faults = [fault for name in changes for fault in _faults(root, name, expected.get(name))]
        if faults:
            raise Refused(faults)
        try:
            _decide(root, changes, expected)
        except OSError as fault:
            shutil.rmtree(_journal(root), ignore_errors=True)
            raise Refused([_unwritten(root, fault)]) from fault
        _settle(root)


def settle_folder(root: Path) -> None:
    """Finish, or take back, what an interrupted change left behind; nothing to do in most folders.

    `Refused` when the disk does not take it; the folder is then neither as before nor as after.
    """
    if _journal(root).is_dir() and not _journal(root).is_symlink():
        with _locked(root):
            _settle(root)


def make_own_folder(root: Path, name: str = "") -> Path:
    """The folder `.plansats/NAME`, made when it is missing; `Refused` when a link or a file stands there."""
    folder = root / OWN
    for part in ("", *PurePosixPath(name).parts):
        folder = folder / part
        if folder.is_symlink() or folder.exists() and not folder.is_dir():
            raise Refused([Problem("plan-link", Place(file=folder.relative_to(root).as_posix()))])
        try:
            folder.mkdir(exist_ok=True)
        except OSError as fault:
            raise Refused([_unwritten(root, fault)]) from fault
    return folder


def _journal(root: Path) -> Path:
    return root / OWN / "journal"


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One change at a time; the system takes the lock back when the process ends, however it ends."""
    path = make_own_folder(root) / "lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as fault:
        raise Refused([_unwritten(root, fault)]) from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _faults(root: Path, name: str, expected: bytes | None) -> Iterator[Problem]:
    path, parts = root / name, PurePosixPath(name).parts
    if not _is_safe(name) or any((root / Path(*parts[:count])).is_symlink() for count in range(1, len(parts) + 1)):
        yield Problem("plan-link", Place(file=name))
        return
    found = path.read_bytes() if path.is_file() else None
    if found != expected:
        yield Problem("plan-file-changed", Place(file=name))
    if not os.access(next(folder for folder in path.parents if folder.exists()), os.W_OK):
        yield Problem("plan-not-written", Place(file=name), {"reason": os.strerror(13)})


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) > 1 and parts[0] in _ROOMS and ".." not in parts and "\0" not in name


def _decide(root: Path, changes: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
    """Lay everything ready, each file whole on the disk, and at last the list."""
    journal = _journal(root)
    journal.mkdir()
    entries = []
    for number, (name, content) in enumerate(changes.items()):
        _write(journal / str(number), content)
        if name in expected:
            shutil.copymode(root / name, journal / str(number))
        entries.append(_Entry(name, str(number), _hash(expected[name]) if name in expected else ""))
    _write(journal / "new", json.dumps([asdict(entry) for entry in entries]).encode())
    _sync(journal)
    (journal / "new").rename(journal / _LIST)
    _sync(journal)


def _settle(root: Path) -> None:
    journal = _journal(root)
    if not journal.is_dir():
        return
    try:
        for entry in _entries(journal):
            if (journal / entry.waiting).is_file():
                _place(root, journal / entry.waiting, entry)
        (journal / _LIST).unlink(missing_ok=True)
        shutil.rmtree(journal)
        _sync(journal.parent)
    except OSError as fault:
        raise Refused([_unwritten(root, fault)]) from fault


def _entries(journal: Path) -> Sequence[_Entry]:
    """What was decided: nothing without a whole list, or with one that this program did not write."""
    try:
        entries = [_Entry(**each) for each in json.loads((journal / _LIST).read_bytes())]
        sound = all(_is_safe(entry.name) and entry.waiting.isdecimal() for entry in entries)
    except (OSError, ValueError, TypeError, AttributeError):
        return ()
    return entries if sound else ()


def _place(root: Path, waiting: Path, entry: _Entry) -> None:
    """Move a file to its place. A file that somebody changed meanwhile stays, and the new text goes to the inbox."""
    target = root / entry.name
    found = _hash(target.read_bytes()) if target.is_file() else ""
    if found not in (entry.before, _hash(waiting.read_bytes())):
        target = root / INBOX / f"{target.stem}-{_hash(waiting.read_bytes())[:12]}{target.suffix}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise OSError(20, os.strerror(20), str(target))
    waiting.replace(target)
    _sync(target.parent)


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """A renamed file is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritten(root: Path, fault: OSError) -> Problem:
    return Problem("plan-not-written", Place(file=root.name), {"reason": fault.strerror or type(fault).__name__})
