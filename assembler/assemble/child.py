"""The way out inside a limited child process, for the service: bytes in, bytes out, the same as on the command line."""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from assembler.assemble.build import build
from assembler.assemble.order import Order, settle
from assembler.assemble.schedules_shown import lines_behind, schedules_shown
from assembler.assemble.situation import situation_of
from assembler.assemble.supply import Supply, from_folder, from_json, parsed
from assembler.assemble.survey import survey
from assembler.isolate import tell
from assembler.messages.catalogue import LANGS
from assembler.problem import Problem, Refused
from assembler.writers.register import FORMATS


def build_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """Build what `blobs[0]` holds: a zipped plan folder (`header["kind"]` is "folder") or plan JSON ("json").

    `header["options"]` has the parts of an order as text. Gives {"outcome", "files"} and the files' contents; `tell`s
    the code of each step as it begins. `Refused` with every fault.
    """
    order = order_of(header["options"])
    with tempfile.TemporaryDirectory() as folder:
        supply = supply_of(header["kind"], blobs[0], Path(folder))
        built = build(supply, order, lambda step: tell({"step": step}))
    outcome = {"outcome": built.report.outcome.value, "files": list(built.files)}
    return outcome, tuple(built.files.values())


def survey_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """How the plan in `blobs[0]` stands (`header` as for `build_in_child`); as JSON blobs its figures and schedules.

    `Refused` with every fault.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = survey(supply_of(header["kind"], blobs[0], Path(folder)), order_of(header["options"]))
    return {"survey": found.as_json()}, (_json(found.figures()), _json(schedules_shown(found.situation)))


def trace_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The ledger lines behind the cell `header["schedule"]`, `["nr"]`, `["column"]` of the plan in `blobs[0]`."""
    with tempfile.TemporaryDirectory() as folder:
        supply = supply_of(header["kind"], blobs[0], Path(folder))
        situation = situation_of(supply, settle(supply.loaded.plan, order_of(header["options"])))
    return lines_behind(situation, header["schedule"], header["nr"], header["column"]), ()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def order_of(options: Mapping[str, str]) -> Order:
    """The order that these options make, each by its name; `Refused` for a date that is none."""
    formats = tuple(name.strip() for name in options.get("formats", "").split(",") if name.strip())
    try:
        day = date.fromisoformat(options["date"]) if options.get("date") else None
    except ValueError as fault:
        raise Refused([Problem("assemble-date", values={"found": options["date"]})]) from fault
    return Order(
        type=options.get("type", ""),
        edition=options.get("edition", ""),
        depth=options.get("depth", ""),
        form=options.get("form", ""),
        formats=formats or FORMATS,
        chapter=options.get("chapter", ""),
        date=day,
        lang=next((lang for lang in LANGS if options.get("lang") == lang), None),
    )


def supply_of(kind: str, content: bytes, folder: Path) -> Supply:
    """The plan in `content`, a zipped plan folder ("folder", unpacked in `folder`) or plan JSON ("json")."""
    if kind == "json":
        return from_json(parsed(content))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)
    return from_folder(_root(folder))


def _root(folder: Path) -> Path:
    """Where plan.yaml lies: at the top, or in the one folder that people zip."""
    inner = [path for path in folder.iterdir() if not path.name.startswith((".", "__MACOSX"))]
    if not (folder / "plan.yaml").exists() and len(inner) == 1 and inner[0].is_dir():
        return inner[0]
    return folder
