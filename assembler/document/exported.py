"""What was exported to be edited: the base that a file which comes back is merged against."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from assembler.document.blocks import Blocks

LockedKind: TypeAlias = Literal["block", "figure", "note"]


@dataclass(frozen=True, slots=True)
class ExportedBlock:
    """A narrative block as it went out, in the order of the document.

    `title` is what its control is called, `blocks` is its content with bound figures and references as printed,
    `file` the narrative file that it came from, "" for a place that nobody has written for yet. `slot` is that place of
    the document type.
    """

    id: str
    title: str
    blocks: Blocks
    file: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class LockedPart:
    """A part that an editor may not change: a block of figures, one bound figure in prose, or the notes to a block.

    `name` is its tag without the prefix (`ps:t:` for a block and its notes, `ps:v:` for a figure); `texts` are those
    that it may have: one paragraph a line, as `readers.docx` gives the text of a control; of notes, each in one line.
    """

    kind: LockedKind
    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """One editing copy as it went out. `id` names it: the same content has the same id.

    `plan` is the id of the plan; `chapters` are those asked for, none for the whole; `blocks` stand in the order of the
    file. `described` is what the file says of itself (its own XML part), for when another program took that out of it;
    "" when nothing was kept.
    """

    id: str
    plan: str
    edition: str
    depth: str
    form: Literal["nb", "nn"]
    blocks: tuple[ExportedBlock, ...]
    locked: tuple[LockedPart, ...] = ()
    chapters: tuple[str, ...] = ()
    described: str = ""
