"""What an editing copy is made with, beside the document: which texts are whose, and what their writers are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from assembler.ooxml.controls import MOST_ALIAS
from assembler.ooxml.copy_names import TEXT, tag_within_limit

_APART: Final = " · "


@dataclass(frozen=True, slots=True)
class CopyText:
    """A narrative of the copy. `guidance` is what its writer is told, a paragraph each.

    `hash` is that of its content; `names` has the ids that its author gave by the ids in the document, notes by
    "note:<id>".
    """

    id: str
    title: str
    hash: str = ""
    owner: str = ""
    status: str = ""
    guidance: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def alias(self) -> str:
        """What its control is called: "Title · status · owner [id]", of at most 64 characters.

        The id is always there, as its tag has it; owner and status as far as they fit.
        """
        tail = f" [{tag_within_limit(TEXT + self.id).removeprefix(TEXT)}]"
        room = MOST_ALIAS - len(tail)
        name = self.title if len(self.title) <= room else self.title[: room - 1].rstrip() + "…"
        for part in (self.status, self.owner):
            if part and len(name) + len(_APART) + len(part) <= room:
                name += _APART + part
        return name + tail


@dataclass(frozen=True, slots=True)
class Copy:
    """An editing copy: `export` names it, `chapters` are the chapters asked for (none for the whole).

    `texts` are the narratives by their id; one that is not among them is locked like everything else.
    """

    export: str
    plan: str
    edition: str
    depth: str
    form: Literal["nb", "nn"]
    chapters: tuple[str, ...] = ()
    texts: Mapping[str, CopyText] = field(default_factory=dict)
