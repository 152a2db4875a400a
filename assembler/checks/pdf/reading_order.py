"""The order of reading against the page: what is read next stands below, or to the right at the same height (1.3.2)."""

from dataclasses import dataclass
from typing import Final

from assembler.checks.outcome import GOOD, Marks, review
from assembler.checks.pdf.boxes import Corners, box_of_run
from assembler.checks.pdf.facts import PdfFacts
from assembler.checks.pdf.ua_facts import UaFacts
from assembler.pdf.nodes import Node
from assembler.pdf.painted import Run
from assembler.problem import Place

_BLOCKS: Final = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6"})
_APART: Final = frozenset({"Table", "Note", "TOC", "Figure", "Formula", "Form"})
_SAME_LINE: Final = 2.0


@dataclass(slots=True)
class _Block:
    """A block of text on one page: its first and its last line, in points."""

    node: Node
    first: Corners
    last: Corners


def reading_order(facts: PdfFacts) -> Marks:
    """No block stands above the one before it in its column, nor to the left of it at the same height."""
    for page, blocks in _by_page(facts.ua).items():
        back = next(
            (after for before, after in zip(blocks, blocks[1:], strict=False) if _goes_back(before, after)), None
        )
        if back is not None:
            text = facts.ua.text_of(back.node)
            yield review(Place(page=page, text=text, object=back.node.reference), text=text)
        elif len(blocks) > 1:
            yield GOOD


def _goes_back(before: _Block, after: _Block) -> bool:
    """A paragraph may go on in the next column: its end counts, and the beginning of the one after it."""
    left, bottom, right, top = before.last
    start = after.first
    if start[0] < right and left < start[2]:
        return start[1] > bottom + (top - bottom) / 2
    return start[2] <= left and bottom < start[3] and start[1] < top


def _by_page(facts: UaFacts) -> dict[int, list[_Block]]:
    """The blocks of each page, in the order of the tree."""
    runs = _runs(facts)
    found: dict[int, list[_Block]] = {}
    for node in facts.tree.nodes:
        if node.reference in runs:
            page, first, last = runs[node.reference]
            found.setdefault(page, []).append(_Block(node, first, last))
    return found


def _runs(facts: UaFacts) -> dict[str, tuple[int, Corners, Corners]]:
    """The page, the first and the last line of each block; of one on two pages, those on the first."""
    blocks = _block_of(facts)
    lines: dict[str, tuple[int, list[Run], list[Run]]] = {}
    for page in facts.painted.pages:
        for run in page.runs:
            block = blocks.get(run.frame.nearest, "") if run.frame is not None else ""
            if block:
                _take(lines, block, page.number, run)
    return {
        block: (page, _line(facts, first), _line(facts, last))
        for block, (page, first, last) in lines.items()
    }  # fmt: skip


def _take(lines: dict[str, tuple[int, list[Run], list[Run]]], block: str, page: int, run: Run) -> None:
    if block not in lines:
        lines[block] = page, [run], [run]
        return
    number, first, last = lines[block]
    if number != page:
        return
    if first[-1] is last[-1] and abs(run.y - first[0].y) < _SAME_LINE:
        first.append(run)
    if abs(run.y - last[0].y) < _SAME_LINE:
        last.append(run)
    else:
        lines[block] = number, first, [run]


def _line(facts: UaFacts, runs: list[Run]) -> Corners:
    boxes = [box_of_run(facts, run) for run in (runs[0], runs[-1])]
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _block_of(facts: UaFacts) -> dict[str, str]:
    """The block that each element stands in; "" for one that stands in none, or in a table, a note, a figure."""
    found: dict[int, str] = {}
    apart: set[int] = set()
    for node in facts.tree.nodes:
        above = next(node.above(), None)
        if node.role in _APART or (above is not None and id(above) in apart):
            apart.add(id(node))
        inherited = found.get(id(above), "") if above is not None else ""
        found[id(node)] = "" if id(node) in apart else node.reference if node.role in _BLOCKS else inherited
    return {node.reference: found[id(node)] for node in facts.tree.nodes}
