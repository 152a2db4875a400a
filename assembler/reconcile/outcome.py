"""What a file that came back means for the plan: a value, and nothing is written until it is applied.

`bringing.bring_back` makes it, `settling.settle` settles its conflicts, `applying.apply` writes it.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from assembler.merge.values import Clean, Conflict, Piece
from assembler.problem import Problem
from assembler.readers.docx.edited import Comment, FoundBy, NewPicture

BlockState: TypeAlias = Literal[
    "unchanged", "changed", "merged", "conflict", "deletion-proposed", "move-proposed", "refused"
]
BlockKind: TypeAlias = Literal["text", "block", "figure"]


@dataclass(frozen=True, slots=True)
class Move:
    """A block stands in the file after the block `after` ("" for first), and went out after the block `before`."""

    after: str
    before: str


@dataclass(frozen=True, slots=True)
class Brought:
    """One block of the file beside the plan's.

    `kind` is "text" for a narrative block; "block" and "figure" are locked parts, listed only when they were changed.
    `base`, `ours` and `theirs` are the three texts, narrative as Markdown in its canonical form: as exported, in the
    plan now, in the file. `pieces` is what the narrative file is to hold after its head: empty when the file stays as
    it is. `file` is the narrative file ("" when the plan has none any more) and `content` what it holds now; `is_new`
    says that it is to be made, with the head that `content` has, since nobody had written there yet.
    `known` says that this very text was brought into the plan before. `move` is `None` for a block that stands where
    it stood. `within` is the narrative block that a figure stands in. `printed` are the bound figures and references of
    the exported text: as Markdown has them, and as they were printed.
    """

    id: str
    kind: BlockKind
    state: BlockState
    title: str = ""
    file: str = ""
    base: str = ""
    ours: str = ""
    theirs: str = ""
    pieces: tuple[Piece, ...] = ()
    content: bytes = b""
    is_new: bool = False
    form: Literal["nb", "nn"] = "nb"
    found_by: FoundBy | Literal[""] = ""
    known: bool = False
    move: Move | None = None
    within: str = ""
    authors: tuple[str, ...] = ()
    printed: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that wait to be settled, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    @property
    def text(self) -> str:
        """The text that the block will have; ours where a conflict is not settled."""
        sides = (piece.text if isinstance(piece, Clean) else piece.ours for piece in self.pieces)
        return "".join(sides) if self.pieces else self.ours


@dataclass(frozen=True, slots=True)
class InboxText:
    """Text that has no place in the plan: written between blocks, or for a block that the plan no longer has.

    `text` is Markdown, `after` the block that it stands after ("" before the first), `file` the file of the plan that
    it goes to. `known` says that this very text was brought in before: it is not written again.
    """

    after: str
    text: str
    file: str
    known: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of it. `blocks` stand in the order of the export, locked parts last; `notes` are told in words at the edge.
    `pictures` are those that the plan does not have, and a text of the file shows.

    `record` is the content of the plan's list of what was brought in, before this: `b""` for none.
    """

    export: str
    plan: str
    program: str
    blocks: tuple[Brought, ...]
    inbox: tuple[InboxText, ...] = ()
    comments: tuple[Comment, ...] = ()
    notes: tuple[Problem, ...] = ()
    pictures: tuple[NewPicture, ...] = ()
    record: bytes = b""

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing left to settle and nothing was refused."""
        return not any(block.state in ("conflict", "refused") for block in self.blocks)

    def block(self, id: str) -> Brought | None:
        """The narrative block of that id."""
        return next((block for block in self.blocks if block.kind == "text" and block.id == id), None)
