"""What an importer is given, and the small table that every reader of a file makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assembler.finance.ledger import Version

Row: TypeAlias = Sequence[str]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as bytes. `name` is what the user called it; `year` and `version` what the user said about its figures.

    `None` means that the file itself has to say it, in a column or in its headers.
    """

    name: str
    content: bytes
    year: int | None = None
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one table as text. Row n of the file is `rows[n - 1]`; a row may be shorter than another.

    `name` is the sheet's name in a workbook, "" for a text file. `uncomputed` names cells whose formula has no value.
    """

    file: str
    name: str
    rows: tuple[Row, ...]
    uncomputed: frozenset[str] = frozenset()
