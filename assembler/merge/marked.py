"""Conflicts as they stand in a file, between marked lines, read back as pieces."""

from collections.abc import Sequence

from assembler.merge.files import BETWEEN, OURS, THEIRS
from assembler.merge.values import Clean, Conflict, Piece

_OUTER = ("<<<<<<<", ">>>>>>>")


def is_marked(text: str) -> bool:
    """Whether a line of `text` looks like the outer line of a conflict."""
    return any(line.split(" ")[0].rstrip("\r") in _OUTER for line in text.split("\n"))


def read_marked(text: str) -> tuple[Piece, ...] | None:
    """The pieces that `files.printed` wrote; `None` when the marks are not as it writes them.

    Between conflicts that stand next to each other there is a clean piece without text: printed, they stay two.
    """
    pieces: list[Piece] = []
    lines = _lines(text)
    clean: list[str] = []
    at = 0
    while at < len(lines):
        if lines[at].rstrip("\r\n") != OURS:
            clean.append(lines[at])
            at += 1
            continue
        between, end = _find(lines, BETWEEN, at), _find(lines, THEIRS, at)
        if not at < between < end:
            return None
        pieces += [Clean("".join(clean))] if clean or pieces else []
        pieces.append(Conflict("", "".join(lines[at + 1 : between]), "".join(lines[between + 1 : end])))
        clean, at = [], end + 1
    pieces += [Clean("".join(clean))] if clean else []
    sound = not any(is_marked(text) for piece in pieces for text in _texts(piece))
    return tuple(pieces) if sound else None


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a newline ends a line of a file."""
    found = [line + "\n" for line in text.split("\n")]
    found[-1] = found[-1][:-1]
    return found if found[-1] else found[:-1]


def _find(lines: Sequence[str], mark: str, start: int) -> int:
    return next((at for at in range(start, len(lines)) if lines[at].rstrip("\r\n") == mark), -1)


def _texts(piece: Piece) -> tuple[str, ...]:
    return (piece.text,) if isinstance(piece, Clean) else (piece.ours, piece.theirs)
