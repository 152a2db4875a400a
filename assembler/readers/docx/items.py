"""What stands in a narrative block, in order: lines and tables, each with the boxes of ours that it stands in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, Literal, TypeAlias

from assembler.document.identity import is_id
from assembler.document.inline import Footnote, LineBreak, Text
from assembler.messages.catalogue import label
from assembler.readers.docx.copy_part import CopyFacts
from assembler.readers.docx.flow import Enclosure, paragraphs_within
from assembler.readers.docx.line import Line, LineReader
from assembler.readers.docx.parts import fingerprint
from assembler.readers.docx.pictures import said_in
from assembler.readers.docx.remarks import Remarks
from assembler.readers.docx.text import inline_text, lines, pictures_in
from assembler.readers.docx.tree import Control, Paragraph, Picture, Table

StepKind: TypeAlias = Literal["quote", "margin", "fact", "table", "figure"]

_TAG: Final = re.compile(r"ps:x:(?:(quote|margin)|(fact|table|figure):(.+?))(?:@([0-9]))?")
_BOXED: Final[dict[str, StepKind]] = {
    "quote": "quote",
    "margin": "margin",
    "fact": "fact",
    "fact-title": "fact",
    "table-itself": "table",
    "picture": "figure",
}
_ABOVE: Final = ("caption", "caption-sub")
_BELOW: Final = ("table-note", "source")


@dataclass(frozen=True, slots=True)
class Step:
    """A box of ours: `id` is that of its block ("" when nothing says it), `depth` how many lists it stands in."""

    kind: StepKind
    number: int
    id: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A line or a table, in the boxes `steps` (outermost first)."""

    content: Line | Table
    steps: tuple[Step, ...] = ()

    @property
    def kind(self) -> str:
        """What the line is; "table" for a table."""
        return self.content.kind if isinstance(self.content, Line) else "table-itself"


def steps_of(around: Iterable[Enclosure], facts: CopyFacts) -> tuple[Step, ...]:
    """The boxes among the controls that something stands in."""
    found = ((control, _TAG.fullmatch(facts.full(control.tag))) for control in around)
    return tuple(
        Step(_kind(match[1] or match[2]), control.number, _id(match[3]), int(match[4] or 0))
        for control, match in found
        if match
    )


def _id(said: str | None) -> str:
    """An id that a tag says; "" for what is none, since anybody can write a tag."""
    return said if said and is_id(said) else ""


def _kind(said: str) -> StepKind:
    kinds: tuple[StepKind, ...] = ("quote", "margin", "fact", "table", "figure")
    return next(kind for kind in kinds if kind == said)


def items_of(
    leaves: Iterable[tuple[Paragraph | Table, tuple[Step, ...]]], reader: LineReader, remarks: Remarks
) -> list[Item]:
    """The leaves of a block as items: empty paragraphs and the program's own are gone, pictures have their own line."""
    found: list[Item] = []
    pictures: list[Item] = []
    around: tuple[Step, ...] = ()
    for leaf, steps in leaves:
        if pictures and (steps != around or not steps):
            found += pictures
            pictures = []
        if isinstance(leaf, Table):
            found.append(Item(leaf, steps))
            pictures += _out_of_cells(leaf, reader, remarks)
            around = steps
        else:
            found += (replace(item, steps=steps) for item in _paragraph(leaf, reader, remarks))
    return found + pictures


def _out_of_cells(table: Table, reader: LineReader, remarks: Remarks) -> Iterator[Item]:
    """What no cell of ours can hold: pictures and text boxes, which come after the table and its notes."""
    for paragraph in paragraphs_within((table,), boxes=False):
        for picture in pictures_in(paragraph.content):
            if not (picture.decorative and _is_own(picture, reader)):
                remarks.warn("readers-edit-picture-in-cell", picture.alt or inline_text(paragraph.content))
                yield from _picture(picture, Line("body"), reader, remarks)


def _is_own(picture: Picture, reader: LineReader) -> bool:
    """Whether it is one of the program's own: the mark of a year, the arms on the cover."""
    held = reader.parts.main.content(picture.relation)
    return held is not None and reader.facts.pictures.get(fingerprint(held[1])) == ""


def _paragraph(leaf: Paragraph, reader: LineReader, remarks: Remarks) -> Iterator[Item]:
    line = _before_end(reader.line(leaf, remarks), reader)
    if line.kind == "guidance":
        if line.text in reader.facts.printed:
            # What was put into the program's own words stays without them.
            line = replace(
                line, text="", pieces=tuple(piece for piece in line.pieces if isinstance(piece.atom, Footnote))
            )
        line = replace(line, kind="body")
    pictures, line = line.pictures, replace(line, pictures=())
    if line.list or _says(line):
        yield Item(line)
    for picture in pictures:
        if remarks.block or not _is_own(picture, reader):
            yield from _picture(picture, line, reader, remarks)


def _says(line: Line) -> bool:
    """Whether there is anything in a line but space."""
    return bool(line.text.strip()) or any(not isinstance(piece.atom, Text | LineBreak) for piece in line.pieces)


def _before_end(line: Line, reader: LineReader) -> Line:
    """The line without the program's last one, which a deleted mark joined to it."""
    for end in {label("writers-copy-end", "nb"), label("writers-copy-end", "nn")} & reader.facts.printed:
        last = line.pieces[-1].atom if line.pieces else None
        if line.kind == "guidance" and line.text != end and isinstance(last, Text) and last.text.endswith(end):
            kept = replace(line.pieces[-1], atom=Text(last.text.removesuffix(end)))
            return replace(line, kind="body", text=line.text.removesuffix(end), pieces=(*line.pieces[:-1], kept))
    return line


def _picture(picture: Picture, line: Line, reader: LineReader, remarks: Remarks) -> Iterator[Item]:
    """A picture that stood in `line` in a line of its own, and the text of a text box."""
    if picture.boxes:
        remarks.warn("readers-edit-text-box", " ".join(text for box in picture.boxes for text in lines(box)))
    for box in picture.boxes:
        inside = (block for entry in box for block in _leaves(entry))
        yield from items_of(((block, ()) for block in inside), reader, remarks)
    if picture.kind == "image":
        yield Item(replace(line, kind="picture", text="", pieces=(), list="", more=0, pictures=(picture,)))
        if line.text.strip():
            remarks.note("readers-edit-picture-in-text", line.text)
    elif picture.words or not picture.boxes:
        drawn = replace(picture, boxes=())
        remarks.lost("readers-edit-drawing", said_in(drawn, reader.parts.main) or line.text, picture.kind)


def _leaves(block: object) -> Iterator[Paragraph | Table]:
    if isinstance(block, Control):
        for inner in block.blocks:
            yield from _leaves(inner)
    elif isinstance(block, Paragraph | Table):
        yield block


def boxed(items: Sequence[Item], at: int) -> list[Item]:
    """The items with a box around what only a style says that it is in one, on level `at` of the boxes.

    So text that somebody wrote in our styles, or that another program took out of its control, has its box again.
    """
    numbers = count(-1, -1)
    found: list[Item] = []
    for place, item in enumerate(items):
        kind = None if len(item.steps) > at else _box_of(items, place, at)
        if kind is None or kind in {step.kind for step in item.steps}:
            found.append(item)
            continue
        last = found[-1].steps[at] if found and len(found[-1].steps) > at else None
        is_more = last is not None and last.number < 0 and last.kind == kind and not _begins(items, place, kind)
        step = last if is_more and last else Step(kind, next(numbers))
        found.append(replace(item, steps=(*item.steps, step)))
    return found


def _box_of(items: Sequence[Item], place: int, at: int) -> StepKind | None:
    kind = items[place].kind
    if kind in _ABOVE:
        return _below_caption(items, place, at)
    if kind in _BELOW and place and len(items[place - 1].steps) <= at:
        return _above_note(items, place)
    return _BOXED.get(kind)


def _above_note(items: Sequence[Item], place: int) -> StepKind | None:
    """What a note or a source stands under, at once or after others of its kind."""
    kind, before = items[place].kind, items[place - 1].kind
    if before in ("table-itself", *_BELOW):
        return "table" if kind == "table-note" else _thing_before(items, place)
    return "figure" if before == "picture" and kind == "source" else None


def _below_caption(items: Sequence[Item], place: int, at: int) -> StepKind | None:
    """Whose caption a line is, by what follows; a caption beneath a picture belongs to that."""
    for item in items[place + 1 : place + 3]:
        if len(item.steps) > at:
            return None
        if item.kind in ("table-itself", "picture"):
            return "table" if item.kind == "table-itself" else "figure"
        if item.kind not in _ABOVE:
            break
    before = items[place - 1] if place else None
    return "figure" if before and before.kind == "picture" and len(before.steps) <= at else None


def _thing_before(items: Sequence[Item], place: int) -> StepKind | None:
    for item in reversed(items[max(0, place - 4) : place]):
        if item.kind in ("picture", "table-itself"):
            return "figure" if item.kind == "picture" else "table"
    return None


def _begins(items: Sequence[Item], place: int, kind: StepKind) -> bool:
    """Whether a new box begins here although one of its kind stands before."""
    own, before = items[place].kind, items[place - 1].kind
    match kind:
        case "fact":
            return own == "fact-title"
        case "table" | "figure":
            things = ("table-itself", "picture")
            if own == "caption":
                return before not in things or kind == "table"
            return own in things and before not in _ABOVE
        case _:
            return False
