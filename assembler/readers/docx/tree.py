"""The small Word-shaped tree: what a Word file says, with the tracked changes still in it. Frozen values.

Formatting that carries no text is not here; a paragraph's style and a control's names are, for they say what a
paragraph is and which block it belongs to.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

View: TypeAlias = Literal["current", "original"]


@dataclass(frozen=True, slots=True)
class Presence:
    """In which views something stands; in neither when an insertion was deleted again (ECMA-376-1, 17.13.5)."""

    original: bool = True
    current: bool = True

    def inside(self, outer: "Presence") -> "Presence":
        """What stands only where its surroundings stand too."""
        return Presence(self.original and outer.original, self.current and outer.current)

    def within(self, view: View) -> bool:
        """Whether it stands in `view`."""
        return self.current if view == "current" else self.original


UNCHANGED = Presence()
INSERTED = Presence(original=False)
DELETED = Presence(current=False)


@dataclass(frozen=True, slots=True)
class Run:
    """Text; tabs, breaks and special hyphens are characters of it."""

    text: str
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A `w:fldChar`: where a field begins, where its instruction ends and its result begins, where it ends."""

    kind: Literal["begin", "separate", "end"]
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, picture or object. `alt` is its alternative text, "" without one; `boxes` are its text boxes."""

    alt: str = ""
    boxes: "tuple[tuple[Block, ...], ...]" = ()
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class Link:
    """A `w:hyperlink`: `relation` names the relationship with its address, `anchor` a bookmark; "" without one."""

    relation: str
    anchor: str
    content: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class InlineControl:
    """A content control among runs; `tag` and `alias` are "" without one."""

    tag: str
    alias: str
    content: "tuple[Inline, ...]"


Inline: TypeAlias = Run | FieldMark | Picture | Link | InlineControl


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `style` is the id of its style, "" for the default one; `mark` says where its mark stands."""

    content: tuple[Inline, ...]
    style: str = ""
    mark: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class Control:
    """A content control around blocks (or around rows, where `blocks` is empty in no file that Word accepts)."""

    tag: str
    alias: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    blocks: "tuple[Block, ...]"
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Controls around rows and cells are transparent: they hold no text of their own."""

    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Control | Table
