"""Which paragraph a place in a Word file means, for those who want to put something there."""

from dataclasses import dataclass, field

from assembler.checks.content import excerpt
from assembler.checks.docx.markup import WP, Element, W
from assembler.checks.docx.numbering import Numberings
from assembler.checks.docx.paragraphs import Reading
from assembler.checks.docx.reading import BodyReader, Setting
from assembler.checks.docx.tables import Grid
from assembler.checks.docx.word_facts import WordFacts
from assembler.problem import Place


@dataclass(slots=True)
class AnchorReader(BodyReader):
    """Reads the body as the facts are read, and remembers by which paragraph each place was told.

    A table is told by its first paragraph, a figure or a link by the one that holds it.
    """

    exact: dict[int, tuple[Place, Element]] = field(default_factory=dict)
    alike: dict[tuple[str, str], list[Element]] = field(default_factory=dict)
    at: Element | None = None

    def _place(self, text: str) -> Place:
        place = BodyReader._place(self, text)
        self._remember(place)
        return place

    def _remember(self, place: Place) -> None:
        if self.at is not None:
            # The place is kept, so that no other can get its identity.
            self.exact[id(place)] = (place, self.at)
            self.alike.setdefault((place.under, place.text), []).append(self.at)

    def _paragraph(self, element: Element, setting: Setting) -> None:
        self.at = element
        BodyReader._paragraph(self, element, setting)

    def _take(self, reading: Reading, place: Place, element: Element, style: str, setting: Setting) -> None:
        before = len(self.links)
        BodyReader._take(self, reading, place, element, style, setting)
        for link in self.links[before:]:
            self._remember(link.place)

    def _row(self, grid: Grid, index: int) -> tuple[str, ...]:
        texts = BodyReader._row(self, grid, index)
        first = next((p for row in grid.rows for cell in row.cells for p in cell.iter(W + "p")), None)
        self.at = first if first is not None else self.at
        return texts


class Anchors:
    """Finds paragraphs by the places that rules tell of the same facts."""

    def __init__(self, facts: WordFacts) -> None:
        """The body of `facts` is read here, before any rule asks for it."""
        main, body = facts.file.main, facts.file.body
        links = {relation.id: relation.target for relation in facts.file.relations(main)}
        self._reader = AnchorReader(main, facts.sheet, Numberings(facts.file.part("numbering")), links)
        if body is not None:
            self._reader.read(body)
            self._reader.finish()
        facts.body = self._reader
        self._first = None if body is None else next(body.iter(W + "p"), None)

    def paragraph(self, place: Place) -> tuple[Element | None, bool]:
        """The paragraph, and whether it is the place itself; else the first one of the file, `None` without any."""
        told = self._reader.exact.get(id(place))
        if told is not None:
            return told[1], True
        found = self._alike(place)
        return (found[0], True) if found else (self._first, False)

    def _alike(self, place: Place) -> list[Element]:
        """What is told with the same words; then what holds them, under the same heading if there is one."""
        if place.part not in ("", self._reader.part) or place == Place():
            return []
        same = self._reader.alike.get((place.under, excerpt(place.text)), [])
        if same or not place.text:
            return sorted(same, key=_wordless)
        wanted = place.text.strip().rstrip("…")
        holding = [(under, found) for (under, told), found in self._reader.alike.items() if wanted and wanted in told]
        return min(holding, key=lambda one: one[0] != place.under)[1] if holding else []


def _wordless(paragraph: Element) -> int:
    """What a place without words is about, the likeliest first: a drawing without alternative text, any, nothing."""
    drawings = list(paragraph.iter(WP + "docPr"))
    return 0 if any(not one.get("descr") for one in drawings) else 1 if drawings else 2
