"""Flat headings into nested sections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assembler.document.blocks import Block, Blocks, Section
from assembler.markup.desk import Desk


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level`; `section` is its section, still without blocks."""

    level: int
    section: Section


def nested(parts: Sequence[Block | Heading]) -> Blocks:
    """The blocks with each heading's section around what follows it, up to the next heading of its level or above."""
    blocks, _ = _until(parts, 0, 0)
    return blocks


def _until(parts: Sequence[Block | Heading], start: int, level: int) -> tuple[Blocks, int]:
    blocks: list[Block] = []
    position = start
    while position < len(parts):
        part = parts[position]
        if not isinstance(part, Heading):
            blocks.append(part)
            position += 1
        elif part.level <= level:
            break
        else:
            inner, position = _until(parts, position + 1, part.level)
            blocks.append(replace(part.section, blocks=inner))
    return tuple(blocks), position


def judge_level(desk: Desk, level: int) -> None:
    """Reports a heading that leaves levels out: the first has level 1, each next at most one more (WCAG 1.3.1)."""
    if level > desk.level + 1:
        desk.fault("markup-heading-skips", found=level, expected=desk.level + 1)
    desk.level = level
