"""The comments of a file: threads, who wrote, whether they are settled, and what they were put on.

ECMA-376-1, 17.13.4; the threads stand in a part of their own (MS-DOCX 2.5.1, `w15:commentEx`): a comment is known
there by the `w14:paraId` of its last paragraph.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from assembler.ooxml.names import W14, W15
from assembler.readers.docx.blocks import read_blocks
from assembler.readers.docx.edited import Comment
from assembler.readers.docx.markup import attribute, name
from assembler.readers.docx.parts import WordParts
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import (
    Anchor,
    Block,
    Control,
    Inline,
    InlineControl,
    Link,
    Paragraph,
    Picture,
    Run,
    Table,
)
from assembler.readers.docx.views import seen

_LONGEST_QUOTE: Final = 500
_TRUE: Final = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class _Said:
    """A comment as it stands in its part; `key` is the paraId that its thread knows it by."""

    id: str
    key: str
    author: str
    date: str
    text: str


@dataclass(slots=True)
class Places:
    """Where the comments of a file stand: the block, and the text that they were put on, by the id of the comment."""

    blocks: dict[str, str] = field(default_factory=dict)
    quoted: dict[str, list[str]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def anchors(self, anchors: Sequence[Anchor], block: str) -> None:
        """Notes the ends of ranges that stand between paragraphs."""
        for anchor in anchors:
            self._anchor(anchor, block)

    def leaf(self, leaf: Paragraph | Table, block: str) -> None:
        """Notes what a paragraph or a table, which belongs to `block`, has of comments."""
        if isinstance(leaf, Paragraph):
            self._inlines(leaf.content, block)
            for id in self._open:
                self.quoted[id].append("\n")
        else:
            for row in leaf.rows:
                for cell in row.cells:
                    self._blocks(cell.blocks, block)

    def _blocks(self, blocks: Sequence[Block], block: str) -> None:
        for inner in blocks:
            match inner:
                case Paragraph() | Table():
                    self.leaf(inner, block)
                case Control():
                    self._blocks(inner.blocks, block)
                case Anchor():
                    self._anchor(inner, block)

    def _inlines(self, content: Sequence[Inline], block: str) -> None:
        for inline in content:
            match inline:
                case Anchor():
                    self._anchor(inline, block)
                case Link() | InlineControl():
                    self._inlines(inline.content, block)
                case Run(presence=presence) if self._open and presence.current:
                    for id in self._open:
                        self.quoted[id].append(inline.text)
                case Picture():
                    for box in inline.boxes:
                        self._blocks(box, block)
                case _:
                    pass

    def _anchor(self, anchor: Anchor, block: str) -> None:
        match anchor.kind:
            case "comment-start":
                self.blocks.setdefault(anchor.id, block)
                self.quoted.setdefault(anchor.id, [])
                self._open = [*self._open, anchor.id] if anchor.id not in self._open else self._open
            case "comment-end":
                self._open = [id for id in self._open if id != anchor.id]
            case "comment":
                self.blocks.setdefault(anchor.id, block)
            case _:
                pass


def comments(parts: WordParts, places: Places) -> tuple[Comment, ...]:
    """The comments in the order of their part, answers with what they answer; a circle of answers stands flat."""
    said = tuple(_said(parts.part("comments")))
    above, done = _threads(parts.part("commentsExtended"), {one.key for one in said if one.key})
    below: dict[str, list[_Said]] = {}
    for one in said:
        below.setdefault(above.get(one.key, ""), []).append(one)
    return tuple(_thread(one, below, done, places) for one in below.get("", ()))


def _thread(top: _Said, below: Mapping[str, Sequence[_Said]], done: set[str], places: Places) -> Comment:
    """A comment with all its answers; an answer to an answer is one of the thread's, as Word shows it."""
    replies: list[_Said] = []
    waiting = list(reversed(below.get(top.key, ()))) if top.key else []
    while waiting:
        one = waiting.pop()
        replies.append(one)
        waiting.extend(reversed(below.get(one.key, ())))
    shown = tuple(_comment(one, top.id, done, places) for one in replies)
    whole = _comment(top, top.id, done, places)
    return Comment(whole.author, whole.date, whole.text, whole.block, whole.quoted, whole.resolved, shown)


def _comment(one: _Said, placed: str, done: set[str], places: Places) -> Comment:
    quoted = "".join(places.quoted.get(placed, ())).strip()
    return Comment(
        author=one.author,
        date=one.date,
        text=one.text,
        block=places.blocks.get(placed, ""),
        quoted=quoted if len(quoted) <= _LONGEST_QUOTE else quoted[: _LONGEST_QUOTE - 1] + "…",
        resolved=bool(one.key) and one.key in done,
    )


def _said(root: etree._Element | None) -> Iterator[_Said]:
    for entry in () if root is None else root:
        if name(entry) != "comment":
            continue
        paragraphs = [part for part in entry.iter() if name(part) == "p"]
        key = str(paragraphs[-1].get(f"{{{W14}}}paraId") or "").upper() if paragraphs else ""
        text = "\n".join(lines(seen(read_blocks(entry), "current"))).strip()
        yield _Said(attribute(entry, "id"), key, attribute(entry, "author"), attribute(entry, "date"), text)


def _threads(root: etree._Element | None, known: set[str]) -> tuple[dict[str, str], set[str]]:
    """What each comment answers, and the comments that are settled."""
    above: dict[str, str] = {}
    done: set[str] = set()
    for entry in () if root is None else root:
        key = str(entry.get(f"{{{W15}}}paraId") or "").upper()
        parent = str(entry.get(f"{{{W15}}}paraIdParent") or "").upper()
        if parent in known and key in known and not _leads_to(parent, key, above):
            above[key] = parent
        if str(entry.get(f"{{{W15}}}done") or "") in _TRUE:
            done.add(key)
    return above, done


def _leads_to(start: str, goal: str, above: Mapping[str, str]) -> bool:
    step = start
    while step and step != goal:
        step = above.get(step, "")
    return step == goal
