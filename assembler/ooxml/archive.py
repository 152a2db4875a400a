"""Writing a package: a zip archive whose bytes depend on its content alone (fixed time stamps, fixed order)."""

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final, TypeAlias

from assembler.ooxml.names import CONTENT_TYPES_PART

Content: TypeAlias = bytes | Iterable[bytes]

# The first moment that a zip archive can name.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# Half the time of the usual 6, for files a twentieth larger; faces hardly shrink more at 3 than at 1.
_LEVEL: Final = 3
_FACE_LEVEL: Final = 1
_FACES: Final = (".odttf", ".ttf", ".otf")
_STORED: Final = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")


def pack(parts: Mapping[str, Content]) -> bytes:
    """The package of `parts`: content types and package relationships first, then by name."""
    return pack_in_order((name, parts[name]) for name in sorted(parts, key=_order))


def pack_in_order(entries: Iterable[tuple[str, Content]]) -> bytes:
    """The package of `entries` as they come; content types ought to be the first, by which programs know the kind.

    Entries are taken one by one and content may come in pieces, so that a long body never stands in memory as a whole,
    and what follows it may depend on it.
    """
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries:
            _add(archive, name, content)
    return target.getvalue()


def _order(name: str) -> tuple[int, str]:
    return (0 if name == CONTENT_TYPES_PART else 1 if name == "_rels/.rels" else 2, name)


def _add(archive: zipfile.ZipFile, name: str, content: Content) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    # An entry that brings its own ZipInfo takes its level from there, not from the archive.
    info._compresslevel = _FACE_LEVEL if name.endswith(_FACES) else _LEVEL  # type: ignore[attr-defined]
    info.create_system = 0
    with archive.open(info, "w") as entry:
        for piece in (content,) if isinstance(content, bytes) else content:
            entry.write(piece)
