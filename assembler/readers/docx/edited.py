"""What an editing copy says when it comes back: values, whatever program wrote the file."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from assembler.document.blocks import Blocks
from assembler.problem import Problem

FoundBy: TypeAlias = Literal["tag", "alias", "bookmark", "likeness"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment. `date` is as the file has it, `quoted` the text that it was put on, `replies` the rest of its thread.

    `block` is the narrative block that it stands in, "" for none.
    """

    author: str
    date: str
    text: str
    block: str = ""
    quoted: str = ""
    resolved: bool = False
    replies: tuple["Comment", ...] = ()


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A narrative block in the file: with all tracked changes accepted (`current`) and rejected (`original`).

    `authors` are those of its tracked changes. `problems` are warnings: formatting that is not kept, headings that
    were recognised by eye, a paragraph joined over the block's edge.
    """

    id: str
    found_by: FoundBy
    current: Blocks
    original: Blocks
    authors: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLocked:
    """A locked part in the file: `name` is its tag without the prefix, `text` its current text, a paragraph a line."""

    kind: Literal["block", "figure"]
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class NewText:
    """Text that stands in no block, after the block `after` ("" before the first)."""

    after: str
    blocks: Blocks
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture that the plan does not have: `name` is what its figure calls it ("images/word-….png")."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class EditedCopy:
    """All that a file says. `export` and `plan` are "" where the file does not say them.

    `blocks` stand in the file's order, each id once; `inbox` has what stands between them, and the other of two
    different texts with one id. `program` is what wrote the file ("LibreOffice", "Microsoft Office Word", …).
    `pictures` are those that figures of `blocks` and `inbox` show and the plan does not have.
    """

    export: str
    plan: str
    blocks: tuple[FoundBlock, ...]
    locked: tuple[FoundLocked, ...] = ()
    inbox: tuple[NewText, ...] = ()
    comments: tuple[Comment, ...] = ()
    program: str = ""
    problems: tuple[Problem, ...] = ()
    pictures: tuple[NewPicture, ...] = ()
