"""A plan folder on the disk as a place to bring edits back to."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from assembler.document.exported import Exported
from assembler.document.identity import is_id
from assembler.plan.folder import Files, find_file, find_files
from assembler.plan.grid import MOST_FILE_BYTES
from assembler.plan.journal import OWN, change_files, make_own_folder, settle_folder
from assembler.problem import Place, Problem, Refused
from assembler.reconcile.base_file import base_of_json, base_to_json

EXPORTS: Final = "exports"
IMPORTS: Final = "imports"


class FolderPlace:
    """A plan folder. What was exported from it lies in `.plansats/exports/`, one file an export."""

    def __init__(self, root: Path) -> None:
        """Finishes what an interrupted change left behind. `Refused` when `root` is no plan folder."""
        if not (root / "plan.yaml").is_file():
            raise Refused([Problem("reconcile-no-plan", Place(file=str(root)))])
        settle_folder(root)
        self._root = root

    def files(self) -> Mapping[str, bytes]:
        """The files of the plan by name; a content is read when it is asked for."""
        return _Contents(self._root)

    def keep(self, exported: Exported) -> None:
        """Write the base, unless the same one is there."""
        name = f"{OWN}/{EXPORTS}/{exported.id}.json"
        content = base_to_json(exported)
        path = make_own_folder(self._root, EXPORTS) / f"{exported.id}.json"
        if not path.is_file():
            change_files(self._root, {name: content}, {})
        elif path.read_bytes() != content:
            change_files(self._root, {name: content}, {name: path.read_bytes()})

    def base(self, id: str) -> Exported | None:
        """The base of an export; `None` for an unknown one. `Refused` when its file cannot be read."""
        path = self._root / OWN / EXPORTS / f"{id}.json"
        if not is_id(id) or path.is_symlink() or not path.is_file():
            return None
        return base_of_json(path.read_bytes(), f"{OWN}/{EXPORTS}/{id}.json")

    def change(self, changes: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
        """Write `changes` all or none, also when killed in the middle; `Refused` when a file is not as `expected`."""
        change_files(self._root, changes, expected)


class _Contents(Mapping[str, bytes]):
    """The files of a folder, read when they are asked for: links are none of them."""

    def __init__(self, root: Path) -> None:
        self._files: Files = find_files(root)
        for folder in ("inbox", f"{OWN}/{IMPORTS}"):
            inside = root / folder
            names = sorted(each.name for each in inside.iterdir()) if inside.is_dir() else ()
            for name in names:
                find_file(self._files, f"{folder}/{name}")

    def __getitem__(self, name: str) -> bytes:
        if name not in self._files.paths:
            raise KeyError(name)
        before = len(self._files.problems)
        content = self._files.content(name, MOST_FILE_BYTES)
        if content is None:
            raise Refused(self._files.problems[before:])
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._files.paths)

    def __len__(self) -> int:
        return len(self._files.paths)
