"""Web pages as a kind of file that is checked."""

from typing import Final

from assembler.checks.html import aria_rules, contrast, page_rules
from assembler.checks.html.facts import read_html
from assembler.checks.kind import Kind

KIND: Final = Kind(read_html, {**page_rules.RULES, **aria_rules.RULES, **contrast.RULES})
