"""The narrative blocks of a file: each id once, whatever was copied, moved, emptied or pasted twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assembler.document.blocks import Blocks, Paragraph
from assembler.document.walk import plain_text, walk
from assembler.markup.one_form import one_form
from assembler.problem import Place, Problem, Severity
from assembler.readers.docx.bound import judge_references, unflattened, with_emptied_notes, with_figures
from assembler.readers.docx.building import Builder
from assembler.readers.docx.by_eye import said, seen_by_eye
from assembler.readers.docx.edited import FoundBlock
from assembler.readers.docx.flow import note_marks, paragraphs_within
from assembler.readers.docx.items import Item, items_of, steps_of
from assembler.readers.docx.line import Line, LineReader
from assembler.readers.docx.owners import Owner
from assembler.readers.docx.parts import is_of_another
from assembler.readers.docx.pictures import Pictures
from assembler.readers.docx.reading import Reading
from assembler.readers.docx.remarks import Remarks
from assembler.readers.docx.survey import Survey
from assembler.readers.docx.tree import View


@dataclass(frozen=True, slots=True)
class Other:
    """The text of a block that another place of the same id won over: `place` is where it begins in the file."""

    place: int
    after: str
    blocks: Blocks
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One place of a block's id: where its spots stand, and what is told of them."""

    owner: Owner
    places: tuple[int, ...]
    current: Blocks
    original: Blocks
    problems: tuple[Problem, ...]


def chosen_blocks(
    whole: Survey, pictures: Pictures, joined: Mapping[str, tuple[Problem, ...]]
) -> tuple[tuple[FoundBlock, ...], tuple[Other, ...]]:
    """The blocks in the order of the file, and what stands twice. `joined` tells of paragraphs joined over edges."""
    chosen: list[tuple[int, FoundBlock]] = []
    others: list[Other] = []
    order = [id for id, _ in _places(whole)]
    for id, owners in _by_id(whole).items():
        candidates = [_candidate(whole, pictures, owner, places) for owner, places in owners]
        winner = _winner(whole, id, candidates, order)
        chosen.append((winner.places[0], _found(whole, winner, candidates, joined.get(id, ()))))
        others += _losers(whole, id, winner, candidates)
    return tuple(block for _, block in sorted(chosen, key=lambda pair: pair[0])), tuple(others)


def _places(whole: Survey) -> Iterator[tuple[str, int]]:
    """The ids in the order in which their places begin."""
    seen: set[Owner] = set()
    for place, owner in enumerate(whole.owners):
        if owner.kind == "block" and owner not in seen:
            seen.add(owner)
            yield owner.name, place


def _by_id(whole: Survey) -> dict[str, list[tuple[Owner, tuple[int, ...]]]]:
    spots: dict[Owner, list[int]] = {}
    for place, owner in enumerate(whole.owners):
        if owner.kind == "block":
            spots.setdefault(owner, []).append(place)
    found: dict[str, list[tuple[Owner, tuple[int, ...]]]] = {}
    for owner, places in spots.items():
        found.setdefault(owner.name, []).append((owner, tuple(places)))
    return found


def _candidate(whole: Survey, pictures: Pictures, owner: Owner, places: tuple[int, ...]) -> _Candidate:
    remarks = Remarks(owner.name)
    current = built(whole, pictures, places, "current", remarks)
    same = all(whole.shown["current"][place] == whole.shown["original"][place] for place in places)
    same = same and not any(_notes_authors(whole, places))
    original = current if same else built(whole, pictures, places, "original", Remarks(owner.name))
    return _Candidate(owner, places, current, original, remarks.problems())


def built(whole: Survey, pictures: Pictures, places: Sequence[int], view: View, remarks: Remarks) -> Blocks:
    """The blocks of the spots at `places` in a view; `remarks` knows the narrative block that they are of."""
    id = remarks.block
    reader = LineReader(whole.parts, whole.facts, view)
    leaves = (
        (leaf, steps_of(whole.spots[place].around, whole.facts))
        for place in places
        if (leaf := whole.shown[view][place]) is not None
    )
    base = whole.base_blocks(id)
    items = seen_by_eye(items_of(leaves, reader, remarks), _known_texts(base), remarks)
    builder = Builder(Reading(reader, remarks, pictures, whole.lang), _level(whole, id, items))
    blocks = builder.built(items)
    judge_references(blocks, whole.references, remarks)
    if is_of_another(whole.parts.program):
        blocks = with_emptied_notes(blocks, base or ())
    if base is None:
        return blocks
    if is_of_another(whole.parts.program):
        blocks = unflattened(blocks, base)
    return one_form(with_figures(blocks, base, remarks), whole.lang)


def _known_texts(base: Blocks | None) -> frozenset[str]:
    """The paragraphs that went out, as they look: none of them was made into something by hand."""
    return frozenset(said(plain_text(block.children)) for block, _ in walk(base or ()) if isinstance(block, Paragraph))


def _level(whole: Survey, id: str, items: Sequence[Item]) -> int:
    """The level of Word that the first headings stand on: what the file says, else the highest there is."""
    for block in whole.facts.blocks:
        if block.id == id:
            return block.level
    levels = [line.level for item in items if isinstance(line := item.content, Line) and line.kind == "heading"]
    return min((level for level in levels if level), default=1)


def _winner(whole: Survey, id: str, candidates: Sequence[_Candidate], order: Sequence[str]) -> _Candidate:
    """Of several places with one id: one that has text, rather one that was edited, else the closest in order."""
    left = [one for one in candidates if one.current] or list(candidates)
    base = whole.base_blocks(id)
    edited = [one for one in left if one.current != base]
    left = edited or left[:1]
    if len(left) == 1:
        return left[0]
    return min(left, key=lambda one: (_distance(whole, id, one, order), one.places[0]))


def _distance(whole: Survey, id: str, one: _Candidate, order: Sequence[str]) -> int:
    """How many blocks stand on the wrong side of a place, by the order in which they went out."""
    exported = [block.id for block in whole.base.blocks] if whole.base else list(order)
    own = exported.index(id) if id in exported else 0
    ranks = {name: rank for rank, name in enumerate(exported)}
    wrong = 0
    for place, owner in enumerate(whole.owners):
        if owner.kind == "block" and owner.name != id and owner.name in ranks:
            wrong += (ranks[owner.name] < own) != (place < one.places[0])
    return wrong


def _found(
    whole: Survey, winner: _Candidate, candidates: Sequence[_Candidate], joined: tuple[Problem, ...]
) -> FoundBlock:
    """The block; what it was before may stand in the place that it was moved from."""
    id, base = winner.owner.name, whole.base_blocks(winner.owner.name)
    befores = [winner.original, *(one.original for one in candidates if one is not winner and not one.current)]
    original = next((blocks for blocks in befores if blocks == base), None)
    if original is None:
        original = next((blocks for blocks in befores if blocks), ())
    authors = dict.fromkeys(
        author for one in candidates if one is winner or not one.current for author in _authors(whole, one.places)
    )
    return FoundBlock(id, winner.owner.found_by, winner.current, original, tuple(authors), (*winner.problems, *joined))


def _authors(whole: Survey, places: Sequence[int]) -> Iterator[str]:
    yield from (author for place in places for author in whole.spots[place].leaf.authors)
    yield from _notes_authors(whole, places)


def _notes_authors(whole: Survey, places: Sequence[int]) -> Iterator[str]:
    """The authors of the tracked changes in the notes that the spots refer to."""
    for paragraph in paragraphs_within([whole.spots[place].leaf for place in places]):
        for mark in note_marks(paragraph.content):
            for inside in paragraphs_within(whole.parts.note(mark)[0]):
                yield from inside.authors


def _losers(whole: Survey, id: str, winner: _Candidate, candidates: Sequence[_Candidate]) -> Iterator[Other]:
    base = whole.base_blocks(id)
    for one in candidates:
        if one is winner or not one.current or one.current in (base, winner.current):
            continue
        problem = Problem("readers-edit-twice", Place(block=id), {"id": id}, Severity.WARNING)
        yield Other(one.places[0], _before(whole, one.places[0]), one.current, (problem, *map(_unplaced, one.problems)))


def _unplaced(problem: Problem) -> Problem:
    return replace(problem, place=replace(problem.place, block=""))


def _before(whole: Survey, place: int) -> str:
    """The block that stands before a place, "" for none."""
    before = (owner for owner in reversed(whole.owners[:place]) if owner.kind == "block")
    return next((owner.name for owner in before), "")
