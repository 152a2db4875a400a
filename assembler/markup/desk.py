"""The desk at which one text is read: what was found wrong so far, which ids are taken, which notes are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assembler.document.identity import free_id, is_id, is_lang, slug
from assembler.document.inline import Inlines
from assembler.markup.attributes import Attributes, parse
from assembler.problem import Place, Problem, Severity, Value

MOST_PROBLEMS = 500


@dataclass(slots=True)
class Desk:
    """Gathers all problems of one text. `line` is the line (of the file) being read, `level` that of the last heading.

    `numbers` are the next ones for ids of the same title, so that a thousand like headings take no quadratic time.
    `notes` are the texts of notes by label, `used_notes` the labels that were referred to.
    """

    file: str = ""
    form: str = ""
    first_line: int = 1
    line: int = 1
    problems: list[Problem] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Inlines] = field(default_factory=dict)
    used_notes: set[str] = field(default_factory=set)
    in_note: bool = False
    level: int = 0

    def fault(self, code: str, *, severity: Severity = Severity.ERROR, **values: Value) -> None:
        """Reports a problem at the line that is being read; of very many, the first ones and that there are more."""
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems[MOST_PROBLEMS - 1 :] = [
                Problem("markup-many", Place(file=self.file), {"limit": MOST_PROBLEMS})
            ]
            return
        self.problems.append(Problem(code, Place(file=self.file, line=self.line), values, severity))

    def at(self, lines: Sequence[int] | None) -> None:
        """Moves to the first of `lines` (counted from 0 in the text); stays when there are none."""
        if lines:
            self.line = lines[0] + self.first_line

    def identity(self, given: str, title: str, fallback: str) -> str:
        """The id of a block: as `given`, else made of its title, else of `fallback`; a repeated one is a fault."""
        if given and not is_id(given):
            self.fault("markup-id-bad", found=given, suggestion=slug(given) or fallback)
        if given and given in self.taken:
            self.fault("markup-id-twice", found=given)
        wanted = slug(title) or fallback
        name = given or free_id(wanted, self.taken, self.numbers.get(wanted, 2))
        if not given and name != wanted:
            self.numbers[wanted] = int(name.rpartition("-")[2]) + 1
        self.taken.add(name)
        return name

    def language(self, found: str) -> str:
        """`found`, reported when it is no language tag."""
        if found and not is_lang(found):
            self.fault("markup-lang-bad", found=found)
        if found and found == self.form:
            self.fault("markup-lang-same", severity=Severity.WARNING, found=found)
        return found

    def attributes(
        self, group: str, *, name: bool = False, classes: Sequence[str] = (), keys: Sequence[str] = ()
    ) -> Attributes:
        """The attributes of a group; what is not among those that may stand here is reported."""
        found = parse(group) if group else Attributes()
        strange = [f".{each}" for each in found.classes if each not in classes]
        strange += [key for key in found.values if key not in keys]
        strange += [f"#{found.id}"] if found.id and not name else []
        for each in (*strange, *found.twice):
            self.fault("markup-attribute-unknown", found=each)
        return found
