"""What is known while a page is written: the document, its anchors, and the notes and problems gathered so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from assembler.charts.measure import Typeface, typeface
from assembler.document.blocks import Document
from assembler.document.identity import ids
from assembler.document.inline import Footnote
from assembler.messages.catalogue import label
from assembler.problem import Place, Problem, Severity, Value
from assembler.writers.written import Materials


@dataclass(slots=True)
class Folio:
    """The state of one page. `lang` is the language of the surroundings, so that only changes are marked."""

    document: Document
    materials: Materials
    face: Typeface
    targets: frozenset[str]
    lang: str
    notes: list[Footnote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def word(self, code: str, **values: Value) -> str:
        """A word of the writer's own, escaped."""
        return escape(label(code, self.document.lang, **values))

    def warn(self, code: str, block: str = "", **values: Value) -> None:
        """Something that could not be rendered as it is."""
        self.problems.append(Problem(code, Place(block=block), values, Severity.WARNING))

    def number(self, note: Footnote) -> int:
        """The number of a note, which stands at the end of the page from now on."""
        self.notes.append(note)
        return note.number or len(self.notes)

    def lang_attribute(self, lang: str) -> str:
        """` lang="en"` where the language changes, else nothing."""
        return f' lang="{escape(lang)}"' if lang and lang != self.lang else ""


def open_folio(document: Document, materials: Materials) -> Folio:
    """An empty page for `document`."""
    targets = frozenset(ids(document.blocks))
    return Folio(document, materials, typeface(materials.brand), targets, document.lang)


def anchor(name: str) -> str:
    """` id="…"`, nothing for ""."""
    return f' id="{escape(name)}"' if name else ""


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, a line each."""
    return "\n".join(part for part in parts if part)
