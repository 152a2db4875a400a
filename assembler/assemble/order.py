"""What is asked for: which edition, how deep, in which form of Norwegian, in which formats."""

import datetime
from dataclasses import dataclass, replace
from typing import get_args

from assembler.compose.doctype import DocumentType, Edition, document_type
from assembler.compose.editions import of_edition
from assembler.compose.wordings import in_form
from assembler.messages.catalogue import Lang
from assembler.plan.model import Depth, Form, Plan
from assembler.problem import Problem, Refused, Value
from assembler.writers.register import FORMATS


@dataclass(frozen=True, slots=True)
class Order:
    """An empty part means the plan's own. `chapter` is the one chapter wanted, `lang` the language of the report."""

    type: str = ""
    edition: str = ""
    depth: str = ""
    form: str = ""
    formats: tuple[str, ...] = FORMATS
    chapter: str = ""
    date: datetime.date | None = None
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """An order that the plan and its document type can meet."""

    plan: Plan
    type: DocumentType
    edition: Edition
    depth: Depth
    form: Form
    formats: tuple[str, ...]
    chapter: str
    lang: Lang

    @property
    def stem(self) -> str:
        """The name of the files: plan, edition, and depth and form where they are not the plan's own."""
        plan = self.plan
        depth = "" if self.depth == plan.depth else self.depth
        form = "" if self.form == plan.form else self.form
        return "-".join(part for part in (plan.id, self.edition.id, depth, form, self.chapter) if part)


def settle(plan: Plan, order: Order) -> Settled:
    """The order with the plan's own choices where it has none. `Refused` with every part that cannot be met."""
    type = document_type(order.type or plan.type)
    edition, depth, form = order.edition or plan.edition, order.depth or plan.depth, order.form or plan.form
    editions = tuple(edition.id for edition in type.editions)
    wanted = (
        ("edition", edition, editions),
        ("depth", depth, type.depths),
        ("form", form, get_args(Form)),
        *(("format", name, FORMATS) for name in order.formats),
    )
    problems = [_unknown(part, found, known) for part, found, known in wanted if found not in known]
    chosen = type.edition(edition)
    if problems or chosen is None:
        raise Refused(problems)
    spoken: Form = "nn" if form == "nn" else "nb"
    own = in_form(of_edition(plan, type, edition), spoken)
    return Settled(
        plan=replace(own, date=order.date or own.date),
        type=type,
        edition=chosen,
        depth=next(name for name in type.depths if name == depth),
        form=spoken,
        formats=tuple(name for name in FORMATS if name in order.formats),
        chapter=order.chapter,
        lang=order.lang or plan.form,
    )


def _unknown(part: str, found: str, known: tuple[str, ...]) -> Problem:
    values: dict[str, Value] = {"found": found, "known": ", ".join(known)}
    return Problem(f"assemble-{part}-unknown", values=values)
