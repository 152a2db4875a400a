"""Where things stand on a page: the box around a structure element or an annotation, in points from below left.

Boxes are worked out for findings alone, when it is known which they are. Text is as wide as its font says; what a line
is stretched by is left out, so a box may end a little early.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from assembler.checks.pdf.ua_facts import UaFacts
from assembler.checks.pdf.ua_tables import attributes_of
from assembler.pdf.nodes import Node
from assembler.pdf.painted import SAID, Frame, PagePaint, Run
from assembler.pdf.plain import Plain, number_of

Corners: TypeAlias = tuple[float, float, float, float]
Where: TypeAlias = tuple[int, Corners]

_MOST_ELEMENTS: Final = 5_000
_DEPTH: Final = 0.25
_HEIGHT: Final = 0.8
_GUESSED: Final = 500.0
_LARGEST: Final = 20_000
"""What lies farther out than this, in points, is no place on a page."""


def boxes_of(facts: UaFacts, references: Iterable[str]) -> Mapping[str, Where]:
    """The page and the box of each object by its reference; one that paints nothing is left out."""
    wanted = dict.fromkeys(references)
    nodes = {name: facts.tree.by_reference[name] for name in wanted if name in facts.tree.by_reference}
    painted = _painted(facts, nodes)
    found = {name: _of_node(facts, node, painted.get(name)) for name, node in nodes.items()}
    for one in facts.annotations:
        if isinstance(one.reference, str) and one.reference in wanted:
            found[one.reference] = _on_page(one.page, facts.corners(one.entries.get("/Rect")))
    return {name: where for name, where in found.items() if where is not None}


def box_of_texts(facts: UaFacts, page: PagePaint, run: Run) -> Corners:
    """The box around a text and those in the same marked content that look the same."""
    alike = [one for one in page.runs if one.frame is run.frame and one.fill == run.fill and run.frame is not None]
    return _around(box_of_run(facts, one) for one in alike or [run])


def box_of_run(facts: UaFacts, run: Run) -> Corners:
    """The box around one text, in points."""
    return run.x, run.y - _DEPTH * run.size, run.x + _width(facts, run), run.y + _HEIGHT * run.size


def _of_node(facts: UaFacts, node: Node, painted: Corners | None) -> Where | None:
    """What the element says itself (BBox, ISO 32000-1, table 344), else what is painted in it.

    Some programs say a box that counts from above: one that does not touch what is painted is not believed.
    """
    page = facts.page_of(node)
    said = facts.corners(attributes_of(facts, node, "Layout").get("/BBox"))
    if said and (painted is None or _touch(said, painted)):
        return _on_page(page, said)
    if painted is None:
        rects = [box for box in map(_rect(facts), node.objects) if box]
        return _on_page(page, _around(rects)) if rects else None
    return _on_page(page, painted)


def _rect(facts: UaFacts) -> Any:
    return lambda reference: facts.corners(facts.objects.entries(reference).get("/Rect"))


def _on_page(page: int, box: Iterable[float]) -> Where | None:
    left, bottom, right, top = (*box, 0.0, 0.0, 0.0, 0.0)[:4]
    if not page or right <= left or top <= bottom or max(abs(left), abs(bottom), abs(right), abs(top)) > _LARGEST:
        return None
    return page, (round(left, 1), round(bottom, 1), round(right, 1), round(top, 1))


def _painted(facts: UaFacts, nodes: Mapping[str, Node]) -> Mapping[str, Corners]:
    """What each element and those inside it paint on the page where it begins."""
    inside: dict[str, list[str]] = {}
    pages: dict[int, set[str]] = {}
    for name, node in nodes.items():
        for held in _within(node):
            inside.setdefault(held, []).append(name)
        pages.setdefault(facts.page_of(node), set()).add(name)
    found: dict[str, list[Corners]] = {}
    for number, names in pages.items():
        for owner, box in _boxes(facts, facts.painted.pages[number - 1]) if number else ():
            for name in inside.get(owner, ()):
                if name in names:
                    found.setdefault(name, []).append(box)
    return {name: _around(boxes) for name, boxes in found.items()}


def _within(node: Node) -> Iterator[str]:
    """The references of an element and those inside it."""
    waiting, looked = [node], 0
    while waiting and looked < _MOST_ELEMENTS:
        one, looked = waiting.pop(), looked + 1
        yield one.reference
        waiting += one.children


def _boxes(facts: UaFacts, page: PagePaint) -> Iterator[tuple[str, Corners]]:
    """The structure element and the box of each thing on a page that belongs to one."""
    last, end = (0.0, 0.0), 0.0
    for run in page.runs:
        left, bottom, right, top = box_of_run(facts, run)
        # Texts that follow each other in a line begin where the line does, for all the stream says.
        moved = end - left if (run.x, run.y) == last else 0.0
        last, end = (run.x, run.y), right + moved
        owner = _owner(run.frame)
        if owner:
            yield owner, (left + moved, bottom, right + moved, top)
    for box in page.boxes:
        owner = _owner(box.frame)
        if owner:
            yield owner, (box.left, box.bottom, box.right, box.top)


def _owner(frame: Frame | None) -> str:
    return frame.nearest if frame is not None else ""


def _width(facts: UaFacts, run: Run) -> float:
    size, widths = facts.kept("widths", lambda: _widths(facts)).get(run.font, (1, {}))
    codes = run.raw if size == 1 else [run.raw[at] << 8 | run.raw[at + 1] for at in range(0, len(run.raw) - 1, 2)]
    return sum(widths.get(code, _GUESSED) for code in codes) * run.size / 1000 if run.font != SAID else 0.0


def _widths(facts: UaFacts) -> dict[str, tuple[int, dict[int, float]]]:
    """How many bytes a code has in each font, and how wide its glyph is in thousandths of the size."""
    found: dict[str, tuple[int, dict[int, float]]] = {}
    for key, font in zip(facts.painted.fonts, facts.fonts, strict=True):
        widths = {one.code: one.listed_width or one.program_width or _GUESSED for one in font.glyphs}
        scale = 1000 * number_of(_matrix(facts, font.entries.get("/FontMatrix")), 0.001)
        found[key] = 2 if font.kind == "Type0" else 1, {code: width * scale for code, width in widths.items()}
    return found


def _matrix(facts: UaFacts, held: Plain) -> Plain:
    """What a Type 3 font makes of its widths (ISO 32000-1, 9.6.5)."""
    numbers = facts.objects.items(held)
    return facts.objects.get(numbers[0]) if numbers else None


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _around(boxes: Iterable[Corners]) -> Corners:
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)
