"""Items → our blocks: headings into sections, numbered lines into lists, boxes into the blocks that they stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, assert_never

from assembler.document.blocks import (
    Block,
    Blocks,
    FactBox,
    ItemList,
    ListItem,
    MarginNote,
    Paragraph,
    Quote,
    Section,
)
from assembler.document.identity import free_id, slug
from assembler.document.inline import Footnote, Inline, Inlines
from assembler.document.walk import inlines_within, map_inlines, own_inlines, plain_text, rebuild, walk
from assembler.markup.one_form import one_form, one_run
from assembler.markup.outline import Heading, nested
from assembler.readers.docx.figures import built_figure
from assembler.readers.docx.items import Item, Step, boxed
from assembler.readers.docx.line import Line
from assembler.readers.docx.reading import Reading
from assembler.readers.docx.tables import built_table

_DEEPEST_LIST: Final = 9
_DEEPEST_BOX: Final = 12
_DEEPEST_HEADING: Final = 6


@dataclass(slots=True)
class Names:
    """The ids of one narrative block: none is given twice."""

    taken: set[str] = field(default_factory=set)

    def give(self, wanted: str, title: str, fallback: str) -> str:
        """`wanted` if it is there and free, else one that is made of the title, as Markdown makes it."""
        name = wanted if wanted and wanted not in self.taken else free_id(slug(title) or fallback, self.taken)
        self.taken.add(name)
        return name


@dataclass(slots=True)
class _Open:
    """A list that items may still come to."""

    name: str
    family: str
    ordered: bool
    start: int
    items: list[list[Block]] = field(default_factory=list)

    def takes(self, line: Line) -> bool:
        """Whether a line is an item of this list."""
        if line.ordered != self.ordered:
            return False
        return line.list == self.name or (bool(line.family) and line.family == self.family and not line.restarts)

    def closed(self) -> list[Block]:
        """The list as it is. An item that says nothing is none: what stood in it belongs to the one before."""
        before: list[Block] = []
        items: list[list[Block]] = []
        for first, *inside in self.items:
            if not (isinstance(first, Paragraph) and _is_empty(first)):
                items.append([first, *inside])
            elif items:
                items[-1] += inside
            elif inside and isinstance(inside[0], ItemList):
                items += [list(item.blocks) for item in inside[0].items]
                items[-1] += inside[1:]
            else:
                before += inside
        made = tuple(ListItem(tuple(blocks)) for blocks in items)
        return [*before, *([ItemList(made, self.ordered, self.start if self.ordered else 1)] if made else [])]

    @property
    def empty(self) -> int:
        """How many of its items say nothing."""
        return sum(isinstance(first, Paragraph) and _is_empty(first) for first, *_ in self.items)


@dataclass(slots=True)
class Builder:
    """Builds one narrative block. `level` is the level on which its first headings stand in Word."""

    reading: Reading
    level: int
    names: Names = field(default_factory=Names)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def built(self, items: Sequence[Item]) -> Blocks:
        """The blocks of the items, in the one form; ids that nothing says are made."""
        parts = self._parts(items, 0)
        formed = one_form(nested(tuple(self._outlined(parts))), self.reading.lang)
        return self._with_notes(formed)

    def _outlined(self, parts: Sequence[Block | Heading]) -> Iterator[Block | Heading]:
        """Headings on our own levels: the first is 1, each next at most one deeper."""
        last = 0
        for part in parts:
            if isinstance(part, Heading):
                wanted = max(1, part.level - self.level + 1) if part.level else 1
                level = min(wanted, last + 1, _DEEPEST_HEADING)
                if level != wanted or 0 < part.level < self.level:
                    self.reading.remarks.note("readers-edit-heading-level", plain_text(part.section.title))
                last = level
                yield replace(part, level=level)
            else:
                yield part

    def _parts(self, items: Sequence[Item], at: int) -> list[Block | Heading]:
        """The blocks of items that share `at` boxes."""
        found: list[Block | Heading] = []
        lists: list[_Open] = []
        for step, group in groupby(boxed(items, at), lambda item: item.steps[at] if len(item.steps) > at else None):
            if step is not None and at < _DEEPEST_BOX:
                self._close(lists, step.depth, found)
                self._put(lists, found, self._box(step, list(group), at + 1))
                continue
            for item in group:
                self._line(item, lists, found)
        self._close(lists, 0, found)
        return found

    def _line(self, item: Item, lists: list[_Open], found: list[Block | Heading]) -> None:
        line = item.content
        if not isinstance(line, Line):
            self._put(lists, found, [*self._table(None, [item])])
        elif line.kind == "heading":
            self._close(lists, 0, found)
            found += self._heading(line, item)
        elif line.list:
            self._listed(line, lists, found)
        else:
            self._close(lists, min(line.more, len(lists)), found)
            self._put(lists, found, self._alone(line))

    def _alone(self, line: Line) -> list[Block]:
        """A line that belongs to nothing; a picture is a figure all the same."""
        return self._pictured([line], "") if line.pictures else [_paragraph(line)]

    def _heading(self, line: Line, item: Item) -> list[Block | Heading]:
        title = one_run(line.inlines, line.lang or self.reading.lang)
        if item.steps:
            self.reading.remarks.note("readers-edit-heading-in-box", line.text)
            return [_paragraph(line)]
        if not plain_text(title).strip():
            return [_paragraph(line)]
        name = self.names.give(self._anchored(line), plain_text(title), "avsnitt")
        return [Heading(line.level, Section(name, title, (), lang=line.lang))]

    def _anchored(self, line: Line) -> str:
        ids = (self.reading.reader.facts.anchors.get(name, "") for name in line.bookmarks)
        return next((name for name in ids if name), "")

    def _listed(self, line: Line, lists: list[_Open], found: list[Block | Heading]) -> None:
        """A numbered line, as an item of the list that is open on its level, or of a new one."""
        depth = min(line.depth, len(lists), _DEEPEST_LIST)
        self._close(lists, depth + 1, found)
        if len(lists) > depth and not lists[depth].takes(line):
            self._close(lists, depth, found)
        if len(lists) == depth:
            before = self.counts.get((line.list, line.depth), 0) if line.ordered else 0
            lists.append(_Open(line.list, line.family, line.ordered, line.start + before))
        for key in [key for key in self.counts if key[0] == line.list and key[1] > line.depth]:
            del self.counts[key]
        self.counts[line.list, line.depth] = self.counts.get((line.list, line.depth), 0) + 1
        lists[depth].items.append([_paragraph(line)])

    def _put(self, lists: list[_Open], found: list[Block | Heading], blocks: Sequence[Block]) -> None:
        if lists:
            lists[-1].items[-1].extend(blocks)
        else:
            found.extend(blocks)

    def _close(self, lists: list[_Open], depth: int, found: list[Block | Heading]) -> None:
        """Closes the lists that stand deeper than `depth`."""
        while len(lists) > depth:
            closed = lists.pop()
            for _ in range(closed.empty):
                self.reading.remarks.note("readers-edit-list-empty", "")
            self._put(lists, found, closed.closed())

    def _inner(self, items: Sequence[Item], at: int) -> Blocks:
        return tuple(part for part in self._parts(items, at) if not isinstance(part, Heading))

    def _box(self, step: Step, items: list[Item], at: int) -> list[Block]:
        match step.kind:
            case "quote":
                inner = self._inner(items, at)
                return [Quote(inner)] if inner else []
            case "margin":
                inner = self._inner(items, at)
                return [MarginNote(inner)] if inner else []
            case "fact":
                return self._fact(step, items, at)
            case "table":
                return [*self._table(step, items)]
            case "figure":
                return self._figure(step, items, at)
            case _:
                assert_never(step.kind)

    def _fact(self, step: Step, items: list[Item], at: int) -> list[Block]:
        """A box needs a title and text; what is left of one that lost either stands on its own."""
        first = items[0].content
        inner = self._inner([replace(item) for item in items[1:]], at)
        if not isinstance(first, Line) or first.kind != "fact-title" or not inner:
            self.reading.remarks.warn("readers-edit-fact-box", first.text if isinstance(first, Line) else "")
            return [*self._inner(items, at)]
        title = one_run(first.inlines, self.reading.lang)
        name = self.names.give(step.id or self._anchored(first), plain_text(title), "fakta")
        return [FactBox(name, title, inner)]

    def _table(self, step: Step | None, items: list[Item]) -> Iterator[Block]:
        """The tables among the items, each with its caption and notes; whatever else stands there comes after."""
        tables = [item.content for item in items if not isinstance(item.content, Line)]
        if not tables:
            yield from self._lines(items)
            return
        wanted = step.id if step else ""
        around = [item.content for item in items if isinstance(item.content, Line)]
        for number, item in enumerate(tables):
            made = built_table(self.reading, item, around if number == 0 else [], wanted)
            name = self.names.give(made.table.id, plain_text(made.table.title), "tabell")
            yield replace(made.table, id=name)
            yield from (block for line in made.rest for block in self._alone(line))
            wanted = ""

    def _lines(self, items: Sequence[Item]) -> list[Block]:
        lines = [item.content for item in items if isinstance(item.content, Line)]
        return [block for line in lines for block in self._alone(line)]

    def _figure(self, step: Step, items: list[Item], at: int) -> list[Block]:
        pictures = [item.content for item in items if isinstance(item.content, Line) and item.content.pictures]
        if len(pictures) != 1 or any(not isinstance(item.content, Line) for item in items):
            return self._several(step, items, at, pictures)
        return self._pictured([item.content for item in items if isinstance(item.content, Line)], step.id)

    def _pictured(self, around: Sequence[Line], wanted: str) -> list[Block]:
        """The figure of lines that hold one picture, and what does not belong to it."""
        made = built_figure(self.reading, around, wanted)
        if made.figure is None:
            return [_paragraph(line) for line in made.rest]
        stem = made.figure.image.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        name = self.names.give(made.figure.id, plain_text(made.figure.title) or stem, "figur")
        return [replace(made.figure, id=name), *map(_paragraph, made.rest)]

    def _several(self, step: Step, items: list[Item], at: int, pictures: Sequence[Line]) -> list[Block]:
        """A figure's box that has no picture any more, or more than one."""
        if not pictures:
            return self._lines(items)
        parts: list[list[Item]] = [[]]
        for item in items:
            if parts[-1] and isinstance(item.content, Line) and item.content.pictures and _has_picture(parts[-1]):
                parts.append([])
            parts[-1].append(item)
        found: list[Block] = []
        for number, part in enumerate(parts):
            only = [item for item in part if isinstance(item.content, Line)]
            found += self._figure(replace(step, id="" if number else step.id), only, at)
            found += self._table(None, [item for item in part if not isinstance(item.content, Line)])
        return found

    def _with_notes(self, blocks: Blocks) -> Blocks:
        """Every footnote with an id of its own."""
        said = [
            inline.id
            for block, _ in walk(blocks)
            for run in own_inlines(block)
            for inline in inlines_within(run)
            if isinstance(inline, Footnote)
        ]
        if all(said) and len(set(said)) == len(said):
            return blocks
        known, used = set(said), set[str]()

        def named(inline: Inline) -> Inline:
            if not isinstance(inline, Footnote):
                return inline
            name = inline.id if inline.id and inline.id not in used else free_id("note", known | used)
            used.add(name)
            return replace(inline, id=name)

        return rebuild(blocks, lambda block: map_inlines(block, named))


def _has_picture(items: Sequence[Item]) -> bool:
    return any(isinstance(item.content, Line) and item.content.pictures for item in items)


def _is_empty(paragraph: Paragraph) -> bool:
    return not one_run(paragraph.children, "")


def _paragraph(line: Line) -> Paragraph:
    inlines: Inlines = line.inlines
    return Paragraph(inlines, line.role, line.lang)
