"""Pictures of our own made of plain dots: PNG with a palette, the same bytes everywhere."""

import struct
import zlib
from collections.abc import Sequence
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def palette_png(width: int, rows: Sequence[bytes], colours: Sequence[str]) -> bytes:
    """A PNG of `rows`, each of `width` bytes that number one of `colours` ("#RRGGBB")."""
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    palette = b"".join(bytes.fromhex(colour[1:]) for colour in colours)
    data = zlib.compress(b"".join(b"\x00" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
