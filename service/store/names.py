"""Names of files in a plan: what lies in a folder on any system, and never outside of it."""

import unicodedata
from typing import Final

LONGEST: Final = 400
_LONGEST_PART_BYTES: Final = 200
_DEEPEST: Final = 8
_FORBIDDEN: Final = frozenset('\\:*?"<>|')
_MARKS: Final = (".", "~$")
# Folders of a plan (docs/plan-folder.md): a file of that name would leave no room for them.
_FOLDERS: Final = frozenset({"brand", "images", "ledgers", "narrative", "tables"})
# What Windows does not let a file be called, whatever its ending.
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


def is_file_name(name: str) -> bool:
    """Whether a file of a plan may be called that: below the folder, printable, NFC, and nothing hidden."""
    parts = name.split("/")
    return (
        len(name) <= LONGEST
        and len(parts) <= _DEEPEST
        and name.isprintable()
        and name == unicodedata.normalize("NFC", name)
        and name.casefold() not in _FOLDERS
        and not _FORBIDDEN & set(name)
        and all(_is_part(part) for part in parts)
    )


def are_in_each_others_way(one: str, other: str) -> bool:
    """Whether no folder can hold two files of these names: but for case the same, or one the folder of the other."""
    first, second = sorted((one.casefold(), other.casefold()), key=len)
    return second == first or second.startswith(f"{first}/")


def _is_part(part: str) -> bool:
    return (
        bool(part)
        and not part.startswith(_MARKS)
        and part.strip(" .") == part
        and part.partition(".")[0].strip().casefold() not in _DEVICES
        and len(part.encode()) <= _LONGEST_PART_BYTES
    )
