"""The language of a build: every narrative block of a document against the plain-language rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assembler.checks.build_report import HardSentence, LanguageNote
from assembler.checks.language_findings import LanguageFinding, UnitReport, review_units
from assembler.checks.language_prose import Unit, heading_of, passages_by_heading
from assembler.checks.language_table import ChapterReading, chapter_reading
from assembler.checks.language_worst import Worst, worst_sentences
from assembler.document.blocks import Blocks, Document, Narrative, Section
from assembler.document.walk import plain_text, walk
from assembler.language.hint import Settings
from assembler.language.readability import Readability
from assembler.messages.catalogue import Lang
from assembler.plan.model import NarrativeBlock, Plan
from assembler.problem import Place


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """What the rules say of a whole document; `chapters` are its chapters in order, with the readability of each."""

    units: tuple[UnitReport, ...]
    chapters: tuple[tuple[str, Readability], ...]

    @property
    def findings(self) -> tuple[LanguageFinding, ...]:
        """Every finding in reading order."""
        return tuple(finding for unit in self.units for finding in unit.findings)

    def worst(self, most: int = 10) -> tuple[Worst, ...]:
        """The sentences that hurt a reader most, the worst first."""
        return worst_sentences(self.units, most)

    def hard_sentences(self, lang: Lang) -> tuple[HardSentence, ...]:
        """The same in words, for a build's report."""
        return tuple(
            HardSentence(one.sentence, one.place.block, one.findings[0].owner, tuple(one.reasons(lang)))
            for one in self.worst()
        )

    def notes(self, lang: Lang) -> tuple[LanguageNote, ...]:
        """The findings as lines of a build's report."""
        return tuple(finding.note(lang) for finding in self.findings)

    def table(self) -> tuple[ChapterReading, ...]:
        """The readability table: a row a chapter."""
        return tuple(chapter_reading(chapter, measured) for chapter, measured in self.chapters)


def language_findings(document: Document, plan: Plan, depth: str = "") -> LanguageReport:
    """The report on the narrative blocks of a composed document, each in its own form as the plan says.

    The plan's allowed words are never found, and the terms of its glossary never asked about. `depth` is the edition's,
    where it is not the plan's own; it may be stricter.
    """
    own = {block.id: block for block in plan.narratives}
    allowed, terms = (frozenset(map(str.lower, words)) for words in (plan.allowed_words, plan.terms))
    settings = Settings(depth or plan.depth, allowed, terms, document=plan.type)
    units = tuple(_units(document.blocks, own))
    reports = review_units(units, document.lang, settings)
    return LanguageReport(reports, tuple(_chapters(reports)))


def _units(blocks: Blocks, own: Mapping[str, NarrativeBlock]) -> Iterator[Unit]:
    chapter = ""
    for block, level in walk(blocks):
        if isinstance(block, Section) and level == 1:
            chapter = f"{block.number} {plain_text(block.title)}".strip()
        if isinstance(block, Narrative):
            yield from _of_narrative(block, own.get(block.id), chapter)


def _of_narrative(block: Narrative, source: NarrativeBlock | None, chapter: str) -> Iterator[Unit]:
    ignored = frozenset(source.ignored_rules) if source else frozenset()
    place = Place(file=source.file if source else "", block=block.id)
    for passages in passages_by_heading(block.blocks):
        under = Place(file=place.file, block=place.block, under=heading_of(passages) or chapter)
        yield Unit(passages, under, chapter, source.owner if source else "", ignored)


def _chapters(reports: Iterable[UnitReport]) -> Iterator[tuple[str, Readability]]:
    gathered: dict[str, Readability] = {}
    for report in reports:
        gathered[report.unit.chapter] = gathered.get(report.unit.chapter, Readability()) + report.readability
    yield from ((chapter, measured) for chapter, measured in gathered.items() if measured.words)
