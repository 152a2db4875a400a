"""The files of a plan folder: found in a fixed order, and never outside of it.

Links are refused wherever they point: a folder that comes from somebody else must not reach this machine's files.
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from assembler.problem import Place, Problem, Severity

MOST_FILES: Final = 5_000
MOST_TOTAL: Final = 512 * 2**20
DEEPEST: Final = 8
ROOMS: Final = ("narrative", "images", "tables", "brand")
# Where text from an editing copy waits that has no place in the plan yet.
INBOX: Final = "inbox"
# What operating systems and office programs leave behind.
_LEFT_BEHIND: Final = ("thumbs.db", "desktop.ini", "__macosx")
_MARKS: Final = (".", "~$")


@dataclass(slots=True)
class Files:
    """The regular files of a plan folder by their name in it (with "/", Unicode NFC), and what was refused."""

    root: Path
    paths: dict[str, Path] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: int = 0

    def within(self, room: str) -> tuple[str, ...]:
        """The names below a folder."""
        return tuple(name for name in self.paths if name.startswith(room + "/"))

    def content(self, name: str, limit: int) -> bytes | None:
        """The bytes of a file; `None`, and a problem, when it is larger than `limit` or cannot be read."""
        try:
            with self.paths[name].open("rb") as file:
                content = file.read(limit + 1)
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            self.problems.append(Problem("plan-file-unreadable", Place(file=name), {"reason": reason}))
            return None
        if len(content) > limit:
            self.problems.append(Problem("plan-file-too-large", Place(file=name), {"limit": limit // 2**20}))
            return None
        self.total += len(content)
        if self.total > MOST_TOTAL:
            self.problems.append(Problem("plan-folder-bytes", Place(file=name), {"limit": MOST_TOTAL // 2**20}))
            return None
        return content


def find_files(root: Path) -> Files:
    """All files of the folder's top and of the rooms that a plan has; other folders are listed in `others`."""
    files = Files(root)
    for name, path, is_folder in _entries(files, root, ""):
        if not is_folder:
            files.paths[name] = path
        elif name in ROOMS:
            _walk(files, path, name, 1)
        else:
            files.others.append(name + "/")
    return files


def find_file(files: Files, name: str) -> Problem | None:
    """Adds a file that the plan names anywhere in the folder; a problem when it is not there, or a link."""
    if name in files.paths:
        return None
    here = files.root
    try:
        for part in PurePosixPath(name).parts:
            here = here / part
            if here.is_symlink():
                return Problem("plan-link", Place(file=name))
        inside = here.resolve().is_relative_to(files.root.resolve()) and here.is_file()
    except (OSError, ValueError):
        # A name that no file can have: too long, or with a null character.
        inside = False
    if not inside:
        return Problem("plan-file-missing", Place(file=name))
    files.paths[name] = here
    return None


def unread(files: Files, read: set[str]) -> Iterator[Problem]:
    """A warning for every file and folder that stands in the plan folder and is no part of the plan."""
    folders = {name.split("/")[0] + "/" for name in read}
    for name in sorted({*files.paths, *files.others}):
        if name in read or name in folders or name.startswith("brand/") or name.lower().startswith("readme"):
            continue
        if name != INBOX + "/":
            yield Problem("plan-file-unknown", Place(file=name), {}, Severity.WARNING)
        elif next(_entries(files, files.root / INBOX, name), None):
            yield Problem("plan-inbox", Place(file=name), {}, Severity.WARNING)


def _walk(files: Files, folder: Path, prefix: str, depth: int) -> None:
    for name, path, is_folder in _entries(files, folder, prefix + "/"):
        if not is_folder:
            files.paths[name] = path
        elif depth < DEEPEST:
            _walk(files, path, name, depth + 1)
        else:
            files.problems.append(Problem("plan-folder-deep", Place(file=name), {"limit": DEEPEST}))


def _entries(files: Files, folder: Path, prefix: str) -> Iterator[tuple[str, Path, bool]]:
    """The entries of a folder that may be read, in the order of their names."""
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        files.problems.append(Problem("plan-file-unreadable", Place(file=prefix), {"reason": reason}))
        return
    for entry in found:
        if entry.name.lower() in _LEFT_BEHIND or entry.name.startswith(_MARKS):
            continue
        name = prefix + unicodedata.normalize("NFC", entry.name.encode("utf-8", "replace").decode())
        mode = entry.stat(follow_symlinks=False).st_mode
        if len(files.paths) >= MOST_FILES:
            files.problems.append(Problem("plan-folder-files", Place(file=prefix), {"limit": MOST_FILES}))
            return
        if stat.S_ISLNK(mode) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            files.problems.append(Problem("plan-link", Place(file=name)))
            continue
        yield name, Path(entry.path), stat.S_ISDIR(mode)
