"""How a plan stands before it is built: chapters and who owes them, the figures, the language. A desk shows it."""

from dataclasses import dataclass
from typing import Any

from assembler.assemble.order import Order, Settled, settle
from assembler.assemble.situation import situation_of
from assembler.assemble.supply import Supply
from assembler.checks.language_rules import LanguageReport, language_findings
from assembler.compose.composer import Composed, compose
from assembler.compose.figure_list import figure_list, printed_figures
from assembler.compose.makers.schedules import check_name
from assembler.compose.outline import ChapterOutline, Place, outline
from assembler.compose.situation import Situation
from assembler.document.blocks import Blocks
from assembler.document.walk import own_inlines, plain_text, walk
from assembler.finance.result import Check
from assembler.messages.catalogue import wording
from assembler.plan.model import NarrativeBlock
from assembler.problem import Problem


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of one edition of a plan."""

    situation: Situation
    settled: Settled
    composed: Composed
    chapters: tuple[ChapterOutline, ...]
    language: LanguageReport
    warnings: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """By name, worded in the order's language; dates are ISO dates, `null` where there is none."""
        return {
            "plan": self._plan(),
            "chapters": [self._chapter(chapter) for chapter in self.chapters],
            "reconciliation": [self._check(check) for check in self.situation.statement.checks],
            "ledger_lines": len(self.situation.ledger.lines),
            "language": {
                "findings": len(self.language.findings),
                "worst": [worst.as_json(self.settled.lang) for worst in self.language.worst()],
                "chapters": [row.as_json() for row in self.language.table()],
            },
            "problems": [self._problem(problem) for problem in (*self.warnings, *self.composed.problems)],
        }

    def figures(self) -> dict[str, Any]:
        """What a writer needs: rows of reference, words, text and unit, and how the texts print those they have."""
        return {
            "listed": [figure.as_json() for figure in figure_list(self.situation)],
            "printed": printed_figures(self.composed.document.blocks),
        }

    def _plan(self) -> dict[str, Any]:
        plan, type, form = self.settled.plan, self.settled.type, self.settled.form
        return {
            "id": plan.id,
            "title": self.composed.document.title,
            "type": type.id,
            "type_name": getattr(type.name, form),
            "municipality": plan.municipality.name,
            "edition": self.settled.edition.id,
            "edition_name": getattr(self.settled.edition.name, form),
            "editions": [{"id": edition.id, "name": getattr(edition.name, form)} for edition in type.editions],
            "depth": self.settled.depth,
            "depths": list(type.depths),
            "form": form,
            "forms": list(dict.fromkeys((plan.form, *plan.forms))),
            "year": plan.year,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
            "date": plan.date.isoformat(),
        }

    def _chapter(self, chapter: ChapterOutline) -> dict[str, Any]:
        return {
            "id": chapter.id,
            "title": chapter.title,
            "area": chapter.area,
            "places": [_place(place) for place in chapter.places],
        }

    def _check(self, check: Check) -> dict[str, Any]:
        return {
            "id": check.id,
            "name": check_name(self.situation, check.id),
            "year": check.column.year,
            "version": check.column.version,
            "holds": check.holds,
            "difference": str(check.difference),
        }

    def _problem(self, problem: Problem) -> dict[str, Any]:
        words = wording(problem, self.settled.lang)
        return problem.as_json() | {"where": words.place, "message": words.message, "remedy": words.remedy}


def survey(supply: Supply, order: Order) -> Survey:
    """The state of the edition that `order` asks for. `Refused` with every fault of the plan."""
    settled = settle(supply.loaded.plan, order)
    situation = situation_of(supply, settled)
    composed = compose(situation)
    language = language_findings(composed.document, settled.plan, settled.depth)
    return Survey(situation, settled, composed, outline(situation), language, supply.loaded.warnings)


def _place(place: Place) -> dict[str, Any]:
    return {
        "slot": place.slot,
        "heading": place.heading,
        "guidance": place.guidance,
        "required": place.required,
        "texts": [_text(block) for block in place.texts],
    }


def _text(block: NarrativeBlock) -> dict[str, Any]:
    return {
        "id": block.id,
        "file": block.file,
        "owner": block.owner,
        "status": block.status,
        "guidance": block.guidance,
        "due": block.due.isoformat() if block.due else None,
        "words": _words(block.blocks),
    }


def _words(blocks: Blocks) -> int:
    return sum(len(plain_text(inlines).split()) for block, _ in walk(blocks) for inlines in own_inlines(block))
