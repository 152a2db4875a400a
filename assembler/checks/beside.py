"""What lies beside a file: the one rule that a file's own content cannot answer."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from assembler.checks.outcome import GOOD, Marks, failed, review

PROFILE: Final = "archive"
PAIR: Final = "archive.pair"


def pair(name: str, kind: str, others: Iterable[str]) -> Marks:
    """A Word file has its PDF beside it under the same name; a PDF ought to have its Word file."""
    wanted = ".pdf" if kind == "docx" else ".docx"
    if str(PurePath(name).with_suffix(wanted)) in set(map(str, map(PurePath, others))):
        yield GOOD
    else:
        yield failed() if kind == "docx" else review()
