"""What was exported, as a JSON file that is kept with the plan: stable bytes, and a version."""

import json
from dataclasses import replace
from typing import Final

from assembler.document.codec import block_to_json, value_from_json
from assembler.document.exported import Exported, LockedPart
from assembler.problem import Place, Problem, Refused

VERSION: Final = 1


def base_to_json(exported: Exported) -> bytes:
    """The base as JSON in UTF-8: the same base, the same bytes."""
    # Locked texts are plain strings here: they may hold tabs, which no text of a Document does.
    locked = [[part.kind, part.name, list(part.texts)] for part in exported.locked]
    value = {"plansats": VERSION, **block_to_json(replace(exported, locked=())), "locked": locked}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def base_of_json(content: bytes, file: str = "") -> Exported:
    """The base that `base_to_json` wrote; `Refused` for anything else. `file` is its name, for the problem."""
    try:
        value = json.loads(content)
        if value.pop("plansats", None) != VERSION:
            raise ValueError
        locked = tuple(LockedPart(kind, name, tuple(texts)) for kind, name, texts in value.pop("locked"))
        return replace(value_from_json(Exported, value), locked=locked)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, Refused) as fault:
        raise Refused([Problem("reconcile-base-damaged", Place(file=file))]) from fault
