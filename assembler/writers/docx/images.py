"""Pictures that Word can show: what they are and how large, read from their first bytes and never unpacked."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
# Start of frame: all of C0 to CF but those that mean tables (T.81, table B.1).
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class ImageForm:
    """The file ending that Word expects, and the size in pixels."""

    ending: str
    width: int
    height: int


def image_form(content: bytes) -> ImageForm | None:
    """The form of a PNG or JPEG; `None` for anything else, and for a picture of no size."""
    ending, size = "", (0, 0)
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) > 24:
        ending, size = "png", struct.unpack_from(">II", content, 16)
    elif content.startswith(_JPEG):
        ending, size = "jpeg", next(_jpeg_sizes(content), (0, 0))
    return ImageForm(ending, *size) if all(size) else None


def _jpeg_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    """Width and height from the frame header; segments are skipped by their length (T.81, B.1.1.4)."""
    at = len(_JPEG)
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            yield width, height
            return
        at += 1 if marker == 0xFF else 2 + length
