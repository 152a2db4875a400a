"""The small Word-shaped tree: what a Word file says, with the tracked changes still in it. Frozen values.

Of formatting it holds what says something (strength, slant, language, the styles, the list) and the names of the rest,
so that whoever does not keep it can say so. `before` is how a thing looked before a tracked change of its formatting.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

View: TypeAlias = Literal["current", "original"]
AnchorKind: TypeAlias = Literal["bookmark-start", "bookmark-end", "comment-start", "comment-end", "comment"]
PictureKind: TypeAlias = Literal["image", "chart", "drawing", "object"]


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
class Look:
    """The direct formatting of a run: `style` is the id of its character style, `lang` its language tag, "" for none.

    `strong` and `slanted` are `None` where the run does not say. `extra` are names of formatting that has no meaning
    of its own ("colour", "size", …).
    """

    style: str = ""
    strong: bool | None = None
    slanted: bool | None = None
    lang: str = ""
    extra: tuple[str, ...] = ()


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Run:
    """Text; tabs, breaks and special hyphens are characters of it. `aid` is the reading aid above it (17.3.3.25)."""

    text: str
    presence: Presence = UNCHANGED
    look: Look = PLAIN
    before: Look | None = None
    aid: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A break of the page or of the column; in text a line break."""

    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A `w:fldChar`: where a field begins, where its instruction ends and its result begins, where it ends.

    A `w:fldSimple` has the same three marks around it.
    """

    kind: Literal["begin", "separate", "end"]
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class Instruction:
    """A piece of a field's instruction ("REF tabell1 \\h")."""

    text: str
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a footnote or endnote is referred to; `id` names it in the part of the notes."""

    kind: Literal["footnote", "endnote"]
    id: str
    presence: Presence = UNCHANGED


@dataclass(frozen=True, slots=True)
class Anchor:
    """An end of a bookmark or of a comment's range, or the place of a comment; `name` is that of a bookmark."""

    kind: AnchorKind
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, picture or object. `alt` is its alternative text, "" without one; `boxes` are its text boxes.

    `kind` is what is drawn; `relation` names the relationship with it, "" without one; `words` are those that are
    drawn with it and stand in no paragraph.
    """

    alt: str = ""
    boxes: "tuple[tuple[Block, ...], ...]" = ()
    presence: Presence = UNCHANGED
    kind: PictureKind = "drawing"
    relation: str = ""
    decorative: bool = False
    words: str = ""


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


Leaf: TypeAlias = Run | PageBreak | FieldMark | Instruction | NoteMark | Anchor | Picture
Inline: TypeAlias = Leaf | Link | InlineControl


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set: `style` is the id of its style, "" for the default one.

    `list` names a list of the numbering part ("0" takes one away, "" says nothing), `level` counts from 0. `outline`
    is the outline level from 0, `None` where it does not say. `lang` is the language of the paragraph's mark. `extra`
    are names of formatting without a meaning.
    """

    style: str = ""
    list: str = ""
    level: int | None = None
    outline: int | None = None
    lang: str = ""
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `mark` says where its mark stands. `authors` are those of its tracked changes."""

    content: tuple[Inline, ...]
    look: ParagraphLook = ParagraphLook()
    mark: Presence = UNCHANGED
    before: ParagraphLook | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """A content control around blocks (or around rows, where `blocks` is empty in no file that Word accepts).

    `gallery` is the building block that it holds ("Table of Contents"), "" for none.
    """

    tag: str
    alias: str
    blocks: "tuple[Block, ...]"
    gallery: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `span` is the number of columns it takes, `merged` whether it belongs to the cell above."""

    blocks: "tuple[Block, ...]"
    presence: Presence = UNCHANGED
    span: int = 1
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `header` says that it is repeated at the top of each page."""

    cells: tuple[Cell, ...]
    presence: Presence = UNCHANGED
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Controls around rows and cells are transparent: they hold no text of their own.

    `style` is the id of its style, `title` and `description` are its alternative text, `authors` those of the tracked
    changes in it.
    """

    rows: tuple[Row, ...]
    style: str = ""
    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()


Block: TypeAlias = Paragraph | Control | Table | Anchor
