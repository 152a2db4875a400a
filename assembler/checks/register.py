"""All rules, listed: the functions of each subject file, by the facts that they look at.

The kinds of file are named and not imported: each is read with libraries of its own, and a child checks one file.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, cast

from assembler.checks.beside import PAIR
from assembler.checks.content import Content
from assembler.checks.kind import Kind
from assembler.checks.likeness import RULES as FIDELITY_RULES
from assembler.checks.outcome import Marks
from assembler.checks.plan_content.content_report import RULES as PLAN_RULES
from assembler.checks.rules import figures, headings, links, naming, tables, wording
from assembler.resources import named

ContentRule: TypeAlias = Callable[[Content], Marks]

CONTENT_RULES: Final[Mapping[str, ContentRule]] = {
    **headings.RULES,
    **naming.RULES,
    **figures.RULES,
    **tables.RULES,
    **links.RULES,
    **wording.RULES,
}
KINDS: Final = ("docx", "pdf", "html")

READABLE: Final = "file.readable"


def kind(name: str) -> Kind:
    """One of `KINDS`."""
    return cast(Kind, named(f"assembler.checks.{name}.kind:KIND"))


def every_check() -> frozenset[str]:
    """The name of every check function."""
    of_files = (*CONTENT_RULES, *(check for name in KINDS for check in kind(name).rules))
    return frozenset({READABLE, PAIR, *of_files, *FIDELITY_RULES, *PLAN_RULES})
