"""What runs in a child process for Word there and back: the editing copy made, and an edited one brought back."""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from assembler.assemble.child import order_of, supply_of
from assembler.assemble.editing import editing_copy
from assembler.messages.catalogue import wording
from assembler.reconcile.applying import changes_of
from assembler.reconcile.base_file import base_of_json, base_to_json
from assembler.reconcile.bringing import bring_back
from assembler.reconcile.folder_place import FolderPlace
from assembler.reconcile.outcome import Outcome
from assembler.reconcile.page import outcome_page
from assembler.reconcile.settling import Choice, Written, settle
from assembler.reconcile.told import outcome_json

_OWN: Final = ".plansats/"


def export(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The editing copy of the plan in `blobs[0]`, and the base that has to be kept for it.

    `header` has {"kind", "options"} as for `build_in_child`, and {"chapters", "comments"}. `Refused` with every fault.
    """
    order = order_of(header["options"])
    with tempfile.TemporaryDirectory() as folder:
        supply = supply_of(header["kind"], blobs[0], Path(folder))
        copy = editing_copy(supply, order, tuple(header["chapters"]), comments=header["comments"])
    name = "-".join((copy.exported.plan, copy.exported.edition, *header["chapters"]))
    lang = order.lang or supply.loaded.plan.form
    said = {
        "export": copy.exported.id,
        "texts": len(copy.exported.blocks),
        "empty": sum(not block.blocks for block in copy.exported.blocks),
        "notes": [{"code": one.code, "message": wording(one, lang).message} for one in copy.problems],
    }
    return {"name": f"{name}.docx", "detail": said}, (copy.content, base_to_json(copy.exported))


def bring(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """What the Word file `blobs[0]` means for the plan folder zipped in `blobs[1]`; `blobs[2:]` is its base, if kept.

    `header` has {"name", "lang", "apply", "choices"}: by block, "ours", "theirs", "open" or {"text"} for each of its
    conflicts. Gives {"detail", "files", "expected"} and, as contents, the report as JSON and as a page, then those of
    `files` and `expected`. `Refused` for a file that is none of this plan's, and for choices that do not fit.
    """
    content, plan, *bases = blobs
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(BytesIO(plan)) as archive:
            archive.extractall(folder)
        place = FolderPlace(Path(folder))
        for base in bases:
            place.keep(base_of_json(base))
        outcome = bring_back(place, content)
        for block, choices in header["choices"].items():
            outcome = settle(outcome, block, [_choice(choice) for choice in choices])
        changes = changes_of(place, outcome)
    written = [name for name in changes.files if not name.startswith(_OWN)] if header["apply"] else None
    told = outcome_json(outcome, header["lang"], written)
    page = outcome_page(outcome, header["name"], header["lang"], applied=header["apply"])
    said = {"detail": _summary(outcome, told), "files": list(changes.files), "expected": list(changes.expected)}
    reports = (json.dumps(told, ensure_ascii=False, indent=1).encode(), page.encode())
    return said, (*reports, *changes.files.values(), *changes.expected.values())


def _summary(outcome: Outcome, told: Mapping[str, Any]) -> dict[str, Any]:
    """The report without its texts: how it ends for each block."""
    return {
        "export": outcome.export,
        "clean": outcome.is_clean,
        "written": told["written"],
        "blocks": {block.id: block.state for block in outcome.blocks if block.state != "unchanged"},
        "conflicts": sum(len(block.conflicts) for block in outcome.blocks),
        "inbox": [text.file for text in outcome.inbox],
        "comments": len(outcome.comments),
    }


def _choice(given: Any) -> Choice:
    match given:
        case "ours" | "theirs" | "open" as side:
            chosen: Choice = side
            return chosen
        case {"text": str(text)}:
            return Written(text)
        case _:
            raise ValueError(f"no choice: {given!r}")
