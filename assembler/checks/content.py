"""What a reader meets in a file, told alike for every format: the facts that rules and fidelity stand on.

The Document tells the same facts (`assembler.checks.fidelity`), so that a file can be held against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assembler.problem import Place

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A real heading; `level` counts from 1."""

    level: int
    text: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class TableFact:
    """A table. `rows` are the texts of its cells, header rows included, each row as it is read.

    `sided` says that every row begins with a cell that is marked as its header.

    `headers` is the number of rows marked as headers at the top, `column_headers` their cells' texts; `caption` is ""
    when none is found.
    """

    rows: tuple[tuple[str, ...], ...]
    headers: int = 0
    column_headers: tuple[str, ...] = ()
    caption: str = ""
    place: Place = field(default_factory=Place)
    sided: bool = False

    @property
    def width(self) -> int:
        """The most cells that a row has."""
        return max(map(len, self.rows), default=0)

    @property
    def for_layout(self) -> bool:
        """Whether it is too small to be a table of figures: a box, or a row of boxes."""
        return self.width < 2 or len(self.rows) < 2


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A picture or chart. `alt` is `None` when there is no alternative text at all (an empty one may be meant)."""

    alt: str | None
    decorative: bool = False
    caption: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link; `text` is what is read aloud, `target` where it leads ("#id" inside the file)."""

    text: str
    target: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of running text.

    `emphasised` says that all of it is bold; `listed` that it is in a real list, a list of contents or an aside.
    """

    text: str
    place: Place = field(default_factory=Place)
    lang: str = ""
    emphasised: bool = False
    listed: bool = False
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """The facts of one file in reading order. `langs` are the languages declared, the file's own first.

    `foreign` is the text that is declared to be in a language, each piece with it; `None` where that is not known.
    """

    title: str
    lang: str
    headings: tuple[Heading, ...] = ()
    tables: tuple[TableFact, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    notes: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    langs: tuple[str, ...] = ()
    file_name: str = ""
    text: str = ""
    foreign: tuple[tuple[str, str], ...] | None = None

    def all_text(self) -> Iterator[tuple[str, Place]]:
        """Headings and passages with their places."""
        for heading in self.headings:
            yield heading.text, heading.place
        for passage in self.passages:
            yield passage.text, passage.place


def excerpt(text: str) -> str:
    """The first words of a text on one line, enough to look for it."""
    short = " ".join(text.split())
    return short if len(short) <= _EXCERPT else short[: _EXCERPT - 1] + "…"
