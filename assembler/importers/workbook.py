"""An XLSX workbook to sheets, by way of a child process."""

from assembler.importers.source import Sheet
from assembler.importers.workbook_child import CELLS_END, ROWS_END
from assembler.isolate import Limits, Stopped, call, problem_of
from assembler.problem import Refused

_LIMITS = Limits(cpu_seconds=60, wall_seconds=120, memory_bytes=3 * 2**30, output_bytes=600 * 2**20)


def read_workbook(file: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet with its cells as text; `Refused` for what is no workbook, or takes more than a child may use."""
    try:
        reply = call("assembler.importers.workbook_child:read", {"file": file}, (content,), _LIMITS)
    except Stopped as stopped:
        raise Refused([problem_of(stopped, file)]) from stopped
    names, uncomputed = reply.header["names"], reply.header["uncomputed"]
    return tuple(
        Sheet(file, name, _rows(blob), frozenset(uncomputed.get(name, ())))
        for name, blob in zip(names, reply.blobs, strict=True)
    )


def _rows(blob: bytes) -> tuple[list[str], ...]:
    return tuple(row.split(CELLS_END) for row in blob.decode().split(ROWS_END))
