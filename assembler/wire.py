"""What the caller of a child process and the child say to each other: frames of JSON and bytes, never pickles.

    kind (1 byte: "C" call, "P" progress, "R" reply) · length (8 bytes, big-endian) · JSON object · blobs

`length` is that of the JSON; its member `blobs` lists the lengths of the blobs which follow. Reading trusts nothing:
every function here raises `ValueError` for what is not such a frame.
"""

import json
import struct
from collections.abc import Sequence
from typing import Any, Final

_HEAD: Final = struct.Struct(">cQ")


def frame(kind: bytes, said: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """One frame. `said` must be JSON; NaN and infinity are not."""
    text = json.dumps(said | {"blobs": [len(blob) for blob in blobs]}, allow_nan=False).encode()
    return b"".join((_HEAD.pack(kind, len(text)), text, *blobs))


def unframe(kind: bytes, data: memoryview) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """The JSON and the blobs of `data`, which is one whole frame of that kind and nothing more."""
    said, rest = _head(kind, data)
    sizes = said.get("blobs")
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise ValueError("no blob lengths")
    if sum(sizes) != len(rest):
        raise ValueError("other blobs than announced")
    blobs, start = [], 0
    for size in sizes:
        blobs.append(bytes(rest[start : start + size]))
        start += size
    return said, tuple(blobs)


def first(kind: bytes, data: memoryview) -> tuple[dict[str, Any], int] | None:
    """The JSON of the frame that `data` begins with, and its length; None without a whole frame of that kind."""
    if len(data) < _HEAD.size:
        return None
    found, length = _HEAD.unpack_from(data)
    if found != kind or _HEAD.size + length > len(data):
        return None
    said, rest = _head(kind, data)
    return said, len(data) - len(rest)


def _head(kind: bytes, data: memoryview) -> tuple[dict[str, Any], memoryview]:
    if len(data) < _HEAD.size:
        raise ValueError("cut short")
    found, length = _HEAD.unpack_from(data)
    rest = data[_HEAD.size :]
    if found != kind or length > len(rest):
        raise ValueError("not such a frame")
    try:
        said = json.loads(bytes(rest[:length]))
    except RecursionError as fault:
        raise ValueError("nested too deeply") from fault
    if not isinstance(said, dict):
        raise ValueError("not an object")
    return said, rest[length:]
