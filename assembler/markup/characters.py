"""What may be read at all: texts of bounded size, of characters that XML 1.0 (§ 2.2) can carry."""

import re

from assembler.markup.desk import Desk

LONGEST_TEXT = 500_000
LONGEST_LINE = 10_000
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def judge_text(desk: Desk, text: str) -> bool:
    """Whether `text` can be read; if not, the desk has the problems.

    Long lines are refused because the parsers take quadratic time on them.
    """
    if len(text) > LONGEST_TEXT:
        desk.fault("markup-too-long", found=len(text), limit=LONGEST_TEXT)
        return False
    for number, line in enumerate(_LINE_END.split(text)):
        desk.at((number,))
        if len(line) > LONGEST_LINE:
            desk.fault("markup-line-too-long", found=len(line), limit=LONGEST_LINE)
    return judge_characters(desk, text) and not desk.problems


def judge_characters(desk: Desk, text: str) -> bool:
    """Whether all characters can stand in a document; those that cannot are reported."""
    fit = not _FORBIDDEN.search(text)
    for number, line in enumerate(() if fit else _LINE_END.split(text)):
        desk.at((number,))
        for character in _FORBIDDEN.findall(line):
            desk.fault("markup-character", found=f"U+{ord(character):04X}")
    return fit
