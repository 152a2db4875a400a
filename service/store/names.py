"""Names of files in a plan: what lies in a folder on any system, and never outside of it."""

import unicodedata
from typing import Final

LONGEST: Final = 400
_LONGEST_PART_BYTES: Final = 200
_DEEPEST: Final = 8
_FORBIDDEN: Final = frozenset('\\:*?"<>|')
_MARKS: Final = (".", "~$")


def is_file_name(name: str) -> bool:
    """Whether a file of a plan may be called that: below the folder, printable, NFC, and nothing hidden."""
    parts = name.split("/")
    return (
        len(name) <= LONGEST
        and len(parts) <= _DEEPEST
        and name.isprintable()
        and name == unicodedata.normalize("NFC", name)
        and not _FORBIDDEN & set(name)
        and all(_is_part(part) for part in parts)
    )


def _is_part(part: str) -> bool:
    return (
        bool(part)
        and not part.startswith(_MARKS)
        and part.strip(" .") == part
        and len(part.encode()) <= _LONGEST_PART_BYTES
    )
