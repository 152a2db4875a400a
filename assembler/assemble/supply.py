"""Where a build takes its plan from: a plan folder on the disk, or one JSON document."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assembler.brand.load import load_brand
from assembler.brand.model import Brand
from assembler.plan.load import Loaded, load_folder, load_json
from assembler.problem import Place, Problem, Refused
from assembler.resources import templates


@dataclass(frozen=True, slots=True)
class Supply:
    """A validated plan, and the folder that its ledgers and brand lie in (`None` when the plan came as JSON)."""

    loaded: Loaded
    folder: Path | None = None

    def file(self, name: str) -> bytes | None:
        """The content of a file of the plan folder; `None` when there is none."""
        path = None if self.folder is None else self.folder / name
        return path.read_bytes() if path is not None and path.is_file() else None

    def brand(self) -> Brand:
        """The plan's own brand folder, or the program's brand of that name. `Refused` with all faults of it."""
        own = None if self.folder is None else self.folder / "brand"
        return load_brand(own if own is not None and own.is_dir() else templates("brand", self.loaded.plan.brand))


def from_folder(folder: Path) -> Supply:
    """A plan folder; `Refused` with every fault of it."""
    if not folder.is_dir():
        raise Refused([Problem("assemble-folder-missing", Place(file=str(folder)))])
    return Supply(load_folder(folder), folder)


def from_path(path: Path) -> Supply:
    """A plan folder, or a file with the plan as one JSON document; `Refused` with every fault of it."""
    if path.is_file():
        return from_json(parsed(path.read_bytes(), str(path)))
    return from_folder(path)


def parsed(content: bytes, name: str = "") -> Any:
    """The JSON value of `content`; `Refused` when it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as fault:
        place = Place(file=name, line=getattr(fault, "lineno", 0))
        raise Refused([Problem("assemble-json", place, {"reason": str(fault)})]) from fault


def from_json(value: Any) -> Supply:
    """A plan as one JSON document; `Refused` with every fault of it."""
    return Supply(load_json(value, {}))
