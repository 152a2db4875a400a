"""What every writer takes and gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assembler.brand.model import Brand
from assembler.problem import Problem


@dataclass(frozen=True, slots=True)
class Materials:
    """What a writer needs beside the Document: the brand, images by their name, and where the frame lies.

    `frame` is a folder name below `templates/frames/`. `pages` gives the page of sections, tables and figures by
    their id where another writer has paginated already: what Word shows in its lists until it updates its fields.
    """

    brand: Brand
    images: Mapping[str, bytes] = field(default_factory=dict)
    frame: str = "report"
    engine_version: str = ""
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file, and what the writer could not render (nothing is dropped in silence).

    A writer that paginates says how many pages there are, and on which each section and each listed table stands.
    """

    content: bytes
    problems: tuple[Problem, ...] = ()
    page_count: int = 0
    pages: Mapping[str, int] = field(default_factory=dict)
