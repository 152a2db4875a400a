"""What may be read at all: texts of bounded size, of characters that XML 1.0 (§ 2.2) can carry."""

import re

from assembler.markup.desk import Desk

LONGEST_TEXT = 500_000
LONGEST_LINE = 10_000
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REPORTED = 20


def judge_text(desk: Desk, text: str) -> bool:
    """Whether `text` can be read; if not, the desk has the problems.

    Long lines are refused because the parsers take quadratic time on them.
    """
    if len(text) > LONGEST_TEXT:
        desk.fault("markup-too-long", found=len(text), limit=LONGEST_TEXT)
        return False
    lines = re.split(r"\r\n|\r|\n", text)
    for number, line in enumerate(lines):
        desk.at((number,))
        if len(line) > LONGEST_LINE:
            desk.fault("markup-line-too-long", found=len(line), limit=LONGEST_LINE)
        for character in _FORBIDDEN.findall(line)[: _REPORTED - len(desk.problems)]:
            desk.fault("markup-character", found=f"U+{ord(character):04X}")
    return not desk.problems
