"""What the translation of one Document gathers on its way to Typst: files, table structure, problems."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from assembler.charts.measure import Typeface, typeface
from assembler.document.blocks import Document
from assembler.document.walk import block_id, walk
from assembler.messages.catalogue import Lang
from assembler.problem import Place, Problem, Severity, Value
from assembler.writers.written import Materials

Json: TypeAlias = dict[str, Any]

TEXT_MM = 116.0
FULL_MM = 168.0
LANDSCAPE_MM = 255.0
POINTS_PER_MM = 72 / 25.4


@dataclass(slots=True)
class Galley:
    """`tables` describes each table in reading order for the finishing; `files` are pictures by their name there.

    `notes` counts the footnotes so far, `inside` the boxes, lists and quotes that the present block stands in: there no
    page can turn.
    """

    document: Document
    materials: Materials
    face: Typeface
    targets: frozenset[str]
    tables: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    notes: int = 0
    inside: int = 0

    @property
    def lang(self) -> Lang:
        """The language of the labels that the writer adds."""
        return self.document.lang

    @contextmanager
    def contained(self) -> Iterator[None]:
        """While blocks inside a box, list, quote or note are translated."""
        self.inside += 1
        yield
        self.inside -= 1

    def label(self, block: str) -> str:
        """The label to set for block id `block`; "" the second time, for a label may stand only once."""
        if not block or block in self.labelled:
            return ""
        self.labelled.add(block)
        return block

    def warn(self, code: str, block: str = "", **values: Value) -> None:
        """Note something that could not be rendered as asked for."""
        self.problems.append(Problem(code, Place(block=block), values, Severity.WARNING))


def galley(document: Document, materials: Materials) -> Galley:
    """An empty galley for `document`."""
    targets = frozenset(block_id(block) for block, _ in walk(document.blocks)) - {""}
    return Galley(document, materials, typeface(materials.brand), targets)
