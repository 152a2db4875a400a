"""All rules, listed: the functions of each subject file, by the facts that they look at."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from assembler.checks import archive
from assembler.checks.beside import PAIR
from assembler.checks.content import Content
from assembler.checks.docx import contrast, layout_rules, package_rules, sound
from assembler.checks.docx.word_facts import WordFacts
from assembler.checks.html import page_rules
from assembler.checks.html.facts import HtmlFacts
from assembler.checks.likeness import RULES as FIDELITY_RULES
from assembler.checks.outcome import Marks
from assembler.checks.pdf import look_rules, ua
from assembler.checks.pdf import page_rules as pdf_page_rules
from assembler.checks.pdf.damage import careful
from assembler.checks.pdf.facts import PdfFacts
from assembler.checks.plan_content.content_report import RULES as PLAN_RULES
from assembler.checks.rules import figures, headings, links, naming, tables, wording

ContentRule: TypeAlias = Callable[[Content], Marks]
WordRule: TypeAlias = Callable[[WordFacts], Marks]
PdfRule: TypeAlias = Callable[[PdfFacts], Marks]
HtmlRule: TypeAlias = Callable[[HtmlFacts], Marks]

CONTENT_RULES: Final[Mapping[str, ContentRule]] = {
    **headings.RULES,
    **naming.RULES,
    **figures.RULES,
    **tables.RULES,
    **links.RULES,
    **wording.RULES,
}
WORD_RULES: Final[Mapping[str, WordRule]] = {
    **sound.RULES,
    **package_rules.RULES,
    **layout_rules.RULES,
    **contrast.RULES,
    **archive.WORD_RULES,
}
PDF_RULES: Final[Mapping[str, PdfRule]] = {
    name: careful(rule)
    for name, rule in {**ua.RULES, **pdf_page_rules.RULES, **look_rules.RULES, **archive.PDF_RULES}.items()
}
HTML_RULES: Final[Mapping[str, HtmlRule]] = {**page_rules.RULES}

READABLE: Final = "file.readable"


def every_check() -> frozenset[str]:
    """The name of every check function."""
    of_files = (*CONTENT_RULES, *WORD_RULES, *PDF_RULES, *HTML_RULES)
    return frozenset({READABLE, PAIR, *of_files, *FIDELITY_RULES, *PLAN_RULES})
