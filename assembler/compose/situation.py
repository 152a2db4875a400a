"""What a maker of blocks may know: the plan, the figures, and for whom this edition is made."""

from dataclasses import dataclass, replace

from assembler.compose.doctype import DocumentType, Edition, Words
from assembler.document.blocks import Blocks
from assembler.finance.ledger import Ledger
from assembler.finance.result import Statement
from assembler.messages.catalogue import label
from assembler.messages.numbers import years_text
from assembler.plan.model import Area, Depth, Form, Plan
from assembler.problem import Value

# An adopted edition must satisfy these (kommuneloven § 14-4), and others are stamped as drafts when they do not; the
# remaining checks are explained in print but do not hinder (old codes, accounts that nobody has placed).
BINDING = ("drift_zero", "inv_zero", "transfer", "balanced", "areas_sum", "projects_sum")


@dataclass(frozen=True, slots=True)
class Situation:
    """`area` is the area of a chapter made for each area, `None` elsewhere; `form` the edition's form of Norwegian.

    `before` are the chapters made so far. `editing` says that the document goes out to be edited and comes back.
    """

    plan: Plan
    type: DocumentType
    edition: Edition
    depth: Depth
    form: Form
    ledger: Ledger
    statement: Statement
    engine_version: str = ""
    area: Area | None = None
    before: Blocks = ()
    editing: bool = False

    def within(self, area: Area) -> "Situation":
        """The same situation in the chapter of `area`."""
        return replace(self, area=area)

    def after(self, chapters: Blocks) -> "Situation":
        """The same situation, with `chapters` before it."""
        return replace(self, before=chapters)

    def word(self, code: str, **values: Value) -> str:
        """The label `compose-<code>` in the edition's form."""
        return label(f"compose-{code}", self.form, **values)

    def words(self, words: Words | None) -> str:
        """A text of the document type in the edition's form, filled with the plan's own values; "" for none."""
        return "" if words is None else self.fill(getattr(words, self.form))

    def fill(self, template: str) -> str:
        """`template` with {year}, {area} … filled in."""
        plan = self.plan
        return template.format(
            year=plan.year,
            previous_year=plan.year - 1,
            period=plan.period,
            first_year=plan.first_year,
            last_year=plan.last_year,
            municipality=plan.municipality.name,
            years=years_text(plan.first_year, plan.last_year),
            area=self.area.id if self.area else "",
            area_name=self.area.name if self.area else "",
        )

    def titled(self, code: str, **values: Value) -> str:
        """The label `compose-<code>` as a title, with the name of the chapter's area after it."""
        title = self.word(code, **values)
        return f"{title}, {self.area.name}" if self.area else title

    @property
    def unit_text(self) -> str:
        """The unit of amounts in tables: "1000 kroner"."""
        return self.word(f"unit-{self.plan.unit}")
