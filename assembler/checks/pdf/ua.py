"""All rules of PDF/UA-1, and how they get their facts from those of the file."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, TypeAlias

from assembler.checks.outcome import Marks
from assembler.checks.pdf import (
    ua_annotations,
    ua_content,
    ua_elements,
    ua_fonts,
    ua_language,
    ua_metadata,
    ua_parts,
    ua_tables,
    ua_tree,
)
from assembler.checks.pdf.facts import PdfFacts
from assembler.checks.pdf.ua_facts import UaFacts

UaRule: TypeAlias = Callable[[UaFacts], Marks]

UA_RULES: Final[Mapping[str, UaRule]] = {
    **ua_metadata.RULES,
    **ua_tree.RULES,
    **ua_content.RULES,
    **ua_language.RULES,
    **ua_tables.RULES,
    **ua_elements.RULES,
    **ua_annotations.RULES,
    **ua_parts.RULES,
    **ua_fonts.RULES,
}


def _on_ua(rule: UaRule, facts: PdfFacts) -> Marks:
    return rule(facts.ua)


RULES: Final[Mapping[str, Callable[[PdfFacts], Marks]]] = {
    name: partial(_on_ua, rule) for name, rule in UA_RULES.items()
}
