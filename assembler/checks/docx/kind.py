"""Word files as a kind of file that is checked."""

from typing import Final

from assembler.checks.docx import archive_rules, contrast, layout_rules, package_rules, sound
from assembler.checks.docx.read import read_word
from assembler.checks.kind import Kind

KIND: Final = Kind(
    read_word,
    {**sound.RULES, **package_rules.RULES, **layout_rules.RULES, **contrast.RULES, **archive_rules.RULES},
)
