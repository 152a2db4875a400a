"""The whole file laid out: each paragraph and table with its owner, and what it is in either view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assembler.document.blocks import Blocks
from assembler.document.exported import Exported, LockedPart
from assembler.messages.catalogue import Lang
from assembler.readers.docx.bound import figure_name, figures, references
from assembler.readers.docx.copy_part import CopyFacts
from assembler.readers.docx.edited import FoundBlock, FoundLocked
from assembler.readers.docx.flow import Spot
from assembler.readers.docx.likeness import found_alike
from assembler.readers.docx.owners import Owner, owners
from assembler.readers.docx.parts import WordParts
from assembler.readers.docx.text import lines
from assembler.readers.docx.tree import View
from assembler.readers.docx.views import Standing, aligned


@dataclass(slots=True)
class Survey:
    """`shown` is what each spot is in a view, `None` for what is gone there. `own` are texts of the program's.

    `references` are the cross references that went out: where each points, and what it says.
    """

    spots: Sequence[Spot]
    owners: list[Owner]
    shown: Mapping[View, list[Standing | None]]
    facts: CopyFacts
    base: Exported | None
    parts: WordParts
    own: frozenset[str]
    references: frozenset[tuple[str, str]]
    alike: list[FoundLocked] = field(default_factory=list)

    @property
    def lang(self) -> Lang:
        """The language of the document."""
        return "nn" if (self.base.form if self.base else self.facts.form) == "nn" else "nb"

    def text(self, place: int) -> str:
        """The current text of a spot, a paragraph a line; "" for one that is gone."""
        leaf = self.shown["current"][place]
        return "" if leaf is None else "\n".join(lines((leaf,)))

    def is_own(self, place: int) -> bool:
        """Whether all that a spot says went out just so, as a text of the program's own."""
        said = [line for line in self.text(place).split("\n") if line]
        return all(line in self.own for line in said)

    def base_blocks(self, id: str) -> Blocks | None:
        """What a block was when it went out; `None` when that is not known."""
        for block in self.base.blocks if self.base else ():
            if block.id == id:
                return block.blocks
        return None

    def locked(self, blocks: Sequence[FoundBlock]) -> tuple[FoundLocked, ...]:
        """The locked parts of the file in its order, then the bound figures of the blocks."""
        found: list[FoundLocked] = []
        for owner, places in groupby(range(len(self.spots)), lambda place: self.owners[place]):
            if owner.kind == "locked" and owner.number >= 0:
                here = [leaf for place in places if (leaf := self.shown["current"][place]) is not None]
                found.append(FoundLocked("block", owner.name, "\n".join(lines(here))))
        said = (figure for block in blocks for figure in figures(block.current))
        bound = (FoundLocked("figure", figure_name(figure), figure.text) for figure in said)
        return (*found, *self.alike, *bound)


def survey(row: Sequence[Spot], facts: CopyFacts, base: Exported | None, parts: WordParts) -> Survey:
    """The file laid out; blocks and locked parts whose marks are all lost are found by what they say."""
    known = {block.id for block in base.blocks} if base else {block.id for block in facts.blocks}
    own = facts.printed | _lines(base.locked if base else ())
    leaves = [spot.leaf for spot in row]
    whole = Survey(
        spots=row,
        owners=owners(row, facts, known, own),
        shown={"current": aligned(leaves, "current"), "original": aligned(leaves, "original")},
        facts=facts,
        base=base,
        parts=parts,
        own=own,
        references=frozenset((one.target, one.text) for one in references(_all_blocks(base))),
    )
    if base:
        _find_locked(whole, base)
        # The lines of a part that stands somewhere are nobody's elsewhere: a word may well be written twice.
        there = {owner.name for owner in whole.owners if owner.kind == "locked"}
        whole.own = facts.printed | _lines([part for part in base.locked if part.name not in there])
        _find_blocks(whole, base)
    return whole


def _all_blocks(base: Exported | None) -> Blocks:
    return tuple(held for block in base.blocks for held in block.blocks) if base else ()


def _lines(parts: Sequence[LockedPart]) -> frozenset[str]:
    return frozenset(line for part in parts if part.kind == "block" for text in part.texts for line in text.split("\n"))


def _find_locked(whole: Survey, base: Exported) -> None:
    """Locked parts that lost their control, but say what they said: their lines stand one after the other."""
    present = {owner.name for owner in whole.owners if owner.kind == "locked"}
    waiting = [part for part in base.locked if part.kind == "block" and part.name not in present]
    if not waiting:
        return
    said = [(line, place) for place in _between(whole) for line in whole.text(place).split("\n") if line]
    starts: dict[str, list[int]] = {}
    for at, (line, _) in enumerate(said):
        starts.setdefault(line, []).append(at)
    for part in waiting:
        _find_part(whole, part, said, starts)


def _find_part(
    whole: Survey, part: LockedPart, said: Sequence[tuple[str, int]], starts: Mapping[str, Sequence[int]]
) -> None:
    for text in part.texts:
        wanted = [line for line in text.split("\n") if line]
        for at in starts.get(wanted[0], ()) if wanted else ():
            places = {place for _, place in said[at : at + len(wanted)]}
            is_free = all(whole.owners[place].kind == "between" for place in places)
            # All that stands there, not one cell of a table that says the same as a heading.
            whole_lines = [line for place in sorted(places) for line in whole.text(place).split("\n") if line]
            if is_free and whole_lines == wanted == [line for line, _ in said[at : at + len(wanted)]]:
                # What says nothing in the midst of it, such as a chart, belongs to it.
                for place in range(min(places), max(places) + 1):
                    if whole.owners[place].kind == "between":
                        whole.owners[place] = Owner("locked", part.name, -1)
                whole.alike.append(FoundLocked("block", part.name, text))
                return


def _find_blocks(whole: Survey, base: Exported) -> None:
    """Blocks that nothing names any more, among the text that belongs to nobody."""
    present = {owner.name for owner in whole.owners if owner.kind == "block"}
    missing = {block.id: block.blocks for block in base.blocks if block.id not in present}
    places = [place for place in _between(whole) if whole.text(place).strip() or _before(whole, place).strip()]
    if not missing or not places:
        return
    # What tracked changes say was there before them is closer to what went out.
    found = found_alike(missing, [_before(whole, place) or whole.text(place) for place in places])
    for number, (id, (first, last)) in enumerate(found.items(), 2):
        for place in range(places[first], places[last] + 1):
            if whole.owners[place].kind == "between":
                whole.owners[place] = Owner("block", id, -number, "likeness")


def _before(whole: Survey, place: int) -> str:
    leaf = whole.shown["original"][place]
    return "" if leaf is None else "\n".join(lines((leaf,)))


def _between(whole: Survey) -> Iterator[int]:
    return (place for place, owner in enumerate(whole.owners) if owner.kind == "between")
