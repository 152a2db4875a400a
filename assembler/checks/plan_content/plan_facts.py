"""The facts of a plan document as its readers and the law see it: what it says, what it plans, whether it adds up."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from assembler.document.blocks import Blocks, Contents, Document, GoalTree, KeyFigures, Section, Table
from assembler.document.walk import own_inlines, plain_text, walk
from assembler.finance.result import Statement
from assembler.plan.model import Plan
from assembler.problem import Place

Duty: TypeAlias = Literal["economy-plan", "budget", "period-report", "annual-report"]


@dataclass(frozen=True)
class PlanFacts:
    """What the rules on content look at.

    `duties` are what the document is in the law's eyes (kommuneloven §§ 14-2 to 14-7), given by its document type; a
    rule of another duty does not apply. `edition` is its id, `binding` whether the council has adopted it. `full` says
    that every part is there (not the short depth).
    """

    document: Document
    plan: Plan
    statement: Statement
    duties: tuple[Duty, ...]
    edition: str
    binding: bool
    full: bool = True

    def has_duty(self, *duties: Duty) -> bool:
        """Whether the document is any of these."""
        return any(duty in self.duties for duty in duties)

    @cached_property
    def chapters(self) -> tuple[Section, ...]:
        """The top sections in reading order, front matter and appendices included."""
        return tuple(block for block in self.document.blocks if isinstance(block, Section))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section on any level."""
        return tuple(block for block, _ in walk(self.document.blocks) if isinstance(block, Section))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table."""
        return tuple(block for block, _ in walk(self.document.blocks) if isinstance(block, Table))

    @cached_property
    def has_contents(self) -> bool:
        """Whether there is a table of contents."""
        return any(isinstance(block, Contents) for block, _ in walk(self.document.blocks))

    @cached_property
    def words(self) -> str:
        """Everything that is printed, in lower case: headings, text, tables and goals."""
        return " ".join(texts_of(self.document.blocks)).lower()

    def section(self, beginnings: frozenset[str]) -> Section | None:
        """The first section whose heading begins with one of these, in lower case."""
        starts = tuple(beginnings)
        return next((s for s in self.sections if plain_text(s.title).lower().startswith(starts)), None)


def texts_of(blocks: Blocks) -> Iterator[str]:
    """The printed texts of blocks and of all in them; a heading stands before what is under it."""
    for block, _ in walk(blocks):
        for inlines in own_inlines(block):
            yield plain_text(inlines)
        if isinstance(block, KeyFigures):
            yield from (figure.label for figure in block.figures)
        if isinstance(block, Table):
            yield from (f"{column.label} {column.year}" for column in block.columns)
        if isinstance(block, GoalTree):
            yield from (node.title for node in block.nodes)


def has_text(section: Section) -> bool:
    """Whether anything stands under the heading."""
    return any(text.strip() for text in texts_of(section.blocks))


def place_of(section: Section) -> Place:
    """Where a section stands."""
    return Place(block=section.id, under=f"{section.number} {plain_text(section.title)}".strip())
