"""PDF files as a kind of file that is checked."""

from typing import Final

from assembler.checks.kind import Kind
from assembler.checks.pdf import archive_rules, look_rules, page_rules, ua
from assembler.checks.pdf.damage import careful
from assembler.checks.pdf.facts import read_pdf

_RULES: Final = {**ua.RULES, **page_rules.RULES, **look_rules.RULES, **archive_rules.RULES}
KIND: Final = Kind(read_pdf, {name: careful(rule) for name, rule in _RULES.items()})
