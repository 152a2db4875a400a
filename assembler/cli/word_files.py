"""The files that the steps of `plansats word` are given, and bytes printed as they are."""

import sys
from pathlib import Path
from typing import Final

from assembler.isolate import Limits
from assembler.problem import Place, Problem, Refused

LIMITS: Final = Limits(cpu_seconds=60, wall_seconds=120, memory_bytes=2 * 2**30, output_bytes=300 * 2**20)
_MOST_MEGABYTES: Final = 256


def read_all(names: list[str]) -> list[bytes]:
    """The contents of the files; `Refused` names all that cannot be read."""
    contents: list[bytes] = []
    problems: list[Problem] = []
    for name in names:
        try:
            contents.append(read(name))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return contents


def read(name: str) -> bytes:
    """The content of a file; `Refused` when there is none, or when it is far too big to be a document."""
    path = Path(name)
    if not path.is_file():
        raise Refused([Problem("word-no-file", Place(file=name))])
    if path.stat().st_size > _MOST_MEGABYTES * 2**20:
        raise Refused([Problem("word-too-big", Place(file=name), {"most": _MOST_MEGABYTES})])
    return path.read_bytes()


def print_bytes(text: bytes) -> None:
    """Bytes as they are: neither the line ends nor the encoding of the terminal touch them."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()
