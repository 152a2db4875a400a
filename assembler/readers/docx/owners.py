"""To which narrative block each paragraph and table of a file belongs: by tag, by alias, by bookmark.

A control of Word's says where its block ends. LibreOffice keeps only one around the first paragraph, and the bookmark:
then that says it, or, where it is lost too, the beginning of the next thing that is known.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Literal

from assembler.document.identity import is_id
from assembler.ooxml.copy_names import LOCKED, TEXT
from assembler.readers.docx.copy_part import CopyFacts
from assembler.readers.docx.edited import FoundBy
from assembler.readers.docx.flow import Enclosure, Spot
from assembler.readers.docx.text import inline_text
from assembler.readers.docx.tree import Anchor, Inline, InlineControl, Link, Paragraph

_ALIAS: Final = re.compile(r"\[([^\[\]]+)\]\s*\Z")
_CONTENTS: Final = "table of contents"
_END: Final = "plansatsguidanceend"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a paragraph or table is.

    "block": a narrative block's, `name` its id, `number` tells the places with the same id apart; "locked": a locked
    part's, `name` its tag without the prefix; "own": the program's own; "between": nobody's that is known.
    """

    kind: Literal["block", "locked", "own", "between"]
    name: str = ""
    number: int = 0
    found_by: FoundBy = "tag"


BETWEEN: Final = Owner("between")


def owners(spots: Sequence[Spot], facts: CopyFacts, known: AbstractSet[str], own: AbstractSet[str]) -> list[Owner]:
    """The owner of each spot. `known` are the ids of the blocks that went out; any id will do when it is empty.

    `own` are the texts that the program itself wrote.
    """
    return _Survey(spots, facts, known, own).owners()


@dataclass(slots=True)
class _Survey:
    spots: Sequence[Spot]
    facts: CopyFacts
    known: AbstractSet[str]
    own: AbstractSet[str]
    found: list[Owner] = field(default_factory=list)

    def owners(self) -> list[Owner]:
        self.found = [self._by_control(spot) for spot in self.spots]
        ranges = self._ranges()
        for id, (first, last) in ranges.items():
            self._by_bookmark(id, first, last)
        self._beyond_alias(ranges)
        return self.found

    def _by_control(self, spot: Spot) -> Owner:
        for control in reversed(spot.around):
            owner = self._of_control(control)
            if owner:
                return owner
        inline = self._by_inline(spot)
        return Owner("block", inline, -1, "alias") if inline else BETWEEN

    def _of_control(self, control: Enclosure) -> Owner | None:
        tag = self.facts.full(control.tag)
        if tag.startswith(TEXT) and self._is_known(tag.removeprefix(TEXT)):
            return Owner("block", tag.removeprefix(TEXT), control.number, "tag")
        if tag.startswith(LOCKED):
            return Owner("locked", tag.removeprefix(LOCKED), control.number)
        if control.gallery.lower() == _CONTENTS:
            return Owner("own")
        if tag.startswith("ps:"):
            return None
        id = self._of_alias(control.alias)
        return Owner("block", id, control.number, "alias") if id else None

    def _of_alias(self, alias: str) -> str:
        """The id in the brackets of an alias; that may be cut like a tag."""
        match = _ALIAS.search(alias)
        if not match:
            return ""
        said = match[1] if match[1].startswith(TEXT) else TEXT + match[1]
        id = self.facts.full(said).removeprefix(TEXT)
        return id if self._is_known(id) else ""

    def _is_known(self, id: str) -> bool:
        return id in self.known if self.known else is_id(id)

    def _by_inline(self, spot: Spot) -> str:
        """LibreOffice may put the control around the runs of the first paragraph."""
        content = spot.leaf.content if isinstance(spot.leaf, Paragraph) else ()
        for inline in content:
            if isinstance(inline, InlineControl):
                tag = self.facts.full(inline.tag)
                id = tag.removeprefix(TEXT) if tag.startswith(TEXT) else ""
                id = id or ("" if tag.startswith("ps:") else self._of_alias(inline.alias))
                if id and self._is_known(id):
                    return id
        return ""

    def _ranges(self) -> dict[str, tuple[int, int]]:
        """The first and the last spot of each block's bookmark."""
        blocks = {block.bookmark: block.id for block in self.facts.blocks if block.bookmark}
        firsts: dict[str, int] = {}
        ids: dict[str, str] = {}
        found: dict[str, tuple[int, int]] = {}
        for place, spot in enumerate(self.spots):
            for anchor, is_after in _anchors(spot):
                id = blocks.get(anchor.name.lower()) if anchor.kind == "bookmark-start" else None
                if id:
                    # LibreOffice begins a range once more where it ends, with another number.
                    firsts.setdefault(id, place + is_after)
                    ids[anchor.id] = id
                elif anchor.kind == "bookmark-end" and anchor.id in ids:
                    last = place - (not is_after)
                    if firsts[ids[anchor.id]] <= last:
                        found[ids[anchor.id]] = (firsts[ids[anchor.id]], last)
        return found

    def _by_bookmark(self, id: str, first: int, last: int) -> None:
        """Gives a block what stands between the ends of its bookmark, unless a control that is whole says it."""
        own = [place for place, owner in enumerate(self.found) if owner.kind == "block" and owner.name == id]
        tagged = [place for place in own if self.found[place].found_by == "tag"]
        if tagged and not all(self._is_printed(place) for place in tagged):
            return
        whole = Owner("block", id, -1, "tag" if tagged else "alias" if own else "bookmark")
        for place in range(first, last + 1):
            owner = self.found[place]
            if owner.kind == "between" or (owner.kind == "block" and owner.name == id):
                self.found[place] = whole

    def _is_printed(self, place: int) -> bool:
        leaf = self.spots[place].leaf
        return isinstance(leaf, Paragraph) and inline_text(leaf.content) in self.own

    def _beyond_alias(self, ranges: dict[str, tuple[int, int]]) -> None:
        """A block of which only the alias is left goes on to the next thing that is known."""
        going: Owner | None = None
        has_text = False
        for place, owner in enumerate(self.found):
            if owner.kind == "block":
                going = owner if owner.found_by == "alias" and owner.name not in ranges else None
                has_text = False
            elif owner.kind != "between" or (has_text and self._is_printed(place) and not self._ends_later(place)):
                going = None
            elif going:
                has_text = has_text or not self._is_printed(place)
                self.found[place] = going
                going = None if self._is_end(place) else going

    def _ends_later(self, place: int) -> bool:
        """Whether the line that ends a block is still to come: what looks like a locked line is only alike then."""
        for later in range(place, len(self.found)):
            if self.found[later].kind != "between":
                return False
            if self._is_end(later):
                return True
        return False

    def _is_end(self, place: int) -> bool:
        """Whether it is the program's own last line of a block; one without text ends there too."""
        leaf = self.spots[place].leaf
        return isinstance(leaf, Paragraph) and leaf.look.style.lower() == _END and self._is_printed(place)


def _anchors(spot: Spot) -> Iterator[tuple[Anchor, bool]]:
    """The bookmarks' ends at a spot, each with whether text of the spot stands before it."""
    yield from ((anchor, False) for anchor in spot.before)
    if isinstance(spot.leaf, Paragraph) and any(_holds_anchor(inline) for inline in spot.leaf.content):
        said = False
        for inline in _flat(spot.leaf.content):
            if isinstance(inline, Anchor):
                yield inline, said
            else:
                said = said or bool(inline_text((inline,)))


def _holds_anchor(inline: Inline) -> bool:
    match inline:
        case Anchor():
            return True
        case Link() | InlineControl():
            return any(map(_holds_anchor, inline.content))
        case _:
            return False


def _flat(content: Sequence[Inline]) -> Iterator[Inline]:
    for inline in content:
        match inline:
            case Link() | InlineControl():
                yield from _flat(inline.content)
            case _:
                yield inline
