"""What every writer takes and gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assembler.brand.model import Brand
from assembler.problem import Problem


@dataclass(frozen=True, slots=True)
class Materials:
    """What a writer needs beside the Document: the brand, images by their name, and where the frame lies.

    `frame` is a folder name below `templates/frames/`. `pages` gives the page of a section by its id where another
    writer has paginated already: what Word shows in the table of contents until it updates its fields.
    """

    brand: Brand
    images: Mapping[str, bytes] = field(default_factory=dict)
    frame: str = "report"
    engine_version: str = ""
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file, and what the writer could not render (nothing is dropped in silence)."""

    content: bytes
    problems: tuple[Problem, ...] = ()
