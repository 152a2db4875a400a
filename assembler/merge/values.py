"""What comes out of a merge."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Clean:
    """Text on which there is nothing to settle."""

    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where both sides wrote and only a person can say what is meant: both texts, and the one before."""

    base: str
    ours: str
    theirs: str


Piece: TypeAlias = Clean | Conflict


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text in pieces: joined with one side of each conflict, they are a whole text.

    `moved` are paragraphs that one side moved, as they stood in the base; `deleted` are whole sentences or paragraphs
    of the base that a side deleted, and that are gone.
    """

    pieces: tuple[Piece, ...]
    moved: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    @property
    def ours(self) -> str:
        """The text with all conflicts settled for ours; the merged text where there is none."""
        return "".join(piece.text if isinstance(piece, Clean) else piece.ours for piece in self.pieces)

    @property
    def theirs(self) -> str:
        """The text with all conflicts settled for theirs."""
        return "".join(piece.text if isinstance(piece, Clean) else piece.theirs for piece in self.pieces)

    @property
    def swapped(self) -> "Merged":
        """The same merge with ours as theirs."""
        pieces = (p if isinstance(p, Clean) else Conflict(p.base, p.theirs, p.ours) for p in self.pieces)
        return replace(self, pieces=tuple(pieces))


def tidy(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces without empty ones, neighbours of clean text joined, space that both sides share taken out."""
    found: list[Piece] = []
    parts = (part for whole in pieces for part in _parts(whole))
    for is_clean, row in groupby(parts, lambda part: isinstance(part, Clean)):
        if is_clean:
            found.append(Clean("".join(part.text for part in row if isinstance(part, Clean))))
        else:
            found.extend(row)
    return tuple(found)


def _parts(piece: Piece) -> list[Piece]:
    if isinstance(piece, Clean):
        return [piece] if piece.text else []
    before = _shared_space(piece.ours, piece.theirs)
    ours, theirs = piece.ours[before:], piece.theirs[before:]
    after = _shared_space(ours[::-1], theirs[::-1])
    inner = Conflict(piece.base.strip(), ours[: len(ours) - after], theirs[: len(theirs) - after])
    space = Clean(piece.ours[:before]), Clean(ours[len(ours) - after :])
    if inner.ours == inner.theirs:
        return [Clean(piece.ours)]
    return [part for part in (space[0], inner, space[1]) if isinstance(part, Conflict) or part.text]


def _shared_space(left: str, right: str) -> int:
    """How many signs of space both begin with."""
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count] and left[count].isspace():
        count += 1
    return count
