"""The Word file read in a limited child process: first whose it is, then, beside its base, what it says."""

from collections.abc import Callable
from typing import Any, Final

from assembler.document.exported import Exported
from assembler.isolate import Limits, Reply, Stopped, call, problem_of
from assembler.problem import Refused
from assembler.readers.docx.edited import EditedCopy
from assembler.readers.docx.editing import export_id, read_edited
from assembler.reconcile.base_file import base_of_json, base_to_json
from assembler.reconcile.copy_json import copy_of_json, copy_to_json

_LIMITS: Final = Limits(cpu_seconds=60, wall_seconds=120, memory_bytes=2 * 2**30, output_bytes=300 * 2**20)


def read_copy(content: bytes, base_of: Callable[[str, str], Exported]) -> EditedCopy:
    """What the file says. `base_of` gets the ids of the export and the plan that the file names, and gives the base.

    `Refused` for a file that is damaged, hostile or no Word document, and as `base_of` refuses.
    """
    names = _called("names_in_child", content)
    base = base_of(*names.header)
    reply = _called("copy_in_child", content, base_to_json(base))
    return copy_of_json(reply.header, reply.blobs)


def names_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """The ids of the export and the plan that the file `blobs[0]` names; a target of `assembler.isolate.call`."""
    return list(export_id(blobs[0])), ()


def copy_in_child(header: Any, blobs: tuple[bytes, ...]) -> tuple[Any, tuple[bytes, ...]]:
    """What the file `blobs[0]` says beside its base `blobs[1]`; a target of `assembler.isolate.call`."""
    content, base = blobs
    return copy_to_json(read_edited(content, base_of_json(base)))


def _called(target: str, *blobs: bytes) -> Reply:
    try:
        return call(f"assembler.reconcile.reading:{target}", None, blobs, _LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped)]) from None
